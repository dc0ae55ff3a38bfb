"""A box beside the running text of a page, as a side column or a note in a frame. Pure.

Text that flows around a box has lines on the same heights as the box and nothing to do with them. A
table has them too; but there the lines of both sides stand on one base line, and none goes on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.sources.words_placed import Word

Segment = Sequence[Word]
_CORRIDOR = 8.0
"""Points of white between a box and the text."""
_ROWS_LEAST = 3
_RUNS_FROM = 4
"""Lines of a side from which it can be running text."""
_GOES_ON = 0.3
"""Share of its lines that begin in small letters, from which on it is."""
_CHARACTERS = 22
_EQUAL = 0.85
_ALIGNED = 0.8
"""Share of lines that stand on one base line with one of the other side: a table's do."""


@dataclass(slots=True)
class _Zone:
    """Rows below each other with a corridor of white through all of them."""

    low: float
    high: float
    left: list[Segment]
    right: list[Segment]
    both: int = 0

    def takes(self, row: Sequence[Segment]) -> bool:
        """Adds a row, unless a word of it stands in the corridor."""
        left = [s for s in row if s[-1].x1 <= self.high and s[0].x0 < self.low + 1]
        right = [s for s in row if s[0].x0 >= self.low and s not in left]
        low = max([self.low, *(s[-1].x1 for s in left)])
        high = min([self.high, *(s[0].x0 for s in right)])
        if len(left) + len(right) < len(row) or high - low < _CORRIDOR:
            return False
        self.low, self.high = low, high
        self.left.extend(left)
        self.right.extend(right)
        self.both += bool(left and right)
        return True


def boxes_beside(segments: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of each box that stands beside running text, from top to bottom."""
    rows = _rows(segments)
    found: list[list[Segment]] = []
    at = 0
    while at < len(rows):
        zones = (_zone(rows, at, gap) for gap in range(len(rows[at]) - 1))
        boxes = [(box, size) for zone, size in zones if (box := _box_of(zone))]
        if not boxes:
            at += 1
            continue
        box, size = max(boxes, key=lambda entry: entry[1])
        found.append(box)
        at += size
    return found


def _rows(segments: Sequence[Segment]) -> list[list[Segment]]:
    rows: list[list[Segment]] = []
    for segment in sorted(segments, key=lambda s: (s[0].top + s[0].bottom) / 2):
        middle = (segment[0].top + segment[0].bottom) / 2
        if rows and rows[-1][0][0].top <= middle <= rows[-1][0][0].bottom:
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [sorted(row, key=lambda s: s[0].x0) for row in rows]


def _zone(rows: Sequence[Sequence[Segment]], at: int, gap: int) -> tuple[_Zone, int]:
    """The zone that begins with a gap of a row, and how many rows it has."""
    first = rows[at]
    zone = _Zone(first[gap][-1].x1, first[gap + 1][0].x0, [], [])
    size = 0
    while at + size < len(rows) and zone.takes(rows[at + size]):
        size += 1
    return zone, size


def _box_of(zone: _Zone) -> list[Segment]:
    """The side of a zone that is a box beside the other; empty where there is none."""
    left, right = zone.left, zone.right
    if zone.both < _ROWS_LEAST or min(len(left), len(right)) < _ROWS_LEAST:
        return []
    runs = [_runs(left), _runs(right)]
    if not any(runs) or (not all(runs) and _aligned(left, right) >= _ALIGNED):
        return []
    if all(runs):
        narrow, wide = sorted((_width(left), _width(right)))
        # Two columns of one width are read from left to right.
        return left if narrow > _EQUAL * wide else min(left, right, key=_width)
    return right if runs[0] else left


def _runs(side: Sequence[Segment]) -> bool:
    """Whether its lines go on from one to the next."""
    starts = [segment[0].text[:1] for segment in side[1:]]
    length = sum(len(word.text) + 1 for segment in side for word in segment) / len(side)
    small = sum(start.islower() for start in starts)
    return len(side) >= _RUNS_FROM and small >= _GOES_ON * len(starts) and length >= _CHARACTERS


def _aligned(left: Sequence[Segment], right: Sequence[Segment]) -> float:
    """Share of the lines of the shorter side that have one of the other on their base line."""
    few, many = sorted((left, right), key=len)
    bases = [segment[0].bottom for segment in many]
    level = sum(any(abs(s[0].bottom - base) < 0.8 for base in bases) for s in few)
    return level / len(few)


def _width(side: Sequence[Segment]) -> float:
    return max(s[-1].x1 for s in side) - min(s[0].x0 for s in side)
