"""How evenly a vote is spread over passages, and what is asked of one that is.

Where no known question is near, each neighbour tells something else: the passages score alike, as
those of a list do, and a pile of loosely related sentences would be told as the answer. Two things
tell them apart. A list is told by one known question, so its passages stand together there; and a
vote that is spread has to be surer that it is answered at all. Pure.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.sources.bank import BankEntry, EntryKind

COUNTED = 15
"""So many passages, the best, are looked at."""
SIDE_BY_SIDE = 0.1
"""How much farther than the nearest a known question may be that tells two passages at once."""


@dataclass(frozen=True, slots=True)
class SpreadNumbers:
    """What is asked of a vote that is spread, chosen on data and stored with the other numbers.

    Attributes:
        least: number of passages, as `width` counts them, from which on a vote is spread.
        threshold: least probability that its answer is whole.
        slope: by how much that grows with the logarithm of the width.
        most: and no further than to this.
    """

    least: float
    threshold: float
    slope: float
    most: float

    def bar(self, scores: Sequence[tuple[str, float]]) -> float:
        """Least probability of a whole answer for a vote; 0 where it is not spread."""
        wide = width(scores)
        if wide < self.least:
            return 0.0
        return min(self.most, self.threshold + self.slope * math.log(wide / self.least))


def width(scores: Sequence[tuple[str, float]]) -> float:
    """Over how many passages the relevance is spread: the exponential of the entropy of their
    shares, 1 for one passage, n for n alike."""
    relevant = [score for _, score in scores[:COUNTED] if score > 0]
    total = sum(relevant)
    return math.exp(-sum(s / total * math.log(s / total) for s in relevant)) if total else 0.0


def together_with(
    leading: Sequence[tuple[str, float]],
    similarities: Iterable[float],
    entries: Sequence[BankEntry],
    kinds: tuple[EntryKind, ...],
) -> frozenset[str]:
    """The passages that a known question tells together with all of ``leading``, if that is any, of
    those questions that are hardly farther than the nearest of these kinds."""
    leaders = {name for name, _ in leading}
    near = [(s, e) for s, e in zip(similarities, entries, strict=True) if e.kind in kinds]
    least = max((similar for similar, _ in near), default=0.0) - SIDE_BY_SIDE
    told = [e.passages for s, e in near if s >= least and leaders <= set(e.passages)]
    return frozenset(name for passages in told for name in passages)
