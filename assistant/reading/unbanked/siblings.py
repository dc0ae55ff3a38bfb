"""Items of one list and rows of one table: what is often asked for together.

Who asks what to bring wants the whole list; who asks which is cheapest needs every row to see it.
A passage does not know its list, so the list is read off the document: items stand behind a marker,
one after the other, under one heading.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.records import Document, Passage
from assistant.text import patterns as re

MOST = 12
"""A longer list or table is not told as a whole."""
_ITEM = re.compile(r"[ \t>]*(?:[-*+•–]|\d{1,3}[.)])[ \t]+\Z")
_COMPARES = re.compile(
    r"\b(?:most|least|fewest|highest|lowest|longest|shortest|largest|smallest|biggest|cheapest"
    r"|dearest|fastest|slowest|earliest|latest|oldest|newest|youngest|heaviest|lightest|best|worst"
    r"|nearest|farthest|furthest|strongest|weakest|warmest|coldest|busiest|maximum|minimum"
    r"|compare[ds]?|comparison|in total|altogether|sum of|on average|how many (?:kinds|types))\b",
    re.IGNORECASE,
)


class Siblings:
    """The lists and tables of one corpus.

    Args:
        passages: all of them, in reading order.
        documents: by id.
    """

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._groups: dict[str, tuple[Passage, ...]] = {}
        group: list[Passage] = []
        for passage in passages:
            if group and not self._together(group[-1], passage, documents):
                self._close(group)
                group = []
            group.append(passage)
        self._close(group)

    def of(self, passage: Passage) -> tuple[Passage, ...]:
        """The list or table that a passage is in, in reading order; empty outside of one."""
        return self._groups.get(passage.id, ())

    def _close(self, group: Sequence[Passage]) -> None:
        rows = tuple(passage for passage in group if passage.kind != "table_header")
        if 1 < len(rows) <= MOST:
            self._groups.update(dict.fromkeys((passage.id for passage in rows), rows))

    @staticmethod
    def _together(one: Passage, other: Passage, documents: Mapping[str, Document]) -> bool:
        if (one.document_id, one.section) != (other.document_id, other.section):
            return False
        if one.kind != "sentence" or other.kind != "sentence":
            return one.kind != "sentence" and other.kind != "sentence" and one.block == other.block
        text = documents[one.document_id].text
        return _is_item(one, text) and _is_item(other, text)


def compares(question: str) -> bool:
    """Whether a question can only be answered by looking at all of a table."""
    return _COMPARES.search(question) is not None


def _is_item(passage: Passage, text: str) -> bool:
    line = text.rfind("\n", 0, passage.start) + 1
    return _ITEM.match(text[line : passage.start]) is not None
