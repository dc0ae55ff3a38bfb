"""What stands around passages: in their table, and in their section. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage

READ_ON_MOST = 4
"""Sentences that are told behind one thing of several."""


class Surroundings:
    """The sections of one corpus.

    Args:
        passages: all of them, in reading order.
    """

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
        for passage in passages:
            if passage.kind != "table_header":
                key = (passage.document_id, passage.section)
                self._sections.setdefault(key, []).append(passage)

    @property
    def passages(self) -> list[Passage]:
        """All but the heads of tables, section by section."""
        return [p for section in self._sections.values() for p in section]

    def table_of(self, row: Passage) -> list[Passage]:
        """All rows of the table that a row stands in."""
        section = self._sections.get((row.document_id, row.section), ())
        return [p for p in section if p.kind == "table_row" and p.block == row.block]

    def beside(self, passages: Sequence[Passage]) -> list[Passage]:
        """What stands in the same paragraphs, lists and tables, in reading order."""
        blocks = {(p.document_id, p.block) for p in passages}
        return [p for p in self.passages if (p.document_id, p.block) in blocks]

    def read_on(
        self, meant: Sequence[Passage], things: Sequence[tuple[Passage, ...]]
    ) -> tuple[Passage, ...]:
        """One thing of several with what its paragraph says behind it, up to the next of them."""
        last, others = meant[-1], {p for thing in things for p in thing}
        told = list(meant)
        for passage in self.beside([last]):
            if last.cells or passage.position <= last.position:
                continue
            if passage in others or len(told) > len(meant) + READ_ON_MOST - 1:
                break
            told.append(passage)
        return tuple(told)

    def around(self, passages: Sequence[Passage], reach: int) -> list[Passage]:
        """What stands in the same sections, nearest first, what follows before what precedes."""
        places = [(p.document_id, p.section) for p in passages]
        found: dict[Passage, tuple[int, int]] = {}
        for key in dict.fromkeys(places):
            here = [p.position for p in passages if (p.document_id, p.section) == key]
            for other in self._sections.get(key, ()):
                distance = min(abs(other.position - position) for position in here)
                behind = int(other.position < max(here))
                if 0 < distance <= reach:
                    found[other] = (distance, behind)
        return sorted(found, key=lambda p: (found[p][1], found[p][0]))
