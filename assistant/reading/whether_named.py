"""Whether a text names or uses something: "are Kafka or Jira used?", "is Stripe mentioned?".

Who asks so of a tool, a company or a title gets the sentences that name it. Whether it is named,
they settle; whether it is used, only where they say so in a word for use. What is named nowhere is
missing beside it. Only names count: a word like "oil" is spoken of in more ways than one, so what
is asked of it is found by its meaning. English. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from assistant.reading.readings import Reading
from assistant.reading.settling import things_in
from assistant.reading.talk.vouching import Vouching, is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stems_and_initials

EACH_MOST = 2
"""Passages that are told of one thing."""
_OPENS = r"(?:(?:so|and|but|ok|hmm|well)[, ]+)*"
_BY_THE_WAY = r"(?:(?:even|also|ever|actually|really|at all|still) )?"
_IN_TEXT = r"mention(?:ed)?|name[d]?|list(?:ed)?|cite[d]?|discuss(?:ed)?|brought up|spoken of"
_USED = r"used?|in use|worked with|employed"
_ASKED = (
    re.compile(
        rf"{_OPENS}(?:is|are|was|were) (?P<things>.+?) {_BY_THE_WAY}"
        rf"(?:(?P<named>{_IN_TEXT})|(?P<used>{_USED}))"
        r"(?P<who>(?: (?:by|in|for|at|on|with|among|anywhere|somewhere|here|there|at all)\b.*)?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPENS}(?:do|does|did) (?P<who>[\w' -]{{2,40}}?) {_BY_THE_WAY}"
        r"(?:(?P<named>mention|name|list|cite|discuss|bring up|(?:talk|speak) (?:about|of)"
        r"|say (?:anything|something) about)|(?P<used>use|work with|employ)) (?P<things>.+?)"
        r"(?: (?:anywhere|somewhere|at all|too))?",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPENS}(?:do|does|did) (?P<things>.+?) {_BY_THE_WAY}"
        r"(?P<named>come up|get mentioned|get a mention)"
        r"(?P<who>(?: (?:by|in|for|at|on|anywhere|somewhere|here|there|at all)\b.*)?)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"{_OPENS}(?:is|are) there {_BY_THE_WAY}(?:an?|any|some) (?P<named>mention) of "
        r"(?P<things>.+?)(?P<who>(?: (?:in|anywhere|somewhere|here|at all)\b.*)?)",
        re.IGNORECASE,
    ),
)
_ONE_OF = re.compile(
    rf"{_OPENS}(?:is|are) (?P<things>\S+) {_BY_THE_WAY}(?:part of|in|on|among|one of|included in"
    r"|listed (?:in|among|under)) (?:the|their|your|this|that|these|those|its) [\w' -]+",
    re.IGNORECASE,
)
_ANYBODY = re.compile(
    r"\b(?:it|they|them|this|he|she|you|one|people|anywhere|somewhere|here|there|all|article|text"
    r"|document|page|author|piece|job|role|work|daily|practice)\b",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|any|anything about|\w+ (?:like|called))\s+", re.IGNORECASE)
_USES = re.compile(
    r"\b(?:us(?:e[sd]?|ing)|runs?|running|runs? on|(?:work|works|working) (?:with|in|on)"
    r"|liv(?:e|es|ing) in|built (?:on|with|in)|employ(?:s|ing)?)\b",
    re.IGNORECASE,
)
_LIMITS = re.compile(
    r"\b(?:not|no|never|without|rarely|less|fewer|rather|instead|only|hardly|former|no longer)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
_CLAUSE_ENDS = re.compile(r"[:;.!?—]\s")


@dataclass(frozen=True, slots=True)
class Named:
    """What a text says of things that were asked about by name.

    Attributes:
        passages: what names them.
        says: the yes or no, where that is certain.
        missing: what it does not say; each completes "The article does not say …".
        named: whether it was asked if they are named, and not if they are used.
    """

    passages: tuple[Passage, ...]
    says: Literal["yes", "no"] | None
    missing: tuple[str, ...]
    named: bool


def with_names(question: str, reading: Reading, vouching: Vouching) -> Reading:
    """The reading, as an answer with what names the things that the question asks about."""
    corpus = vouching.corpus
    if reading.parts or reading.outcome == "act" or corpus.language != "en":
        return reading
    names = (*corpus.naming.names, *corpus.abbreviations)
    told = whether_named(question, corpus.passages, names)
    if reading.says is not None:
        named = told is not None and told.named and told.says == reading.says
        return replace(reading, says=None, opening="yes") if named else reading
    if told is None:
        open_yet = reading.outcome in ("answer", "partial", "uncovered")
        absent = open_yet and name_absent(question, corpus.passages, vouching.strange)
        return _without(absent, reading) if absent else reading
    shown = reading.chosen if reading.outcome == "answer" and not told.missing else ()
    beside = shown if set(shown) & set(told.passages) else ()
    if beside and not told.says:
        return reading
    return replace(
        reading,
        outcome="partial" if told.missing else "answer",
        p_covered=1.0,
        chosen=tuple(dict.fromkeys([*(told.passages[:1] if beside else told.passages), *beside])),
        # "They tend to come from Stripe" names it without any doubt.
        says=None if told.named else told.says,
        opening="yes" if told.named and told.says else "",
        missing=told.missing,
        whole="",
    )


def _without(name: str, reading: Reading) -> Reading:
    """The reading of a question for a name that stands nowhere: no, and what was told."""
    told = replace(reading, opening="not_named", opens_with=name)
    if reading.outcome == "uncovered":
        return told
    return replace(told, outcome="partial", missing=(f"anything about {name}",))


def whether_named(question: str, passages: Sequence[Passage], names: Iterable[str]) -> Named | None:
    """What names the things of a question whether they are named or used; ``None`` for most.

    Args:
        question: what is asked, without its frame.
        passages: all of the corpus, in reading order.
        names: what the corpus calls its subject, which is named throughout.
    """
    asked = next((m for p in _ASKED if (m := p.fullmatch(question.strip(" ?!.")))), None)
    if asked is None:
        return None
    subject = re.compile(rf"\b{re.one_of(names)}s?\b", re.IGNORECASE)
    things = [_ARTICLE.sub("", thing) for thing in things_in(asked["things"])]
    if not all(things) or any(subject.fullmatch(thing) for thing in things):
        return None
    who = content_stems(_ANYBODY.sub(" ", subject.sub(" ", asked["who"])))
    named = {
        thing: [p for p in passages_naming(thing, passages) if _is_of(p, who)] for thing in things
    }
    if not any(named.values()):
        return None
    absent = [thing for thing, found in named.items() if not found]
    if asked["named"]:
        missing = tuple(f"anything about {thing}" for thing in absent)
        return Named(_few(named, passages), None if missing else "yes", missing, named=True)
    uses = {
        thing: [p for p in found if _says_used(thing, p.text)] for thing, found in named.items()
    }
    missing = tuple(f"whether {thing} is used" for thing in absent)
    sure = all(uses.values()) and not subject.search(asked["who"])
    first = {t: sorted(found, key=lambda p: p not in uses[t]) for t, found in named.items()}
    return Named(_few(first, passages), "yes" if sure else None, missing, named=False)


def name_absent(
    question: str,
    passages: Sequence[Passage],
    strange: Callable[[str], bool] = lambda word: False,
) -> str:
    """The name of which somebody asks whether it is named, and which no passage holds: "is Brest
    mentioned", "is Brest one of the ports"; empty for others. Only a word with a capital is surely
    a name; another is where it is a ``strange`` one."""
    bare = question.strip(" ?!.")
    asked = _ONE_OF.fullmatch(bare)
    if asked is None:
        asked = next((m for p in _ASKED if (m := p.fullmatch(bare)) and m["named"]), None)
    if asked is None:
        return ""
    name = _ARTICLE.sub("", asked["things"])
    capital = re.fullmatch(r"[A-Z][\w+#.-]+", name) is not None
    if not capital and not (re.fullmatch(r"[a-z][\w+#.-]+", name) and strange(name)):
        return ""
    held = re.compile(rf"\b{re.escape(name.lower().removesuffix('s'))}", re.IGNORECASE)
    return "" if any(held.search(f"{p.heading} {p.text}") for p in passages) else name


def _few(naming: dict[str, list[Passage]], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Of what names each thing the first, those that name several before others."""
    counted = {p.id: sum(p in found for found in naming.values()) for p in passages}
    told = dict.fromkeys(
        p
        for found in naming.values()
        for p in sorted(found, key=lambda p: -counted[p.id])[:EACH_MOST]
    )
    return tuple(told)


