"""Tables of sentences: a row for each thing that is compared, or for each label of a list. Pure.

A sentence stands in a row only where it plainly speaks of one of the things; nobody sorts what is
said of two, or of none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.reading.side_by_side import THINGS_LEAST, laid_beside, spoken_of
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.forms import Abbreviations, plain
from assistant.understanding.form_first import form_last

_SIDES = re.compile(
    r"\b(?:pros?|cons|do'?s and don'?ts|(?:dis)?advantages?|for and against|upsides?|downsides?"
    r"|strengths|weaknesses|compar\w+|versus|vs|differ\w*)\b",
    re.IGNORECASE,
)
_FORM = re.compile(
    r"[,;:]?\s*(?:please\s+)?(?:side by side\s+)?(?:in|as|into|with)\s+(?:an?|one|two)\s+"
    r"(?:\w+ )?(?:tables?|columns?)\b.*$",
    re.IGNORECASE | re.DOTALL,
)
_WHAT_EACH = re.compile(
    r"\bwhat (?:an? |the )?(?P<one>(?:[\w-]+ ){1,3}?)[\w-]+ (?:off )?(?:and|versus|vs\.?) "
    r"what (?:an? |the )?(?P<other>(?:[\w-]+ ){1,3}?)[\w-]+(?: off)?\W*$",
    re.IGNORECASE,
)
"""Two that each do something: "what a keeper decides and what a clerk does"."""
_LEANS = re.compile(r"(?:they|he|she|it|their|its|his|her)\b", re.IGNORECASE)
_LABEL = re.compile(r"(?P<label>[^\s:.!?|][^:.!?|]{1,50}):\s+(?P<rest>\S.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sides:
    """What is said of each thing, in the order of the question, and what is said of no one."""

    rows: tuple[tuple[str, tuple[Passage, ...]], ...]
    others: tuple[Passage, ...]


def wants_sides(question: str) -> bool:
    """Whether a table is to have a row for each of several sides."""
    return _SIDES.search(question) is not None


def sides(question: str, chosen: Sequence[Passage], short: Abbreviations) -> Sides | None:
    """The sentences by the things that the question compares; ``None`` where fewer than two of
    the things have one of their own."""
    asked = _FORM.sub("", form_last(question))
    each = _WHAT_EACH.search(asked)
    pair = (each["one"].strip(), each["other"].strip()) if each else ()
    things = pair or laid_beside(asked)
    told: dict[str, list[Passage]] = {thing: [] for thing in things}
    others: list[Passage] = []
    before: tuple[Passage, str] | None = None
    for passage in sorted(chosen, key=lambda p: (p.document_id, p.position)):
        named = spoken_of(things, passage.text, short)
        if not named and before is not None and _goes_on(before[0], passage):
            named = (before[1],)
        elif len(named) == 1 and not _plainly(named[0], passage.text, short):
            named = ()
        if len(named) == 1:
            told[named[0]].append(passage)
            before = (passage, named[0])
        else:
            others.append(passage)
            before = None
    rows = tuple((thing, tuple(said)) for thing, said in told.items() if said)
    return Sides(rows, tuple(others)) if len(rows) >= THINGS_LEAST else None


def labelled(chosen: Sequence[Passage]) -> list[tuple[str, str]]:
    """Label and words of each passage, where all have one ("Deposit: 20 euros"); else nothing."""
    found = [_LABEL.match(passage.text) for passage in chosen]
    pairs = [(match["label"], match["rest"]) for match in found if match]
    return pairs if len(pairs) == len(chosen) and len(pairs) > 1 else []


def _plainly(thing: str, text: str, short: Abbreviations) -> bool:
    """Whether a sentence or a part of it begins with a thing, gives it something, or says that
    somebody is one; "the calls that engineers feel" says nothing of engineers."""
    name = rf"{re.escape(plain(thing, short)).removesuffix('s')}(?:s|'s|s')?"
    of = r"(?:(?:an?|the|this|most|every|each|all|our|your|in|on|for|if|when) ){0,2}"
    opens = rf"(?:^|[,;:—–-] ?|\b(?:and|but|while|whereas) ){of}{name}\b"
    given = rf"(?:\b(?:is|are|to|with)|'re|'s) (?:an? |the |your |our )?{name}\b"
    own = rf"\b{name}['’]s? (?:own )?(?:job|task|call|work|duty)\b"
    return re.search(rf"{opens}|{given}|{own}", plain(text, short)) is not None


def _goes_on(one: Passage, other: Passage) -> bool:
    side = one.document_id == other.document_id and one.position + 1 == other.position
    return side and one.block == other.block and _LEANS.match(other.text) is not None
