"""One grammar of numbers for the whole product: what a text counts, measures, pays and dates.

``numbers_in`` gives each number in one spelling, for looking it up elsewhere; ``quantities`` gives
it with its unit, its period and the word it counts; ``conflicting_quantity`` tells whether a
question names another number than the passages do. Read are digits, number words, percentages,
money, dates, fractions ("two thirds of") and ordinals. Not read are list numbers and digits
inside names ("KORE1"). Pure: text in, values out.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import chain

from assistant.text import patterns as re

_SMALL = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_ROUND = "twenty thirty forty fifty sixty seventy eighty ninety"
_MONTH_NAMES = (
    "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,"
    "september sept sep,october oct,november nov,december dec"
)
_ONES = {word: n for n, word in enumerate(_SMALL.split())}
_TENS = {word: 10 * n for n, word in enumerate(_ROUND.split(), start=2)}
NUMBER_WORDS = {**_ONES, **_TENS, "hundred": 100}
"""What a number word alone stands for, up to a hundred."""
_SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_SUFFIXES = {"k": 1000, "m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, **_SCALES}
_MONTHS = {
    name: n for n, names in enumerate(_MONTH_NAMES.split(","), start=1) for name in names.split()
}
_CURRENCIES = {
    **dict.fromkeys(("$", "usd", "dollar", "dollars"), "$"),
    **dict.fromkeys(("€", "eur", "euro", "euros"), "€"),
    **dict.fromkeys(("£", "gbp", "pound", "pounds"), "£"),
}
_ORDINAL_WORDS = "second third fourth fifth sixth seventh eighth ninth tenth"
_ORDINALS = {word: n for n, word in enumerate(_ORDINAL_WORDS.split(), start=2)}
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}

_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(
    rf"\b(?:(?P<m1>{_MONTH})\.?\s+(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?\s+)?(?P<y1>\d{{4}})"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m2>{_MONTH})\.?,?\s+(?P<y2>\d{{4}})"
    rf"|(?P<y3>\d{{4}})-(?P<m3>\d{{2}})-(?P<d3>\d{{2}}))\b",
    re.IGNORECASE,
)
_WORD = "|".join(sorted([*_ONES, *_TENS, *_SCALES, "dozen"], key=len, reverse=True))
_WORDS = rf"(?:{_WORD})(?:(?:[\s-]+(?:and\s+)?)(?:{_WORD}))*+"
_PERCENT = r"\s?%|[\s-]?per\s?cent(?:age)?\b|\spct\b"
_MONEY = r"usd|eur|gbp|dollars?|euros?|pounds?"
_SUFFIX = rf"(?:bn|mn|[kmb])\b|[\s-](?:{'|'.join(_SCALES)})\b"
_NUMBER = re.compile(
    r"(?:(?P<currency>[$€£])\s?)?"
    r"(?:(?<!\w)(?<!\d[.,])(?P<digits>\d{1,3}(?:,\d{3})++(?:\.\d++)?+|\d++(?:\.\d++)?+)"
    rf"(?P<suffix>{_SUFFIX})?|\b(?P<words>{_WORDS})\b)"
    rf"(?:(?P<percent>{_PERCENT})|\s(?P<money>{_MONEY})\b)?",
    re.IGNORECASE,
)
_FRACTION = re.compile(
    r"\b(?:(?P<many>one|two|three|four|a)[\s-]+)?"
    r"(?P<part>half|halves|thirds?|quarters?|fifths?|tenths?)"
    r"\s+(?:of|as|the|an?|my|your|his|her|its|our|their|that|this)\b"
    r"(?:(?:\s+an?)?\s+(?P<unit>second|minute|hour|day|week|month|year)\b)?",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"\b(?:(?:by|is|was|are)\s+(?:(?:about|around|roughly|nearly|over|under)\s+)?(?:an?\s+)?"
    r"|an?\s+(?=(?:third|fifth|tenth)\W*$))"
    r"(?P<part>half|third|quarter|fifth|tenth)(?=\W*$|[,.;:?!])",
    re.IGNORECASE,
)
"""A fraction of what was named before: "it grows by a fifth"; an ordinal has no "a"."""
_LOOSE = re.compile(
    r"\b(?P<couple>(?:an?\s+)?(?:couple|pair)\s+of)\s+(?P<thing>[^\W\d_]+)"
    r"|(?P<lead>\b(?:takes?|took|taken|lasts?|lasted|for|within|after|is|was|are|were|about|around"
    r"|over|under)\s+)?\b(?P<one>an?\s+(?P<unit>second|minute|hour|day|week|month|year|decade"
    r"|century))\b(?(lead)(?! (?:of|off)\b)|(?=\s+(?:long|old)\b))",
    re.IGNORECASE,
)
"""Amounts that are numbers only where somebody holds them against one: "a couple of months"."""
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b(?!-)", re.IGNORECASE)
_LIST_NUMBER = re.compile(r"^[ \t>]*\d{1,3}[.)](?=\s)", re.MULTILINE)

_UNIT_NAMES = (
    "second sec s,minute min mins,hour hr hrs h,day days,week wk weeks,month months,year yr yrs,"
    "decade,century centuries,millisecond ms milliseconds,"
    "millimetre millimeter mm,centimetre centimeter cm,metre meter m,kilometre kilometer km,"
    "mile mi,foot feet ft,inch inches,"
    "gram g,kilogram kg kilo,tonne ton,litre liter l,millilitre milliliter ml,"
    "kilowatt kw,watt w,degree,byte,kilobyte kb,megabyte mb mib,gigabyte gb gib,terabyte tb"
)
_UNIT_OF = {
    form: names.split()[0]
    for names in _UNIT_NAMES.split(",")
    for name in names.split()
    for form in (name, f"{name}s")
}


def _measure(units: str) -> dict[str, Decimal]:
    return {name: Decimal(worth) for name, worth in (unit.split() for unit in units.split(","))}


_SECONDS = {
    **dict(zip(("millisecond", "second", "minute", "hour", "day", "week"),
               (Decimal("0.001"), Decimal(1), Decimal(60), Decimal(3600), Decimal(86400),
                Decimal(604800)), strict=True)),
    **{"month": Decimal(2629800), "year": Decimal(31557600), "decade": Decimal(315576000)},
}  # fmt: skip
_MEASURES: tuple[Mapping[str, Decimal], ...] = (
    _SECONDS,
    _measure("millimetre 1,centimetre 10,metre 1000,kilometre 1000000,mile 1609344,foot 304.8"
             ",inch 25.4"),
    _measure("gram 1,kilogram 1000,tonne 1000000"),
    _measure("millilitre 1,litre 1000"),
    _measure("watt 1,kilowatt 1000"),
    _measure("byte 1,kilobyte 1000,megabyte 1000000,gigabyte 1000000000,terabyte 1000000000000"),
)  # fmt: skip
"""What units of one kind are worth beside each other."""
_PERIODS = {
    **{"daily": "day", "weekly": "week", "monthly": "month", "hourly": "hour"},
    **{"yearly": "year", "annual": "year", "annually": "year", "quarterly": "quarter"},
}
_PERIOD = re.compile(
    r"\b(?:(?:an?|per|each|every)[\s-]+(?P<one>second|minute|hour|day|week|month|quarter|year"
    r"|decade|century)\b|(?P<adverb>daily|weekly|monthly|yearly|annual|annually|hourly|quarterly)\b"
    r"|/\s?(?P<slash>second|minute|hour|day|week|month|year)\b)",
    re.IGNORECASE,
)
_PERIOD_REACH = 28
"""Characters behind a number within which its period stands: "$171,200 in wages a year"."""
_ROUGHLY = re.compile(
    r"(?:about|around|roughly|approximately|nearly|almost|close to|some|circa"
    r"|(?:(?:slightly|just|a little|well) )?(?:over|under|above|below)|more than|less than|up to"
    r"|at least|at most|~|≈)\s*(?:an?\s+)?$",
    re.IGNORECASE,
)
_ROUNDING = Decimal("0.01")
_ABOUT = Decimal("0.1")
"""How far a quantity that is given roughly may be from what it stands for."""
_CONVERTED = Decimal("0.03")
"""The same where it is given in another unit: "three months" for 90 days."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it stands in a text.

    Attributes:
        value: the number; a fraction of something has the unit ``part``, an ordinal ``th``.
        unit: ``%``, a sign of a currency, a unit of measure in the singular, or empty.
        period: ``year`` in "a year", or empty.
        noun: the word behind the number and its unit, in the singular, or empty.
        rough: whether it is given as about, over, under or up to.
        date: a date or month as ``2024-05``, else empty.
        start, end: where it stands.
    """

    value: Decimal
    unit: str
    period: str
    noun: str
    rough: bool
    date: str
    start: int
    end: int

    @property
    def spelling(self) -> str:
        """The one spelling by which it is looked up: ``17``, ``15%``, ``$171200``, ``2024-05``."""
        if self.date:
            return self.date
        sign = self.unit if self.unit in ("$", "€", "£") else ""
        return f"{sign}{_plain(self.value)}{'%' if self.unit == '%' else ''}"


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f") if value else "0"


def singular(word: str) -> str:
    """A noun without the s of its plural, as far as its letters tell."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _word_values(words: Sequence[str]) -> Iterator[int]:
    """The numbers that a run of number words spells: "twenty one" is 21, "two three" is 2 and 3."""
    total = current = 0
    last = ""  # What the word before was: "", "unit", "ten" or "scale".
    for word in words:
        small = _ONES.get(word, _TENS.get(word, 0))
        if word == "dozen":
            current, last = max(current, 1) * 12, "unit"
        elif word in _SCALES and word != "hundred":
            total, current, last = total + max(current, 1) * _SCALES[word], 0, "scale"
        elif word == "hundred":
            current, last = max(current, 1) * 100, "scale"
        elif last == "" or last == "scale" or (last == "ten" and 0 < small < 10):
            current, last = current + small, "ten" if word in _TENS else "unit"
        else:
            yield total + current
            total, current, last = 0, small, "ten" if word in _TENS else "unit"
    yield total + current


