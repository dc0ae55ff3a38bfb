"""Sentences that can be quoted on a thing. Pure, but for the look-ups that are handed in."""

from __future__ import annotations

from collections.abc import Callable, Container

from assistant.reading.readings import Reading
from assistant.records import Passage

WORDS_LEAST = 4
"""Words of a sentence that says something without the ones around it."""


def quotable(
    about: str, look_up: Callable[[str], Reading], leaning: Container[str] = ()
) -> tuple[Passage, ...]:
    """The full sentences with which a question about a thing is answered, whole or in part.

    ``leaning`` has the ids of those that mean little alone: they are left out where others are
    found.
    """
    found = [look_up(question) for question in (f"what about {about}", about)]
    told = dict.fromkeys(
        passage
        for reading in found
        if reading.outcome in ("answer", "partial")
        for passage in reading.chosen
        if passage.kind == "sentence" and len(passage.text.split()) >= WORDS_LEAST
    )
    alone = tuple(passage for passage in told if passage.id not in leaning)
    return alone or tuple(told)
