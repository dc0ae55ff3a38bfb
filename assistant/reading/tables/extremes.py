"""Which rows of a table have the most or the least of what one column measures. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.tables.columns import column_asked
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_SHARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_FREE = re.compile(r"free(?: of charge)?|no charge|nothing|none", re.IGNORECASE)
_LEAST_WAYS = frozenset(
    {"least", "smallest", "lowest", "shortest", "less", "fewest", "bottom"}
    | {"soonest", "fastest", "quickest"}
    | {"smaller", "lower", "shorter"}
    | {"cheapest", "least expensive", "earliest", "lightest", "youngest", "minimum", "nearest"}
)
_MOST_WAYS = frozenset(
    {"largest", "highest", "longest", "biggest", "dearest", "priciest", "costliest", "oldest"}
    | {"slowest"}
    | {"heaviest", "greatest", "maximum", "tallest", "deepest", "farthest", "furthest"}
)
_LOOSE_WAYS = frozenset({"least", "less", "bottom", "smaller", "lower", "shorter"})
_OF_SPEED = frozenset({"fastest", "quickest", "slowest"})
"""Ways of a span of time, and the other way round of a speed."""
_OF_TIME = _OF_SPEED | {"soonest", "longest", "shortest"}
_OF_THE_CLOCK = frozenset({"earliest", "latest", "soonest"})
_CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
"""A time of day is early or late, and neither long nor small."""
_OF_MONEY = frozenset({"cheapest", "dearest", "priciest", "costliest"})
_TIME = re.compile(r"\b(?P<unit>minute|hour|day|week|month|year)s?\b", re.IGNORECASE)
_DAYS = {"minute": 1 / 1440, "hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
MONEY = re.compile(r"[$€£]|\b(?:dollars?|euros?|pounds?|pence|cents?|chf|usd|eur|gbp)\b", re.I)
_MONEY_COLUMN = re.compile(
    r"\b(?:prices?|costs?|fees?|rates?|rent|fares?|charges?|preis|precio|prix)\b", re.IGNORECASE
)
_PHRASES = (
    (re.compile(r"\b(?:the )?most expensive\b|\bcosts? (?:the )?most\b", re.I), "dearest"),
    (re.compile(r"\b(?:the )?least expensive\b|\bcosts? (?:the )?least\b", re.I), "cheapest"),
)
ROWS_LEAST = 3
_WORD = re.compile(r"[^\W_]+")
MEASURED = frozenset(content_stems(
    "take takes fill eat big long large amount share chunk time hour week day spend longest most "
    "least biggest smallest largest highest lowest shortest more less greatest fewest top bottom "
    "task activity part item row number percentage cheapest dearest priciest costliest expensive "
    "place chunk n soonest fastest quickest slowest get"
))  # fmt: skip
"""Stems that ask for the most of something and name nothing."""


def is_least(way: str) -> bool:
    """Whether a superlative asks for the smaller end: "cheapest"."""
    return way in _LEAST_WAYS


def farthest(question: str, rows: Sequence[Passage], least_rows: int = ROWS_LEAST) -> list[Passage]:
    """The rows at the end that a superlative of the question asks for; empty where not certain.

    It is certain where one column measures, in one unit, where the question names the column or
    asks what is dear of the only one with prices, or where all columns that measure have the same
    rows at that end. Fewer than ``least_rows`` are not held against each other.
    """
    for phrase, way in _PHRASES:
        question = phrase.sub(way, question)
    known = (_LEAST_WAYS | _MOST_WAYS) - _LOOSE_WAYS - _OF_SPEED
    asked = column_asked(question, rows[0].header) if rows else None
    named = _WORD.findall(rows[0].header[asked].lower()) if asked is not None else ()
    # Who asks for a "minimum order" names a column, and no end of it.
    ways = ({word.lower() for word in _WORD.findall(question)} & known).difference(named)
    if len(ways) != 1 or len({len(row.cells) for row in rows}) != 1 or len(rows) < least_rows:
        return []
    way = ways.pop()
    measuring = [n for n in range(1, len(rows[0].cells)) if _measures(rows, n)]
    if asked in measuring:
        measuring = [asked]
    elif way in _OF_MONEY:
        measuring = [n for n in measuring if _is_of_money(rows, n)] or measuring
    if not measuring:
        return []
    least = is_least(way)
    best = [_best(rows, column, least) for column in measuring]
    # Of several columns no one is meant; where all agree it does not matter.
    return best[0] if all(others == best[0] for others in best) else []


def _best(rows: Sequence[Passage], column: int, least: bool) -> list[Passage]:
    """The rows at one end of a column, by that end of each cell; ties are all there."""
    values = [_value(row.cells[column].text, least=least) for row in rows]
    best = min(values) if least else max(values)
    return [row for row, value in zip(rows, values, strict=True) if value == best]


def _measures(rows: Sequence[Passage], column: int) -> bool:
    """Whether each cell of a column is one figure, all in the same unit; what is free is nought."""
    cells = [row.cells[column].text for row in rows]
    told = [cell for cell in cells if not _FREE.fullmatch(cell.strip())]
    units = {_SHARE.sub("", cell).strip().casefold() for cell in told}
    units = {"time"} if all(unit.rstrip("s") in _DAYS for unit in units) else units
    return len(units) == 1 and all(len(_SHARE.findall(cell)) == 1 for cell in told)


def _is_of_money(rows: Sequence[Passage], column: int) -> bool:
    """Whether a column holds prices, by its name or by the signs in its cells."""
    header = rows[0].header
    named = column < len(header) and bool(_MONEY_COLUMN.search(header[column]))
    return named or all(MONEY.search(row.cells[column].text) for row in rows)


def _figures(cell: str) -> list[str]:
    return ["0"] if _FREE.fullmatch(cell.strip()) else _SHARE.findall(cell)


def extreme(rows: Sequence[Passage], way: str, question: str = "") -> list[Passage]:
    """The rows at that end of a column that holds a figure in each; ties are all there.

    It is the column that the question names, else the first one of what the superlative measures
    ("cheapest", "soonest"), else the first. A range ("17 to 24") counts with the end that is asked
    for. Empty where no column measures.
    """
    measuring = [
        column
        for column in range(1, min(len(row.cells) for row in rows))
        if all(1 <= len(_SHARE.findall(row.cells[column].text)) <= 2 for row in rows)
        and (way in _OF_THE_CLOCK or not all(_CLOCK.search(row.cells[column].text) for row in rows))
    ]
    named = column_asked(question, rows[0].header) if question else None
    sign = next((s for ways, s in ((_OF_TIME, _TIME), (_OF_MONEY, MONEY)) if way in ways), None)
    fitting = [c for c in measuring if sign and all(sign.search(r.cells[c].text) for r in rows)]
    if way in _OF_SPEED:
        named, measuring = (named if named in fitting else None), fitting
    columns = ([named] if named in measuring else []) + fitting + measuring
    if sign and not fitting and (told := _most_told(rows, sign)):
        # "As your doctor says" is neither long nor short.
        column, rows = told
        return _best(rows, column, is_least(way))
    return _best(rows, columns[0], is_least(way)) if columns else []


def _most_told(rows: Sequence[Passage], sign: re.Pattern[str]) -> tuple[int, list[Passage]] | None:
    """The column in which most rows, if not all, hold what is measured, and these rows."""
    for column in range(1, min(len(row.cells) for row in rows)):
        told = [r for r in rows if sign.search(r.cells[column].text)]
        told = [r for r in told if _SHARE.search(r.cells[column].text)]
        others = [r for r in rows if r not in told and _SHARE.search(r.cells[column].text)]
        if len(told) >= ROWS_LEAST and not others:
            return column, told
    return None


def _value(cell: str, *, least: bool) -> float:
    """The figure at one end of a cell; a span of time in days."""
    value = float(_figures(cell)[0 if least else -1].replace(",", ""))
    unit = _TIME.search(cell)
    return value * _DAYS[unit["unit"].lower()] if unit else value
