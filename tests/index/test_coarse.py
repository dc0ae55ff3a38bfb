"""A first look leaves few vectors to compare with, and never one of the nearest out."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.index.coarse import COARSE_LEAST, CoarseLook
from assistant.index.exact import COARSE_FROM, ExactVectors, write_exact
from assistant.index.manifest import sums

Vectors = NDArray[np.float32]
COUNT = COARSE_LEAST + 37


def _unit(rows: NDArray[np.float64]) -> Vectors:
    unit: Vectors = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    return unit


def _in_bytes(rows: Vectors) -> Vectors:
    """As shipped vectors are: whole numbers, at length one."""
    whole = np.round(rows / np.abs(rows).max(axis=1, keepdims=True) * 127).astype(np.float32)
    unit: Vectors = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    return unit


def _made(kind: str, length: int) -> Vectors:
    some = np.random.default_rng(7)
    centres = some.standard_normal((60, length))
    rows = centres[some.integers(0, 60, COUNT)] + 0.7 * some.standard_normal((COUNT, length))
    vectors = _unit(rows)
    if kind == "computed":
        return vectors
    vectors = _in_bytes(vectors)
    if kind == "many alike":
        vectors[some.integers(0, COUNT, COUNT // 2)] = vectors[0]
    return vectors


def _opened(place: Path, vectors: Vectors) -> tuple[ExactVectors, ExactVectors]:
    """The vectors with a first look that is open, and without one."""
    write_exact(place, "questions", [f"q{i * 7 % COUNT:05}" for i in range(COUNT)], vectors)
    read = ExactVectors.load(place, "questions")
    assert read is not None
    for _ in range(COARSE_FROM + 1):
        read.nearest(vectors[0].tolist(), 1)
    return read, ExactVectors(np.asarray(read.ids), vectors)


@pytest.mark.parametrize("length", [48, 384])
@pytest.mark.parametrize("kind", ["shipped", "computed", "many alike"])
@pytest.mark.parametrize("count", [1, 32, 200, COUNT])
def test_the_neighbours_are_those_of_comparing_with_all_to_the_last_bit(
    tmp_path: Path, kind: str, length: int, count: int
) -> None:
    vectors = _made(kind, length)
    some = np.random.default_rng(count)
    looked, plain = _opened(tmp_path, vectors)
    strange = some.standard_normal((10, length))
    near = vectors[some.integers(0, COUNT, 10)] + 0.04 * some.standard_normal((10, length))
    one = np.eye(length)[:1]  # as far from whole numbers of one scale as can be
    for query in (*strange, *near, *vectors[:3], *one):
        found, expected = (
            looked.nearest(query.tolist(), count),
            plain.nearest(query.tolist(), count),
        )
        assert found.ids == expected.ids
        assert found.similarities.tobytes() == expected.similarities.tobytes()


def test_of_shipped_vectors_hardly_more_are_compared_than_are_wanted(tmp_path: Path) -> None:
    vectors = _made("shipped", 384)
    _opened(tmp_path, vectors)
    look = CoarseLook.load(tmp_path, "questions")
    assert look is not None
    for query in _unit(vectors[:20] + 0.04 * np.random.default_rng(1).standard_normal((20, 384))):
        assert 32 <= len(look.rows(query, 32)) <= 64


def test_numbers_are_multiplied_without_overflow_at_their_largest(tmp_path: Path) -> None:
    signs = np.where(np.random.default_rng(3).random((COUNT, 384)) < 0.5, -1.0, 1.0)
    signs[0] = 1.0
    vectors = _unit(signs)
    looked, plain = _opened(tmp_path, vectors)
    for query in (vectors[0], -vectors[0], vectors[5]):
        found, expected = looked.nearest(query.tolist(), 5), plain.nearest(query.tolist(), 5)
        assert found.ids == expected.ids


def test_who_asks_once_does_not_wait_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    load = CoarseLook.load

    def counted(place: Path, kind: str) -> CoarseLook | None:
        opened.append(kind)
        return load(place, kind)

    vectors = _made("shipped", 48)
    write_exact(tmp_path, "questions", [f"q{i}" for i in range(COUNT)], vectors)
    monkeypatch.setattr(CoarseLook, "load", counted)
    read = ExactVectors.load(tmp_path, "questions")
    assert read is not None
    read.nearest(vectors[0].tolist(), 1)
    assert opened == []
    for _ in range(5):
        read.nearest(vectors[0].tolist(), 1)
    assert opened == ["questions"]


@pytest.mark.parametrize("fault", ["gone", "damaged"])
def test_without_a_readable_one_all_are_compared(tmp_path: Path, fault: str) -> None:
    vectors = _made("shipped", 48)
    write_exact(tmp_path, "questions", [f"q{i:05}" for i in range(COUNT)], vectors)
    read = ExactVectors.load(tmp_path, "questions")
    assert read is not None
    for path in tmp_path.glob("*.coarse.onnx"):
        path.unlink() if fault == "gone" else path.write_bytes(b"nothing")
    for row in range(6):
        assert read.nearest(vectors[row].tolist(), 1).ids == (f"q{row:05}",)


def test_its_files_are_looked_after_like_the_array(tmp_path: Path) -> None:
    _opened(tmp_path, _made("shipped", 48))
    assert {"questions.coarse.onnx", "questions.coarse.npy"} <= set(sums(tmp_path))


def test_few_vectors_have_none(tmp_path: Path) -> None:
    write_exact(tmp_path, "passages", ["a", "b"], np.eye(2, dtype=np.float32))
    assert CoarseLook.load(tmp_path, "passages") is None
