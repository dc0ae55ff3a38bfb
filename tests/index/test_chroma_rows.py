"""Vectors go into Chroma as they are, by way of numbers that it reads quickly."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import numpy as np

from assistant.index.chroma import _rows, connect, fill

VECTORS = np.random.default_rng(3).normal(size=(5, 384)).astype(np.float32)


def test_who_goes_through_a_vector_meets_plain_numbers() -> None:
    for row, vector in zip(_rows(VECTORS), VECTORS, strict=True):
        assert {type(number) for number in row} == {float}
        assert np.array_equal(row, vector)


def test_chroma_keeps_the_same_as_of_the_array_itself(tmp_path: Path) -> None:
    ids = [f"id{number}" for number in range(len(VECTORS))]
    with closing(connect(tmp_path, None)) as client:
        fill(client, "0123456789ab", {"questions": (ids, VECTORS, None)}, None)
        (filled,) = client.list_collections()
        graph = {"hnsw": {"space": "cosine"}}
        plain = client.create_collection("plain", embedding_function=None, configuration=graph)
        plain.upsert(ids=ids, embeddings=VECTORS)
        one, other = (
            collection.get(ids=ids, include=["embeddings"]) for collection in (filled, plain)
        )
    assert one["ids"] == other["ids"]
    assert np.array_equal(one["embeddings"], other["embeddings"])
