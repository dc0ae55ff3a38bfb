"""A document, parsed once, and the passages that can be cited from it."""

from __future__ import annotations

import hashlib
import sys
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.records import Document, Passage, PassageKind
from assistant.sources.blocks import Block
from assistant.text import patterns as re
from assistant.text.sentences import MOST, at_most, sentence_spans, trim

_KINDS: dict[str, PassageKind] = {"header_row": "table_header", "row": "table_row"}


@dataclass(frozen=True)
class Parsed:
    """One document as its reader left it.

    ``kind`` is the name of the reader; a ``text`` is shown as it was typed.
    """

    document: Document
    blocks: Sequence[Block]
    kind: str = "markdown"
    pages: tuple[tuple[int, int], ...] = ()
    """Offsets from which on the text stands on a page of the source, and which."""
    scanned: tuple[int, ...] = ()
    """Pages that are pictures: what is written on them could not be read."""

    def page_at(self, offset: int) -> int | None:
        """The page of the source on which a character stands, where the source has pages."""
        place = bisect_right(self.pages, (offset, sys.maxsize))
        return self.pages[place - 1][1] if place else None

    def with_passages(self, passages: tuple[Passage, ...]) -> Parsed:
        """The same document, whose passages were worked out before."""
        self.__dict__["passages"] = passages  # where ``cached_property`` keeps them
        return self

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The sentences and table lines, in reading order; they never overlap."""
        text, document_id = self.document.text, self.document.id
        passages: list[Passage] = []
        seen: Counter[str] = Counter()
        number, group = -1, 0
        for block in self.blocks:
            if not block.citable:
                continue
            if block.group == 0 or block.group != group:
                number += 1
            group = block.group
            for start, end in _spans(text, block):
                words = text[start:end]
                if not says_something(words):
                    continue
                seen[words] += 1
                passages.append(
                    Passage(
                        id=_passage_id(document_id, words, seen[words]),
                        document_id=document_id,
                        kind=_KINDS.get(block.kind, "sentence"),
                        position=len(passages),
                        block=number,
                        section=block.section,
                        start=start,
                        end=end,
                        text=words,
                        header=block.header if block.cells else (),
                        cells=block.cells,
                        page=self.page_at(start),
                    )
                )
        return tuple(passages)


def _spans(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.kind == "prose":
        yield from sentence_spans(text, block.start, block.end)
    elif block.kind == "code" and block.end - block.start > MOST:
        start = block.start
        for gap in re.finditer(r"\n\s*\n", text[block.start : block.end]):
            yield from at_most(text, start, block.start + gap.start())
            start = block.start + gap.end()
        yield from at_most(text, start, block.end)
    else:
        yield trim(text, block.start, block.end)  # The first line of code may be indented.


def says_something(words: str) -> bool:
    """Whether there is a letter, a figure or a picture in it, not only signs."""
    return any(sign.isalnum() or unicodedata.category(sign) == "So" for sign in words)


def _passage_id(document_id: str, words: str, occurrence: int) -> str:
    key = f"{document_id}\n{words}\n{occurrence}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]
