"""The rows of documents, each with the others of the table that it stands in. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import Passage


def by_table(passages: Iterable[Passage]) -> dict[tuple[str, int], list[Passage]]:
    """The rows among passages by document and block, in the order in which they came."""
    tables: dict[tuple[str, int], list[Passage]] = {}
    for passage in passages:
        if passage.kind == "table_row":
            tables.setdefault((passage.document_id, passage.block), []).append(passage)
    return tables
