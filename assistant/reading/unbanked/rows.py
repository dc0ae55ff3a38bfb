"""Rows of tables that the words of a question mean, whatever a reader makes of them.

A reader that was trained on sentences sees little in a row, and in the rows of a long price list
nothing at all. What a row is asked for by is read off the table: all that is asked about stands in
it, or in the names of its columns. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.reading.tables.apart import by_table
from assistant.reading.tables.extremes import MEASURED, ROWS_LEAST, farthest
from assistant.reading.tables.looked_up import rows_named
from assistant.reading.unbanked.siblings import MOST
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_LIGHT = MEASURED | frozenset(content_stems(
    "sell offer have stock buy order get cost price pay charge max maximum min minimum limit thing "
    "product item option one ask talk speak contact call reach tell turn person responsible allow"
))  # fmt: skip
"""Stems that ask for a row, or for its amount, and do not name it."""
_AMOUNT = re.compile(
    r"\bhow (?:much|many|long|often|big|large|high|old|far)\b|\b(?:prices?|costs?|fees?|limits?"
    r"|max(?:imum)?|min(?:imum)?|amounts?|rates?)\b",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"\bhow many (?:different |kinds of |types of )?(?P<things>[a-z]+) (?:are|is|do|does)"
    r" (?:there|you|they|we|it)\b(?: (?:have|offer|has))?\W*$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"\b(?:what|which) (?:other |different |kinds of |types of |sorts of )*(?P<things>[a-z]+) "
    r"(?:are|is|do|does|can) (?:there|you|they|we|it|i)\b"
    r"(?: (?:have|offer|has|offered|choose from|take|book|give|run|sell|do))?\W*$",
    re.IGNORECASE,
)


class Rows:
    """The tables of one corpus, of any length.

    Args:
        passages: all of them, in reading order.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        tables = by_table(passages)
        self._tables: Mapping[tuple[str, int], Sequence[Passage]] = tables
        self._alone = len(tables) == 1 and all(passage.kind != "sentence" for passage in passages)

    def table(self, row: Passage) -> Sequence[Passage]:
        """All rows of the table that a passage stands in; empty outside of one."""
        return self._tables.get((row.document_id, row.block), ()) if row.cells else ()

    def farthest(self, question: str, found: Iterable[Passage]) -> list[Passage]:
        """The rows that a superlative asks for, of a table that holds all that is asked about.

        No row says of itself that it is the dearest, so the reader sees no answer in any. Of a
        corpus that is one table it is asked, whatever else is said.
        """
        asked = set(content_stems(question)) - MEASURED
        for passage in found:
            rows = self.table(passage)
            words = [*passage.section, *passage.header, *(row.text for row in rows)]
            held = asked <= set(content_stems(" . ".join(words)))
            if rows and ((asked and held) or (self._alone and asked <= _LIGHT)):
                return farthest(question, *self._among(question, rows))
        return []

    def named(self, question: str, rows: Sequence[Passage]) -> list[Passage]:
        """The rows that a question names, where they are few enough to be told; those of tables of
        the same form too, such as one for each day, unless it names the heading of the first."""
        found = rows_named(question, rows)
        if found and not set(content_stems(question)) & set(content_stems(rows[0].heading)):
            found = [row for table in self._alike(rows) for row in rows_named(question, table)]
        return found if len(found) <= MOST else []

    def _alike(self, rows: Sequence[Passage]) -> list[Sequence[Passage]]:
        """The tables of one document with the header of one of them, itself among them."""
        return [
            table
            for table in self._tables.values()
            if table[0].document_id == rows[0].document_id and table[0].header == rows[0].header
        ]

    def holding(self, question: str, found: Iterable[Passage]) -> list[Passage]:
        """The one row that holds all that a question asks about, its name among it; of several
        such rows none. Who asks for its amount need name no more than the row."""
        least = 1 if _AMOUNT.search(question) else 2
        asked = set(content_stems(question))
        holding = [row for row in found if row.cells and _holds(asked, row, least)]
        return holding if len(holding) == 1 else []

    def counted(self, question: str) -> Sequence[Passage]:
        """All rows of the one table whose first column holds what is counted: "how many plans"."""
        return self._all_of(_HOW_MANY.search(question))

    def listed(self, question: str) -> Sequence[Passage]:
        """The same where all things are asked for: "what plans are there"."""
        return self._all_of(_WHICH.search(question))

    def _all_of(self, asked: re.Match[str] | None) -> Sequence[Passage]:
        things = set(content_stems(asked["things"])) if asked else set()
        found = [
            rows
            for rows in self._tables.values()
            if rows[0].header and things and things == set(content_stems(rows[0].header[0]))
        ]
        return found[0] if len(found) == 1 and len(found[0]) <= MOST else ()

    @staticmethod
    def _among(question: str, rows: Sequence[Passage]) -> tuple[Sequence[Passage], int]:
        """The rows that are meant by "the cheapest poster", and how few may be compared."""
        named = rows_named(question, rows)
        return (named, 2) if len(named) > 1 else (rows, ROWS_LEAST)


def _holds(asked: set[str], row: Passage, least: int) -> bool:
    name = set(content_stems(row.cells[0].text))
    columns = set(content_stems(" . ".join((*row.section, *row.header))))
    wanted = asked - columns - _LIGHT
    inside = set(content_stems(" . ".join(cell.text for cell in row.cells)))
    return len(wanted) >= least and wanted <= inside and bool(wanted & name)
