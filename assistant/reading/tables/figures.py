"""Questions over the figures of a table: the most, the least, more than, together, what remains.

Only tables with one column of amounts (or one that the question names) are counted over, and a
figure that is computed stands beside the cited ones that it comes from: "~15% + ~15% = ~30%".
Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal

from assistant.reading.tables.columns import column_asked
from assistant.reading.tables.ranks import many_at_end, rank_asked
from assistant.reading.tables.row_amounts import (
    LEAST_ROWS,
    amounts_of,
    in_order,
    rows_called,
    stems_of,
)
from assistant.reading.tables.shares import share_of_whole
from assistant.reading.tables.sums import (
    ASKS_IF,
    Figured,
    spelled,
    sum_asked,
    sum_of,
)
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.how_many import how_many
from assistant.text.judging import ADJECTIVES
from assistant.text.numbers import Quantity, quantities
from assistant.text.words import content_stems

_OF_JUDGEMENT = re.compile(rf"\b(?:most|least) {ADJECTIVES}\b", re.IGNORECASE)
"""No figure says what is "the most stressful"."""
ROWS_AMONG = 2
"""A table is counted over if a row of it is among so many of the best passages."""
_MOST = re.compile(
    r"\b(?:most|biggest|largest|highest|longest|greatest|top|maximum|max|dearest|priciest|"
    r"main(?:ly)?|meisten?|höchste\w*|größte\w*|teuerste\w*|más|mayor)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    r"\b(?:least|smallest|lowest|shortest|fewest|bottom|minimum|min|cheapest|"
    r"wenigste\w*|niedrigste\w*|kleinste\w*|billigste\w*|günstigste\w*|menos|menor|más barat\w+)\b",
    re.IGNORECASE,
)
_RANKED = re.compile(
    r"\b(?:most|biggest|largest|highest|longest|least|smallest|lowest|shortest) to (?:the )?"
    r"(?:most|biggest|largest|highest|longest|least|smallest|lowest|shortest)\b",
    re.IGNORECASE,
)
"""Asks for every row."""
_JOINS = re.compile(
    r"[,;/&+?.]|\b(?:and|or|to|vs|versus|than|then|und|oder|bis|y|o|a)\b", re.IGNORECASE
)
_REMAINS = re.compile(
    r"\b(?:remain\w*|the rest|is left|left over|set(?:ting)? .{1,50} aside|apart from|other than|"
    r"not spent|without|except|besides)\b",
    re.IGNORECASE,
)
_OVER = re.compile(
    r"\b(?:more than|over|above|at least|or (?:more|above|higher)|exceed\w*|mehr als|más de)\b",
    re.IGNORECASE,
)
_UNDER = re.compile(
    r"\b(?:less than|under|below|at most|or (?:less|below|lower|fewer)|fewer than|weniger als"
    r"|menos de)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(
    r"\b(?:at (?:least|most)|or (?:more|above|higher|less|below|lower|fewer))\b", re.IGNORECASE
)
"""So a limit counts itself."""
_WHOLE_TABLE = re.compile(
    r"\b(?:table|columns?|rows|everything|complete|entire|whole|side by side|top to bottom|"
    r"breakdown|break down|split|comparison|all (?:the )?(?:rows|lines|items|prices|rates|hours|"
    r"activities|tasks|dimensions))\b",
    re.IGNORECASE,
)
_ONE_ROW = re.compile(r"\b(?:row|line)\b|\bon\b|\bfor\b", re.IGNORECASE)
_TWICE = re.compile(r"\b(?:twice|double)\b", re.IGNORECASE)
_THAN = re.compile(r"\b(?P<way>more|longer|bigger|higher|less|shorter|lower|smaller)\b.*\bthan\b")
_MORE_OF = re.compile(r"\b(?:more|longer|bigger|higher|larger|greater|dearer)\b", re.IGNORECASE)
_LESS_OF = re.compile(r"\b(?:less|shorter|lower|smaller|cheaper)\b", re.IGNORECASE)
_OF_TWO = re.compile(r"\b(?:which|what|who|or)\b", re.IGNORECASE)
"""Which of two: "more, A or B", "which of A and B takes more"."""
_MORE = frozenset({"more", "longer", "bigger", "higher"})
_AS_MUCH = re.compile(
    r"\bas (?:much|many|long|big|high|large|dear|expensive)\b.*\bas\b|\bthe same\b"
    r"|\bequal(?:ly)?\b",
    re.IGNORECASE,
)
_BY_HOW_MUCH = re.compile(
    r"\bhow (?:much|many) (?:\w+ )??(?:more|less|fewer|longer|shorter|higher|lower|bigger|smaller"
    r"|dearer|cheaper)\b|\bdifference\b|\bby how much\b",
    re.IGNORECASE,
)
_EITHER_WAY = re.compile(
    r"\b(?:more|longer|bigger|higher|larger|greater) or (?:less|shorter|smaller|lower|fewer)\b"
    r"|\b(?:less|shorter|smaller|lower|fewer) or (?:more|longer|bigger|higher|larger|greater)\b",
    re.IGNORECASE,
)
"""Two answers are offered, neither of which is yes."""
_AN_END = re.compile(
    r"\b(?:most|biggest|largest|highest|longest|greatest|least|smallest|lowest|shortest|fewest) "
    r"(?:(?:single|time) )?(?:chunk|share|part|slice|portion|piece|percentage|block|figure|number"
    r"|amount|item|time|hours|consumer|of (?:the|my|their|a) \w+)\b"
    r"|\b(?:takes?|gets?|eats?|costs?|has|have|is|are)(?: up)? the (?:most|least)\W*$",
    re.IGNORECASE,
)
"""One row is held against the end of a column, and not against what matters most."""
_SORTED = re.compile(
    r"\b(?:sort|rank|order|arrange|put)\b(?! of\b).*\bby\b|\b(?:sorted|ranked|ordered|arranged)\b"
    r"|\bascending\b|\bdescending\b",
    re.IGNORECASE,
)
_ASCENDING = re.compile(
    r"\bascending\b|\b(?:smallest|lowest|least|shortest|cheapest|fewest)\b.*\b(?:first|to)\b"
    r"|\bfrom (?:the )?(?:smallest|lowest|least|shortest|cheapest|fewest)\b",
    re.IGNORECASE,
)
_BESIDE = re.compile(
    r"\b(?:vs|versus|compared (?:to|with)|relative to|against|as opposed to|respectively)\b"
    r"|\bhow (?:much|many|long)\b.*\band\b|\b(?:share|percentage|percent|portion|part)\b.*\band\b"
    r"|%.*\band\b",
    re.IGNORECASE,
)
"""What lays two rows beside each other, or asks for the figure of each."""
_ANY = re.compile(r"\b(?:any|anything|something|one of)\b", re.IGNORECASE)
_WHICH = re.compile(r"^(?:and |so )?(?:which|what)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\bhow many (?:different |kinds of )?(?P<things>[a-z]+)\b", re.IGNORECASE)


def figured(question: str, rows: Sequence[Passage]) -> Figured | None:
    """What the table of ``rows`` says to a question over its figures; ``None`` for any other."""
    if len(rows) < LEAST_ROWS or rank_asked(question) is not None:
        return None
    amounts = amounts_of(question, rows)
    named = rows_called(question, rows)
    if amounts is not None:
        found = _counted(question, rows, amounts, named)
        if found is not None:
            return found
    elif len(named) >= LEAST_ROWS and (few := amounts_of(question, named)) is not None:
        # Of rows in other units only those that are named can be added.
        if together := sum_asked(question, named, few, named):
            return together
    if (many := _HOW_MANY.search(question)) and _counts(many["things"], rows, question):
        number = str(len(rows))
        return Figured(tuple(rows), "counts", sum=number, derived=(number,))
    column = column_asked(question, rows[0].header)
    about_one = named and _ONE_ROW.search(question)
    if _WHOLE_TABLE.search(question) and not about_one:
        says_which = column is not None or "table" in question.lower() or len(named) > 1
        if says_which:
            return Figured(tuple(rows), "rows")
    return None


def chooses(question: str) -> bool:
    """Whether it asks which of some, and so takes for granted no more than that one is."""
    return _WHICH.match(question) is not None


def _counted(
    question: str,
    rows: Sequence[Passage],
    amounts: Mapping[str, Quantity],
    named: Sequence[Passage],
) -> Figured | None:
    if share := share_of_whole(question, named, amounts):
        return share
    rest = [row for row in rows if row not in named]
    if _REMAINS.search(question) and named and rest:
        summed = sum_of(rest, amounts)
        return summed and replace(summed, rows=tuple(rows), way="remains")
    if together := sum_asked(question, rows, amounts, named):
        return together
    either_way = _EITHER_WAY.search(question) is not None
    if len(named) == LEAST_ROWS and (_BY_HOW_MUCH.search(question) or either_way):
        return _difference(named, rows, amounts) or (
            Figured(in_order(named, rows), "rows") if either_way else None
        )
    if len(named) == LEAST_ROWS and (compared := _compared(question, named, amounts)):
        return Figured(in_order(named, rows), "rows", says=compared)
    if not named and (limited := _within(question, rows, amounts)):
        return limited
    asks_if = ASKS_IF.search(question) is not None
    if _SORTED.search(question) and not asks_if and len(named) != 1:
        among = named if len(named) >= LEAST_ROWS else rows
        down = not _ASCENDING.search(question)
        order = sorted(among, key=lambda row: amounts[row.id].value, reverse=down)
        return Figured(tuple(order), "rows")
    if asks_if and len(named) == 1 and _AN_END.search(question):
        return _is_end(question, rows, amounts, named[0])
    if ends := _ends(question, rows, amounts, named):
        return ends
    beside = len(named) >= LEAST_ROWS and _BESIDE.search(question)
    return Figured(in_order(named, rows), "rows") if beside and not asks_if else None


def _is_end(
    question: str, rows: Sequence[Passage], amounts: Mapping[str, Quantity], row: Passage
) -> Figured:
    """Whether one row has the most or the least, beside the rows that have; a tie is no yes."""
    pick = min if _LEAST.search(question) else max
    edge = pick(amounts[r.id].value for r in rows)
    at_edge = [r for r in rows if amounts[r.id].value == edge]
    told = in_order([*at_edge, row], rows)
    says: Literal["yes", "no"] | None = "no" if row not in at_edge else "yes"
    return Figured(told, "rows", says=says if says == "no" or len(at_edge) == 1 else None)


def _ends(
    question: str,
    rows: Sequence[Passage],
    amounts: Mapping[str, Quantity],
    named: Sequence[Passage],
) -> Figured | None:
    """The rows with the most, the least, or both, among some named ones or all."""
    question = _OF_JUDGEMENT.sub(" ", question)
    either = " or " in question and " than " not in question
    two = len(named) >= LEAST_ROWS and (either or not ASKS_IF.search(question))
    two = two and _OF_TWO.search(question) is not None
    among = named if len(named) >= LEAST_ROWS else rows
    found: list[Figured] = []
    for way, pattern, other, pick in (
        ("most", _MOST, _MORE_OF, max),
        ("least", _LEAST, _LESS_OF, min),
    ):
        if (pattern.search(question) and len(named) != 1) or (two and other.search(question)):
            if among is rows and (wanted := how_many(question) or many_at_end(question)) > 1:
                found.append(_first(wanted, rows, amounts, largest=way == "most"))
                continue
            edge = pick(amounts[row.id].value for row in among)
            kept = [row for row in among if amounts[row.id].value == edge]
            if among is named and len(kept) == len(named):
                return Figured(in_order(kept, rows), "rows")  # as much the one as the other
            if len(kept) < len(rows):
                against = [row for row in among if among is named and row not in kept]
                end: Literal["most", "least"] = "most" if way == "most" else "least"
                found.append(Figured(in_order(kept, rows), end, against=tuple(against)))
    if len(found) > 1 and not _joined(question):
        return found[-1]
    if len(found) > 1:
        if _RANKED.search(question):
            return Figured(tuple(rows), "rows")
        told = [row for end in found for row in end.rows]
        return Figured(in_order(told, rows), "ends", ends=tuple(found))
    return found[0] if found else None


def _joined(question: str) -> bool:
    """Whether two ends are asked for: "the most and the least", not "what most do the least"."""
    ends = [match for pattern in (_MOST, _LEAST) for match in pattern.finditer(question)]
    first, last = min(ends, key=lambda m: m.start()), max(ends, key=lambda m: m.start())
    return _JOINS.search(question[first.end() : last.start()]) is not None


def _first(
    wanted: int, rows: Sequence[Passage], amounts: Mapping[str, Quantity], *, largest: bool
) -> Figured:
    """So many rows from one end, and those that are equal to the last of them."""
    ordered = sorted(rows, key=lambda row: amounts[row.id].value, reverse=largest)
    last = amounts[ordered[min(wanted, len(ordered)) - 1].id].value
    equal = [row for row in ordered[wanted:] if amounts[row.id].value == last]
    return Figured((*ordered[:wanted], *equal), "rows")


def _within(
    question: str, rows: Sequence[Passage], amounts: Mapping[str, Quantity]
) -> Figured | None:
    """The rows above, below or at a limit that the question sets; of "is any above", also no."""
    unit = amounts[rows[0].id].unit
    limit = next((q.value for q in quantities(question) if q.unit == unit and unit), None)
    if limit is None:
        return None
    over, under = _OVER.search(question), _UNDER.search(question)
    exactly = (not over and not under and _WHICH.match(question)) or _INCLUDED.search(question)
    kept = [
        row
        for row in rows
        if (over and amounts[row.id].value > limit)
        or (under and amounts[row.id].value < limit)
        or (exactly and amounts[row.id].value == limit)
    ]
    asks = ASKS_IF.search(question) and _ANY.search(question) and bool(over) != bool(under)
    if kept:
        return Figured(tuple(kept), "rows", says="yes" if asks else None)
    if not asks:
        return None
    edge = (max if over else min)(amounts[row.id].value for row in rows)
    nearest = tuple(row for row in rows if amounts[row.id].value == edge)
    return Figured(nearest, "most" if over else "least", says="no")


def _difference(
    named: Sequence[Passage], rows: Sequence[Passage], amounts: Mapping[str, Quantity]
) -> Figured | None:
    """By how much the larger of two named rows exceeds the other."""
    more, less = sorted((amounts[row.id] for row in named), key=lambda q: -q.value)
    if more.unit != less.unit or more.value == less.value:
        return None
    rough = "~" if more.rough or less.rough else ""
    result = rough + spelled(more.value - less.value, more.unit)
    terms = (("~" if q.rough else "") + spelled(q.value, q.unit) for q in (more, less))
    said = f"{' − '.join(terms)} = {result}"
    return Figured(in_order(named, rows), "differs", sum=said, derived=(result,))


def _counts(things: str, rows: Sequence[Passage], question: str) -> bool:
    """Whether the rows of a table are such things, by what its first column is called."""
    wanted = frozenset(content_stems(things))
    header = rows[0].header
    named = stems_of(header[0]) if header else frozenset()
    if not wanted or wanted <= {"row"} or wanted <= named:
        return bool(wanted)
    inside = frozenset().union(*(stems_of(cell.text) for row in rows for cell in row.cells))
    columns = frozenset().union(*(stems_of(name) for name in header))
    return "table" in question.lower() and not wanted & (inside | columns | {"column"})


def _compared(
    question: str, named: Sequence[Passage], amounts: Mapping[str, Quantity]
) -> Literal["yes", "no"] | None:
    """Yes or no to "is A more than B", where A is named before B."""
    if not ASKS_IF.search(question):
        return None
    first, second = (amounts[row.id].value for row in named)
    if _TWICE.search(question) and second:
        return "yes" if first >= 2 * second else "no"
    than = _THAN.search(question.lower())
    if than is None:
        if not _AS_MUCH.search(question):
            return None
        return "yes" if first == second else "no"
    holds = first > second if than["way"] in _MORE else first < second
    return "yes" if holds else "no"
