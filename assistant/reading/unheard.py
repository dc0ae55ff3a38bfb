"""Names in a question that the documents never mention: "What did Lavoisier see?" of steam engines.

A search finds something near to any question, and a reader is half convinced by the rest of it. A
name that occurs nowhere is the sign that another text is meant; only an answer that is more likely
than not is told then. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Set

LIKELY = 0.5
"""Least probability with which a question is answered that names something unheard of."""
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(r"[A-ZÀ-Þ][a-zß-ÿ]{3,}")
_OPENS = re.compile(r"(?:^|[.!?:;\"“(–—-])\W*$")
_CALENDAR = frozenset(
    re.findall(
        r"\S+",
        """
        monday tuesday wednesday thursday friday saturday sunday january february march april
        june july august september october november december christmas easter english
        """,
    )
)
_OF_ONESELF = re.compile(r"\b(?:i|i['’]\w+|my|mine|me|we|our|us)\b", re.IGNORECASE)
"""Who tells of himself names places of his own: "I live in Cologne. Is that possible?" """
_CAPITALS_MOST = 0.5
"""Share of capitalised words from which on capitals mark no names."""


def words_of(text: str) -> set[str]:
    """The words of a text in small letters, without the ``'s`` behind a name."""
    return {re.sub(r"['’]s?$", "", word.lower()) for word in _WORD.findall(text)}


def unheard_names(question: str, known: Set[str]) -> list[str]:
    """The names of a question that are not among the ``known`` words.

    A word that begins a sentence is none, because its capital says nothing.
    """
    words = list(_WORD.finditer(question))
    capitals = sum(word[0][0].isupper() for word in words[1:])
    if not words or _OF_ONESELF.search(question) or capitals > _CAPITALS_MOST * len(words):
        return []
    found: list[str] = []
    for word in words:
        bare = re.sub(r"['’]s?$", "", word[0])
        if not _NAME.fullmatch(bare) or _OPENS.search(question[: word.start()]):
            continue
        small = bare.lower()
        if not {small, small.rstrip("s"), f"{small}s"} & (known | _CALENDAR):
            found.append(bare)
    return found
