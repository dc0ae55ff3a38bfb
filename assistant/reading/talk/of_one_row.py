"""What a few words ask of the one row that was just shown: "how big is it?", "and the price?".

Alone such words are about anything, and behind the history they are near the row whatever they ask.
So the row answers where a column of it, by its name or by what stands in it, gives what is asked
for, and no word is left that the row does not have. Only for documents without a question bank,
which knows better how people ask. English. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.asked import Understood


@dataclass(frozen=True, slots=True)
class _Way:
    """A way of asking for one attribute: how, and how a column gives it."""

    asks: re.Pattern[str]
    named: re.Pattern[str]
    holds: re.Pattern[str]


def _way(asks: str, named: str, holds: str = r"(?!)") -> _Way:
    def words(pattern: str) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)

    return _Way(words(asks), words(named), re.compile(holds, re.IGNORECASE))


_WAYS = (
    _way(
        r"how (?:big|large|small|wide|tall|high|deep)|(?:what )?(?:size|dimensions?|format)",
        r"sizes?|dimensions?|formats?|width|height|length|depth|area|capacity",
        r"\d\s*(?:x|×|by)\s*\d|\d\s*(?:mm|cm|m|km|ml|l|m2|m²|sq)\b",
    ),
    _way(
        r"how (?:much|expensive|dear|cheap)(?: (?:does|do|is|are))?|costs?|prices?|fees?",
        r"prices?|costs?|fees?|rates?|rent|fares?|charges?|tickets?|salary|wages?|pay",
        r"[$€£]\s*\d|\d\s*(?:[$€£]|euros?|pounds?|dollars?)|^free$",
    ),
    _way(
        r"how (?:long|soon|quick(?:ly)?|fast)|duration",
        r"durations?|times?|days?|weeks?|hours?|minutes?|months?|delivery|length|lasts?",
        r"\d\s*(?:min|minutes?|h|hours?|days?|weeks?|months?|years?)\b",
    ),
    _way(
        r"when|(?:at )?what time|which day",
        r"when|times?|dates?|days?|starts?|begins?|hours|opening|deadline",
        r"\b\d{1,2}[:.]\d{2}\b|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b",
    ),
    _way(
        r"where|(?:at |in )?(?:what|which) (?:place|room|building)",
        r"where|places?|locations?|venues?|rooms?|address|buildings?|stage",
    ),
    _way(
        r"who(?:m|se)?|with whom",
        r"who|persons?|contacts?|names?|teachers?|speakers?|leaders?|hosts?|managers?|owners?",
    ),
    _way(r"phone|number|call|ring", r"phones?|tel(?:ephone)?|extensions?|numbers?"),
    _way(r"e-?mail|write to", r"e-?mails?", r"\S@\S"),
)  # fmt: skip
_LIGHT = frozenset(content_stems(
    "take cost get last come start begin end open close pay buy need run happen talk speak ask "
    "give lead teach have one"
))  # fmt: skip


def asked_of_row(asked: Understood, vouching: Vouching) -> Reading | None:
    """The reading of a few words that a row which was shown alone answers; ``None`` for others."""
    shown = newest(asked.talk)
    if not asked.leaning or asked.request or asked.act or asked.corrects or len(shown) != 1:
        return None
    row, words = shown[0], asked.alone or asked.message
    if row.kind != "table_row" or vouching.asks_known(shown):
        return None
    for way in _WAYS:
        if (found := way.asks.search(words)) and _gives(row, way):
            beside = words[: found.start()] + " " + words[found.end() :]
            left = set(content_stems(beside)) - _LIGHT - vouching.words_of(row)
            return telling([row]) if not left else None
    return None


def _gives(row: Passage, way: _Way) -> bool:
    """Whether a column of a row gives what is asked for in this way."""
    named = any(way.named.search(name) for name in row.header[1:])
    return named or any(way.holds.search(cell.text.strip()) for cell in row.cells[1:])
