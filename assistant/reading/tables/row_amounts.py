"""The rows of a table that a question names, and the amounts in their one column of figures.

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.reading.tables.columns import column_asked
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, quantities
from assistant.text.words import content_stems

LEAST_ROWS = 2
"""Fewer rows are not held against each other."""
_WEAK = frozenset({"work", "time", "task", "job", "thing", "follow", "per"})
"""Stems that do not name a row whose name has others."""
_CLOCK = re.compile(r"\b\d{1,2}:\d{2}\b")


def amounts_of(question: str, rows: Sequence[Passage]) -> Mapping[str, Quantity] | None:
    """The figure of every row in the one column that is of figures, by the rows' ids."""
    width = min(len(row.cells) for row in rows)
    of_figures: list[int] = []
    for index in range(1, width):
        texts = [row.cells[index].text for row in rows]
        cells = [quantities(text) for text in texts]
        # When something begins is no amount of it.
        clock = any(_CLOCK.search(text) for text in texts)
        if all(cells) and len({found[0].unit for found in cells}) == 1 and not clock:
            of_figures.append(index)
    asked = column_asked(question, rows[0].header)
    column = asked if asked in of_figures else of_figures[0] if len(of_figures) == 1 else None
    if column is None:
        return None
    return {row.id: quantities(row.cells[column].text)[0] for row in rows}


def named_rows(question: str, rows: Sequence[Passage]) -> tuple[Passage, ...]:
    """The rows that a question names where it names several, in their order; all rows else."""
    named = rows_called(question, rows)
    return in_order(named, rows) if len(named) >= LEAST_ROWS else tuple(rows)


def rows_called(question: str, rows: Sequence[Passage]) -> list[Passage]:
    """The rows whose names the question has a word of that no other row's name has, as named."""
    stems = {row.id: stems_of(row.cells[0].text) for row in rows}
    asked = content_stems(question)
    found: dict[str, int] = {}
    for row in rows:
        others = frozenset().union(*(stems[r.id] for r in rows if r is not row))
        own = stems[row.id] - others
        own = own - _WEAK or own
        places = [place for place, stem in enumerate(asked) if stem in own]
        if places:
            found[row.id] = places[0]
    return sorted((row for row in rows if row.id in found), key=lambda row: found[row.id])


def stems_of(text: str) -> frozenset[str]:
    """The stems of the content words, each once."""
    return frozenset(content_stems(text))


def in_order(some: Sequence[Passage], rows: Sequence[Passage]) -> tuple[Passage, ...]:
    """Some rows in the order of all."""
    return tuple(row for row in rows if row in some)
