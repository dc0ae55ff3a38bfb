"""Values set apart by commas, semicolons or tabs (.csv, .tsv) → a document with one table."""

from __future__ import annotations

import csv
import io

from assistant.sources.blocks import BlockWriter, Inline, clean
from assistant.sources.grid import looks_like_header
from assistant.sources.parsed import Parsed
from assistant.sources.reading import left_out, made, title_of_name

_ASKED = frozenset(("question", "questions", "q", "frage", "pregunta"))
_REPLIED = frozenset(("answer", "answers", "a", "antwort", "respuesta", "reply"))
_GROUPED = frozenset(
    ("category", "topic", "section", "group", "kategorie", "thema", "bereich", "categoría", "tema")
)
_ASIDE = frozenset(
    ("id", "no", "no.", "nr", "nr.", "#", "order", "position", "slug", "lang", "language", "status",
     "updated", "created", "date", "modified", "stand", "datum", "fecha")
)  # fmt: skip
"""Columns of a list of questions that are about its keeping and not for its readers."""
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
    if table and _write_questions(writer, table):
        return made(writer, name, "html", {"title": title_of_name(name)})
    heads = 1 if looks_like_header(table) or _names_columns(table) else 0
    writer.table(lines[:heads], lines[heads:])
    return made(writer, name, "html", {})


def _write_questions(writer: BlockWriter, table: list[list[str]]) -> bool:
    """Writes a list of questions as such: each heads its answer. False where it is none."""
    names = [cell.casefold() for cell in table[0]]
    asked = [n for n, cell in enumerate(names) if cell in _ASKED]
    replied = [n for n, cell in enumerate(names) if cell in _REPLIED]
    grouped = [n for n, cell in enumerate(names) if cell in _GROUPED]
    others = [n for n, cell in enumerate(names) if n not in (*asked, *replied, *grouped)]
    single = len(asked) == len(replied) == 1 and len(grouped) <= 1
    if not single or any(names[n] not in _ASIDE and any(row[n] for row in table) for n in others):
        return False
    rows = [row for row in table[1:] if row[asked[0]] and row[replied[0]]]
    if len(rows) < len(table) - 1 or not rows:
        return False
    before = ""
    for row in rows:
        group = row[grouped[0]] if grouped else ""
        if group != before and group:
            writer.heading(Inline(group), 2)
        writer.heading(Inline(row[asked[0]]), 3)
        writer.prose(Inline(row[replied[0]]))
        before = group
    return True


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
