"""Which questions a new one can touch: those among whose nearest known questions it would be."""

from __future__ import annotations

import threading

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant

Vectors = NDArray[np.float32]
REMEMBERED_MOST = 5_000


class Reach:
    """Remembers for one index how far the neighbours of a question reach."""

    def __init__(self) -> None:
        self._index = ""
        self._known: dict[str, tuple[Vectors, float]] = {}
        self._lock = threading.Lock()

    def touches(self, assistant: Assistant, question: str, vectors: Vectors, margin: float) -> bool:
        """Whether one of the new questions comes among the nearest of ``question``.

        Args:
            vectors: of the new questions, shape (n, dimensions).
            margin: how much further away one may be.
        """
        with self._lock:
            if self._index != assistant.index or len(self._known) > REMEMBERED_MOST:
                self._index, self._known = assistant.index, {}
            known = self._known.get(question)
        if known is None:
            found = assistant.retriever.search(question)
            least = found.neighbours[-1][1] if found.neighbours else -1.0
            known = np.asarray(found.vector, dtype=np.float32), least
            with self._lock:
                self._known[question] = known
        vector, least = known
        return bool(float((vectors @ vector).max()) >= least - margin)
