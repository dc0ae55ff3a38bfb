"""What the form of a question demands of any answer to it: a number, or a name.

A reader of sentences is content with what is about the same: "The club has active and passive
members." of "How many members does it have?". No sentence without a number says how many, and
none without a name says what somebody is called. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re

_COUNTS = re.compile(r"\bhow many\b", re.IGNORECASE)
_NUMBER = re.compile(
    r"\d|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen"
    r"|(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:-\w+)?|hundreds?|thousands?|millions?|dozens?"
    r"|hal(?:f|ves)|thirds?|quarters?|fifths?|tenths?|once|twice|thrice|single|both|pair|couple"
    r"|only|alone|no|none|nobody|nothing|never|not|unlimited|as many"
    r"|several|few|most|daily|weekly|monthly|yearly|annually)\b",
    re.IGNORECASE,
)
"""What may say how many, exactly or not; no sentence without one of these does."""
_CALLED = re.compile(
    r"\bwhat(?:['’]?s| is| are| was| were) (?:the |your |their |its )?(?:(?:first|last|full) )?"
    r"names? of\b|['’]s? (?:(?:first|last|full) )?names?\W*$"
    r"|\bwhat (?:is|are|was|were) .+ called\W*$|\bwhose name\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[\w,;:)”] )[“\"(]?(?P<name>[A-ZÀ-Þ][\w’'-]+)")


def unmet(question: str, told: Sequence[Passage]) -> bool:
    """Whether nothing that is told holds what the form of a question demands."""
    if _COUNTS.search(question) and not any(_NUMBER.search(passage.text) for passage in told):
        return True
    return _CALLED.search(question) is not None and not any(_names(p, question) for p in told)


def _names(passage: Passage, question: str) -> bool:
    """Whether a passage may name what a question does not; a row of a table always may."""
    asked = question.lower()
    names = (found["name"].lower() for found in _NAME.finditer(passage.text))
    return bool(passage.cells) or any(name not in asked for name in names)
