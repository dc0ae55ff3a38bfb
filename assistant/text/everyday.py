"""Words of every day that say the same, or ask after the same: "kids", "children".

A document is written in its own words, and people ask in theirs. Where a bank of questions knows
how they ask, it knows these too; where there is none, this short list does. It is data
(``everyday.txt``), one family of words a line.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assistant.text.words import stem

_FAMILIES = Path(__file__).with_name("everyday.txt")


def alike(word_stem: str) -> frozenset[str]:
    """The stems that may stand for a stem, itself among them."""
    return _alike().get(word_stem, frozenset({word_stem}))


@cache
def _alike() -> Mapping[str, frozenset[str]]:
    lines = _FAMILIES.read_text(encoding="utf-8").splitlines()
    families = [frozenset(map(stem, line.split())) for line in lines if line.strip()]
    return {one: family for family in families for one in family}
