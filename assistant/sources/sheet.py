"""Values set apart by commas, semicolons or tabs (.csv, .tsv) → a document with one table."""

from __future__ import annotations

import csv
import io

from assistant.sources.blocks import BlockWriter, Inline, clean
from assistant.sources.grid import looks_like_header
from assistant.sources.parsed import Parsed
from assistant.sources.reading import left_out, made

_BARS = ("\t", ";", ",", "|")


def read_sheet(source: str, name: str) -> Parsed:
    """Reads a sheet that was saved as text; lines above the table are read as text.

    Raises:
        DocumentError: no line is divided, or there is nothing in it.
    """
    rows = _rows(clean(source))
    width = max((len(row) for row in rows), default=0)
    if rows and width < 2:
        hint = "Save it as .txt if it is a text, or export the sheet again."
        raise left_out(name, "its lines are not divided into columns", hint)
    writer = BlockWriter()
    first = next((n for n, row in enumerate(rows) if sum(map(bool, row)) > width / 2), 0)
    for row in rows[:first]:
        writer.prose(Inline(", ".join(cell for cell in row if cell)))
    table = [row + [""] * (width - len(row)) for row in rows[first:]]
    lines = [[Inline(cell) for cell in row] for row in table]
    heads = 1 if looks_like_header(table) or _names_columns(table) else 0
    writer.table(lines[:heads], lines[heads:])
    return made(writer, name, "html", {})


def _rows(source: str) -> list[list[str]]:
    """The rows by the bar that divides most lines alike, without empty rows."""
    best: list[list[str]] = []
    most = (0, 0)
    for bar in _BARS:
        try:
            read = list(csv.reader(io.StringIO(source), delimiter=bar, skipinitialspace=True))
        except csv.Error:
            continue
        rows = [[" ".join(cell.split()) for cell in row] for row in read]
        rows = [row for row in rows if any(row)]
        widths = [len(row) for row in rows if len(row) > 1]
        usual = max(set(widths), key=widths.count) if widths else 1
        alike = (widths.count(usual) if usual > 1 else 0, usual)
        if not best or alike > most:
            best, most = rows, alike
    return best


def _names_columns(table: list[list[str]]) -> bool:
    """Whether the first line is full, of different words, and without figures."""
    first = table[0] if table else []
    full = all(first) and len(set(first)) == len(first)
    return len(table) > 1 and full and not any(cell[:1].isdigit() for cell in first)
