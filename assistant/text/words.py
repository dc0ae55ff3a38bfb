"""The words of a text that carry meaning, as stems, so that "owns" and "owned" are one."""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

import Stemmer

from assistant.text import patterns as re

_CAPITALS = re.compile(r"\b[A-Z]\w*(?:[\s-]+(?:(?:of|and|for|the)\s+)?[A-Z]\w*)+")
_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*")
_EMPTY = Path(__file__).with_name("empty_words.txt")


@cache
def _stemmer() -> Stemmer.Stemmer:
    return Stemmer.Stemmer("english")


@cache
def _spoken() -> frozenset[str]:
    """Stems of words that speak of a text instead of its subject."""
    words = "article author passage section text mention say main mainly example role really"
    return frozenset(_stemmer().stemWords(words.split()))


@cache
def _empty() -> frozenset[str]:
    return frozenset(_EMPTY.read_text(encoding="utf-8").split())


def content_words(text: str) -> list[str]:
    """The words that carry meaning as they stand, in order."""
    return [word for word in _WORD.findall(text) if word.lower() not in _empty()]


@lru_cache(maxsize=2048)  # The same passages are compared with each question.
def content_stems(text: str) -> tuple[str, ...]:
    """The stems of the words that carry meaning, each once, in order of appearance."""
    kept = [word.lower() for word in content_words(text)]
    return tuple(dict.fromkeys(_stemmer().stemWords(kept)))


def content(text: str) -> frozenset[str]:
    """The stems of what a text is about: no numbers, and no words that only speak of a text."""
    stems = content_stems(text.replace("’", "'").replace("'s ", " "))
    return frozenset(found for found in stems if not found[0].isdigit()) - _spoken()


def stem(word: str) -> str:
    """A lower-case word without its ending."""
    return str(_stemmer().stemWord(word))


def stems_and_initials(text: str) -> frozenset[str]:
    """The stems, and what the names of several words are called by their initials."""
    names = (match.group() for match in _CAPITALS.finditer(text))
    initials = (
        "".join(c for c in name.removeprefix("The ") if c.isupper()).lower() for name in names
    )
    return frozenset((*content_stems(text), *_stemmer().stemWords(list(initials))))
