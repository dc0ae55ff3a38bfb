"""Comparing with every vector finds what a plain sort finds, on any vectors."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.exact import ExactVectors, write_exact


@given(
    rows=st.lists(st.tuples(*[st.integers(-3, 3)] * 3).filter(any), min_size=1, max_size=40),
    query=st.tuples(*[st.integers(-3, 3)] * 3).filter(any),
    count=st.integers(0, 50),
)
def test_neighbours_are_those_of_a_plain_sort(
    rows: list[tuple[int, ...]], query: tuple[int, ...], count: int
) -> None:
    vectors = np.asarray(rows, dtype=np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    ids = np.asarray([f"{i * 7 % len(rows):02}-{i}" for i in range(len(rows))])
    found = ExactVectors(ids, vectors).nearest(query, count)
    cosines = [float(np.dot(row, query) / np.linalg.norm(query)) for row in vectors]
    # Equal vectors have equal sums; others of the same cosine may differ in the last digits.
    best = sorted(zip(cosines, ids.tolist(), strict=True), key=lambda pair: -pair[0])
    np.testing.assert_allclose(found.similarities, [c for c, _ in best[:count]], atol=1e-6)
    assert len(set(found.ids)) == min(count, len(rows))
    pairs = list(zip((-found.similarities).tolist(), found.ids, strict=True))
    assert pairs == sorted(pairs)


def test_equal_vectors_come_in_order_of_their_ids() -> None:
    vectors = np.tile(np.asarray([[0.6, 0.8]], dtype=np.float32), (9, 1))
    ids = np.asarray([f"q{i}" for i in (4, 2, 8, 0, 6, 1, 7, 3, 5)])
    assert ExactVectors(ids, vectors).nearest([3, 4], 3).ids == ("q0", "q1", "q2")


def test_what_is_written_is_read(tmp_path: Path) -> None:
    vectors = np.eye(3, dtype=np.float32)
    write_exact(tmp_path, "questions", ["a", "b", "c"], vectors)
    read = ExactVectors.load(tmp_path, "questions")
    assert read is not None
    assert read.nearest([0, 2, 1], 2).ids == ("b", "c")
    assert ExactVectors.load(tmp_path, "passages") is None


def test_a_cut_file_is_an_error(tmp_path: Path) -> None:
    write_exact(tmp_path, "questions", ["a", "b"], np.eye(2, dtype=np.float32))
    path = tmp_path / "questions.npy"
    path.write_bytes(path.read_bytes()[:-4])
    with pytest.raises(ValueError, match=r"\S"):
        ExactVectors.load(tmp_path, "questions")
