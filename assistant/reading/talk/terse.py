"""A few words that ask for a thing of one kind of what was just told: "how many percent?".

"Since when?", "in what order?" and "how early?" name nothing. Behind a history they lie near
whatever was told before, and would be answered with that once more, or with a date from elsewhere.
What was just told gives such a thing, or nothing does. English signs of words alone. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.reading import signs
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in
from assistant.text.words import content_stems

_OPENS = r"(?:(?:and|but|so|ok|okay|then|well|hm+|thanks|thx|cool)\b[, ]+)*"
_IT = r"(?: (?:is|are|was|were|does|do|would|will))?(?: (?:that|this|it|those|these|they))?"
_CLOSES = r"(?:[, ]+(?:be|then|though|tho|exactly|roughly|about|please|pls|now|start|happen))*"
_PERCENT = re.compile(r"\d\s?%|\bper ?cent\b", re.IGNORECASE)
_SINCE = re.compile(
    r"\bsince\b|\b(?:first|last|past|next) (?:year|month|week|spring|summer|autumn|winter)\b"
    r"|\b(?:decades?|years) of\b|\bas of\b|\bfor (?:the |over |more than )?\w+ (?:years|decades)\b",
    re.IGNORECASE,
)
_EARLY = re.compile(
    rf"{signs.TIME_GIVEN.pattern}|\b\d{{1,2}}:\d\d\b|\b(?:noon|midnight)\b", re.IGNORECASE
)
_ORDERED = re.compile(
    r"\b(?:comes?|goes) (?:first|second|third|next|last)\b"
    r"|^(?:first|second|third|then|next|after that|last|finally)(?:ly)?\b",
    re.IGNORECASE,
)
_DATE = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|spring|summer|autumn|fall|winter|weekend)"
)
_NOW = re.compile(
    rf"{_OPENS}(?:(?:what )?if )?(?:it's|it is|today is|we're in|we are in)"
    rf"(?: (?:already|now|a))?(?: (?:early|mid|late))? {_DATE}(?: (?:now|today|already|here))*"
    rf"{_CLOSES}",
    re.IGNORECASE,
)
"""When it is, said of what was just told: "it's february now"."""
_ANYWAY = re.compile(
    rf"{_OPENS}what (?:happens )?if (?:i|you|he|she|they|we|somebody|someone|people) (?:do|does|did"
    r"|don't|doesn't|go|goes|run|runs|use|uses|try|tries)(?: (?:it|that|so|this|not))?"
    rf"(?: (?:anyway|anyways|regardless|all the same|nonetheless|still|though))+{_CLOSES}",
    re.IGNORECASE,
)
"""What comes of it if what was told is not kept to."""
_SANCTION = re.compile(
    r"\b(?:forbidden|barred|disqualif\w+|penalt\w+|fine[ds]?|excluded|expelled|frozen|dismiss\w+"
    r"|void|lose[sn]?|lost|otherwise|(?:cost|charge|fee)s?|not allowed|must be paid)\b",
    re.IGNORECASE,
)
_OF_THE_DAY = re.compile(
    rf"{_OPENS}how (?:much(?: (?:of )?(?:the|a|an|their|his|her|its|my|your))?"
    rf"(?: \w+)?? (?:time|day|week|month)|long a day)"
    rf"(?: (?:does|do|is|goes|would|will)\b.{{0,24}})?{_CLOSES}",
    re.IGNORECASE,
)
"""How much of the time what was spoken of takes."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a thing of one kind is asked for in a few words, and by what a passage gives it."""

    asks: re.Pattern[str]
    gives: Callable[[Passage], bool]
    least: int = 1
    last: bool = False


def _says(sign: re.Pattern[str]) -> Callable[[Passage], bool]:
    return lambda passage: sign.search(passage.text) is not None


def _asking(words: str) -> re.Pattern[str]:
    return re.compile(rf"{_OPENS}(?:{words}){_IT}{_CLOSES}", re.IGNORECASE)


_KINDS = (
    _Kind(
        _asking(r"how many (?:percent|per cent|%)|(?:what|which) (?:percent(?:age)?|share|%)"),
        _says(_PERCENT),
    ),
    _Kind(_asking(r"since when(?: already)?"), _says(_SINCE)),
    _Kind(_asking(r"how (?:early|late)"), _says(_EARLY)),
    _Kind(_NOW, _says(re.compile(rf"\b{_DATE}\b", re.IGNORECASE))),
    _Kind(_ANYWAY, _says(_SANCTION), last=True),
    _Kind(_asking(r"in (?:what|which) (?:order|sequence)"), _says(_ORDERED), 2),
)
_AMOUNT = _asking(r"how (?:much|many)(?: (?:money|time))?")


def given(message: str, shown: Sequence[Passage]) -> list[Passage] | None:
    """What of the last answer gives the thing that a few words ask for, empty where nothing does;
    ``None`` where nothing of a kind is asked for so."""
    for kind in _KINDS:
        if kind.asks.fullmatch(message):
            told = [p for p in shown if kind.gives(p)]
            if kind.last:
                return told[-1:]
            return (told if kind.least > 1 else told[:1]) if len(told) >= kind.least else []
    return None


def reads_on(message: str) -> bool:
    """Whether what is asked for may stand right behind what was told."""
    return _ANYWAY.fullmatch(message) is not None


def without_amount(message: str, told: Sequence[Passage]) -> bool:
    """Whether a bare "how much?" would be answered by what has no figure at all."""
    return _AMOUNT.fullmatch(message) is not None and not any(numbers_in(p.text) for p in told)


def share_of_time(
    message: str, before: str, shown: Sequence[Passage], rows: Sequence[Passage]
) -> list[Passage]:
    """The row that tells how much of the time goes into what was just spoken of; empty unless it is
    one row alone.

    It is the only one that was shown ("how much?"), or the one that the last question is about: "is
    writing important", "how much of the day?".
    """
    of_the_day = _OF_THE_DAY.fullmatch(message) is not None
    if len(shown) == 1 and _gives_share(shown[0]) and (of_the_day or _AMOUNT.fullmatch(message)):
        return list(shown)
    if not of_the_day:
        return []
    spoken = set(content_stems(before))
    told = [
        row
        for row in rows
        if _gives_share(row)
        and spoken & set(content_stems(re.sub(r"\(.*?\)", " ", row.cells[0].text)))
    ]
    return told if len(told) == 1 else []


def _gives_share(row: Passage) -> bool:
    """Whether a row of a table has a share or a time in a column."""
    figures = (_PERCENT.search(cell.text) or _EARLY.search(cell.text) for cell in row.cells[1:])
    return row.kind == "table_row" and any(figures)
