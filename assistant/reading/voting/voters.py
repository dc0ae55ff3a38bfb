"""Those who vote, with what each stands for as arrays: over a thousand anchors are counted for
every question, and a loop over them took half the time of an answer.

Sums are taken one voter after the other, in their order, as a loop would (``numpy.bincount`` and
``cumsum``), so that they are the same everywhere to the last bit. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.sources.bank import KINDS, BankEntry, EntryKind

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
_CODES: Mapping[EntryKind, int] = {kind: code for code, kind in enumerate(KINDS)}


class Names(Sequence[str]):
    """Names with their places, and with what tells which of several is the first."""

    def __init__(self, places: Mapping[str, int]) -> None:
        self.places = places
        self._names = tuple(places)

    @overload
    def __getitem__(self, index: int) -> str: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...
    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        return self._names[index]

    def __len__(self) -> int:
        return len(self._names)

    def at(self, places: Numbers) -> list[str]:
        """The names at some places."""
        return list(map(self._names.__getitem__, places.tolist()))

    @cached_property
    def alphabet(self) -> Numbers:
        """Of each place the place of its name in the alphabet."""
        ranks = np.empty(len(self._names), dtype=np.intp)
        order = sorted(range(len(self._names)), key=self._names.__getitem__)
        ranks[order] = np.arange(len(order))
        return ranks


@dataclass(frozen=True)
class Named:
    """What voters name: each row is a voter that names something, at a rank.

    Attributes:
        names: everything that is named, once.
        voters: row → which voter.
        ranks: row → 0 for what the voter names first.
        codes: row → place in ``names``.
    """

    names: Names
    voters: Numbers
    ranks: Numbers
    codes: Numbers

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, str]], known: Names | None = None) -> Named:
        """Of rows (voter, rank, name); ``known`` names keep their places."""
        known = _NOBODY if known is None else known
        places, more = known.places, dict[str, int]()
        table: list[tuple[int, int, int]] = []
        for voter, rank, name in rows:
            code = places.get(name)
            if code is None:
                code = more.setdefault(name, len(places) + len(more))
            table.append((voter, rank, code))
        columns = np.array(table, dtype=np.intp).reshape(-1, 3).T
        # As a rule a few neighbours name nothing that the anchors do not, whose names stay.
        names = Names({**places, **more}) if more else known
        return cls(names, columns[0], columns[1], columns[2])

    @cached_property
    def deepest(self) -> int:
        """The highest rank; 0 where nothing is named."""
        return int(self.ranks.max(initial=0))

    def among(self, allowed: NDArray[np.bool_]) -> Named:
        """The rows of some voters only."""
        kept = allowed[self.voters]
        return Named(self.names, self.voters[kept], self.ranks[kept], self.codes[kept])


_NOBODY = Names({})


class Voters(Sequence[BankEntry]):
    """Entries in a fixed order. Make those that stay once: what is worked out is kept.

    Args:
        entries: who votes.
        beside: voters that are counted together with these; names they share have one place.
    """

    def __init__(self, entries: Iterable[BankEntry], beside: Voters | None = None) -> None:
        self._entries = tuple(entries)
        self._beside = beside
        self._of_kinds: dict[tuple[EntryKind, ...], NDArray[np.bool_]] = {}
        self._among: dict[tuple[EntryKind, ...], Named] = {}

    @overload
    def __getitem__(self, index: int) -> BankEntry: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[BankEntry]: ...
    def __getitem__(self, index: int | slice) -> BankEntry | Sequence[BankEntry]:
        return self._entries[index]

    def __len__(self) -> int:
        return len(self._entries)

    @cached_property
    def kinds(self) -> Numbers:
        """Of each voter the place of its kind in ``KINDS``."""
        return np.array([_CODES[entry.kind] for entry in self._entries], dtype=np.intp)

    @cached_property
    def by_kind(self) -> tuple[Numbers, ...]:
        """The voters of each kind, in the order of ``KINDS``."""
        return tuple(np.flatnonzero(self.kinds == code) for code in range(len(KINDS)))

    def of_kinds(self, kinds: tuple[EntryKind, ...]) -> NDArray[np.bool_]:
        """Whether each voter is of one of these kinds."""
        if kinds not in self._of_kinds:  # asked again for the same voters with every question
            self._of_kinds[kinds] = _are(kinds)[self.kinds]
        return self._of_kinds[kinds]

    @cached_property
    def topics(self) -> Named:
        """The topics that they name."""
        rows = ((i, 0, e.topic) for i, e in enumerate(self._entries) if e.topic is not None)
        return Named.of(rows, self._beside.topics.names if self._beside else None)

    @cached_property
    def acts(self) -> Named:
        """The kinds of small talk that they name."""
        rows = ((i, 0, e.act) for i, e in enumerate(self._entries) if e.act is not None)
        return Named.of(rows, self._beside.acts.names if self._beside else None)

    @cached_property
    def passages(self) -> Named:
        """The passages that they name, best first."""
        entries = enumerate(self._entries)
        rows = ((i, rank, name) for i, e in entries for rank, name in enumerate(e.passages))
        return Named.of(rows, self._beside.passages.names if self._beside else None)

    def passages_of(self, kinds: tuple[EntryKind, ...]) -> Named:
        """The passages that voters of these kinds name."""
        if kinds not in self._among:  # asked again for the same voters with every question
            self._among[kinds] = self.passages.among(self.of_kinds(kinds))
        return self._among[kinds]


def voters_of(entries: Sequence[BankEntry], beside: Voters | None = None) -> Voters:
    """The entries as voters; what are voters already is taken as it is."""
    return entries if isinstance(entries, Voters) else Voters(entries, beside)


@cache
def _are(kinds: tuple[EntryKind, ...]) -> NDArray[np.bool_]:
    """Of each place in ``KINDS`` whether it is among these."""
    return np.array([kind in kinds for kind in KINDS])


def in_order(values: Floats) -> float:
    """The sum, added up from the first to the last; zero of nothing."""
    return float(values.cumsum()[-1]) if values.size else 0.0


def sums(parts: Sequence[tuple[Floats, Numbers]], count: int) -> Floats:
    """The sum of the weights of every code below ``count``, added up in the order of the parts."""
    weights = np.concatenate([weights for weights, _ in parts])
    codes = np.concatenate([codes for _, codes in parts])
    return np.bincount(codes, weights, count).astype(np.float64, copy=False)


def mentioned(parts: Sequence[Named], count: int) -> Numbers:
    """The codes below ``count`` that any of these names, ascending."""
    return np.flatnonzero(np.bincount(np.concatenate([part.codes for part in parts]), None, count))
