"""What the reading of a follow-up brings beside what the talk showed already. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.records import Passage
from assistant.understanding.asked import Understood


def only_news(asked: Understood, reading: Reading) -> Reading:
    """The reading, unless it only shows earlier answers again as an answer in part.

    A question that was asked of somebody else before ("and the PM?") is answered about him.
    """
    if asked.act is not None or asked.request or not reading.chosen:
        return reading
    told = {p for exchange in asked.talk for p in exchange.passages}
    if reading.outcome == "partial" and asked.leaning and set(reading.chosen) <= told:
        return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
    if reading.outcome == "answer" and asked.read_as and not reading.whole:
        return replace(reading, chosen=_about_whom(asked.read_as, reading.chosen))
    return reading


def _about_whom(question: str, chosen: Sequence[Passage]) -> tuple[Passage, ...]:
    """What speaks of the one column that a question names, where its row answers best."""
    first, *others = chosen
    names = sorted((name for name in first.header[1:] if name), key=len, reverse=True)
    named = _named(question, names)
    if first.kind != "table_row" or len(named) != 1:
        return tuple(chosen)
    kept = [p for p in others if p.cells or named <= _named(p.text, names)]
    return (first, *kept)


def _named(text: str, names: Sequence[str]) -> set[str]:
    """Which names stand in a text; a longer one is not the shorter one that it holds."""
    found: set[str] = set()
    for name in names:
        initials = "".join(word[0] for word in name.split()) if " " in name else name
        sign = re.compile(rf"\b(?:{re.escape(name)}|{re.escape(initials)})s?\b", re.IGNORECASE)
        if sign.search(text):
            found.add(name)
        text = sign.sub(" ", text)
    return found
