"""The few sentences that tell a text, where nobody wrote notes. Pure.

Those nearest to all others are a plain form of LexRank (Erkan and Radev, JAIR 2004).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from assistant.records import Passage
from assistant.text.words import content_stems

LEADS_LEAST = 3
"""Parts from which on a text is told by how they begin."""
LISTED_MOST = 16
"""Passages of a list that is told as a whole."""
TELLING_LEAST = 6
"""Words of a sentence that can tell something of a whole."""


def in_short(told: Sequence[Passage], most: int) -> tuple[Passage, ...]:
    """At most so many passages in reading order: how each part begins, as writers say there what it
    is about; of many parts, of those nearest to all others. A text without parts is told by
    its most central sentences.

    That the first sentences are hard to beat is known of news (Nenkova, AAAI 2005: "Automatic
    text summarization of newswire").
    """
    telling = [p for p in told if _stands_alone(p)] or list(told)
    leads: dict[tuple[str, tuple[str, ...]], Passage] = {}
    for passage in telling:
        # What stands under a question answers it, and means little without it.
        if not passage.heading.endswith("?"):
            leads.setdefault((passage.document_id, passage.section), passage)
    if len(leads) < LEADS_LEAST:
        return central(telling, most)
    first = telling[0]
    others = [passage for passage in leads.values() if passage is not first]
    return (first, *central(others, most - 1))


def central(passages: Sequence[Passage], most: int) -> tuple[Passage, ...]:
    """The passages nearest to all others, unlike one another, in reading order."""
    stems = {p.id: frozenset(content_stems(p.text)) for p in passages}
    counts = Counter(stem for words in stems.values() for stem in words)
    weight = {stem: math.log(1 + len(passages) / count) for stem, count in counts.items()}

    def similarity(one: Passage, other: Passage) -> float:
        shared = sum(weight[s] ** 2 for s in stems[one.id] & stems[other.id])
        lengths = (sum(weight[s] ** 2 for s in stems[p.id]) for p in (one, other))
        return shared / (math.sqrt(math.prod(lengths)) or 1.0)

    centrality = {
        p.id: sum(similarity(p, other) for other in passages if other is not p)
        + (1.0 if p.position == 0 else 0.0)
        for p in passages
    }
    ranked = sorted(passages, key=lambda p: (-round(centrality[p.id], 9), p.position))
    chosen: list[Passage] = []
    for passage in ranked:
        if len(chosen) == most:
            break
        if all(similarity(passage, other) < 0.5 for other in chosen):
            chosen.append(passage)
    return tuple(sorted(chosen, key=lambda p: (p.document_id, p.position)))


def _stands_alone(passage: Passage) -> bool:
    """Whether it can be one of few sentences that tell a whole: it is one, with an end and a
    beginning, and no line of a list, of names or of dates."""
    text = passage.text.strip()
    whole = text.rstrip(" *_”\"'’)»").endswith((".", "!", "…")) and not text[:1].islower()
    return not passage.cells and len(text.split()) >= TELLING_LEAST and whole


def spread(passages: Sequence[Passage], most: int = LISTED_MOST) -> tuple[Passage, ...]:
    """At most so many, evenly over the text where there are more."""
    if len(passages) <= most:
        return tuple(passages)
    step = len(passages) / most
    return tuple(passages[int(index * step)] for index in range(most))
