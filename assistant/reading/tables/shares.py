"""What a share of a table comes to, of a whole that the question gives: "15% of 40 hours".

Who says how long his week is and asks for the hours of one thing is told the share as it stands,
and beside it what it makes: "~15% of 40 hours = ~6 hours". Only the row that he names, of a table
whose figures are shares, and only in the unit and for the time that he gives. English. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from assistant.reading.tables.sums import Figured, spelled
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, quantities

_WHOLE = Decimal(100)
_TENTH = Decimal("0.1")
_ASKS_HOW_MANY = re.compile(
    r"\bhow many (?:of (?:them|those|these|the|my|your) )?(?P<unit>hour|hr|day|minute|min|week)s?\b"
    r"|\bhow many (?:of (?:them|those|these) )?(?:go|goes|are|is|would|will|do|does|should)\b"
    r"|\bhow (?:much|long)\b",
    re.IGNORECASE,
)
_UNITS: Mapping[str, str] = {"hr": "hour", "min": "minute"}
_OF_A_SPAN = re.compile(r"\b(?P<span>day|week|month|year)s?\b", re.IGNORECASE)
_A_CLAIM = re.compile(r"\b(?:enough|too (?:much|many|little|few)|right|normal|fair)\b", re.I)
"""So an amount is put up to be judged, and is no whole to divide."""


def share_of_whole(
    question: str, named: Sequence[Passage], amounts: Mapping[str, Quantity]
) -> Figured | None:
    """The share of the one row that a question names, and what it makes of the time it gives.

    Args:
        named: the rows that the question names.
        amounts: the figure of every row of the table.
    """
    asks = _ASKS_HOW_MANY.search(question)
    if asks is None or len(named) != 1 or _A_CLAIM.search(question):
        return None
    share = amounts[named[0].id]
    given = [q for q in quantities(question) if q.unit and not q.date]
    spans = {found["span"].lower() for found in _OF_A_SPAN.finditer(question)}
    if len(given) != 1 or share.unit != "%" or len(spans - {given[0].unit}) > 1:
        return None
    whole = given[0]
    wanted = (asks["unit"] or whole.unit).lower()
    if whole.unit not in ("hour", "day", "minute") or _UNITS.get(wanted, wanted) != whole.unit:
        return None
    part = (share.value * whole.value / _WHOLE).quantize(_TENTH)
    rough = "~" if share.rough else ""
    made = rough + _counted(part, whole.unit)
    said = f"{rough}{spelled(share.value, '%')} of {_counted(whole.value, whole.unit)} = {made}"
    return Figured(tuple(named), "share", sum=said, derived=(made,))


def _counted(value: Decimal, unit: str) -> str:
    return f"{spelled(value, '')} {unit}{'' if value == 1 else 's'}"
