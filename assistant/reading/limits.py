"""What limits a passage stands behind it: the exception, the condition, the exclusion.

A citation that leaves the exception away is exact and misleads. A sentence that opens with a word
of exception ("However", "Except", "Unless", "This does not apply") belongs to the one before it,
as far as both stand in one paragraph or list.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from assistant.records import Passage

_LIMIT = re.compile(
    r"(?:but|however|except|unless|only|otherwise|not|never|nor|yet|still"
    r"|this (?:does|do|is|applies|includes|excludes)|that (?:does|is)"
    r"|these (?:do|are)|those (?:do|are)"
    r"|it (?:does not|is not|may not|must not|cannot)|they (?:do not|may not|must not|cannot)"
    r"|exceptions?|exempt|excluded|excluding|the exception|no )\b",
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
            following = self._after.get(passage.id)
            if following is None or added == MOST_ADDED or following.id in shown:
                continue
            if _limits(following, passage):
                shown[following.id] = following
                added += 1
        return tuple(shown.values())


def _limits(following: Passage, passage: Passage) -> bool:
    same = (following.document_id, following.block) == (passage.document_id, passage.block)
    return same and following.kind == "sentence" and _LIMIT.match(following.text) is not None
