"""Which rows of a table have the most or the least of what one column measures. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.records import Passage
from assistant.text.words import content_stems

_SHARE = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST_WAYS = frozenset(
    {"least", "smallest", "lowest", "shortest", "less", "fewest", "bottom"}
    | {"cheapest", "least expensive"}
)
MEASURED = frozenset(content_stems(
    "take takes fill eat big long large amount share chunk time hour week day spend longest most "
    "least biggest smallest largest highest lowest shortest more less greatest fewest top bottom "
    "task activity part item row number percentage cheapest dearest priciest costliest expensive "
    "place chunk n"
))  # fmt: skip
"""Stems that ask for the most of something and name nothing."""


def is_least(way: str) -> bool:
    """Whether a superlative asks for the smaller end: "cheapest"."""
    return way in _LEAST_WAYS


def extreme(rows: Sequence[Passage], way: str) -> list[Passage]:
    """The rows at that end of the first column that holds a figure in each; ties are all there.

    A range ("17 to 24") counts with the end that is asked for. Empty where no column measures.
    """
    for column in range(1, min(len(row.cells) for row in rows)):
        figures = [_SHARE.findall(row.cells[column].text) for row in rows]
        if all(1 <= len(found) <= 2 for found in figures):
            ends = (found[0] if is_least(way) else found[-1] for found in figures)
            values = [float(found.replace(",", "")) for found in ends]
            best = min(values) if is_least(way) else max(values)
            return [row for row, value in zip(rows, values, strict=True) if value == best]
    return []
