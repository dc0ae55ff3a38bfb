"""The exact neighbours of a question among the vectors of one collection, which is read at once.

Chroma keeps the vectors and finds neighbours in a graph, which pays where there are many: over the
19,000 questions of the shipped bank its search takes 5.5 ms and now and then misses one, while
comparing with every one of them takes 1 ms. So a generation has a copy of its vectors as one array
for each kind beside Chroma's files, mapped into memory: processes share its pages. Where there are
thousands, a first look (``coarse``) tells which of them can be among the nearest at all; the result
is the same.

The scalar products are numpy's own (``vecdot``) rather than a BLAS library's: one thread, which
never waits for another on a busy machine, and the same sums everywhere.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.chroma import Neighbours
from assistant.index.coarse import COARSE_LEAST, CoarseLook, write_coarse

EXACT_MOST = 100_000
"""Vectors of a collection up to which its neighbours are found so: 150 MB."""
COARSE_FROM = 2
"""Searches after which a first look is opened, which takes as long as ten: who asks one question
is sooner answered without."""
MANY = 4
"""Rows are taken one by one where they are less than one in so many."""
_VECTORS = "{}.npy"
_IDS = "{}.ids.npy"


class ExactVectors:
    """The vectors of one collection with their ids. Safe to share.

    Args:
        ids: one for each vector.
        vectors: shape (n, dimensions), each of length one.
        look: opens the first look at these vectors, where there is one.
    """

    def __init__(
        self,
        ids: NDArray[np.str_],
        vectors: NDArray[np.float32],
        look: Callable[[], CoarseLook | None] = lambda: None,
    ) -> None:
        self._ids = ids
        self._vectors = vectors
        self._open_look = look
        self._look: CoarseLook | None = None
        self._searches = 0
        self._first = threading.Lock()

    @classmethod
    def load(cls, place: Path, kind: str) -> ExactVectors | None:
        """The array of a collection in the folder of a generation; ``None`` where it has none.

        Raises:
            ValueError, OSError: a file is damaged.
        """
        if not (place / _VECTORS.format(kind)).is_file():
            return None
        vectors = np.load(place / _VECTORS.format(kind), mmap_mode="r", allow_pickle=False)
        ids = np.load(place / _IDS.format(kind), allow_pickle=False)
        return cls(ids, np.asarray(vectors), lambda: CoarseLook.load(place, kind))

    def __len__(self) -> int:
        return len(self._ids)

    @property
    def ids(self) -> list[str]:
        """The ids of the vectors, in their order."""
        found: list[str] = self._ids.tolist()
        return found

    def by_id(self) -> dict[str, NDArray[np.float32]]:
        """The vectors by their ids, in their order, on the pages of the array."""
        return dict(zip(self._ids.tolist(), self._vectors, strict=True))

    def nearest(self, vector: Sequence[float], count: int) -> Neighbours:
        """The ``count`` nearest to a vector of any length, all of them where there are fewer."""
        if not count or not len(self._ids):
            return Neighbours((), np.empty(0))
        query = np.asarray(vector, dtype=np.float32)
        query = query / max(float(np.linalg.norm(query)), 1e-12)
        count = min(count, len(self._ids))
        rows = self._possible(query, count)
        vectors = self._vectors if rows is None else self._vectors[rows]
        similar: NDArray[np.float32] = np.vecdot(vectors, query)
        least = np.partition(similar, -count)[-count]
        near = np.flatnonzero(similar >= least)
        ids = self._ids[near if rows is None else rows[near]]
        order = np.lexsort((ids, -similar[near]))[:count]
        return Neighbours(tuple(ids[order].tolist()), similar[near][order].astype(np.float64))

    def _possible(self, query: NDArray[np.float32], count: int) -> NDArray[np.intp] | None:
        """The rows that can be among the nearest; ``None`` where all have to be compared."""
        self._searches += 1
        if self._searches > COARSE_FROM and self._first.acquire(blocking=False):  # and never again
            with suppress(Exception):  # gone or unreadable: all are compared, as before
                self._look = self._open_look()
        if self._look is None:
            return None
        rows = self._look.rows(query, count)
        return rows if MANY * len(rows) < len(self._ids) else None


def is_exact(count: int) -> bool:
    """Whether the neighbours among so many vectors are found so."""
    return 0 < count <= EXACT_MOST


def write_exact(place: Path, kind: str, ids: Sequence[str], vectors: NDArray[np.float32]) -> None:
    """Writes the array of a collection into the folder of a generation, unless it is too large to
    be searched so. ``vectors`` are of length one."""
    if is_exact(len(ids)):
        vectors = np.asarray(vectors, dtype=np.float32)
        np.save(place / _VECTORS.format(kind), vectors, allow_pickle=False)
        np.save(place / _IDS.format(kind), np.asarray(ids, dtype=np.str_), allow_pickle=False)
        if len(ids) >= COARSE_LEAST:
            write_coarse(place, kind, vectors)