def _date_of(match: re.Match[str]) -> str:
    names = _DATE.groupindex
    year, month, day = (
        next((g for g in (match[f"{p}{i}"] for i in (1, 2, 3) if f"{p}{i}" in names) if g), "")
        for p in "ymd"
    )
    number = _MONTHS.get(month.lower(), 0) or int(month)
    return f"{year}-{number:02d}" + (f"-{int(day):02d}" if day else "")


def _blank(text: str, start: int, end: int) -> str:
    """``text`` with a stretch of it made invisible, its length kept."""
    return text[:start] + "\N{NULL}" * (end - start) + text[end:]


def _unit_behind(text: str, end: int) -> tuple[str, str]:
    """The unit of measure and the noun that stand behind a number."""
    words = re.match(
        r"(?:\s+and\s+a\s+half)?[\s-]*((?:more|full|paid|straight|whole|consecutive|working|calendar)\s+)?"
        r"(?:\([^()]*\)\s*)?([^\W\d_]+)(?:[\s-]+(?:of\s+)?([^\W\d_]+))?",
        text[end : end + 60],
    )
    if not words:
        return "", ""
    first, second = words[2].lower(), (words[3] or "").lower()
    if unit := _UNIT_OF.get(first, ""):
        return unit, singular(second)
    return "", singular(first)


