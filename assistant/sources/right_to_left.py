"""Words as they stand on a page from left to right → Hebrew and Arabic as they are read. Pure.

A page of print knows places only, so a line of a script that is written from right to left comes
with its words and their letters backwards; figures and Latin words in it do not. The rules are the
main ones of the bidirectional algorithm (Unicode Standard Annex 9) for one line of one direction.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from assistant.text import patterns as re

_RIGHT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LEFT = re.compile(r"[A-Za-zÀ-\u024f\u0370-\u052f]")
_ONWARDS = re.compile(r"[A-Za-zÀ-\u024f\d]+(?:[.,:/@_-][A-Za-zÀ-\u024f\d]+)*%?")
"""What is written from left to right inside such a line: numbers, times, Latin words."""
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_backwards(line: str) -> bool:
    """Whether most letters of a line are of a script that is written from right to left."""
    right = len(_RIGHT.findall(line))
    return right > 0 and right >= len(_LEFT.findall(line))


def in_reading_order(words: Sequence[str]) -> str:
    """One line whose words are given from left to right, as it is read from right to left."""
    ordered: list[str] = []
    onwards: list[str] = []
    for word in reversed(words):
        if _LEFT.search(word) and not _RIGHT.search(word):
            onwards.insert(0, word)  # Latin words beside each other keep their order.
            continue
        ordered.extend(onwards)
        onwards = []
        ordered.append(_turned(word))
    return " ".join([*ordered, *onwards])


def _turned(word: str) -> str:
    """A word with its letters turned round, and its numbers left as they are."""
    word = "".join(
        unicodedata.normalize("NFKC", sign)[::-1] if sign >= "\ufb1d" else sign for sign in word
    )
    turned = word[::-1].translate(_MIRRORED)
    return _ONWARDS.sub(lambda run: run[0][::-1], turned)
