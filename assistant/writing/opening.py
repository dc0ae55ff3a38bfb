"""The words of the product's own that stand before what a document says. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.signs import sends_elsewhere
from assistant.records import Passage
from assistant.sources.notes import How
from assistant.text.words import content_stems
from assistant.writing.together import wants_more
from assistant.writing.verdicts import Says, other_figure, said_of

_OF_TIME = frozenset(content_stems("work working time week day spend take"))
"""Stems with which the share of any row is asked for."""
HEADS = frozenset(
    (
        "yes",
        "no",
        "mostly_yes",
        "mostly_no",
        "if_yes",
        "if_no",
        "premise_figure",
    )
)
"""Openings that go on with what proves them: no heading stands between."""

OF_NO_TABLE = frozenset(
    ("talk.greater", "talk.smaller", "talk.left_out", "talk.counted", "unjudged")
)
"""Openings of what was told, and not of the whole table it stands in."""


def opens_with(
    chosen: Sequence[Passage], question: str, verdict: tuple[Says, How], *, refutes: bool
) -> str:
    """The key of the sentence that an answer begins with; empty for none.

    Args:
        chosen: what is told, best first.
        question: what was asked.
        verdict: what a question that asks yes or no is answered with, and how far it holds.
        refutes: what is told contradicts what the question takes for granted.
    """
    if refutes:
        return "premise_figure" if other_figure(question, chosen) else "premise"
    says, how = verdict
    if says is not None and (lead := said_of(says, chosen[0], how)):
        return lead
    pointers = all(map(sends_elsewhere, chosen))
    return "goes_elsewhere" if pointers and (len(chosen) == 1 or not wants_more(question)) else ""


def of_the_figure(chosen: Sequence[Passage], question: str) -> list[Passage]:
    """Of several rows the one that the question names: its figure is the one that differs."""
    rows = [passage for passage in chosen if passage.cells]
    asked = set(content_stems(question)) - _OF_TIME
    named = [len(asked & set(content_stems(row.cells[0].text))) for row in rows]
    if len(rows) < 2 or not max(named) or named.count(max(named)) > 1:
        return list(chosen)
    row = rows[named.index(max(named))]
    return [row, *(passage for passage in chosen if not passage.cells)]
