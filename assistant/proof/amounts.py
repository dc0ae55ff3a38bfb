"""Amounts that a claim gives and its premise does not, each in that sense. Exact and pure.

An amount must be there as the same one, in whatever unit and spelling, of the same thing and for
the same period. Parts, sums and bounds of what is stated are left to the judge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from assistant.text import patterns as re
from assistant.text.numbers import (
    NUMBER_WORDS,
    Quantity,
    comparable,
    quantities,
    same_amount,
)

_FEW = re.compile(
    r"\b(?:both|either|neither|twice|pairs?|double|doubled|couple|two|second)\b", re.I
)
_ONCE = re.compile(r"\b(?:once|single|one|first|alone|only)\b", re.I)
_ORDINAL = re.compile(
    r"\b(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)\b", re.I
)
_PART_ROOM = 4
"""Points by which a percentage may differ from a fraction: "a third" for 35 %."""
_NEAR = Decimal("0.02")
_EVEN = 50
"""The share of each of two equal parts, "fifty-fifty"."""
_EQUAL = re.compile(r"\bequal (?:parts|shares|amounts)\b", re.IGNORECASE)
_SPANS = (
    ("minute", 30, r"\bhalf(?: an?)?[ -]hours?\b"),
    ("minute", 15, r"\bquarters? of an hour\b|\bquarter[ -]hours?\b"),
    ("minute", 60, r"\b(?:an|one) hour\b"),
    ("day", 14, r"\bfortnight"),
    ("week", 2, r"\bfortnight"),
    ("hour", 24, r"\b(?:a|one|per|each|every) day\b"),
    ("day", 7, r"\b(?:a|one|per|each|every) week\b"),
    ("month", 12, r"\b(?:a|one|per|each|every) year\b"),
    ("month", 3, r"\bquarters?\b"),
    ("month", 6, r"\bhalf (?:a|of the) year\b|\bhalf-year"),
    ("year", 10, r"\bdecades?\b"),
    ("year", 100, r"\bcentur(?:y|ies)\b"),
)
"""Spans of time that have a name of their own."""
_YEARLY = frozenset({"year"})
_COUNTED = 3
"""Up to here a number without a unit may count what a passage lists without a number."""


def unproved_amount(claim: str, premise: str, told: int = 0) -> str:
    """The first number of ``claim`` that ``premise`` does not give in that sense, or nothing.

    It must be there as the same amount, of the same unit, and for the same period; "these three"
    may count the ``told`` passages.
    """
    stated = quantities(premise)
    shares = list(_shares_of(premise))
    ratios = [m.span() for m in _RATIO.finditer(claim) if _is_stated_share(m, stated)]
    for asked in quantities(claim):
        if any(start <= asked.start < end for start, end in ratios):
            continue
        if asked.value == told and told > 1 and _THESE.search(claim[: asked.start]):
            continue
        same = [given for given in (*stated, *shares) if agree(asked, given)]
        if same and _of_something_else(asked, same, stated):
            return f"{asked.spelling} {asked.noun or asked.unit}".strip()
        of_clock, fits = _hours_of(asked, claim, premise)
        if not fits:
            return f"{asked.spelling}{claim[asked.end : asked.end + 3]}"
        if not same and of_clock:
            continue
        if not same:
            said = _said_otherwise(asked, premise) or _counted(asked, stated)
            if (
                not said
                and not _computed(asked, stated, claim)
                and not _bounds(asked, stated, claim)
            ):
                return asked.spelling
        elif asked.period and not _period_holds(asked, same, stated, premise):
            return f"{asked.spelling} a {asked.period}"
    return ""


_COUNT = rf"(?:\\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"
_RATIO = re.compile(
    rf"\b({_COUNT})(?: [\w-]+){{0,3}}? (?:in|out of|of)(?: every| each)? ({_COUNT})\b",
    re.IGNORECASE,
)
"""A share in words: "three out of ten hours", "one hour in five"."""


def _shares_of(premise: str) -> Iterator[Quantity]:
    """The shares that ``premise`` gives in words, in percent: "one claim in twelve"."""
    for match in _RATIO.finditer(premise):
        part, whole = _part_and_whole(match)
        if 0 < part < whole:
            share = 100 * part / whole
            yield Quantity(share, "%", "", "", True, "", match.start(), match.end())


def _part_and_whole(match: re.Match[str]) -> tuple[Decimal, Decimal]:
    part, whole = (Decimal(NUMBER_WORDS.get(n.lower(), 0) or n) for n in match.groups())
    return part, whole


def _is_stated_share(match: re.Match[str], stated: Sequence[Quantity]) -> bool:
    part, whole = _part_and_whole(match)
    if not 0 < part < whole:
        return False
    shares = [q.value * 100 if q.unit == "part" else q.value
              for q in stated if q.unit in ("part", "%")]  # fmt: skip
    return any(abs(100 * part / whole - share) <= 1 for share in shares)


_AT_MOST = re.compile(
    r"\b(?:less|fewer|shorter|lower|sooner|no more|no longer) than"
    r"|\b(?:within|under|below|up to|at most)", re.IGNORECASE,
)  # fmt: skip
_AT_LEAST = re.compile(
    r"\b(?:more|longer|higher|later|no less) than|\b(?:over|above|at least|exceed(?:s|ing)?)", re.I
)
_BOUND_REACH = 24
_MANY = 100
"""A count from which on it is not of whatever else the text counts by chance."""
_TIGHT = Decimal("0.75")
"""The share of the greater one that a bound and what it bounds have in common."""


def _bounds(asked: Quantity, stated: Sequence[Quantity], claim: str) -> bool:
    """Whether an amount truly bounds one that is stated: "less than three weeks" for 17 days.

    Whether it is said of the right thing is for the judge.
    """
    front = claim[max(asked.start - _BOUND_REACH, 0) : asked.start]
    below, above = _AT_MOST.search(front), _AT_LEAST.search(front)
    if not (below or above) or asked.date:
        return False
    others = {given.noun for given in stated}
    for given in stated:
        pair = comparable(asked, given)
        if pair is None and asked.value >= _MANY and asked.noun not in others:
            # "More than two thousand people have signed" of 2,300 signatures.
            pair = (asked.value, given.value) if not asked.unit and not given.unit else None
        if pair is None or given.date:
            continue
        least, most = (pair[1], pair[0]) if below else pair
        if least <= most and least >= _TIGHT * most:
            return True
    return False


_THESE = re.compile(r"\b(?:these|those|all|the|of) (?:the )?$", re.IGNORECASE)
_COUNTS_NOTHING = re.compile(
    r"(?:and|or|but|to|of|in|on|at|by|for|from|with|as|a|an|the|is|are|was|were|per|through|until"
    r"|percent|more|less|other|time|than|it|that|which|when|if|not|so)$"
)


def _of_something_else(
    asked: Quantity, same: Sequence[Quantity], stated: Sequence[Quantity]
) -> bool:
    """Whether the amount is there, but of another thing, and of this thing another amount is.

    "15 openings" where 15 % and 129,200 openings stand; "4 years" for 4 of something and 2 years.
    """
    others = [given for given in stated if given not in same and not given.date]
    if asked.unit and asked.unit not in ("%", "part", "th"):
        bare = all(not given.unit and not given.date for given in same)
        return bare and any(given.unit == asked.unit for given in others)
    if asked.unit or asked.date or not asked.noun or _COUNTS_NOTHING.match(asked.noun):
        return False
    named = [given.noun and not _COUNTS_NOTHING.match(given.noun) for given in same]
    foreign = all(
        given.noun != asked.noun and (given.unit or is_named)
        for given, is_named in zip(same, named, strict=True)
    )
    return foreign and any(given.noun == asked.noun for given in others)


_COMPARED = re.compile(
    r"\b(?:more|less|fewer|than|by|difference|differ\w*|apart|between|gap|later|earlier|after|before"
    r"|altogether|together|all told|overrun|behind|total|sum|in all|both|combined|cheaper|dearer"
    r"|longer|shorter"
    r"|younger|older|larger|smaller|higher|lower|saves?|extra|times|twice|double|rest|others?|without|not)\b",
    re.IGNORECASE,
)


def _computed(asked: Quantity, stated: Sequence[Quantity], claim: str) -> bool:
    """Whether an amount may come of those stated: a part, a difference, a sum; the judge decides.

    A part in words ("half of them") is left to it where nothing is stated in parts or percent.
    """
    if asked.date or _FIRST_YEAR <= asked.value <= _LAST_YEAR:
        return _is_reckoned_year(asked.value, stated)
    if asked.unit == "part" and not any(given.unit in ("part", "%") for given in stated):
        return True
    if _RESTING.search(claim) and _is_rest(asked, stated):
        return True
    if _is_between_years(asked, stated):
        return True
    if not _COMPARED.search(claim):
        return False
    if asked.unit == "part":
        asked = replace(asked, value=100 * asked.value, unit="%")
    like = {q.value for q in stated if not q.date and (q.unit == asked.unit or not q.unit)}
    whole = {abs(a - b) for a in like for b in like if a != b}
    whole |= {a + b for a in like for b in like if a != b} | {2 * a for a in like}
    return any(abs(asked.value - value) <= value * _NEAR for value in whole if value)


_FIRST_YEAR, _LAST_YEAR = 1000, 2200


_RESTING = re.compile(
    r"\b(?:not|no|without|rest|others?|remain\w*|stay\w*|left|kept|saved?|through|fewer|instead)\b"
    r"|n['’]t\b",
    re.IGNORECASE,
)
"""What says that an amount is what another one leaves."""


def _is_rest(asked: Quantity, stated: Sequence[Quantity]) -> bool:
    """Whether a share is what one that is stated leaves: 20 % stay where four fifths go."""
    if asked.unit not in ("part", "%"):
        return False
    shares = [q.value * 100 if q.unit == "part" else q.value
              for q in (asked, *stated) if q.unit in ("part", "%")]  # fmt: skip
    return any(abs(100 - share - shares[0]) <= 1 for share in shares[1:])


def _is_between_years(asked: Quantity, stated: Sequence[Quantity]) -> bool:
    """Whether as many years lie between two that are stated: 53 from 1926 to 1979."""
    years = {q.value for q in stated if not q.unit and _FIRST_YEAR <= q.value <= _LAST_YEAR}
    return asked.unit == "year" and any(abs(one - two) == asked.value
                                        for one in years for two in years)  # fmt: skip


def _is_reckoned_year(year: Decimal, stated: Sequence[Quantity]) -> bool:
    """Whether a year is another one and some years: "within five years" of 1839; the judge decides.

    One year may stand without a number: "the following year".
    """
    years = {q.value for q in stated if _FIRST_YEAR <= q.value <= _LAST_YEAR}
    spans = {q.value for q in stated if "year" in (q.unit, q.noun, q.period)} | {Decimal(1)}
    return any(abs(year - other) in spans for other in years)


def _counted(asked: Quantity, stated: Sequence[Quantity]) -> bool:
    """Whether a small number may count what is listed, as in "two options": the judge decides."""
    if asked.value > _COUNTED or asked.unit or asked.date:
        return False
    return not any(given.noun == asked.noun or given.unit == asked.noun for given in stated)


def agree(asked: Quantity, given: Quantity) -> bool:
    """Whether two amounts are the same; a percentage may stand for a fraction near it."""
    if same_amount(asked, given):
        return True
    if "th" in (asked.unit, given.unit) and "day" in (asked.unit, given.unit, asked.noun):
        return asked.value == given.value  # "from day three", "from the third day"
    units = {asked.unit, given.unit}
    if units != {"part", "%"}:
        return False
    points = [q.value * 100 if q.unit == "part" else q.value for q in (asked, given)]
    return abs(points[0] - points[1]) <= _PART_ROOM


def _said_otherwise(asked: Quantity, premise: str) -> bool:
    """Whether a small count stands there without a number: "both", "once", "twice"."""
    if asked.unit == "th":
        return not _ORDINAL.search(premise)
    for unit, count, name in _SPANS:
        same = asked.unit == unit and asked.value == count
        if same and re.search(name, premise, re.IGNORECASE):
            return True
    share = asked.unit == "%" or not (asked.unit or asked.noun)
    if share and asked.value == _EVEN and _EQUAL.search(premise):
        return True
    if asked.unit and asked.unit not in ("day", "week", "month", "year"):
        return False
    if asked.value == 2:
        return bool(_FEW.search(premise))
    return asked.value == 1 and bool(_ONCE.search(premise))


_CLOCK = re.compile(r"\b([01]?\d|2[0-4])[:.]([0-5]\d)\b(?!\.?\d)")
_EARLY = re.compile(r"(?:[:.]\d\d)?\s*(?:in the (?:early )?morning\b|a\.?m\b)", re.IGNORECASE)
_LATE = re.compile(
    r"(?:[:.]\d\d)?\s*(?:in the (?:afternoon|evening)\b|(?P<night>at night\b)|p\.?m\b)",
    re.IGNORECASE,
)
_HOUR_OF = re.compile(
    r"\b(?:at|from|until|till|to|by|between|and|before|after|past|around|about)\s+$", re.IGNORECASE
)
_NOON, _LAST_OF_NIGHT = 12, 4


def _hours_of(asked: Quantity, claim: str, premise: str) -> tuple[bool, bool]:
    """Whether a number may be an hour of the clock that stands in ``premise``: "ten" for 22:00.

    And whether "in the morning" or "pm" behind it fits one of those; true where there is none.
    """
    hour = int(asked.value)
    plain = not asked.unit and not asked.date and hour == asked.value and 1 <= hour <= _NOON
    hours = [int(match[1]) for match in _CLOCK.finditer(premise)]
    like = [there for there in hours if there % _NOON == hour % _NOON] if plain else []
    early, late = (pattern.match(claim[asked.end :]) for pattern in (_EARLY, _LATE))
    fitting = [
        there
        for there in like
        if not (early and there >= _NOON)
        and not (late and there < _NOON and not (late["night"] and there <= _LAST_OF_NIGHT))
    ]
    halved = re.search(r"\d\s*[ap]\.?m\b", premise, re.IGNORECASE)
    named = bool(early or late or _HOUR_OF.search(claim[: asked.start]))
    return named and bool(fitting), not like or bool(fitting) or halved is not None


def _period_holds(
    asked: Quantity, same: Sequence[Quantity], stated: Sequence[Quantity], premise: str
) -> bool:
    periods = {given.period for given in same}
    if asked.period in periods:
        return True
    if periods - {""}:
        return False
    named = len(re.findall(rf"\b{asked.period}", premise, re.IGNORECASE))
    taken = sum(given.period == asked.period for given in stated)
    if taken and named <= taken:
        return False  # "grow 15 % … with 129,200 openings a year": nothing grows 15 % a year.
    # A wage without a period is a year's; any other amount of money for a period must be said so.
    return bool(named) or asked.unit not in ("$", "€", "£") or asked.period in _YEARLY
