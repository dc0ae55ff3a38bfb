"""What limits a passage stands behind it: the exception, the condition, the exclusion.

A citation that leaves the exception away is exact and misleads. A sentence that opens with a word
of exception ("However", "Except", "Unless", "This does not apply") belongs to the one before it,
as far as both stand in one paragraph or list.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from assistant.records import Passage
from assistant.text import patterns as re

_LIMIT = re.compile(
    r"(?:but|however|except|unless|only|otherwise|not|never|nor|yet|still"
    r"|this (?:does|do|is|applies|includes|excludes)|that (?:does|is)"
    r"|these (?:do|are)|those (?:do|are)"
    r"|it (?:does not|is not|may not|must not|cannot)|they (?:do not|may not|must not|cannot)"
    r"|exceptions?|exempt|excluded|excluding|the exception|no )\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"(?:all (?:the )?others?|every(?:one|body) else|any(?:one|body) else|nobody else)\b",
    re.IGNORECASE,
)
MOST_ADDED = 2
"""Sentences that are added to an answer: more is no longer an answer to the question."""


class Limits:
    """What stands behind the passages of one corpus.

    Args:
        passages: all of them, in reading order.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._after = {one.id: other for one, other in pairwise(passages)}

    def beside(self, cited: Sequence[Passage]) -> tuple[Passage, ...]:
        """The cited passages, each followed by the sentence that limits it, if there is one.

        Args:
            cited: passages in the order of the answer.
        """
        shown: dict[str, Passage] = {}
        added = 0
        for passage in cited:
            shown.setdefault(passage.id, passage)
            limit = self._limit_of(passage)
            if limit is not None and added < MOST_ADDED and limit.id not in shown:
                shown[limit.id] = limit
                added += 1
        return tuple(shown.values())

    def _limit_of(self, passage: Passage) -> Passage | None:
        """The sentence behind a passage that limits it, or the one after that which says what holds
        for the others: "It is handed in. All other children leave it at home." """
        following = self._after.get(passage.id)
        if following is None or _limits(following, passage):
            return following
        further = self._after.get(following.id)
        return further if further is not None and _is_of_others(further, passage) else None


def _is_of_others(further: Passage, passage: Passage) -> bool:
    """Whether the sentence after next says what holds for all but those that a passage is about."""
    same = (further.document_id, further.block) == (passage.document_id, passage.block)
    return same and further.kind == "sentence" and _OTHERS.match(further.text) is not None


def _limits(following: Passage, passage: Passage) -> bool:
    same = (following.document_id, following.block) == (passage.document_id, passage.block)
    return same and following.kind == "sentence" and _LIMIT.match(following.text) is not None
