"""What a question is about: the heading under which the words stand that answer it.

An assistant that refuses one topic loses two or three cases of a hundred, which no floor over all
cases sees. A topic of which nothing is answered any more is seen, however small it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from eval.gold import Texts
from eval.reply import Span
from eval.rows import Row

HEADING = re.compile(r"^#{1,6}[ \t]+(\S.*)$", re.MULTILINE)
LONGEST = 60
FEWEST = 2
"""Cases that a topic needs, to be more than one question by another name."""


def topic_of(texts: Texts, spans: Iterable[Span]) -> str:
    """The nearest heading above the first of the spans, after the document's id where there are
    several documents; empty if there is no span."""
    first = next(iter(spans), None)
    if first is None:
        return ""
    heading, text = "", texts[first.document_id]
    end = text.find("\n", first.start)
    for found in HEADING.finditer(text, 0, end if end >= 0 else len(text)):
        heading = found[1].strip()
    short = heading if len(heading) <= LONGEST else heading[: LONGEST - 1] + "…"
    if len(texts) == 1:
        return short
    return f"{first.document_id} › {short}" if short else first.document_id


def served(rows: Sequence[Row]) -> dict[str, tuple[str, float]]:
    """Topic → whether one of its questions at least was answered with a needed quote."""
    told: dict[str, list[float]] = {}
    for row in rows:
        if row.set == "answerable" and (topic := row.labels.get("topic")):
            right = row.scores["wrong_refusal"] == 0.0 and row.scores["right_cited"] == 1.0
            told.setdefault(topic, []).append(float(right))
    return {topic: (topic, max(rights)) for topic, rights in told.items() if len(rights) >= FEWEST}
