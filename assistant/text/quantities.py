"""Numbers that a question takes for granted and the quoted passages contradict.

Vectors hardly see the difference between "a 70-day search" and "a 17-day search". Words do: a
question conflicts with a passage if both give a number of the same unit and the numbers differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_UNITS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_SMALL = {word: value for value, word in enumerate(_UNITS.split(), start=1)}
_TENS = {
    word: 10 * value
    for value, word in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_TOKEN = re.compile(r"\$|\d[\d,]*(?:\.\d+)?k?|%|[a-z]+")
_PERCENT = frozenset({"%", "percent", "pct"})
_ROUNDING = 0.01


def quantities(text: str) -> Iterator[tuple[float, str]]:
    """Every number of a text with its unit: the word behind it, "%" or "$", singular."""
    tokens = [token.strip(",") for token in _TOKEN.findall(text.lower())]
    position = 0
    while position < len(tokens):
        value, width = _number(tokens, position)
        if value is not None:
            following = tokens[position + width] if position + width < len(tokens) else ""
            money = position > 0 and tokens[position - 1] == "$"
            yield value, "$" if money else "%" if following in _PERCENT else following.rstrip("s")
        position += width


def conflicting_quantity(question: str, passages: Sequence[str]) -> bool:
    """Whether the question names a number of a unit for which the passages only have others."""
    stated = [pair for passage in passages for pair in quantities(passage)]
    for value, unit in quantities(question):
        same_unit = [other for other, other_unit in stated if unit and other_unit == unit]
        known = any(abs(value - other) <= _ROUNDING * other for other, _ in stated)
        if same_unit and not known:
            return True
    return False


def _number(tokens: Sequence[str], position: int) -> tuple[float | None, int]:
    """The number that starts here, or None, and how many tokens it takes."""
    token = tokens[position]
    if token[0].isdigit():
        thousands = token.endswith("k")
        return float(token.rstrip("k").replace(",", "")) * (1000 if thousands else 1), 1
    if token in _TENS:
        ones = _SMALL.get(tokens[position + 1], 10) if position + 1 < len(tokens) else 10
        return (float(_TENS[token] + ones), 2) if ones < 10 else (float(_TENS[token]), 1)
    if token in _SMALL and token != "one":
        return float(_SMALL[token]), 1
    return None, 1
