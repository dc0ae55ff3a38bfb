"""The lines of a plain text, and the tables that people type with tabs, bars or commas. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from assistant.records import Cell
from assistant.sources.blocks import Block
from assistant.sources.grid import looks_like_header
from assistant.text import patterns as re
from assistant.text.sentences import trim

_COMMAS = (re.compile(r"[ \t]*;[ \t]*"), re.compile(r",(?! )"))
_IN_QUOTES = re.compile(r"(?<![^;,])\"(?:[^\"]|\"\")*\"(?![^;,])")
_COLUMNS = re.compile(r"\t+|[ \t]*\|[ \t]*|[ \t]*\.{4,}[ \t]*|(?<![.!?:;,])[ ]{3,}")
_CELL_MOST = 90
_SIGN = re.compile(r"[-*+•–—▪◦·‣●○✓✔]")
_BESIDE = 4
"""Blanks by which the names of columns stand further in than the first column, which has none."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line: the span of its words, and what it is."""

    start: int
    end: int
    words: str
    indent: int
    quoted: int = 0
    """Depth of a quote in a mail: how many signs stand in front of it."""
    typed: str = ""
    """All of it, with the blanks and tabs at its ends, as far as there are tabs in it."""
    begin: int = 0
    """Where that stands."""

    @property
    def blank(self) -> bool:
        return self.start == self.end


def parts_of(lines: list[Line]) -> Iterator[list[Line]]:
    """The lines of a paragraph, parted where columns begin and end."""
    for _, run in groupby(lines, key=lambda line: len(_cells(line)) > 1 or "\t" in line.typed):
        yield list(run)


def table_of(lines: list[Line], group: int) -> list[Block]:
    """The lines as rows, where all are divided into the same number of columns."""
    rows = [line for line in lines if not re.fullmatch(r"[\s|:+=-]+", line.words)]
    cells = _commas(rows) or [_cells(line) for line in rows]
    if len({len(row) for row in cells}) > 1 and all(line.typed for line in rows):
        cells = _tabbed(rows)
    lacking = _lacks_first_name(rows, cells)
    if lacking:
        cells = [[Cell("", rows[0].start, rows[0].start), *cells[0]], *cells[1:]]
    widths = {len(row) for row in cells}
    if len(rows) < 2 or len(widths) > 1 or not widths or min(widths) < 2:
        return []
    names = [cell.text for cell in cells[0]]
    header = (
        lacking
        or looks_like_header([[cell.text for cell in row] for row in cells])
        or len(rows) < len(lines)
    )
    return [
        Block(
            "header_row" if header and place == 0 else "row", line.start, line.end, group=group,
            cells=tuple(row), header=tuple(names) if header else (),
        )
        for place, (line, row) in enumerate(zip(rows, cells, strict=True))
    ]  # fmt: skip


def _lacks_first_name(rows: list[Line], cells: list[list[Cell]]) -> bool:
    """Whether the first line names all columns but the first: prices below "Adults   Children"."""
    widths = {len(row) for row in cells[1:]}
    if len(rows) < 3 or len(widths) != 1 or len(cells[0]) != min(widths) - 1:
        return False
    further = rows[0].indent >= max(row.indent for row in rows[1:]) + _BESIDE
    return further and not any(re.search(r"\d", cell.text) for cell in cells[0])


def _tabbed(lines: list[Line]) -> list[list[Cell]]:
    """The cells between single tabs, as a sheet is copied: some may be empty."""
    rows: list[list[Cell]] = []
    for line in lines:
        at, row = 0, []
        for piece in line.typed.split("\t"):
            left, right = trim(line.typed, at, at + len(piece))
            start, end = (min(max(line.begin + n, line.start), line.end) for n in (left, right))
            row.append(Cell(line.typed[left:right], start, end))
            at += len(piece) + 1
        rows.append(row)
    width = max(len(row) for row in rows)
    if len(rows[0]) < width:
        return rows  # The first one names the columns; what has more of them is no table.
    return [row + [Cell("", row[-1].end, row[-1].end)] * (width - len(row)) for row in rows]


def _commas(lines: list[Line]) -> list[list[Cell]]:
    """The cells of values set apart by commas or semicolons; empty where these are sentences."""
    for bar in _COMMAS:
        cells = [_cells(line, bar) for line in lines]
        widths = {len(row) for row in cells}
        if len(lines) > 2 and len(widths) == 1 and min(widths) > 2 and not any(
            cell.text.endswith(".") or len(cell.text) > _CELL_MOST
            for row in cells for cell in row
        ):  # fmt: skip
            return cells
    return []


def _cells(line: Line, bar: re.Pattern[str] = _COLUMNS) -> list[Cell]:
    found: list[Cell] = []
    at = 0
    quoted = [m.span() for m in _IN_QUOTES.finditer(line.words)] if bar in _COMMAS else []
    bounds = [
        (m.start(), m.end())
        for m in bar.finditer(line.words)
        if not any(a < m.start() < b for a, b in quoted)
        # A wide gap behind the sign of an item parts no columns.
        and not (bar is _COLUMNS and _SIGN.fullmatch(line.words[: m.start()].strip()))
    ]
    for start, end in [*bounds, (len(line.words), len(line.words))]:
        outer = (start == 0 and bounds) or (at == len(line.words) and found)
        if not outer or bar in _COMMAS:
            left, right = trim(line.words, at, start)
            if (left, right) in quoted:
                left, right = left + 1, right - 1
            found.append(Cell(line.words[left:right], line.start + left, line.start + right))
        at = end
    return found
