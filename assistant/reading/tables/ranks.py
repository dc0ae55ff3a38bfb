"""The rows of a table by their rank: "the second most", "the third biggest", "the runner-up".

Ranks are counted by figures, so rows with one figure share a rank. Whoever asks for a rank behind
rows that share one may count them as one or as several; then all of them are told in order. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import NUMBER_WORDS, Quantity

ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth")
"""The places that are counted, by their words."""
_SHORT = ("1st", "2nd", "3rd", "4th", "5th", "6th", "7th", "8th")
_PLACE_OF = {w: n for words in (ORDINALS, _SHORT) for n, w in enumerate(words, start=1)}
NTH = rf"(?P<nth>{'|'.join((*ORDINALS[1:], *_SHORT[1:]))})"
_MOST = r"(?:most|biggest|largest|highest|longest|greatest|heaviest|main|dearest|priciest)"
_LEAST = r"(?:least|smallest|lowest|shortest|fewest|lightest|cheapest)"
END = rf"(?:(?P<most>{_MOST})|(?P<least>{_LEAST}))"
_END = re.compile(rf"\b{END}\b", re.IGNORECASE)
_BOTTOM = re.compile(r"\bbottom\b", re.IGNORECASE)
_COUNT = r"(?:two|three|four|five|[2-5])"
_SEVERAL = re.compile(
    rf"\b(?P<many>{_COUNT})[ -](?:{_MOST}|{_LEAST})\b"
    rf"|\b(?:{_MOST}|{_LEAST}|top|bottom) (?P<late>{_COUNT})\b"
    rf"|\b(?:which|what) (?P<which>{_COUNT})\b.{{1,30}}\b(?:the )?(?:most|least)\b",
    re.IGNORECASE,
)
"""Several at one end: "the two smallest"."""
_BY_END = re.compile(rf"\b(?:{NTH}|next)[- ](?:to[- ])?(?={END}\b)", re.IGNORECASE)
_PLACED = re.compile(
    rf"\b(?:rank(?:s|ed)?|comes?|came|placed?)(?: in| at)? (?:the )?{NTH}\b(?: (?:place|spot)\b)?"
    rf"|\bis (?:in )?{NTH.replace('nth', 'nth2')}(?: (?:place|spot))?(?=\W*$)"
    r"|\b(?:is|are|takes?|holds?|gets?|has|comes? in) (?:the )?(?:runner[- ]up|number two)\b",
    re.IGNORECASE,
)
"""So a rank is asked for without saying of what."""
_TAKES_MOST = "takes the most"


@dataclass(frozen=True, slots=True)
class Rank:
    """A rank that is asked for.

    Attributes:
        place: from 1.
        least: counted from the smallest, and not from the largest.
        plain: the question for the first rank in its stead.
        bare: it does not say of what.
    """

    place: int
    least: bool
    plain: str
    bare: bool = False

    @property
    def plainly(self) -> str:
        """The question for the first rank in the words in which most people put it."""
        return _END.sub("smallest" if self.least else "biggest", self.plain, count=1)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The rows of a rank; with all that share a rank before it, ``shared``, where any do."""

    rows: tuple[Passage, ...]
    shared: bool = False


def rank_asked(question: str) -> Rank | None:
    """The rank that a question asks for, from the second on; ``None`` for none."""
    if found := _BY_END.search(question):
        place = place_of(found["nth"])
        plain = question[: found.start()] + question[found.end() :]
        return Rank(place, bool(found["least"]), plain)
    if found := _PLACED.search(question):
        place = place_of(found["nth"] or found["nth2"])
        plain = f"{question[: found.start()]}{_TAKES_MOST}{question[found.end() :]}"
        return Rank(place, least=False, plain=plain, bare=True)
    return None


def place_of(word: str | None) -> int:
    """The place that a word names; a runner-up, and what is next, is the second."""
    return _PLACE_OF[word.lower()] if word else 2


def end_asked(question: str) -> bool | None:
    """Whether an end of a column is asked for: true for the least, ``None`` for neither."""
    if _BOTTOM.search(question):
        return True
    found = _END.search(question)
    return None if found is None else bool(found["least"])


def many_at_end(question: str) -> int:
    """How many at one end of a column are asked for: "the two smallest"; 0 where none are told."""
    found = _SEVERAL.search(question)
    word = next(filter(None, found.groups())).lower() if found else "0"
    return int(word) if word.isdigit() else NUMBER_WORDS[word]


def in_ranks(
    rows: Sequence[Passage], amounts: Mapping[str, Quantity], *, least: bool
) -> list[list[Passage]]:
    """The rows by their ranks, the first rank first."""
    values = sorted({amounts[row.id].value for row in rows}, reverse=not least)
    return [[row for row in rows if amounts[row.id].value == value] for value in values]


def of_rank(
    rows: Sequence[Passage], amounts: Mapping[str, Quantity], place: int, *, least: bool
) -> Ranked | None:
    """The rows of a rank; ``None`` where there are not so many."""
    ranks = in_ranks(rows, amounts, least=least)
    before = ranks[: place - 1]
    shared = next((n for n, rank in enumerate(before) if len(rank) > 1), None)
    if shared is None:
        return Ranked(tuple(ranks[place - 1])) if place <= len(ranks) else None
    told = [row for rank in ranks[shared:place] for row in rank]
    return Ranked(tuple(told), shared=True) if place <= len(rows) else None
