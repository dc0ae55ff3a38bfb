"""Whether a question asks no more than what is known to be answered.

"Who owns launch" lies nearest to "who owns the launch and who talks to sales", of which only the
half is answered; but nobody asked about sales. Where a question that is known to be answered is
about as near and has all the words of the one that is asked, and each nearer one that is answered
in part asks a second thing, which nobody asked here, nothing is lacking. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.sources.bank import BankEntry
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.compound import parts

NEAR_LEAST = 0.8
"""Least cosine of the question that is known to be answered."""
BESIDE_MOST = 0.03
"""Cosine by which it may be farther than one that asks when, how or which."""
_WHETHER = re.compile(r"(?:is|are|do|does|can|could|may|will|would|should|must)\b", re.IGNORECASE)
_WH = re.compile(r"\b(?:what|which|who|whom|whose|when|where|why|how)\b", re.IGNORECASE)
_WH_FIRST = re.compile(rf"(?:(?:at|in|from|by|to|for) )?{_WH.pattern}", re.IGNORECASE)
ADDED_MOST = 1
"""Words with meaning that it may have beside those of the one that is asked."""

NAMING_MOST = 3
"""So many of the nearest known questions that are answered are held against the subject."""
WORDS_LEAST = 2
"""Words with meaning that a known question has to have beside the name of the subject."""
_EVERY = frozenset(("per", "each", "every"))


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


def asks_only_whether(question: str, neighbours: Sequence[tuple[BankEntry, float]]) -> bool:
    """Whether somebody asks if something is so, where that is known to be answered, and only when,
    how or which is known to be lacking: "may a mate row alone" beside "when may a mate row alone".

    Args:
        question: what is asked, without its frame.
        neighbours: the nearest known questions with their cosines, nearest first.
    """
    if not _WHETHER.match(question) or _WH.search(question) or not neighbours:
        return False
    first, nearest = neighbours[0]
    for entry, cosine in neighbours:
        if nearest - cosine > BESIDE_MOST or cosine < NEAR_LEAST:
            return False
        if entry.kind == "answer":
            return entry is not first and _WHETHER.match(entry.text) is not None
        asks = _WH_FIRST.match(entry.text) and _WH_FIRST.match(entry.missing or "")
        if entry.kind != "partial" or not asks:
            return False
    return False


def _asks_on(entry: BankEntry, asked: frozenset[str]) -> bool:
    """Whether a known question asks a second thing, and lacks what is not asked here."""
    lacks = frozenset(content_stems(entry.missing or ""))
    return entry.kind == "partial" and len(parts(entry.text)) > 1 and bool(lacks - asked)


def asks_of_subject(
    question: str, neighbours: Sequence[tuple[BankEntry, float]], names: Iterable[str]
) -> bool:
    """Whether something is asked of the subject that is known to be told of others only.

    Args:
        question: what is asked, without its frame.
        neighbours: the nearest known questions with their cosines, nearest first.
        names: what the subject is called.
    """
    called = "|".join(re.escape(name) for name in names if name)
    if not called:
        return False
    named = re.compile(rf"\b(?:{called})s?\b(?:['’]s)?", re.IGNORECASE)
    answered = [entry for entry, _ in neighbours if entry.kind in ("answer", "premise")]
    if not named.search(question) or any(named.search(e.text) for e in answered[:NAMING_MOST]):
        return False
    asked = frozenset(content_stems(named.sub(" ", question)))
    for entry, _ in neighbours:
        known = frozenset(content_stems(named.sub(" ", entry.text))) - _EVERY
        enough = len(known) >= WORDS_LEAST and known <= asked
        if enough and entry.kind == "partial" and named.search(entry.text):
            return True
    return False
