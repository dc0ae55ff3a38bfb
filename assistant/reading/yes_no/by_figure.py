"""A reading that one figure decides: with its yes or no, and the sentence that decides it.

What is told in part is an answer, too, where all that was claimed is that figure. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.reading.lacking.set_apart import set_apart
from assistant.reading.readings import Reading
from assistant.reading.yes_no.said_figure import Says, says_figure
from assistant.records import Passage


def by_figure(
    question: str, reading: Reading, block: Sequence[Passage], names: Sequence[str]
) -> Reading:
    """The reading with the yes or no that one figure of what is told decides; as it was where
    none does.

    Args:
        question: what is asked, without its frame.
        reading: what is told.
        block: the paragraph or table in which the first passage stands that is told.
        names: what the corpus calls its subject.
    """
    if not reading.chosen or reading.outcome not in ("answer", "premise", "partial"):
        return reading
    first = reading.chosen[0]
    place = block.index(first) if first in block else len(block)
    partly = reading.outcome == "partial"
    for one, other in pairwise(block[max(place - 1, 0) : place + 2]):
        apart = set_apart(question, one, other, names)
        if apart is not None and (apart.says or not partly):
            told = tuple(dict.fromkeys([first, one, other, *reading.chosen]))
            return _said(replace(reading, chosen=told), apart.says)
    return _said(reading, says_figure(question, first, block, names))


def _said(reading: Reading, says: Says | None) -> Reading:
    if says is None:
        return reading
    # The figure may be right and still be that of something else than what is asked about.
    says = "no" if "no" in (reading.says, says) else says
    return replace(reading, outcome="answer", says=says, missing=())
