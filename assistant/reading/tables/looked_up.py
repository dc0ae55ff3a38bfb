"""Which rows of a table a question names: by what stands first in them, or by a column's value.

"When is the café open on Thursdays?" means the row of Thursday; "On which days is the pan house
closed?" means all rows with "closed" in the column "Pan house". Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.tables.columns import column_asked
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_LISTS = re.compile(
    r"\s*(?:please )?(?:list|name|enumerate|show me|give me)\b(?! (?:of|for))"
    r"|\b(?:what|which) are all\b|\ball (?:of )?the\b.*\bthere\b|\ba (?:full |complete )?list of\b",
    re.IGNORECASE,
)


def rows_named(question: str, rows: Sequence[Passage]) -> list[Passage]:
    """The rows that a question names; empty where it names none, or all.

    Args:
        question: as it was asked.
        rows: all rows of one table.
    """
    if any(len(row.cells) < 2 for row in rows):
        return []
    asked = set(content_stems(question))
    column = column_asked(question, rows[0].header) if rows and rows[0].header else None
    found: list[Passage] = []
    if column is not None:
        found = [row for row in rows if _is_in(row.cells[column].text, asked)]
    if not found:
        found = [row for row in rows if _is_in(row.cells[0].text, asked)]
    if not found and column is None:
        found = _by_a_value(rows, asked)
    return found if len(found) < len(rows) else []


def _by_a_value(rows: Sequence[Passage], asked: set[str]) -> list[Passage]:
    """The rows with what is asked in the one column that has it: "Wednesday", "free"."""
    width = min((len(row.cells) for row in rows), default=0)
    columns = [[row for row in rows if _is_in(row.cells[n].text, asked)] for n in range(1, width)]
    holding = [column for column in columns if column]
    return holding[0] if len(holding) == 1 else []


def wants_list(question: str) -> bool:
    """Whether all of a list is asked for: "List the levels.", "What are all the fees?"."""
    return _LISTS.search(question) is not None


def _is_in(cell: str, asked: set[str]) -> bool:
    """Whether all words of a cell are among those of the question; a cell of figures is not."""
    stems = set(content_stems(cell))
    return bool(stems) and stems <= asked and any(stem[0].isalpha() for stem in stems)
