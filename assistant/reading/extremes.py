"""Which rows of a table have the most or the least of what one column measures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.reading.columns import column_asked
from assistant.records import Passage
from assistant.text.words import content_stems

_SHARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FREE = re.compile(r"free(?: of charge)?|no charge|nothing|none", re.IGNORECASE)
_LEAST_WAYS = frozenset(
    {"least", "smallest", "lowest", "shortest", "less", "fewest", "bottom"}
    | {"smaller", "lower", "shorter"}
    | {"cheapest", "least expensive", "earliest", "lightest", "youngest", "minimum", "nearest"}
)
_MOST_WAYS = frozenset(
    {"largest", "highest", "longest", "biggest", "dearest", "priciest", "costliest", "oldest"}
    | {"heaviest", "greatest", "maximum", "tallest", "deepest", "farthest", "furthest"}
)
_LOOSE_WAYS = frozenset({"least", "less", "bottom", "smaller", "lower", "shorter"})
_PHRASES = (
    (re.compile(r"\b(?:the )?most expensive\b|\bcosts? (?:the )?most\b", re.I), "dearest"),
    (re.compile(r"\b(?:the )?least expensive\b|\bcosts? (?:the )?least\b", re.I), "cheapest"),
)
_ROWS_LEAST = 3
_WORD = re.compile(r"[^\W_]+")
MEASURED = frozenset(content_stems(
    "take takes fill eat big long large amount share chunk time hour week day spend longest most "
    "least biggest smallest largest highest lowest shortest more less greatest fewest top bottom "
    "task activity part item row number percentage cheapest dearest priciest costliest expensive "
    "place chunk n"
))  # fmt: skip
"""Stems that ask for the most of something and name nothing."""


def is_least(way: str) -> bool:
    """Whether a superlative asks for the smaller end: "cheapest"."""
    return way in _LEAST_WAYS


def farthest(question: str, rows: Sequence[Passage]) -> list[Passage]:
    """The rows at the end that a superlative of the question asks for; empty where not certain.

    It is certain where one column measures, in one unit, where the question names the column, or
    where all columns that measure have the same rows at that end.
    """
    for phrase, way in _PHRASES:
        question = phrase.sub(way, question)
    known = (_LEAST_WAYS | _MOST_WAYS) - _LOOSE_WAYS
    ways = {word.lower() for word in _WORD.findall(question)} & known
    if len(ways) != 1 or len({len(row.cells) for row in rows}) != 1 or len(rows) < _ROWS_LEAST:
        return []
    measuring = [n for n in range(1, len(rows[0].cells)) if _measures(rows, n)]
    asked = column_asked(question, rows[0].header)
    if asked in measuring:
        measuring = [asked]
    if not measuring:
        return []
    least = is_least(ways.pop())
    best = [_best(rows, column, least) for column in measuring]
    # Of several columns no one is meant; where all agree it does not matter.
    return best[0] if all(others == best[0] for others in best) else []


def _best(rows: Sequence[Passage], column: int, least: bool) -> list[Passage]:
    """The rows at one end of a column, by that end of each cell; ties are all there."""
    found = (_figures(row.cells[column].text) for row in rows)
    values = [float(figures[0 if least else -1].replace(",", "")) for figures in found]
    best = min(values) if least else max(values)
    return [row for row, value in zip(rows, values, strict=True) if value == best]


def _measures(rows: Sequence[Passage], column: int) -> bool:
    """Whether each cell of a column is one figure, all in the same unit; what is free is nought."""
    cells = [row.cells[column].text for row in rows]
    told = [cell for cell in cells if not _FREE.fullmatch(cell.strip())]
    units = {_SHARE.sub("", cell).strip().casefold() for cell in told}
    return len(units) == 1 and all(len(_SHARE.findall(cell)) == 1 for cell in told)


def _figures(cell: str) -> list[str]:
    return ["0"] if _FREE.fullmatch(cell.strip()) else _SHARE.findall(cell)


def extreme(rows: Sequence[Passage], way: str) -> list[Passage]:
    """The rows at that end of the first column that holds a figure in each; ties are all there.

    A range ("17 to 24") counts with the end that is asked for. Empty where no column measures.
    """
    for column in range(1, min(len(row.cells) for row in rows)):
        if all(1 <= len(_SHARE.findall(row.cells[column].text)) <= 2 for row in rows):
            return _best(rows, column, is_least(way))
    return []
