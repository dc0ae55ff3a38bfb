"""What there is on a thing that somebody wants to be told about. Pure."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.text import patterns as re

_ABOUT = re.compile(
    r"^\W*(?:(?:please|can|could|you|now|ok|and)\s+)*(?:tell|teach) (?:me|us)(?: \w+){0,2}? "
    r"(?:about|on) ",
    re.IGNORECASE,
)
"""So somebody asks for what there is on a thing, and not for one sentence."""
ABOUT_MOST = 3
ABOUT_LEAST = 0.05
"""Least relevance of what stands near it, in [0, 1]."""


def with_more(message: str, reading: Reading) -> Reading:
    """An answer of one sentence with what else its section says of the same."""
    one = reading.outcome == "answer" and len(reading.chosen) == 1 and not reading.whole
    if not one or not _ABOUT.match(message):
        return reading
    first = reading.chosen[0]
    more = [
        item.passage
        for item in reading.evidence
        if item.score >= ABOUT_LEAST
        and (item.passage.document_id, item.passage.section) == (first.document_id, first.section)
        and item.passage.kind == "sentence"
    ]
    kept = sorted(dict.fromkeys([first, *more][:ABOUT_MOST]), key=lambda p: p.position)
    return replace(reading, chosen=tuple(kept)) if first.kind == "sentence" else reading
