"""What a question that asks yes or no is answered with, where the words leave no doubt.

Three forms of a sentence say it for a question about the corpus's subject ("Does a keeper sell the
oil?"): it gives the work to somebody else ("Selling oil belongs to the agent": no), it denies that
it is asked for ("is not the job", "does not have to": no), or it says of the subject all that was
asked, in the same words ("A keeper trims the wick": yes). Whatever could turn a question round
(not, only, rather, more, instead) leaves it without a yes or no: most questions are. Beside these,
a sentence may deny that something is required ("not a requirement of the work": no, where exactly
that is asked for), may set two things apart ("not the same job": no, they are not the same; yes,
there is a difference), or may say yes itself ("and yes, we charge a fee"). English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Literal

from assistant.reading.yes_no.said_in_row import said_in_row
from assistant.reading.yes_no.said_outright import said_outright
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

SURE = 0.9
"""Least probability that the passage answers at all."""
SAID_AMONG = 3
"""Passages cited of which one may say yes or no in so many words."""
_OPENS = r"(?:(?:so|and|but|ok|hmm|well|wait)[, ]+)*(?:do|does|is|are|am|should|must|would|will)"
_PERSON = r"(?:they|he|she|i|it|this (?:role|job|position|person)|that person)"
_WORK = r"(?:job|task|tasks|role|work|responsibility|duty|duties|call|problem|turf|business)"
_KNOWN_AS = r"(?:the |a |an |our |my |your |most |good )?"
_SEVERAL = re.compile(r"[?.;:,]\s")
_TURNS = re.compile(
    r"\b(?:not|no|never|without|less|only|just|instead|rather|leaves?|hands?|handed|gives?|pass|passes"
    r"|delegates?|free|avoid|rid|stop|out|off|someone|somebody|others?|another|else|or|nor|neither"
    r"|because|wrong|mistake|spared?|lets?|yield|outside|separate|different|stay|away|support|help"
    r"|with|reports?|need (?!to\b)|more|most|mostly|much|many|few|fewer|all|always|every|each|both"
    r"|same|usually|often|sometimes|really|even|too|enough|if|when|than|who|which|but|except|can"
    r"|could|may|able|allowed|okay|ok|fine|possible|optional|un\w+|pointless|waste|end)\b|n['’]t\b",
    re.IGNORECASE,
)
_GIVES_AWAY = re.compile(
    r"[^.;]+?,?\s+(?:belongs? to|(?:sits?|lies?|rests?|stays?) with"
    r"|(?:is|are) (?:owned|handled|managed|done|run) by"
    r"|(?:that['’]s|is|are) (?=(?:the |a |an )?[\w -]+?['’]s?(?: s)? "
    r"(?:job|task|role|work|responsibility|business|call)\b))\s*(?P<whom>[\w -]+)",
    re.IGNORECASE,
)
_DENIES = re.compile(
    r"\b(?:is|are) not (?:the|a|an|their|part of the) (?:job|task|role|work|duty|requirement)\b"
    r"|\b(?:doesn|don)['’]t (?:have|need) to\b|\bdo(?:es)? not (?:have|need) to\b",
    re.IGNORECASE,
)
_NEGATES = re.compile(
    r"\b(?:not|no|never|without|less|fewer|rarely|instead|only|rather|but)\b|n['’]t\b",
    re.IGNORECASE,
)
_NO_VERB = r"(?:who|that|which|with|in|at|of|on|and|or|is|are|do|does|don|doesn|can|may|might)\b"


_ASKS_NEED = re.compile(
    rf"{_OPENS}\b(?=.*\b(?:need(?:s|ed)?|have to|has to|must|required?|requirements?|mandatory"
    r"|necessary|prerequisites?|compulsory|a must)\b)(?P<asked>.+)",
    re.IGNORECASE,
)
_NEED = re.compile(
    r"\b(?:need(?:s|ed)?|have|has|must|required?|requirements?|mandatory|necessary|prerequisites?"
    r"|compulsory|to|get|got|really|actually|want(?:s|ed)?|position|careers?|work|hired|become|be"
    r"|becoming|being|for)\b",
    re.IGNORECASE,
)
_NO_NEED = re.compile(
    r"(?P<thing>[^,;.]+?)\b(?:is|are)\b[^;.]*\bnot an? (?:requirement|must|prerequisite)\b"
    r"|\b(?:not required|no requirement|not necessary|optional)\b",
    re.IGNORECASE,
)
_SAME = re.compile(
    rf"{_OPENS}\s+(?P<one>.+?)\s+(?:(?:basically|just|really|actually|simply|essentially|only|merely"
    r"|pretty much|kind of|sort of|more or less) )*(?:the same (?:thing|job|role|as)?(?: as)?\s*"
    r"|an?(?: glorified| fancy)? )(?P<other>.*)",
    re.IGNORECASE,
)
_IS_ONE = re.compile(r"(?:(?:so|and|but|ok)[, ]+)*(?:is|are)\b", re.IGNORECASE)
_APART_ASKED = re.compile(
    r"(?:(?:so|and|but|ok)[, ]+)*(?:is there (?:an?|any|really an?) (?:\w+ )?difference between"
    r"|(?:is|are)\b(?=.*\bdifferent(?: (?:from|to|jobs?|roles?|hires?|things?)\b|\W*$)))"
    r"(?P<asked>.+)",
    re.IGNORECASE,
)
_APART = re.compile(
    r"\bnot the same (?:job|thing|role|work|hire)\b|\ba different (?:job|thing|role|hire|animal)\b",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\b(?:same|different|difference|job|role|thing|title|people|person|work|position|basically|just"
    r"|really|fancy|glorified|name|two|between|synonyms?|right|correct|yes|no|technical|roles|jobs)\b",
    re.IGNORECASE,
)
_SOURCE = r"(?:it|this|he|she|they|you|the (?:article|text|author|document|page|post|piece|guide))"
_IS_NAMED = re.compile(
    rf"(?:(?:so|and|but|ok)[, ]+)*(?:(?:does|do|did) {_SOURCE} (?:(?:even|also|ever) )?"
    r"(?:mention|name|list|bring up|cite) (?:anything (?:about|on) )?(?P<thing>.+)"
    r"|(?:is|are|was|were) (?P<it>.+?) (?:(?:even|also|ever) )?(?:mentioned|named|listed)\W*$)",
    re.IGNORECASE,
)
_SAYS_YES = re.compile(r"\byes, (?:we|they|it|you)\b", re.IGNORECASE)
_MUST = re.compile(r"\b(?:need(?:s|ed)?|ha(?:ve|s|d) to|must|should|require\w*)\b", re.IGNORECASE)
_CAN = re.compile(
    r"(?:(?:so|and|but|ok)[, ]+)*(?:can|could|(?:have|do|did) (?:you|they))\b(?P<asked>.+)",
    re.IGNORECASE,
)
_THERE_ARE = re.compile(r"(?:we['’]ve|we have|plenty of|many|some)\b", re.IGNORECASE)
_BECOME = re.compile(
    r"\b(?:becom\w*|come|came|comes|get|gets|hired?|placed?|possibl[ey]|work|be|been|you|ever|make"
    r"|start\w*|turn\w*|into|made|people|someone|somebody|anyone|background|consider\w*)\b",
    re.IGNORECASE,
)
_OF_US = re.compile(
    r"(?:(?:so|and|but|ok)[, ]+)*(?:do|are)\s+(?:you|you guys|they)\s+"
    r"(?P<asked>(?!.*\b(?:me|us|my|our)\b).+)",
    re.IGNORECASE,
)


def said_by(
    question: str, cited: Sequence[Passage], names: Sequence[str], sure: bool
) -> Literal["yes", "no"] | None:
    """Yes or no by the best of the passages, where it surely answers, or by one that says it in so
    many words."""
    said = yes_or_no(question, cited[0], names) if cited and sure else None
    if cited and sure and cited[0].kind == "table_row":
        said = said_in_row(question, cited[0], names)
    told = [in_so_many_words(question, passage, names) for passage in cited[:SAID_AMONG]]
    if sure:
        told += [said_outright(question, passage, names) for passage in cited[:SAID_AMONG]]
    return said or next((says for says in told if says), None)


def yes_or_no(question: str, passage: Passage, names: Iterable[str]) -> Literal["yes", "no"] | None:
    """Yes or no, or ``None`` where it is not certain.

    Args:
        question: what is asked, without its frame.
        passage: what answers it best.
        names: what the corpus calls its subject.
    """
    named = tuple(names)
    return _of_the_subject(question, passage, named) or in_so_many_words(question, passage, named)


def in_so_many_words(
    question: str, passage: Passage, names: Iterable[str]
) -> Literal["yes", "no"] | None:
    """Yes or no to what is required, what is the same and what there has been, of any subject; all
    that is asked stands in the passage, so it need not be the one that answers best."""
    names = tuple(names)
    if passage.cells or _SEVERAL.search(question):
        return None
    if re.search(r"\b(?:not|without|or|only|than)\b|n['’]t\b", question, re.IGNORECASE):
        return None
    text, bare = passage.text, _unnamed(question, names)
    if (named := _IS_NAMED.match(question)) and not _TURNS.search(named["thing"] or named["it"]):
        asked = set(content_stems(named["thing"] or named["it"]))
        return "yes" if asked and asked <= set(content_stems(text)) else None
    need = _ASKS_NEED.match(bare)
    if need is not None and (no_need := _NO_NEED.search(text)):
        asked = set(content_stems(_NEED.sub(" ", need["asked"])))
        of = no_need["thing"] or text
        return "no" if asked and asked <= set(content_stems(of)) else None
    if _APART.search(text):
        known = set(content_stems(f"{text} {passage.heading}"))
        if apart := _APART_ASKED.match(bare):
            asked = set(content_stems(_KINDS.sub(" ", apart["asked"])))
            return "yes" if asked and asked <= known else None
        same = _SAME.match(question) if _IS_ONE.match(question) else None
        if same is not None and not _unnamed(same["one"], names).strip(" athe"):
            asked = set(content_stems(_KINDS.sub(" ", _unnamed(same["other"], names))))
            return "no" if asked and asked <= known else None
    return _has_been(question, bare, text)


def _has_been(question: str, bare: str, text: str) -> Literal["yes", "no"] | None:
    """Yes to what there has been, and to what is said with a yes."""
    if _ASKS_NEED.match(question) or re.search(
        r"\b(?:need|have to|must)\b", question, re.IGNORECASE
    ):
        return None
    can = _CAN.match(bare)
    if (
        can
        and not _TURNS.search(can["asked"])
        and _THERE_ARE.match(text)
        and not _NEGATES.search(text)
    ):
        asked = set(content_stems(_BECOME.sub(" ", can["asked"])))
        if asked and asked <= set(content_stems(text)):
            return "yes"
    us = _OF_US.match(question)
    if us is None or _TURNS.search(us["asked"]) or not (yes := _SAYS_YES.search(text)):
        return None
    wanted = content_stems(us["asked"])  # from its beginning on: "charge candidates" is another
    said = content_stems(text[yes.end() :])
    return "yes" if wanted and said[: len(wanted)] == wanted else None


def _unnamed(text: str, names: tuple[str, ...]) -> str:
    """The text without what the corpus calls its subject."""
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"\b(?:{called})s?\b", " ", text, flags=re.IGNORECASE) if called else text


def _of_the_subject(
    question: str, passage: Passage, names: tuple[str, ...]
) -> Literal["yes", "no"] | None:
    asks, its, named, says = _patterns(names)
    found = asks.match(question) or its.match(question)
    if found is None or passage.cells or _SEVERAL.search(question):
        return None
    asked = found["asked"]
    if _TURNS.search(asked):
        return None
    text = passage.text
    given = _GIVES_AWAY.match(text)
    if given is not None and not named.match(given["whom"]):
        return "no"
    if _DENIES.search(text):
        return "no"
    stems = content_stems(asked)
    if stems and says.match(text) and not _NEGATES.search(text):
        return "yes" if set(stems) <= set(content_stems(text)) else None
    return None


@lru_cache(maxsize=8)
def _patterns(
    names: tuple[str, ...],
) -> tuple[re.Pattern[str], ...]:
    """How a question about the subject begins, how one ends that asks whether something is its
    work, the subject, and what says something of it."""
    called = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    subject = rf"(?:{_PERSON}|{_KNOWN_AS}(?:{called})s?)" if called else _PERSON
    asks = rf"{_OPENS}\s+{subject}\b(?!['’])(?P<asked>.+)"
    one = rf"(?:{_KNOWN_AS}(?:{called})s?)" if called else _PERSON
    its = (
        rf"{_OPENS}\s+(?P<asked>.+?)\s+(?:(?:part of|up to|on|with) {one}(?:['’]s?)?(?: {_WORK})?"
        rf"|{one}(?:['’]s?)? {_WORK}|{one}['’]s)\W*$"
    )
    named = rf"(?:(?:a |an |the )?(?:{called})s?|they|them)\b" if called else r"(?:they|them)\b"
    says = rf"{named}\s+(?!{_NO_VERB})[a-z]+s?\b"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (asks, its, named, says))