def _period_near(text: str, end: int) -> str:
    match = _PERIOD.search(re.split(r"[.;:|]\s", text[end : end + _PERIOD_REACH])[0])
    if not match:
        return ""
    word = (match["one"] or match["slash"] or match["adverb"]).lower()
    return _PERIODS.get(word, word)


_HALF_MORE = re.compile(r"\s+and\s+a\s+half\b", re.IGNORECASE)


def _values(match: re.Match[str], with_one: bool) -> list[Decimal]:
    if _HALF_MORE.match(match.string, match.end()):
        return [value + Decimal("0.5") for value in _whole(match, True)]
    return _whole(match, with_one)


def _whole(match: re.Match[str], with_one: bool) -> list[Decimal]:
    if match["words"]:
        words = re.findall(_WORD, match["words"].lower())
        if words == ["one"] and not match["percent"] and not with_one:
            return []  # Nearly always a pronoun: "the one that teams code against".
        return [Decimal(value) for value in _word_values(words)]
    scale = _SUFFIXES.get((match["suffix"] or "").strip(" -\t\n").lower(), 1)
    return [Decimal(match["digits"].replace(",", "")) * scale]


def _made(match: re.Match[str], value: Decimal, text: str) -> Quantity:
    money = (match["currency"] or match["money"] or "").lower()
    unit, noun = _unit_behind(text, match.end())
    if money or match["percent"]:
        unit, noun = _CURRENCIES.get(money, "%"), noun or unit
    more = _HALF_MORE.match(text, match.end())
    return Quantity(
        value, unit, _period_near(text, match.end()), noun,
        bool(_ROUGHLY.search(text[: match.start()])), "", match.start(),
        more.end() if more else match.end(),
    )  # fmt: skip


