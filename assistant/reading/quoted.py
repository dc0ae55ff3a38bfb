"""Sentences that can be quoted on a thing. Pure, but for the look-ups that are handed in."""

from __future__ import annotations

from collections.abc import Callable, Container

from assistant.reading.readings import Reading
from assistant.records import Passage
from assistant.text.words import content_stems

WORDS_LEAST = 4
"""Words of a sentence that says something without the ones around it."""


def quotable(
    about: str, look_up: Callable[[str], Reading], leaning: Container[str] = ()
) -> tuple[Passage, ...]:
    """The full sentences with which a question about a thing is answered: those that hold its words
    first, and alone where the question is answered in part.

    ``leaning`` has the ids of those that mean little alone: they are left out where others are
    found.
    """
    found = [look_up(question) for question in (f"what about {about}", about)]
    told = [
        (passage, reading is found[0] and reading.outcome == "answer")
        for reading in found
        if reading.outcome in ("answer", "partial")
        for passage in reading.chosen
        if passage.kind == "sentence" and len(passage.text.split()) >= WORDS_LEAST
    ]
    wanted = set(content_stems(about))
    naming = [p for p, _ in told if wanted and wanted <= set(content_stems(p.text))]
    others = [p for p, surely in told if surely or not naming]
    quotes = tuple(dict.fromkeys([*naming, *others]))
    return tuple(passage for passage in quotes if passage.id not in leaning) or quotes
