"""Tables without rules: words that stand below each other in columns. Pure.

Three or more lines with their words in the same three or more columns are a table. A line with
fewer of them goes on with the cells above where it begins in small letters, and has empty cells
where not.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.sources.page_lines import segments_of
from assistant.sources.words_placed import Word

_COLUMNS = 3
_ROWS = 3
_LEADING = 2.8
"""Sizes of the text that lines of one table may stand apart."""
_CLOSE = 1.5
"""The same of lines of one cell."""
_CELL_WIDTH = 0.3
"""Share of the page's width that an entry of a table without rules seldom reaches."""


@dataclass(slots=True)
class Aligned:
    """A table and its place."""

    columns: list[tuple[float, float]]
    """Where the words of each column begin and end."""
    top: float
    bottom: float
    size: float
    last: float
    """Where the last line begins."""
    widths: list[float] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)

    @property
    def x0(self) -> float:
        """Left edge."""
        return min(start for start, _ in self.columns)

    @property
    def x1(self) -> float:
        """Right edge."""
        return max(end for _, end in self.columns)

    def takes(self, line: Sequence[Sequence[Word]]) -> bool:
        """Adds a line, if its words stand in the columns."""
        if not line or line[0][0].top - self.last > _LEADING * self.size:
            return False
        places = [self._column(cell) for cell in line]
        if None in places or len(set(places)) < len(places):
            return False
        known = [place for place in places if place is not None]
        close = line[0][0].top - self.last < _CLOSE * self.size
        small = any(cell[0].text[:1].islower() for cell in line)
        goes_on = len(line) < len(self.columns) and small and close
        if len(line) < 2 and not goes_on:
            return False
        if not goes_on or not self.rows:
            self.rows.append([""] * len(self.columns))
        for place, cell in zip(known, line, strict=True):
            words = " ".join(word.text for word in cell)
            self.rows[-1][place] = f"{self.rows[-1][place]} {words}".strip()
            start, end = self.columns[place]
            self.columns[place] = (min(start, cell[0].x0), max(end, cell[-1].x1))
            self.widths.append(cell[-1].x1 - cell[0].x0)
        self.last = line[0][0].top
        self.bottom = max(self.bottom, *(word.bottom for cell in line for word in cell))
        return True

    def _column(self, cell: Sequence[Word]) -> int | None:
        """The column that a cell stands in, and no other one."""
        x0, x1 = cell[0].x0, cell[-1].x1
        inside = [n for n, (start, end) in enumerate(self.columns) if x0 <= end and start <= x1]
        return inside[0] if len(inside) == 1 else None


def aligned_tables(words: Sequence[Word], width: float) -> Iterator[Aligned]:
    """The tables without rules on a page of this width."""
    table: Aligned | None = None
    for line in [*_lines(words), []]:
        if table is not None and table.takes(line):
            continue
        if table is not None and _is_table(table, width):
            yield table
        table = None
        if len(line) >= _COLUMNS:
            table = Aligned([(c[0].x0, c[-1].x1) for c in line], line[0][0].top, 0.0,
                            line[0][0].size, line[0][0].top)  # fmt: skip
            table.takes(line)


def _is_table(table: Aligned, width: float) -> bool:
    narrow = sum(cell < _CELL_WIDTH * width for cell in table.widths)
    full = sum(all(row) for row in table.rows)
    return len(table.rows) >= _ROWS and narrow > 0.7 * len(table.widths) and full >= 2


def _lines(words: Sequence[Word]) -> Iterator[list[list[Word]]]:
    """What stands on one height, from the top of the page down."""
    lines: list[list[list[Word]]] = []
    for segment in segments_of(words):
        middle = (segment[0].top + segment[0].bottom) / 2
        if lines and lines[-1][0][0].top <= middle <= lines[-1][0][0].bottom:
            lines[-1].append(segment)
        else:
            lines.append([segment])
    return iter([sorted(line, key=lambda s: s[0].x0) for line in lines])
