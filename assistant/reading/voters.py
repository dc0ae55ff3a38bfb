"""Those who vote, with what each stands for as arrays: over a thousand anchors are counted for
every question, and a loop over them took half the time of an answer.

Sums are taken one voter after the other, in their order, as a loop would (``numpy.bincount`` and
``cumsum``), so that they are the same everywhere to the last bit. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import overload

import numpy as np
from numpy.typing import NDArray

from assistant.sources.bank import KINDS, BankEntry, EntryKind

Floats = NDArray[np.float64]
Numbers = NDArray[np.intp]
_CODES: Mapping[EntryKind, int] = {kind: code for code, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Named:
    """What voters name: each row is a voter that names something, at a rank.

    Attributes:
        names: everything that is named, once.
        voters: row → which voter.
        ranks: row → 0 for what the voter names first.
        codes: row → place in ``names``.
    """

    names: tuple[str, ...]
    voters: Numbers
    ranks: Numbers
    codes: Numbers

    @classmethod
    def of(cls, rows: Iterable[tuple[int, int, str]], known: Sequence[str] = ()) -> Named:
        """Of rows (voter, rank, name); ``known`` names keep their places."""
        places = {name: place for place, name in enumerate(known)}
        table = [(v, r, places.setdefault(name, len(places))) for v, r, name in rows]
        columns = np.array(table, dtype=np.intp).reshape(-1, 3).T
        return cls(tuple(places), columns[0], columns[1], columns[2])

    def among(self, allowed: NDArray[np.bool_]) -> Named:
        """The rows of some voters only."""
        kept = allowed[self.voters]
        return Named(self.names, self.voters[kept], self.ranks[kept], self.codes[kept])


class Voters(Sequence[BankEntry]):
    """Entries in a fixed order. Make those that stay once: what is worked out is kept.

    Args:
        entries: who votes.
        beside: voters that are counted together with these; names they share have one place.
    """

    def __init__(self, entries: Iterable[BankEntry], beside: Voters | None = None) -> None:
        self._entries = tuple(entries)
        self._beside = beside
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

    def of_kinds(self, kinds: Iterable[EntryKind]) -> NDArray[np.bool_]:
        """Whether each voter is of one of these kinds."""
        return np.isin(self.kinds, [_CODES[kind] for kind in kinds])

    @cached_property
    def topics(self) -> Named:
        """The topics that they name."""
        rows = ((i, 0, e.topic) for i, e in enumerate(self._entries) if e.topic is not None)
        return Named.of(rows, self._beside.topics.names if self._beside else ())

    @cached_property
    def acts(self) -> Named:
        """The kinds of small talk that they name."""
        rows = ((i, 0, e.act) for i, e in enumerate(self._entries) if e.act is not None)
        return Named.of(rows, self._beside.acts.names if self._beside else ())

    @cached_property
    def passages(self) -> Named:
        """The passages that they name, best first."""
        entries = enumerate(self._entries)
        rows = ((i, rank, name) for i, e in entries for rank, name in enumerate(e.passages))
        return Named.of(rows, self._beside.passages.names if self._beside else ())

    def passages_of(self, kinds: tuple[EntryKind, ...]) -> Named:
        """The passages that voters of these kinds name."""
        if kinds not in self._among:  # asked again for the same voters with every question
            self._among[kinds] = self.passages.among(self.of_kinds(kinds))
        return self._among[kinds]


def voters_of(entries: Sequence[BankEntry], beside: Voters | None = None) -> Voters:
    """The entries as voters; what are voters already is taken as it is."""
    return entries if isinstance(entries, Voters) else Voters(entries, beside)


def in_order(values: Floats) -> float:
    """The sum, added up from the first to the last; zero of nothing."""
    return float(values.cumsum()[-1]) if values.size else 0.0


def sums(parts: Sequence[tuple[Floats, Numbers]], count: int) -> list[float]:
    """The sum of the weights of every code below ``count``, added up in the order of the parts."""
    weights = np.concatenate([weights for weights, _ in parts])
    codes = np.concatenate([codes for _, codes in parts])
    found: list[float] = np.bincount(codes, weights, count).tolist()
    return found
