"""Reading where a document has no question bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.index.ingestion import passage_text
from assistant.reading.pairs import Context
from assistant.records import Passage


def contexts(passages: Sequence[Passage], titles: Mapping[str, str]) -> dict[str, Context]:
    """Each passage as the evidence reader reads it, by id.

    The neighbours are the sentences beside it under the same heading; a table row has what
    stands before its table, and nothing after it.
    """
    read: dict[str, Context] = {}
    introduction: Passage | None = None
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        after = passages[index + 1] if index + 1 < len(passages) else None
        if passage.kind == "sentence":
            introduction = passage
        else:
            before, after = introduction, None
        read[passage.id] = Context(
            passage_text(passage, titles.get(passage.document_id, "")),
            before.text if before is not None and _beside(before, passage) else "",
            after.text if after is not None and _beside(passage, after) else "",
        )
    return read


def _beside(one: Passage, other: Passage) -> bool:
    return one.document_id == other.document_id and one.section == other.section
