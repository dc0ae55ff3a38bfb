"""What an answer in part would call open although the figure, the time or the fate that is asked
for stands in what is told.

"How many keepers did that light have" lies between questions that the text leaves open, and below
"a light that forty keepers tended" there is nothing left to deny. Where one clause told has every
word with meaning of the question and, beside them, a thing of the kind that is asked for, nothing
is lacking. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.reading import signs
from assistant.reading.talk.vouching import is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.everyday import alike
from assistant.text.numbers import Quantity, quantities
from assistant.text.words import content_stems, stems_and_initials

AMONG = 2
"""So many of the best passages may give it."""
COUNTED_MOST = 3
"""Words behind a number among which what it counts has to stand."""
TOLD_LEAST = 2
"""Words with meaning that are told of a thing."""
_OPENS = r"^(?:(?:so|and|but|ok|okay|hmm|well|wait|now)[, ]+)*(?:(?:about|roughly) )?"
_AUX = r"(?:is|are|was|were|do|does|did|has|have|had|will|would|can|could)"
_AGAIN = re.compile(
    r"(?:,? (?:again|exactly|please|there|in there|in it"
    r"|(?:you|it|that|they) (?:gave|named|mentioned|said|cited)"
    r"|(?:did )?(?:you|it|they) (?:give|name|mention|say)))*\W*$",
    re.IGNORECASE,
)
"""What refers to where a figure was read, and asks for nothing."""
_HOW_MANY = re.compile(
    rf"{_OPENS}how many (?:(?P<thing>.+?) (?P<rest>{_AUX}\b.*)|(?P<first>\S+) (?P<on>.+))$", re.I
)
_KIND = r"(?P<kind>figure|number|percentage|amount|year|date)s?"
_WHAT_IS = rf"{_OPENS}what(?:['’]?s| is| was| are| were) (?:the|that|your)"
_FIGURES = (
    re.compile(rf"{_WHAT_IS} (?P<thing>.+?) {_KIND}$", re.IGNORECASE),
    re.compile(rf"{_WHAT_IS} {_KIND} (?:for|on|of|about) (?P<thing>.+?)$", re.IGNORECASE),
    re.compile(rf"{_WHAT_IS} (?P<of>[\w-]+) {_KIND} (?:for|on|of) (?P<thing>.+?)$", re.IGNORECASE),
    re.compile(
        rf"{_OPENS}(?:until|till|to|since|from|in|of|for|by) (?:what|which) (?P<kind>year|date) "
        rf"{_AUX} (?P<thing>.+?)(?: (?:figure|number|from|to|until|for|run|go|reach|date))*$",
        re.IGNORECASE,
    ),
)
_NUMBER_OF = re.compile(rf"{_WHAT_IS} number of (?P<thing>.+?)(?P<rest> in .+)?$", re.IGNORECASE)
_HOW_LONG = re.compile(
    rf"{_OPENS}(?:for )?how long {_AUX} (?P<thing>.+?)"
    r"(?: (?:takes?|last(?:s|ed)?|stays?|sticks?(?: around)?|goes? on|remains?|keeps?|lives?))?$",
    re.IGNORECASE,
)
_FATE = re.compile(
    rf"{_OPENS}what (?:happens (?:to|with)|becomes of) (?P<thing>.+?)$", re.IGNORECASE
)
_LOOSE = re.compile(
    r"\b(?:should|must|ought|too|enough|exact|exactly|average|usual|typical|normal|ideal|right|good"
    r"|best|worst|better|worse|most|least|more|less|than|other|others|else|if|when|without|not|no"
    r"|after|before|n['’]t|instead|only|my|we|our|us|me)\b",
    re.IGNORECASE,
)
"""What turns, bounds or weighs a question; a clause with all its other words answers another."""
_SEVERAL = re.compile(
    r"[,;:.?!]\s|\||\band (?:how|what|who|why|when|where|which|is|are|do|does|did)\b"
)
CUT = re.compile(
    r"[,;:—–]\s+(?:(?:and|so|but) )?(?:which is (?:\w+ )?(?:why|how) )?|\s+(?=(?:but|while)\b)",
    re.IGNORECASE,
)
_PARTED = re.compile(r"(?<=[a-z])(?=[A-Z])")
"""Where a name in one word is made of two: "OpenGate"."""
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_BEFALLS = re.compile(
    r"\b(?:sits?|lands?|becomes?|ends? up|gets?|goes|stays?|remains?|leaves?|turns? into|moves?"
    r"|falls?|fails?|dies|returns?)\b",
    re.IGNORECASE,
)
"""So is told what becomes of somebody, and not only what he does."""
_ARTICLE = re.compile(r"^(?:(?:a|an|the|each|every|any|most)\s+)+", re.IGNORECASE)
_MEANING = re.compile(
    rf"{_OPENS}what (?:(?:do|does|did) )?(?P<thing>.+?)(?: (?:part|bit|side|thing|piece))? "
    r"(?:means?|involves?|looks? like|comprises?|entails?|is about)"
    r"(?: (?:in (?:practice|reality|real life)|day to day|concretely|actually))*$",
    re.IGNORECASE,
)
"""So it is asked what a thing comes to, which the row about it tells."""
_SHARE = re.compile(
    rf"{_OPENS}(?:how much|what (?:share|part|portion|percentage|fraction))(?: of [\w ]+?)?"
    r"(?: time)? (?:goes (?:to|into|on)|is spent (?:on|in)|is for|do(?:es)? \w+ spend (?:on|in))"
    r" (?P<thing>.+?)$",
    re.IGNORECASE,
)
"""So a share is asked for, which a row with a percentage tells."""


def giving(question: str, told: Sequence[Passage], names: Iterable[str]) -> Passage | None:
    """The one of the best passages that gives the figure, time or fate that is asked for.

    Args:
        question: what is asked, without its frame.
        told: what would be told, or comes nearest, best first.
        names: what the corpus calls its subject.
    """
    asked = _AGAIN.sub("", question)
    if _LOOSE.search(asked) or _SEVERAL.search(asked):
        return None
    named = re.compile(rf"\b{re.one_of(names)}s?\b", re.IGNORECASE)
    return next((p for p in told[:AMONG] if _gives_it(asked, p, named)), None)


def _gives_it(asked: str, passage: Passage, named: re.Pattern[str]) -> bool:
    if passage.cells:
        if (found := _SHARE.match(asked)) and not any("%" in c.text for c in passage.cells[1:]):
            return False
        found = found or _MEANING.match(asked)
        return found is not None and _all_of(found["thing"], _label(passage), named)
    clauses = CUT.split(passage.text)
    if found := _HOW_MANY.match(asked):
        thing, rest = found["thing"] or found["first"], found["rest"] or found["on"]
        return any(_counts(thing, rest, c, named) for c in clauses)
    if found := _NUMBER_OF.match(asked):
        return any(_counts(found["thing"], found["rest"] or "", c, named) for c in clauses)
    if found := _HOW_LONG.match(asked):
        return any(_lasts(found["thing"], c, named) for c in clauses)
    if found := next((m for form in _FIGURES if (m := form.match(asked))), None):
        thing = f"{found.groupdict().get('of') or ''} {found['thing']}"
        return any(_gives(found["kind"], c) and _all_of(thing, c, named) for c in clauses)
    if found := _FATE.match(asked):
        return any(_BEFALLS.search(c) and _tells_of(found["thing"], c, named) for c in clauses)
    return False


def _label(row: Passage) -> str:
    """What a row is about, without the examples in brackets."""
    return _IN_BRACKETS.sub(" ", row.cells[0].text)


def _all_of(words: str, clause: str, named: re.Pattern[str]) -> bool:
    """Whether a clause has every word with meaning, and speaks of the subject if they do."""
    wanted = content_stems(named.sub(" ", words))
    if not wanted or (named.search(words) and not named.search(clause)):
        return False
    held = stems_and_initials(_PARTED.sub(" ", clause)) | stems_and_initials(clause)
    return all(any(is_known(one, held) for one in alike(stem)) for stem in wanted)


def _counts(thing: str, rest: str, clause: str, named: re.Pattern[str]) -> bool:
    """Whether a clause has a number of the thing, and all else that is asked of it."""
    return any(
        _all_of(thing, behind, named) and _all_of(f"{thing} {rest}", clause, named)
        for behind in _behind_numbers(clause)
    )


def _lasts(thing: str, clause: str, named: re.Pattern[str]) -> bool:
    """Whether a clause has a time, and the thing in all its words, or in front where it is one."""
    if not signs.TIME_GIVEN.search(clause) or not _all_of(thing, clause, named):
        return False
    return len(content_stems(thing)) > 1 or _tells_of(thing, clause, named)


def _behind_numbers(clause: str) -> Iterator[str]:
    for amount in quantities(clause):
        if not amount.date and amount.unit != "th":
            yield " ".join(clause[amount.end :].replace("-", " ").split()[:COUNTED_MOST])


def _gives(kind: str, text: str) -> bool:
    """Whether a text has a figure of the kind that is asked for."""
    amounts = [q for q in quantities(text) if q.unit != "th"]
    if kind.lower() in ("year", "date"):
        return any(q.date or _is_year(q) for q in amounts)
    if kind.lower() == "percentage":
        return any(q.unit in ("%", "part") for q in amounts)
    return any(q.unit for q in amounts)


def _is_year(amount: Quantity) -> bool:
    return not amount.unit and 1900 <= amount.value <= 2100


def _tells_of(thing: str, clause: str, named: re.Pattern[str]) -> bool:
    """Whether a clause begins with a thing, and goes on with what is told of it."""
    wanted = set(content_stems(named.sub(" ", thing)))
    said = content_stems(named.sub(" ", _ARTICLE.sub("", clause)))
    return (
        bool(wanted)
        and set(said[: len(wanted)]) == wanted
        and len(said) >= len(wanted) + TOLD_LEAST
    )