def _plainly(value: Decimal, unit: str, match: re.Match[str], date: str = "") -> Quantity:
    return Quantity(value, unit, "", "", False, date, match.start(), match.end())


@lru_cache(maxsize=8192)  # The same passages are looked at for every claim.
def _read(text: str, with_one: bool) -> tuple[Quantity, ...]:
    found: list[Quantity] = []
    text = unicodedata.normalize("NFKC", text)
    for match in _LIST_NUMBER.finditer(text):
        text = _blank(text, *match.span())
    for match in _DATE.finditer(text):
        found.append(_plainly(Decimal(0), "", match, _date_of(match)))
        text = _blank(text, *match.span())
    for match in _NUMBER.finditer(text):
        found += [_made(match, value, text) for value in _values(match, with_one)]
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def numbers_in(text: str, *, with_one: bool = False) -> frozenset[str]:
    """The numbers of ``text`` in one spelling each: ``17``, ``15%``, ``$171200``, ``2024-05``.

    A lone "one" does not count unless asked for; fractions and ordinals never do.
    """
    return frozenset(quantity.spelling for quantity in _read(text, with_one))


@lru_cache(maxsize=2048)  # As above.
def quantities(text: str) -> tuple[Quantity, ...]:
    """Every number of ``text`` with what belongs to it, in order, fractions and ordinals too."""
    text = unicodedata.normalize("NFKC", text)
    found = list(_read(text, False))
    for match in chain(_FRACTION.finditer(text), _SHARE.finditer(text)):
        said = match.groupdict()
        part = said["part"].lower().replace("halves", "half").rstrip("s")
        many = Decimal(_ONES.get((said.get("many") or "one").lower(), 1))
        unit = (said.get("unit") or "part").lower()
        found = [
            q for q in found if not (match.start() <= q.start < match.end()) or q.unit == "part"
        ]
        found.append(_plainly(many / _PARTS[part], unit, match))
    spans = [(q.start, q.end) for q in found]
    for match in _ORDINAL.finditer(text):
        if not any(start <= match.start() < end for start, end in spans):
            found.append(_plainly(Decimal(_ORDINALS[match.group().lower()]), "th", match))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


