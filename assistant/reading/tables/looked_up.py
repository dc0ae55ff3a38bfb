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

_CHOOSES = re.compile(r"\b(?:which|what|list|name)\b", re.IGNORECASE)
_YES = re.compile(r"(?:yes|y|true|✓|✔|x|included|ja|sí|oui)", re.IGNORECASE)
_NO = re.compile(r"(?:no|n|false|✗|✘|-|–|—|not included|nein|non)", re.IGNORECASE)


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
        found = _narrowed(found, asked)
    if not found:
        found = _by_a_value(rows, asked)
    if not found and _CHOOSES.search(question):
        found = _by_yes_or_no(question, rows)
    return found if len(found) < len(rows) else []


def _narrowed(found: list[Passage], asked: set[str]) -> list[Passage]:
    """Of rows of one name those that another cell of the question tells apart: "the A1 poster"."""
    told = [row for row in found if any(_is_in(cell.text, asked) for cell in row.cells[1:])]
    return told if len(found) > 1 and told else found


def _by_yes_or_no(question: str, rows: Sequence[Passage]) -> list[Passage]:
    """The rows with yes, or with no, in the one column that says only that and that is asked about:
    "which days off are unpaid" of a column "Paid"."""
    found: list[list[Passage]] = []
    for place, name in enumerate(rows[0].header if rows else ()):
        says = [_says(row.cells[place].text) for row in rows if place < len(row.cells)]
        asks = re.search(rf"\b(?P<not>un|non-?|not )?{re.escape(name)}\b", question, re.IGNORECASE)
        if place and asks and None not in says and len(says) == len(rows):
            wanted = not asks["not"]
            found.append([row for row, say in zip(rows, says, strict=True) if say is wanted])
    return found[0] if len(found) == 1 else []


def _says(cell: str) -> bool | None:
    """What a cell says that holds yes or no alone."""
    if _YES.fullmatch(cell.strip()):
        return True
    return False if _NO.fullmatch(cell.strip()) else None


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
