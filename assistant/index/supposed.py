"""An index as it would be with a few more questions, without building it.

What is added is searched exactly and merged with what the real index finds, so that a question can
be tried before it is taken over: the answer is the one that the built index would give, except
where Chroma's approximate search misses a neighbour.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.index.chroma import Neighbours
from assistant.index.keywords import KeywordIndex
from assistant.index.store import Store


class SupposedStore(Store):
    """``store`` with questions more and less. The real one stays with whoever opened it."""

    def __init__(
        self, store: Store, added: Mapping[str, NDArray[np.float32]], removed: frozenset[str]
    ) -> None:
        """``added`` are unit vectors by the ids of their questions; ``removed`` are ids."""
        self.manifest = store.manifest
        self._real = store
        self._removed = removed
        self._ids = tuple(added)
        self._vectors = np.stack(list(added.values())) if added else np.empty((0, 1))

    def probe(self) -> None:
        """See ``Store``."""
        self._real.probe()

    def nearest_passages(self, vector: Sequence[float], count: int) -> Neighbours:
        """See ``Store``."""
        return self._real.nearest_passages(vector, count)

    def nearest_questions(self, vector: Sequence[float], count: int) -> Neighbours:
        """See ``Store``."""
        found = self._real.nearest_questions(vector, count + len(self._removed))
        pairs = [
            (identity, float(similarity))
            for identity, similarity in zip(found.ids, found.similarities, strict=True)
            if identity not in self._removed and identity not in self._ids
        ]
        if self._ids:
            near = self._vectors @ np.asarray(vector, dtype=np.float32)
            pairs += zip(self._ids, near.tolist(), strict=True)
        pairs = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))[:count]
        return Neighbours(
            tuple(identity for identity, _ in pairs),
            np.array([similarity for _, similarity in pairs]),
        )

    def keywords(self, language: str) -> KeywordIndex | None:
        """See ``Store``."""
        return self._real.keywords(language)

    def question_ids(self) -> list[str] | None:
        """See ``Store``; with others between them their order is another."""
        return None

    def vectors(self, kind: str, by: str = "") -> dict[str, NDArray[np.float32]]:
        """See ``Store``."""
        return self._real.vectors(kind, by)

    def close(self) -> None:
        """Nothing of its own is open."""
