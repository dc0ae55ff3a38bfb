"""A first look at all vectors of a collection, in a quarter of the bytes: which can be the nearest.

Each vector is kept once more in whole numbers of one byte with a scale, and beside it how far that
is from the vector, at most; a query is taken in two such numbers for each of its components. Then
the scalar products of whole numbers, which onnxruntime sums without an error, lie no further from
the exact ones than the two distances allow (Cauchy and Schwarz): what lies below the nearest by
more than that need not be looked at. Vectors that were shipped in bytes (``bank_vectors``) are met
to the last digits, so that some forty of 38,000 are left, and the exact products are summed for
those alone.

The query's numbers stay within 63, as two products of more would overflow in the sums that
processors without instructions of their own for this make.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.inference import open_apart
from assistant.memory import give_back

COARSE_LEAST = 4_000
"""Vectors of a collection from which on a first look saves time."""
_GRAPH = "{}.coarse.onnx"
_SCALES = "{}.coarse.npy"
_MOST = 63
_PARTS = 2 * _MOST
"""The second of a component's two numbers counts in so many parts of the first."""
_ROUNDING = 2.0**-23
"""What a float32 sum of products may be wrong by for each of them, doubled."""
_SLACK = 1.001
"""For lengths that are one but for rounding."""
_ROWS_TOGETHER = 64
_ROWS_WRITTEN = 256


class CoarseLook:
    """The first look at one collection. Safe to share."""

    def __init__(self, session: Any, scales: NDArray[np.float32]) -> None:
        """``scales``: for each vector its scale, and its distance from its whole numbers."""
        self._session = session
        self._scales, self._off = scales

    @classmethod
    def load(cls, place: Path, kind: str) -> CoarseLook | None:
        """What was written into the folder of a generation; ``None`` where nothing was."""
        graph = place / _GRAPH.format(kind)
        if not graph.is_file():
            return None
        look = cls(open_apart(graph), np.load(place / _SCALES.format(kind), allow_pickle=False))
        give_back()  # what the file was read into
        return look

    def rows(self, query: NDArray[np.float32], count: int) -> NDArray[np.intp]:
        """The rows, ascending, among which the ``count`` nearest to a unit vector certainly are,
        with all that are as near as the last of them."""
        numbers, step, off = _in_two_numbers(query)
        similar, second = self._session.run(None, {"query": numbers})[0].astype(np.float32)
        # In place: room for another 38,000 numbers takes longer to get than to fill.
        similar *= np.float32(_PARTS)
        similar += second
        similar *= np.multiply(self._scales, np.float32(step), out=second)
        doubt = np.float32(off + (len(query) + 16) * _ROUNDING) + self._off
        least = _reached(np.subtract(similar, doubt, out=second), count)
        similar += doubt
        return np.flatnonzero(similar >= least)


def _in_two_numbers(query: NDArray[np.float32]) -> tuple[NDArray[np.uint8], float, float]:
    """The query as two rows of whole numbers around ``_MOST + 1``, the step of the second, and the
    most that a product with a unit vector differs by."""
    exact = query.astype(np.float64)
    step = max(float(np.abs(exact).max()), 1e-30) / _MOST
    coarse = np.rint(exact / step)
    fine = np.rint((exact - coarse * step) / (step / _PARTS))
    met = coarse * step + fine * (step / _PARTS)
    numbers = (np.stack([coarse, fine]) + (_MOST + 1)).astype(np.uint8)
    return numbers, step / _PARTS, float(np.linalg.norm(exact - met)) * _SLACK


def _reached(values: NDArray[np.float32], count: int) -> float:
    """A value that at least ``count`` of them reach, near the largest that is so."""
    columns = len(values) // _ROWS_TOGETHER
    if columns >= count:  # as many columns hold as many values; to sort all takes twenty times that
        values = values[: columns * _ROWS_TOGETHER].reshape(_ROWS_TOGETHER, columns).max(axis=0)
    return float(np.partition(values, -count)[-count])


def write_coarse(place: Path, kind: str, vectors: NDArray[np.float32]) -> None:
    """Writes the first look at a collection into the folder of a generation. ``vectors`` are of
    length one."""
    count, length = vectors.shape
    whole = np.empty((length, count), dtype=np.int8)
    scales, off = np.empty((2, count), dtype=np.float32)
    for start in range(0, count, _ROWS_WRITTEN):  # so few that all of it stays near the processor
        rows = slice(start, start + _ROWS_WRITTEN)
        some = vectors[rows]
        scale = np.maximum(np.maximum(some.max(axis=1), -some.min(axis=1)), 1e-30) / np.float32(127)
        near = np.rint(some / scale[:, None])
        whole[:, rows] = near.T
        near = near * scale[:, None] - some
        scales[rows], off[rows] = scale, np.sqrt(np.vecdot(near, near)) * _SLACK + 1e-6
    np.save(place / _SCALES.format(kind), np.stack([scales, off]))
    (place / _GRAPH.format(kind)).write_bytes(_graph(whole))


# --- a graph of one step in the form of ONNX (onnx.proto): fields by their numbers ----------------

_INT8, _UINT8, _INT32 = 3, 2, 6


def _graph(vectors: NDArray[np.int8]) -> bytes:
    """A model that multiplies two rows of whole numbers with all vectors, which are columns."""
    length, count = vectors.shape
    zero = np.uint8(_MOST + 1).tobytes()
    step = _field(1, b"query") + _field(1, b"vectors") + _field(1, b"zero")
    step += _field(2, b"products") + _field(4, b"MatMulInteger")
    graph = _field(1, step) + _field(2, b"first look")
    graph += _field(5, _tensor(b"vectors", _INT8, vectors.shape, vectors.tobytes()))
    graph += _field(5, _tensor(b"zero", _UINT8, (), zero))
    graph += _field(11, _value(b"query", _UINT8, (2, length)))
    graph += _field(12, _value(b"products", _INT32, (2, count)))
    return _number(1, 8) + _field(7, graph) + _field(8, _number(2, 13))


def _tensor(name: bytes, kind: int, shape: tuple[int, ...], raw: bytes) -> bytes:
    sizes = b"".join(_number(1, size) for size in shape)
    return sizes + _number(2, kind) + _field(8, name) + _field(9, raw)


def _value(name: bytes, kind: int, shape: tuple[int, ...]) -> bytes:
    sizes = b"".join(_field(1, _number(1, size)) for size in shape)
    return _field(1, name) + _field(2, _field(1, _number(1, kind) + _field(2, sizes)))


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _field(field: int, value: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(value)) + value


def _varint(value: int) -> bytes:
    low, high = value & 127, value >> 7
    return bytes([low | 128]) + _varint(high) if high else bytes([low])