def passages_naming(thing: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages that call something by this name; none where it is a mere word somewhere."""
    inside = re.compile(rf"(?<![\w-]){re.escape(thing)}(?:s|es)?(?![\w-])", re.IGNORECASE)
    found = [(p, m) for p in passages if p.kind != "table_header" and (m := inside.search(p.text))]
    named = any(_is_name(p.text, m) for p, m in found)
    return [p for p, _ in found] if named else []


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Whether a word is a name where it stands: with a capital inside a sentence or in itself, or
    in a list of names ("Kafka, dbt, and Spark")."""
    before, word = text[: found.start()], found.group()
    if re.search(r"\w[A-Z]|[A-Z]\w*\d", word):
        return True
    if word[0].isupper():
        return re.search(r"[\w,;(“\"’] ?$", before) is not None
    return re.search(r"[a-z,:] [A-Z][\w.+#-]*,(?: and| or)? $", before) is not None


def _is_of(passage: Passage, who: Sequence[str]) -> bool:
    known = stems_and_initials(" ".join((passage.text, passage.heading, *passage.header)))
    return all(is_known(stem, known) for stem in who)


def _says_used(thing: str, text: str) -> bool:
    """Whether a text says in so many words that something is used, without a limit to it."""
    found = re.search(rf"(?<![\w-]){re.escape(thing)}", text, re.IGNORECASE)
    clause = _CLAUSE_ENDS.split(text[: found.start()])[-1] if found else ""
    return _USES.search(clause) is not None and _LIMITS.search(clause) is None
