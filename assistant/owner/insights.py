"""Sums, groups and gaps of what visitors asked. Pure: records in, records out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.keeping.visits import Count, Visit
from assistant.records import Passage

OUTCOMES = ("answered", "partial", "not_covered", "small_talk", "failed")
GAPS = ("not_covered", "partial")
OWN_PAGES = "own pages"
OTHERS = "others"
SAME_MEANING = 0.5
"""Cosine from which on two questions ask the same thing: of the wordings of one question in
eval/sets 58 % of the pairs lie above it, of two different questions 0.3 %."""


@dataclass(frozen=True, slots=True)
class Day:
    """Questions of one day (UTC), and how many of them were of each kind."""

    date: str
    parts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All questions of the day."""
        return sum(self.parts.values())


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask the same thing, with the one that stands for them and how often."""

    example: Visit
    members: tuple[Visit, ...]

    @property
    def number(self) -> int:
        """How many questions."""
        return len(self.members)

    @property
    def is_done(self) -> bool:
        """Whether the owner has dealt with all of them."""
        return all(visit.done for visit in self.members)

    @property
    def wordings(self) -> tuple[Visit, ...]:
        """One visit for each wording; the one that stands for the group first."""
        said = {_plain(visit.question): visit for visit in (*self.members[::-1], self.example)}
        first = said.pop(_plain(self.example.question))
        return (first, *said.values())


@dataclass(frozen=True, slots=True)
class Use:
    """How often a passage was cited in answers that were kept."""

    passage: Passage
    cited: int


def days(
    counts: Iterable[Count], since: float, until: float, by: str = "outcome"
) -> tuple[Day, ...]:
    """Every day from ``since`` to ``until`` (seconds since 1970), oldest first, also empty ones,
    with its questions by ``outcome``, ``surface`` or ``site``."""
    sums: dict[str, Counter[str]] = {}
    for count in counts:
        date = _date(count.hour)
        sums.setdefault(date, Counter())[_kind(count, by)] += count.number
    day = datetime.fromtimestamp(since, UTC).date()
    last = datetime.fromtimestamp(until, UTC).date()
    found: list[Day] = []
    while day <= last:
        found.append(Day(day.isoformat(), dict(sums.get(day.isoformat(), {}))))
        day += timedelta(days=1)
    return tuple(found)


def totals(counts: Iterable[Count], by: str) -> tuple[tuple[str, int], ...]:
    """Questions by ``outcome``, ``surface`` or ``site``, most first; the name is never empty."""
    sums: Counter[str] = Counter()
    for count in counts:
        sums[_kind(count, by)] += count.number
    return tuple(sorted(sums.items(), key=lambda item: (-item[1], item[0])))


def grouped(
    visits: Sequence[Visit], vectors: NDArray[np.floating[Any]], same: float = SAME_MEANING
) -> tuple[Group, ...]:
    """Visits grouped by the meaning of their questions, largest group first.

    Leader clustering: in order of how often a question was asked word for word, each joins the
    nearest group whose leader is near enough, or leads a new one.

    Args:
        visits: newest first.
        vectors: unit vectors of their questions, shape (len(visits), dimensions).
        same: least cosine to a leader.
    """
    if not visits:
        return ()
    often = Counter(_plain(visit.question) for visit in visits)
    order = sorted(range(len(visits)), key=lambda i: (-often[_plain(visits[i].question)], i))
    leaders: list[int] = []
    members: dict[int, list[int]] = {}
    for index in order:
        if leaders:
            near = vectors[leaders] @ vectors[index]
            best = int(np.argmax(near))
            if float(near[best]) >= same:
                members[leaders[best]].append(index)
                continue
        leaders.append(index)
        members[index] = [index]
    groups = [
        Group(visits[leader], tuple(visits[i] for i in sorted(members[leader])))
        for leader in leaders
    ]
    return tuple(sorted(groups, key=lambda group: -group.number))


def passage_use(visits: Iterable[Visit], passages: Sequence[Passage]) -> tuple[Use, ...]:
    """How often each passage was cited, most first; those that never were come last, in order."""
    cited: Counter[tuple[str, int]] = Counter()
    for visit in visits:
        for citation in visit.answer.get("citations", ()):
            cited[str(citation.get("document_id")), int(citation.get("start", -1))] += 1
    uses = [Use(passage, cited[passage.document_id, passage.start]) for passage in passages]
    return tuple(sorted(uses, key=lambda use: -use.cited))


def drawn(found: Sequence[Day], order: Sequence[str], most: int = 6) -> tuple[str, ...]:
    """The kinds that a plot tells apart, in ``order``; what is beyond ``most`` is drawn as one."""
    there = [kind for kind in order if any(day.parts.get(kind) for day in found)]
    return tuple(there) if len(there) <= most else (*there[: most - 1], OTHERS)


def part(day: Day, kind: str, kinds: Sequence[str]) -> int:
    """How many questions of a day are drawn as a kind."""
    if kind != OTHERS:
        return day.parts.get(kind, 0)
    return sum(number for name, number in day.parts.items() if name not in kinds)


def _kind(count: Count, by: str) -> str:
    return getattr(count, by) or OWN_PAGES


def _plain(question: str) -> str:
    return " ".join(question.lower().split()).strip(" ?!.")


def _date(moment: float) -> str:
    return datetime.fromtimestamp(moment, UTC).date().isoformat()
