"""The documents as an owner clicks in them: their passages in reading order, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from assistant.records import Passage
from assistant.sources.corpus import Corpus

SHOWN_MOST = 2_500
"""Passages on one page; of a larger corpus one document is shown at a time."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list item or a table. ``heading`` is the one above it, where it is new."""

    heading: str
    is_table: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class LaidOut:
    """One document; ``blocks`` are empty where it is not shown on this page."""

    id: str
    title: str
    blocks: tuple[Block, ...]


def laid_out(corpus: Corpus, wanted: str, near: Sequence[str]) -> list[LaidOut]:
    """The documents of a corpus. Where they are too many for one page, only the wanted one has
    blocks, or the one with the nearest passage."""
    nearest = corpus.by_id[near[0]].document_id if near else next(iter(corpus.documents))
    one = wanted if wanted in corpus.documents else nearest
    every = len(corpus.passages) <= SHOWN_MOST
    found = []
    for identity, document in corpus.documents.items():
        passages = [p for p in corpus.passages if p.document_id == identity]
        blocks = _blocks(passages) if every or identity == one else ()
        found.append(LaidOut(identity, document.title, blocks))
    return found


def _blocks(passages: Sequence[Passage]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    section: tuple[str, ...] = ()
    for _, run in groupby(passages, key=lambda passage: passage.block):
        inside = tuple(run)
        heading = inside[0].heading if inside[0].section != section else ""
        section = inside[0].section
        table = any(passage.kind == "table_row" for passage in inside)
        blocks.append(Block(heading, table, inside))
    return tuple(blocks)
