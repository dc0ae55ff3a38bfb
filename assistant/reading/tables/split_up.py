"""A breakdown that is asked for is the table, not the sentence behind it that speaks of it.

"How is the week split" lands on "That split is …", which stands below the table that it means.
Where the sentence that answers points at a table right above it, and how something is divided is
asked, the rows are told first. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.tables.row_amounts import rows_called
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.how_many import how_many
from assistant.text.words import content_stems

LEAST_BESIDE = 2
"""Passages of an answer in which a row is not alone."""
ROWS_MOST = 8
"""Rows of a table that may be told whole where one of them was found."""

_HOW_DIVIDED = re.compile(
    r"^(?:(?:and|so|but|ok|hi|please)[, ]+)*(?:how|what|whats|show|give|tell|list)\b"
    r"(?=.*\b(?:split|divided|divvied|broken|breaks? (?:up|down)|breakdown|distribut\w+|spread"
    r"|allocat\w+|spent|carved|sliced|shared out)\b)"
    r"(?!.*\b(?:true|right|real|exact\w*|accurate|reliable|literal\w*|fiction\w*|lie|honest|trust"
    r"|called|averaged?|any|given|particular|say|said|says)\b)",
    re.IGNORECASE,
)
"""How the parts lie is asked, and not whether they can be relied on."""
_AS_A_WHOLE = re.compile(
    r"^(?:(?:and|so|but|ok|hi|please|pls|now|can you|could you)[, ]+)*(?:"
    r"(?:list|tabulate|break|split|lay|divide|map)\b|(?:give|show)\b.*\b(?:each|every|all|table"
    r"|split|breakdown|shares|percentages|hours)\b"
    r"|where (?:do|does) .*\b(?:time|hours?|days?|weeks?|money|budget) go(?:es)?\b"
    r"|how (?:is|are|does|do) .*\b(?:split|divided|broken|break|distributed|spread|allocated|carved"
    r"|sliced|made up|laid out|structured)\b"
    r"|(?:what|which) .*\b(?:shares|percentages|proportions|split|breakdown)\b"
    r"|what does .*\b(?:consist of|break down into)\b"
    r"|(?:(?:the|an?) )?(?:[\w'’-]+ ){0,4}(?:in (?:percent\w*|shares|numbers)|split|breakdown"
    r"|allocation|distribution)\W*$)",
    re.IGNORECASE,
)
"""So all rows of a table are wanted, and none of them before the others."""
_ONE_OF_THEM = re.compile(
    r"\b(?:\w{3,}est|most|least|top|main|first|last|only|more|less|than|above|below|over|under|true"
    r"|real|honest|exact\w*|accurate|reliable|wrong|except|without|apart|other|sentence|line|quote)\b",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"(?:that|this|those|these) [a-z]+ (?:is|are|was|were)\b", re.IGNORECASE)


def with_its_table(
    question: str, told: Sequence[Passage], passages: Sequence[Passage]
) -> list[Passage]:
    """What is told, behind the rows of the table that its first sentence points at, if it does.

    Args:
        question: what is asked, without its frame.
        told: what answers it, best first.
        passages: all passages, in the order of their documents.
    """
    same = list(told)
    if not told or told[0].cells:
        return same
    if not _HOW_DIVIDED.match(question) or not _POINTS_BACK.match(told[0].text):
        return same
    document = [p for p in passages if p.document_id == told[0].document_id]
    before = [p for p in document if p.position < told[0].position]
    if not before or before[-1].kind != "table_row":
        return same
    rows = [p for p in before if p.block == before[-1].block and p.kind == "table_row"]
    if any(p.cells and p not in rows for p in told):
        return same
    return list(dict.fromkeys([*rows, *told]))


def with_other_rows(
    question: str, told: Sequence[Passage], passages: Sequence[Passage]
) -> list[Passage]:
    """What is told, with the rest of a table of shares of which one row stands behind sentences.

    One share of several that nobody named is a sample, where the table stands in the section that
    answers; the day is all of them. The arguments are those of ``with_its_table``.
    """
    rows = [p for p in told if p.kind == "table_row"]
    if len(rows) != 1 or len(told) < LEAST_BESIDE or told[0] is rows[0]:
        return list(told)
    row, block = rows[0], (rows[0].document_id, rows[0].block)
    if (told[0].document_id, told[0].section) != (row.document_id, row.section):
        return list(told)
    table = [p for p in passages if p.kind == "table_row" and (p.document_id, p.block) == block]
    named = set(content_stems(row.cells[0].text)) & set(content_stems(question))
    if named or len(table) > ROWS_MOST or not are_shares(table):
        return list(told)
    place = told.index(row)
    return list(dict.fromkeys([*told[:place], *table, *told[place + 1 :]]))


def whole_table(
    question: str, told: Sequence[Passage], passages: Sequence[Passage]
) -> list[Passage]:
    """What is told, with the rest of a table that is asked for as a whole and of which some rows
    were found: "list where the hours go".

    The rows come first; of the sentences beside them those of their section stay. A row that the
    question names is asked for alone. The arguments are those of ``with_its_table``.
    """
    same = list(told)
    rows = [p for p in told if p.kind == "table_row"]
    if not rows or not _AS_A_WHOLE.match(question) or _ONE_OF_THEM.search(question):
        return same
    first = rows[0]
    if len({(p.document_id, p.block) for p in rows}) > 1 or how_many(question):
        return same
    table = [
        p for p in passages
        if p.kind == "table_row" and (p.document_id, p.block) == (first.document_id, first.block)
    ]  # fmt: skip
    if len(rows) == len(table) or len(table) > ROWS_MOST or rows_called(question, table):
        return same
    if told[0] is not first and not are_shares(table):
        return same
    beside = [p for p in told if p.kind != "table_row" and p.section == first.section]
    return [*table, *beside]


def are_shares(rows: Sequence[Passage]) -> bool:
    """Whether each row has its share of one whole."""
    width = min(len(row.cells) for row in rows)
    return any(all("%" in row.cells[column].text for row in rows) for column in range(1, width))
