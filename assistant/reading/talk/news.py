"""What the reading of a follow-up brings beside what the talk showed already. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.talk.terse import without_amount
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import bare
from assistant.understanding.asked import Understood

_ASKS_WHAT = re.compile(
    r"(?:(?:and|but|so|ok|okay|then|well)\b[, ]+)*"
    r"(?:what|which|who|whose|why|how|when|where)(?!ver)(?:'?s)?\b",
    re.IGNORECASE,
)
_GOES_BACK = re.compile(
    r"\b(?:it|that|this|those|these)\b(?!\s+(?:thing|guide|article|text|role|job|one)\b)",
    re.IGNORECASE,
)
"""A word that stands for what was told."""


def only_news(asked: Understood, reading: Reading) -> Reading:
    """The reading, unless it only shows earlier answers again as an answer in part.

    A question that was asked of somebody else before ("and the PM?") is answered about him.
    """
    if asked.act is not None or asked.request or not reading.chosen:
        return reading
    told = {p for exchange in asked.talk for p in exchange.passages}
    if set(reading.chosen) <= told and without_amount(bare(asked.message), reading.chosen):
        return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
    if reading.outcome == "partial" and _beside_the_point(asked, reading.chosen):
        return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
    if reading.outcome == "partial" and asked.leaning and set(reading.chosen) <= told:
        return replace(reading, outcome="uncovered", chosen=(), missing=(), near=reading.chosen)
    if reading.outcome == "answer" and asked.read_as and not reading.whole:
        return replace(reading, chosen=_about_whom(asked.read_as, reading.chosen))
    return reading


def without_verdict(asked: Understood, reading: Reading) -> Reading:
    """The reading of "why?" or "what do they know?" without the yes or no that the question before
    it would have, behind which it was read."""
    why = asked.act is not None and asked.act.act == "why"
    if reading.says is None or not asked.talk or not (why or asked.leaning):
        return reading
    return replace(reading, says=None) if why or _ASKS_WHAT.match(asked.alone) else reading


def _beside_the_point(asked: Understood, chosen: Sequence[Passage]) -> bool:
    """Whether it is asked of "it" or "that", and what is told stands nowhere near what was told,
    and holds less than half of its words."""
    words = asked.alone or asked.message
    last = next((e.passages for e in reversed(asked.talk) if e.passages), ())
    said = {*content_stems(words)}
    held = said & {stem for p in chosen for stem in content_stems(p.text)}
    if not last or 2 * len(held) >= len(said) or not _GOES_BACK.search(words):
        return False
    places = {(p.document_id, p.section) for p in last}
    return not any((p.document_id, p.section) in places for p in chosen)


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
