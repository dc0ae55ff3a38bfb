"""What a question speaks of that the documents never mention: "What did Lavoisier see?" of engines.

A search finds something near to any question, and a reader is half convinced by the rest of it. A
name that occurs nowhere is the sign that another text is meant; only an answer that is more likely
than not is told then. Where most of what is asked about occurs nowhere, it takes more than usual,
too: "Could a funeral throw us out?" asked of a page on baths. Pure.
"""

from __future__ import annotations

from collections.abc import Set

from assistant.reading.tables.extremes import MEASURED
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.everyday import alike
from assistant.text.words import content_stems

_MOSTLY = 0.6
_LEAST = 2
LIGHT = MEASURED | frozenset(content_stems(
    "start begin end place thing kind part keep turn now whole work get use want need new old "
    "young year one high far left back without quick allow possible able happen mean people full "
    "first last next own right else still even really today tonight morning evening week month "
    "talk speak ask tell contact call ring reach turn wrong problem question know sort deal"
))  # fmt: skip
"""Stems that questions about anything have."""
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
_NAMES_ME = re.compile(r"\b(?:i|i['’]\w+|my|mine|me|we|our|us)\b", re.IGNORECASE)
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
    if not words or _NAMES_ME.search(question) or capitals > _CAPITALS_MOST * len(words):
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


def shares_no_word(question: str, told: Passage) -> bool:
    """Whether a passage and its headings have none of the words with a meaning of a question, nor
    one like it: "Do not use the goods lift." of "What happens if I break a cup?"."""
    heard = set(content_stems(" . ".join((told.text, *told.section))))
    asked = content_stems(question)
    return bool(asked) and not any(alike(stem) & heard for stem in asked)


def is_mostly_unheard(question: str, known: Set[str]) -> bool:
    """Whether two or more words with a meaning, and most of them, occur nowhere.

    Args:
        question: as it was asked.
        known: stems of the documents; a word of every day counts where one like it is among them.
    """
    asked = [found for found in dict.fromkeys(content_stems(question)) if found not in LIGHT]
    unheard = [found for found in asked if not alike(found) & known]
    return len(unheard) >= _LEAST and len(unheard) >= _MOSTLY * len(asked)
