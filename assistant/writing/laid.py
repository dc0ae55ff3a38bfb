"""A table over earlier answers: a row for each, and the rows of a table as they are. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.talk.laid import Told as Sides
from assistant.records import Passage
from assistant.text.numbers import numbers_in
from assistant.writing import tables
from assistant.writing.in_words import in_cell, words, written
from assistant.writing.page import Page, Told


def side_by_side(sides: Sides) -> Told:
    """What each side was told, under its name; rows of one table stay that table."""
    page = Page()
    every = list(dict.fromkeys(passage for _, told in sides for passage in told))
    if all(p.cells for p in every) and len({(p.document_id, p.block) for p in every}) == 1:
        every.sort(key=lambda p: p.position)
        return Told(tables.table(every, page.mark, written), tuple(page.shown))
    proved = frozenset().union(*(numbers_in(passage.text) for passage in every))
    blocks: list[str] = []
    lines: list[tuple[str, str]] = []
    for name, told in sides:
        rows = _table_in(told)
        if rows:
            blocks.append(tables.table(rows, page.mark, written))
        said = " ".join(f"{in_cell(words(p))} {page.mark(p)}" for p in told if p not in rows)
        called = name if numbers_in(name) <= proved else told[0].heading
        called = called if numbers_in(called) <= proved else ""
        if said:
            lines.append((in_cell(written(called[:1].upper() + called[1:])), said))
    if lines:
        blocks.append(tables.two_columns(lines))
    return Told("\n\n".join(blocks), tuple(page.shown))


def _table_in(told: Sequence[Passage]) -> list[Passage]:
    """The rows of a table among what was told, where there are several."""
    rows = [passage for passage in told if passage.cells]
    if len(rows) < 2 or len({(p.document_id, p.block) for p in rows}) > 1:
        return []
    return rows