@lru_cache(maxsize=2048)
def amounts_held(question: str) -> tuple[Quantity, ...]:
    """The quantities that a question or claim may hold against those of a text, ``quantities`` and
    those that are numbers only there: "a couple of months", "a decade old"."""
    found = list(quantities(question))
    for match in _LOOSE.finditer(question):
        couple = match["couple"] is not None
        word = (match["thing"] if couple else match["unit"]).lower()
        unit = _UNIT_OF.get(word, "")
        held = _plainly(Decimal(2 if couple else 1), unit, match)
        start = match.start() if couple else match.start("one")
        end = match.end("couple" if couple else "one")
        noun = "" if unit else singular(word)
        found.append(replace(held, noun=noun, rough=couple, start=start, end=end))
    return tuple(sorted(found, key=lambda q: (q.start, q.end)))


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Whether two quantities are the same, in whatever unit and spelling they are given.

    A bare number is the same as one with a unit, and a month as a day in it; "half" is 50 %;
    "three weeks" is "21 days". Where one of them is given roughly, a tenth more or less will do.
    """
    if one.date or other.date:
        return _same_date(one, other)
    if "th" in (one.unit, other.unit):
        return one.unit == other.unit and one.value == other.value
    a, b = one.value, other.value
    if {one.unit, other.unit} == {"part", "%"}:
        a, b = (v * 100 if q.unit == "part" else v for q, v in ((one, a), (other, b)))
    elif one.unit != other.unit and (pair := _in_one_unit(one, other)):
        a, b = pair
        near = _ABOUT if one.rough or other.rough else _CONVERTED
        return abs(a - b) <= near * max(a, b)
    elif one.unit != other.unit and ("part" in (one.unit, other.unit) or (one.unit and other.unit)):
        return False
    near = _ABOUT if (one.rough or other.rough) and max(a, b) > 3 else _ROUNDING / 10
    return abs(a - b) <= near * max(a, b)


def _in_one_unit(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """The values of two quantities whose units are of one kind, "kilowatt" and "watt"."""
    for worth in _MEASURES:
        if one.unit in worth and other.unit in worth:
            return one.value * worth[one.unit], other.value * worth[other.unit]
    return None


def comparable(one: Quantity, other: Quantity) -> tuple[Decimal, Decimal] | None:
    """The values of two quantities in one unit; ``None`` where they measure different things."""
    if one.date or other.date or "th" in (one.unit, other.unit):
        return None
    if one.unit == other.unit:
        return (one.value, other.value) if one.unit or one.noun == other.noun else None
    return _in_one_unit(one, other)


def _same_date(one: Quantity, other: Quantity) -> bool:
    if one.date and other.date:
        return one.date.startswith(other.date) or other.date.startswith(one.date)
    date, number = (one.date, other) if one.date else (other.date, one)
    return not number.unit and date.split("-")[0] == _plain(number.value)


_CONDITION = re.compile(r"(?<=\w),? (?:if|when(?:ever)?|unless|once|in case)\b.*", re.IGNORECASE)


def conflicting_quantity(question: str, passages: Sequence[str]) -> bool:
    """Whether the question names a number of a unit for which the passages only have others.

    Vectors hardly see the difference between "a 70-day search" and "a 17-day search". A number
    behind a condition ("… if two ask at once") is supposed, and claimed of nothing.
    """
    question = _CONDITION.sub("", question)
    stated = [_in_percent(held) for passage in passages for held in amounts_held(passage)]
    for asked in map(_in_percent, amounts_held(question)):
        unit = asked.unit or asked.noun
        same_unit = [q for q in stated if unit not in ("", "th") and (q.unit or q.noun) == unit]
        known = any(
            q.spelling == asked.spelling or abs(q.value - asked.value) <= _ROUNDING * q.value
            for q in stated if not asked.date
        )  # fmt: skip
        if same_unit and not known:
            return True
    return False


def _in_percent(quantity: Quantity) -> Quantity:
    if quantity.unit != "part":
        return quantity
    return replace(quantity, value=quantity.value * 100, unit="%")
