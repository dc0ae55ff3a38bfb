"""One row for each case: what was asked, what came back, its scores, and why it is not right.

A row is plain data: the report, the gate and the comparison of two runs all work on rows, so a
saved run can be judged again without asking anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from eval.reply import Span


@dataclass(frozen=True, slots=True)
class Row:
    """One scored case.

    Attributes:
        group: rows of one group are not independent (the turns of one conversation).
        labels: what to break the figures down by, such as kind and style.
        right: the verdict that the report lists failures by.
        why: sentences that say what is wrong; empty if ``right``.
        gold: places of the needed quotes (for a false premise, of the contradicting ones).
        also: places of quotes that are welcome too.
        bare_ms: what the bare question encoder took for the question; ``None`` if unknown.
        found: for retrieval, the group of needed quotes found at each rank, if any.
    """

    id: str
    set: str
    group: str
    question: str
    expect: str
    labels: Mapping[str, str]
    scores: Mapping[str, float]
    right: bool
    why: tuple[str, ...]
    reply: Mapping[str, Any]
    wall_ms: float
    gold: tuple[tuple[str, int, int], ...] = ()
    also: tuple[tuple[str, int, int], ...] = ()
    history: tuple[str, ...] = ()
    p_covered: float | None = None
    found: tuple[tuple[int, ...], ...] | None = None
    groups: int = 0
    bare_ms: float | None = None

    def to_json(self) -> dict[str, object]:
        """The row as JSON; ``row_from_json`` reads it back."""
        return asdict(self)


def row_from_json(value: Mapping[str, Any]) -> Row:
    """Reads a row back from a report."""
    fields = dict(value)
    fields["why"] = tuple(value["why"])
    fields["history"] = tuple(value["history"])
    for name in ("gold", "also"):
        fields[name] = tuple((place, start, end) for place, start, end in value[name])
    if value["found"] is not None:
        fields["found"] = tuple(tuple(groups) for groups in value["found"])
    return Row(**fields)


def places(spans: Iterable[Span]) -> tuple[tuple[str, int, int], ...]:
    return tuple((span.document_id, span.start, span.end) for span in spans)
