"""A follow-up that only names a thing: "and dogs?", "in winter?", "oracle too?".

It asks what is said of the thing, so a passage that speaks of it in its own words answers, and what
was shown a moment ago without a word of it does not. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.reading import signs
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_THING = re.compile(
    r"(?:(?:and|but|ok(?:ay)?|so|or|also|no|well|even)\b[, ]+)*"
    r"(?:(?:what|how) about\s+|what if (?:it's|it is|there's|there is)?\s*)?"
    r"(?P<bound>(?:in|on|at|for|with|during|after|before|by|from|over|under)\s+)?"
    r"(?:(?:the|an?|any|some|my|our|your|their|\d{1,2})\s+)?"
    r"(?P<thing>[\w'’&-]+(?:\s+[\w'’&-]+){0,2}?)(?:\s+(?:ones?|kinds?|types?))?"
    r"(?:\s+(?:too|also|then|though|tho|as well|either|please|pls))*\W*",
    re.IGNORECASE,
)
_NO_THING = re.compile(
    r"\b(?:you|i|me|we|us|get|give|say|tell|know|mean|think|need|want|have|has|had|will|would|"
    r"should|could|not|that|this|it|they|them|those|these|more|most|less|least|same|ones?|else)\b",
    re.IGNORECASE,
)
SUCH_ONES = re.compile(r"\bones?\b", re.IGNORECASE)
"""So are meant those of what was told that are such, and nothing else that is."""
NAMED_MOST = 2
"""Passages that tell of a thing that was only named."""


def thing_named(words: str) -> str:
    """What the words name, if they do nothing else; else an empty string."""
    found = _THING.fullmatch(words.strip())
    if found is None or signs.ASKS.search(words) or _NO_THING.search(found["thing"]):
        return ""
    return found["thing"] if content_stems(found["thing"]) else ""


def bound_to_last(words: str) -> bool:
    """Whether the thing only sets bounds to what was asked before: "in winter", "with flu"."""
    found = _THING.fullmatch(words.strip())
    return bool(found and found["bound"])


def in_sections_of(places: Iterable[Passage], passages: Iterable[Passage]) -> list[Passage]:
    """Those of the passages that stand in the sections of others."""
    sections = {(p.document_id, p.section) for p in places}
    return [p for p in passages if (p.document_id, p.section) in sections]


def naming(thing: str, passages: Iterable[Passage]) -> list[Passage]:
    """The passages that have the thing as a word, if so few do that it can only mean them.

    A row that begins with it comes before sentences, whatever else has the word.
    """
    said = _saying(thing)
    told = [p for p in passages if p.kind != "table_header" and said.search(p.text)]
    told = heads(thing, told) or told
    return told if len(told) <= NAMED_MOST else []


def heads(thing: str, passages: Iterable[Passage]) -> list[Passage]:
    """The few rows whose first cell has the thing."""
    said = _saying(thing)
    rows = [p for p in passages if p.kind == "table_row" and p.cells]
    told = [row for row in rows if said.search(row.cells[0].text)]
    return told if len(told) <= NAMED_MOST else []


def _saying(thing: str) -> re.Pattern[str]:
    """The thing as it is named or as one of several: "travels" is more often done than had."""
    *before, last = re.findall(r"\w+", thing.lower())
    ending = "s?" if last.endswith("s") else ""
    words = (*map(re.escape, before), re.escape(last.removesuffix("s")) + ending)
    name = r"\W+".join(words)
    return re.compile(rf"\b{name}\b", re.IGNORECASE)
