"""A table that compares two things is the comparison of them: "compare keeper and pilot".

Who only lays two things side by side, and asks nothing special about them, is told the whole table
whose columns are called so, before what was found. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.side_by_side import laid_beside, spoken_of
from assistant.reading.tables.apart import by_table
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.forms import Abbreviations
from assistant.text.words import content_stems

ROWS_MOST = 12
"""Rows of a table that is told whole."""
_COMPARE = re.compile(
    r"\b(?:compar\w+|vs|versus|contrast\w*|side by side|give|show|please|me|table|do|roles?|jobs?"
    r"|two|each|other|against|with|how)\b",
    re.IGNORECASE,
)
_ONLY_COMPARES = re.compile(r"\b(?:compar\w+|vs|versus|contrast\w*|side by side)\b", re.IGNORECASE)


def compared(
    question: str, told: Sequence[Passage], passages: Sequence[Passage], short: Abbreviations
) -> list[Passage]:
    """What is told, behind the rows of the table that lays the same things side by side; as it was
    where there is none, or one row is told already.

    Args:
        question: what is asked, without its frame.
        told: what answers it, best first.
        passages: all passages, in the order of their documents.
        short: the abbreviations of the corpus.
    """
    things = laid_beside(question) if _ONLY_COMPARES.search(question) else ()
    rest = _COMPARE.sub(" ", question)
    for thing in things:
        rest = rest.replace(thing, " ")
    if len(things) != 2 or content_stems(rest) or any(p.cells for p in told):
        return list(told)
    for rows in by_table(passages).values():
        if len(rows) <= ROWS_MOST and _has_columns(things, rows[0], short):
            return [*rows, *told]
    return list(told)


def _has_columns(things: Sequence[str], row: Passage, short: Abbreviations) -> bool:
    """Whether each of the things has a column of its own."""
    columns = [spoken_of(things, header, short) for header in row.header[1:]]
    return all((thing,) in columns for thing in things)
