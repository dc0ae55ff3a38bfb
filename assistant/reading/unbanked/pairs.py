"""What the evidence reader sees: a question beside a passage in its context, as token ids.

One form for training and for the product. The passage stands under its heading; the sentence
before it and the one after it are cut short, because they are there for the referent and the
exception, not to be judged themselves. This module imports nothing heavy: training runs it where
the product is not installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

CLS, SEP = 101, 102
"""The markers of the published vocabulary."""
QUESTION_MOST = 36
TARGET_MOST = 72
BEFORE_MOST = 14
AFTER_MOST = 10
LONGEST = 5 + QUESTION_MOST + TARGET_MOST + BEFORE_MOST + AFTER_MOST


@dataclass(frozen=True, slots=True)
class Context:
    """A passage as it is read: its words under its heading, and its neighbours."""

    target: str
    before: str = ""
    after: str = ""


def pair(
    question: Sequence[int], target: Sequence[int], before: Sequence[int], after: Sequence[int]
) -> tuple[list[int], list[int]]:
    """Token ids and segments of one pair; all four are ids without markers.

    Segment 1 is the passage that is judged; the question and the neighbours are segment 0. Both
    lists have at most ``LONGEST`` items. Of the sentence before, the end is kept.
    """
    ids = [CLS, *question[:QUESTION_MOST], SEP]
    segments = [0] * len(ids)
    judged = [*target[:TARGET_MOST], SEP]
    around = [*before[-BEFORE_MOST:], SEP, *after[:AFTER_MOST], SEP]
    return ids + judged + around, segments + [1] * len(judged) + [0] * len(around)
