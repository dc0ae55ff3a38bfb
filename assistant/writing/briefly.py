"""Several things of a list told shorter: each of them stays, and what its sentence adds goes.

A sentence is cut where a clause begins that only adds to it, and the cut is shown. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.writing.in_words import written
from assistant.writing.page import Page, Told

_ADDS = re.compile(
    r",\s+(?:where|which|who|whose|because|since|although|though|while|so that|and \w+ing)\b"
    r"|\s+who\s+(?:need|want|have|are|can)s?\b"
)
"""So a clause begins that adds to what was said."""
_LEFT_LEAST = 4
_CUT_LEAST = 4
"""Words that stay at least, and that a cut is worth."""


def briefly(passages: Sequence[Passage]) -> Told:
    """A line for each passage, as far as its first clause goes."""
    page = Page()
    lines = [f"- {shortened(written(p.text))} {page.mark(p)}" for p in passages]
    return Told("\n".join(lines), tuple(page.shown))


def shortened(text: str) -> str:
    """A sentence without what is added to it; the same where nothing is, or little."""
    for adds in _ADDS.finditer(text):
        stays, goes = text[: adds.start()], text[adds.start() :]
        if len(stays.split()) >= _LEFT_LEAST and len(goes.split()) >= _CUT_LEAST:
            return f"{stays} …"
    return text
