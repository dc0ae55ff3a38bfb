"""What rows of a table come to: "together?", "do they add up to 100", "which two make half".

A sum is said with what it comes from: "~15% + ~15% = ~30%". Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations
from typing import Literal

from assistant.reading.tables.row_amounts import LEAST_ROWS, amounts_of
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, quantities

_COMPUTED = ("most", "least", "ends", "adds_up", "remains", "differs", "counts", "share")
TOGETHER = re.compile(
    r"\b(?:together|combined|in total|total(?:ling)?|altogether|sums?|(?:adds|added|adding) up|add"
    r"|plus|\+|zusammen|insgesamt|en total|juntos)(?!\w)|\+",
    re.IGNORECASE,
)
_POINTS = re.compile(
    r"\b(?:that|those|these|this|they|them|it|both|the (?:two|three|four|lot)|all)\b"
    r"|\b(?:together|combined|add\w*(?: up)?|on top) (?:with|to|of)\b|\bplus\b"
    r"|^\W*(?:(?:and|so|then|ok|okay|well|hm+)\b\W*)*(?:all )?(?:together|combined|"
    r"in (?:total|all)|altogether|summed up|added up)\W*$",
    re.IGNORECASE,
)
"""What means the rows that were shown, or names none."""
_COMES_TO = re.compile(
    r"\b(?:add(?:s|ed|ing)?|sum(?:s|med)?|comes?)\b.{0,25}?\bto\b|\btotal(?:s|ling)?\b"
    r"|\bamounts? to\b|\bmakes? (?:up )?(?:a |one |the )?(?=[$€£]?\d|hundred|full|whole)"
    r"|\bequals?\b|\b(?:that|it)(?:['’]s| is) (?:really |about )?[$€£]?\d",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"\b(?:more|less|fewer|higher|lower) than\b|\b(?:over|under|above|below|at (?:least|most))\b",
    re.IGNORECASE,
)
"""So a sum is held against a bound, which it need not meet."""
_SO_MANY_ROWS = re.compile(r"\b(?:those|these|the|all) (?:two|three|four|five|[2-5])\b", re.I)
_HOLDS = re.compile(r"\b(?:sure|certain|whether|really|if|right|correct|true)\b", re.IGNORECASE)
"""So a claim is put as a question, wherever its verb stands."""
ASKS_IF = re.compile(
    r"^(?:so |and |but )*(?:is|are|does|do|did|was|were|will|can)\b", re.IGNORECASE
)
_ROW_NUMBERS = {"two": 2, "three": 3, "four": 4, "2": 2, "3": 3, "4": 4}
_HOW_MANY_ROWS = re.compile(r"\b(?:which|what) (two|three|four|[234])\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figured:
    """What the figures of a table say to a question.

    Attributes:
        rows: the rows that say it, in the order of the table, or in the one that is asked for.
        way: what they are: the ``most``, the ``least``, both ``ends``, what ``adds_up``, all of
            which some named ones are taken off so that the rest ``remains``, by how much one
            ``differs`` from another, how many the table ``counts``, what a ``share`` makes of a
            whole that is given, or plainly the ``rows``.
        sum: the computation where there is one, such as ``~15% + ~15% = ~30%``.
        derived: its result, as it stands there.
        says: what it answers a question that asks yes or no.
        ends: the ``most`` and the ``least``, where both are asked for.
        against: of some named ones, those that the ``rows`` were held against.
    """

    rows: tuple[Passage, ...]
    way: Literal[
        "most", "least", "ends", "adds_up", "remains", "differs", "counts", "share", "rows"
    ]
    sum: str = ""
    derived: tuple[str, ...] = ()
    says: Literal["yes", "no"] | None = None
    ends: tuple[Figured, ...] = ()
    against: tuple[Passage, ...] = ()

    @property
    def computed(self) -> bool:
        """Whether the figures decide it, and do not merely stand there."""
        return self.way in _COMPUTED or self.says is not None


def summed(question: str, shown: Sequence[Passage]) -> Figured | None:
    """What rows that were just shown come to, of "and together?" and "does that make 100?".

    ``None`` where it asks for no sum, or the rows have no figures to add.
    """
    rows = [row for row in shown if row.kind == "table_row"]
    if len(rows) < LEAST_ROWS or not _POINTS.search(question):
        return None
    amounts = amounts_of(question, rows)
    if not amounts:
        return None
    if said := _comes_to(question, rows, amounts):
        return said
    return sum_of(rows, amounts) if TOGETHER.search(question) else None


def comes_to_asked(question: str) -> bool:
    """Whether it is asked if something comes to an amount: "do the five sum up to 95?"."""
    asks = ASKS_IF.search(question) and _COMES_TO.search(question)
    return bool(asks and quantities(_SO_MANY_ROWS.sub(" ", question)))


def sum_asked(
    question: str,
    rows: Sequence[Passage],
    amounts: Mapping[str, Quantity],
    named: Sequence[Passage],
) -> Figured | None:
    """What a question over a whole table asks to be added up: the rows that it names, or all.

    Args:
        named: the rows that the question names, as it names them.
    """
    if len(named) != 1:
        among = [row for row in rows if row in named] if named else rows
        if said := _comes_to(question, among, amounts):
            return said
    if not TOGETHER.search(question):
        return None
    if len(named) >= LEAST_ROWS:
        return sum_of(named, amounts)
    return None if named else _making(question, rows, amounts)


def _comes_to(
    question: str,
    rows: Sequence[Passage],
    amounts: Mapping[str, Quantity],
) -> Figured | None:
    """Yes or no to whether rows come to an amount, with their sum: "does it add up to 100?"."""
    asks = ASKS_IF.search(question) or _HOLDS.search(question)
    question = _SO_MANY_ROWS.sub(" ", question)
    sums = (_COMES_TO.search(question) or TOGETHER.search(question)) and not _BOUND.search(question)
    if not asks or len(rows) < LEAST_ROWS or not sums:
        return None
    unit = amounts[rows[0].id].unit
    named = [q for q in quantities(question) if not q.date]
    limits = [q.value for q in named if q.unit == unit] or [q.value for q in named if not q.unit]
    found = sum_of(rows, amounts) if len(limits) == 1 else None
    if found is None:
        return None
    total = sum((amounts[row.id].value for row in rows), Decimal(0))
    return replace(found, says="yes" if total == limits[0] else "no")


def _making(
    question: str, rows: Sequence[Passage], amounts: Mapping[str, Quantity]
) -> Figured | None:
    """The only rows, as many as are asked for, that come to an amount: "which two make half"."""
    unit = amounts[rows[0].id].unit
    wanted = next((q.value for q in quantities(question) if q.unit == unit and unit), None)
    many = _HOW_MANY_ROWS.search(question)
    if wanted is None or many is None:
        return None
    sets = [
        some
        for some in combinations(rows, _ROW_NUMBERS[many[1].lower()])
        if sum(amounts[row.id].value for row in some) == wanted
    ]
    return sum_of(sets[0], amounts) if len(sets) == 1 else None


def sum_of(rows: Sequence[Passage], amounts: Mapping[str, Quantity]) -> Figured | None:
    found = [amounts[row.id] for row in rows]
    if len({q.unit for q in found}) > 1:
        return None
    total = sum((q.value for q in found), Decimal(0))
    rough = "~" if any(q.rough for q in found) else ""
    result = rough + spelled(total, found[0].unit)
    terms = " + ".join(("~" if q.rough else "") + spelled(q.value, q.unit) for q in found)
    said = f"{terms} = {result}" if len(found) > 1 else result
    return Figured(tuple(rows), "adds_up", sum=said, derived=(result,) if len(found) > 1 else ())


def spelled(value: Decimal, unit: str) -> str:
    number = f"{value.normalize():,f}"
    if unit in ("$", "€", "£"):
        return f"{unit}{number}"
    return (
        f"{number}%" if unit == "%" else f"{number} {unit}s".replace(" s", "") if unit else number
    )
