"""Questions that the words of a passage settle for certain, whatever else is doubtful.

A vector hardly sees a figure, one name of several, or that a place in a table is asked for. The
words do: "does it clear $200k" is no beside a sentence with $171,200 in it; of the things that a
question offers to choose from, some are named in the sentence and others are not; "which rows
mention the lamp" is answered by the rows that do. Each holds only where every other word with
meaning of the question stands in the passages themselves. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from assistant.reading.tables.figures import figured
from assistant.reading.tables.sums import Figured
from assistant.reading.talk.vouching import is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, quantities
from assistant.text.words import content_stems, stems_and_initials

_ASKS_IF = re.compile(
    r"^(?:(?:so|and|but|ok|hmm|well)[, ]+)*(?:is|are|was|were|do|does|did|will|would|can|could)\b",
    re.IGNORECASE,
)
OVER = re.compile(
    r"\b(?:(?:more|higher|bigger|larger|longer|greater|faster|older|better) than|over|above"
    r"|exceeds?|clears?|tops?|beats?|pass(?:es)?|past|breaks?|cracks?|north of|at least"
    r"|reach(?:es)?|hits?)\b",
    re.IGNORECASE,
)
UNDER = re.compile(
    r"\b(?:(?:less|lower|smaller|shorter|fewer|slower|cheaper|younger) than|under|below|south of"
    r"|within|at most|short of)\b",
    re.IGNORECASE,
)
_INCLUDED = re.compile(r"\b(?:at (?:least|most)|within|reach(?:es)?|hits?)\b", re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no|never|without|missing|absent|lack\w*|except|nowhere|neither|left out)\b"
    r"|\b(?:is|are|was|were|do|does|did|has|have)nt\b|n['’]t\b",
    re.IGNORECASE,
)
_SPOKEN = re.compile(
    r"\b(?:figures?|numbers?|marks?|lines?|rates?|amounts?|values?|totals?|even|really|actually"
    r"|thresholds?|levels?|done|take[sn]?|takes?|finish\w*|complete\w*|currently)\b",
    re.IGNORECASE,
)
"""Words that only speak of a figure."""
_OF_FIGURES = re.compile(
    r"\b(?:most|least|biggest|largest|highest|longest|smallest|lowest|shortest|fewest|top|more|less"
    r"|bigger|larger|higher|longer|smaller|lower|shorter|together|combined|total\w*|sum(?:s|med)?|add(?:s|ed)?"
    r"|plus|remain\w*|rest|left|twice|double|half|equal\w*|same|much|many|shares?|slices?|parts?|portions?"
    r"|percent\w*|fraction|proportion|time|times|hours?|day|week|spen[dt]\w*|go(?:es)?|takes?|taking"
    r"|eats?|costs?|cell|activit\w*|task|tasks|item|items|thing|things|work|difference|compared?"
    r"|than|exceeds?|over|above|under|below|counts?|altogether|overall|each|amount|number"
    r"|makes?|making|comes?|two|three|four)\b",
    re.IGNORECASE,
)
"""Words with which figures of a table are asked about, whatever they are of."""
_TABLE = re.compile(
    r"\b(?:tables?|rows?|columns?|headings?|headers?|cells?|entr(?:y|ies)|labels?)\b",
    re.IGNORECASE,
)
_MENTIONS = re.compile(
    r"\b(?:mention\w*|nam(?:e[sd]?|ing)|list(?:s|ed|ing)?|(?:turn|come|show)(?:s|ed|n)? up"
    r"|appear\w*|occur\w*|stand\w*|sit(?:s|ting)?|found|find|feature[sd]?|included?|includes?"
    r"|show(?:s|n)?|contain\w*|article|text|page|missing|absent|spoken|picked?|places?|placed|both"
    r"|part|anywhere|somewhere|brought up|place[sd]?|havent|hasnt|isnt|arent|doesnt|dont|wasnt)\b",
    re.IGNORECASE,
)
"""Words that ask where something stands, or whether it does."""
_ITEM = r"[\w.+#/&’'-]+(?: [\w.+#/&’'-]+){0,3}?"
_ITEMS = rf"(?P<items>{_ITEM}(?:\s*,\s*{_ITEM})*\s*,?\s+(?:and|or|&)\s+{_ITEM})"
_OFFERED = (
    re.compile(
        rf"\b(?:which|what|any|one|none|some)(?: ones?)? (?:of|among|out of) {_ITEMS}"
        r"(?=\s+(?:is|are|was|were|do|does|did|has|have|had|can|isn|aren|wasn|doesn|don|haven|hasn)"
        r"|[?,:]|$)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"^(?:out of|of|among|from|between) {_ITEMS}\s*[,:]\s+(?:which|what|pick|name)\b", re.I
    ),
    re.compile(
        r"\b(?:which|what|any|one|none)\b[^:]*:\s*(?P<items>[^:?.]+?(?:,|\bor\b|\band\b)[^:?.]+)\W*$",
        re.IGNORECASE,
    ),
)
_BETWEEN = re.compile(r"\s*,\s*(?:(?:and|or)\s+)?|\s+(?:and|or|&)\s+", re.IGNORECASE)
_THESE = re.compile(r"\b(?:these|those|the following)(?: (?!is|are|was|do|ha)\w+)?", re.IGNORECASE)
OFFERED_LEAST = 2
_ITEM_MOST = 4
_BARE_LEAST = 1000
"""A bare number from here on may be meant in the unit of the passage: "200k"."""


@dataclass(frozen=True, slots=True)
class Settled:
    """What the words of passages settle.

    Attributes:
        passages: what is told, best first.
        says: what a question that asks yes or no is answered with.
        unnamed: what the question offers to choose from and the passages do not name.
    """

    passages: tuple[Passage, ...]
    says: Literal["yes", "no"] | None = None
    unnamed: tuple[str, ...] = ()


def settled(question: str, told: Sequence[Passage], every: Iterable[Passage]) -> Settled | None:
    """What the words settle of a question; ``None`` for nearly every one.

    Args:
        question: what is asked, without its frame.
        told: what would be told, best first.
        every: all passages of the corpus, for questions about where something is named.
    """
    if told and (says := over_or_under(question, told[0])):
        return Settled((told[0],), says)
    if options := offered(question):
        return _chosen_from(question, options, told, every)
    rows = [passage for passage in told if passage.kind == "table_row"]
    if _TABLE.search(question) and rows and len(rows) == len(told):
        rest = _MENTIONS.sub(" ", _TABLE.sub(" ", question))
        if content_stems(rest) and all(_speaks_of(rest, [row]) for row in rows):
            return Settled(tuple(rows))
    return None


def decided_by_figures(
    question: str, rows: Sequence[Passage], names: Iterable[str]
) -> Figured | None:
    """What the figures of a table decide of a question that is about nothing but this table.

    Args:
        question: what is asked, without its frame.
        rows: the table's.
        names: what the corpus calls its subject, which may be named beside the table's words.
    """
    found = figured(question, rows)
    if found is None or not found.computed:
        return None
    words = [*names, *rows[0].header, rows[0].heading, *(row.text for row in rows)]
    return found if about_figures(question, words) else None


def about_figures(question: str, words: Iterable[str]) -> bool:
    """Whether a question has no word with meaning but those that ask about figures, and ``words``
    of their table."""
    known = frozenset(stem for text in words for stem in content_stems(text))
    rest = _TABLE.sub(" ", _MENTIONS.sub(" ", _OF_FIGURES.sub(" ", question)))
    stems = [stem for stem in content_stems(rest) if not stem[0].isdigit()]
    return all(is_known(stem, known) for stem in stems)


def over_or_under(question: str, passage: Passage) -> Literal["yes", "no"] | None:
    """Yes or no to whether the one figure of a passage is above or below one in the question."""
    over, under = OVER.search(question), UNDER.search(question)
    if not _ASKS_IF.match(question) or bool(over) == bool(under) or _DENIED.search(question):
        return None
    limits = [q for q in quantities(question) if not q.date and q.unit != "th"]
    if len(limits) != 1:
        return None
    limit = limits[0]
    stated = [q for q in quantities(passage.text) if not q.date and _like(limit, q)]
    if len({q.value for q in stated}) != 1 or not _of_that(question, limit, passage):
        return None
    given = stated[0]
    value, bound = _in_one_unit(given, limit)
    if value == bound:
        return ("yes" if over or under else None) if _INCLUDED.search(question) else None
    if given.rough and abs(value - bound) * 10 <= bound:
        return None
    return "yes" if (value > bound) == bool(over) else "no"


def offered(question: str) -> tuple[str, ...]:
    """The things that a question offers to choose from: "which of A, B and C is missing"."""
    for pattern in _OFFERED:
        found = pattern.search(question)
        if found is None:
            continue
        items = things_in(found["items"])
        whole = len(items) >= OFFERED_LEAST and all(len(i.split()) <= _ITEM_MOST for i in items)
        if whole and all(content_stems(item) for item in items):
            return tuple(items)
    return ()


def things_in(words: str) -> list[str]:
    """The things of an enumeration, without the marks around them: "A, B and C"."""
    items = (item.strip(" \t.,!?;:…\"'“”") for item in _BETWEEN.split(words))
    return [item for item in items if item]


def _chosen_from(
    question: str, options: Sequence[str], told: Sequence[Passage], every: Iterable[Passage]
) -> Settled | None:
    """The passages that name some of the options, and which they do not name."""
    rest = _THESE.sub(" ", question)
    for option in options:
        rest = rest.replace(option, " ")
    asks_where = not content_stems(_TABLE.sub(" ", _MENTIONS.sub(" ", rest)))
    naming = [p for p in told if any(_speaks_of(option, [p]) for option in options)]
    if not naming and asks_where:
        counted = [
            (sum(_speaks_of(option, [p]) for option in options), p)
            for p in every
            if p.kind != "table_header"
        ]
        most = max((count for count, _ in counted), default=0)
        naming = [p for count, p in counted if most and count == most][:1]
    if not naming:
        return None
    missing = tuple(option for option in options if not _speaks_of(option, naming))
    if not asks_where and not (missing and _speaks_of(_MENTIONS.sub(" ", _without(rest)), naming)):
        return None
    elsewhere = [o for o in missing if any(_speaks_of(o, [p]) for p in every)]
    return Settled(tuple(naming), unnamed=() if elsewhere else missing)


def _without(text: str) -> str:
    return _DENIED.sub(" ", text)


def _speaks_of(words: str, passages: Sequence[Passage]) -> bool:
    known = frozenset().union(*(_own(passage) for passage in passages))
    return all(is_known(stem, known) for stem in content_stems(words))


def _own(passage: Passage) -> frozenset[str]:
    return stems_and_initials(passage.text)


def _of_that(question: str, limit: Quantity, passage: Passage) -> bool:
    """Whether every word of the question beside the comparison stands in the passage."""
    rest = f"{question[: limit.start]} {question[limit.end :]}"
    for pattern in (OVER, UNDER, _SPOKEN):
        rest = pattern.sub(" ", rest)
    stems = [s for s in content_stems(rest) if s not in content_stems(f"{limit.unit} {limit.noun}")]
    known = _own(passage) | frozenset(content_stems(passage.heading))
    return bool(stems) and all(is_known(stem, known) for stem in stems)


_TIMES = {"day": 1, "week": 7, "month": 30, "year": 365}


def _like(limit: Quantity, stated: Quantity) -> bool:
    if limit.unit == stated.unit:
        return bool(limit.unit) or limit.noun == stated.noun
    if limit.unit in _TIMES and stated.unit in _TIMES:
        return True
    bare = not limit.unit and limit.value >= _BARE_LEAST
    return bare and stated.unit in ("$", "€", "£")


def _in_one_unit(given: Quantity, limit: Quantity) -> tuple[Decimal, Decimal]:
    if given.unit == limit.unit or limit.unit not in _TIMES:
        return given.value, limit.value
    return given.value * _TIMES[given.unit], limit.value * _TIMES[limit.unit]
