"""An embedding that can be followed by eye: each word adds one to a place chosen by its hash."""

from __future__ import annotations

import re
import zlib
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr

DIMENSIONS = 64


class WordCountEmbedding(BaseEmbedding):
    """Texts with the same words have the same vector; ``embedded`` is what it was asked for."""

    _embedded: list[str] = PrivateAttr()

    def __init__(self, model_name: str = "word-count", **kwargs: Any) -> None:
        super().__init__(model_name=model_name, **kwargs)
        self._embedded = []

    @property
    def embedded(self) -> list[str]:
        """Every text so far."""
        return self._embedded

    def _get_text_embedding(self, text: str) -> list[float]:
        self._embedded.append(text)
        vector = np.zeros(DIMENSIONS)
        for word in re.findall(r"\w+", text.lower()):
            vector[zlib.crc32(word.encode()) % DIMENSIONS] += 1.0
        unit = vector / max(1.0, float(np.linalg.norm(vector)))
        return [float(value) for value in unit]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)
