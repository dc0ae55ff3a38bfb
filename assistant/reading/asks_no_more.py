"""Whether a question asks no more than what is known to be answered.

"Who owns launch" lies nearest to "who owns the launch and who talks to sales", of which only the
half is answered; but nobody asked about sales. Where a question that is known to be answered is
about as near and has all the words of the one that is asked, and each nearer one that is answered
in part asks a second thing, which nobody asked here, nothing is lacking. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.sources.bank import BankEntry
from assistant.text.words import content_stems
from assistant.understanding.compound import parts

NEAR_LEAST = 0.8
"""Least cosine of the question that is known to be answered."""
ADDED_MOST = 1
"""Words with meaning that it may have beside those of the one that is asked."""


def asks_no_more(question: str, neighbours: Sequence[tuple[BankEntry, float]]) -> bool:
    """Whether nothing that is known to be lacking is asked for.

    Args:
        question: what is asked, without its frame.
        neighbours: the nearest known questions with their cosines, nearest first.
    """
    asked = frozenset(content_stems(question))
    if not asked or not neighbours or not _asks_on(neighbours[0][0], asked):
        return False
    for entry, cosine in neighbours:
        known = frozenset(content_stems(entry.text))
        if cosine < NEAR_LEAST or (entry.kind != "answer" and not _asks_on(entry, asked)):
            return False
        if entry.kind == "answer" and asked <= known and len(known - asked) <= ADDED_MOST:
            return True
    return False


def _asks_on(entry: BankEntry, asked: frozenset[str]) -> bool:
    """Whether a known question asks a second thing, and lacks what is not asked here."""
    lacks = frozenset(content_stems(entry.missing or ""))
    return entry.kind == "partial" and len(parts(entry.text)) > 1 and bool(lacks - asked)
