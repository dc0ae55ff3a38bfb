"""A document as its reader left it, written down as JSON, and read back equal.

The words are written once, as the document's text; passages and cells are offsets into it. What a
document has thousands of stands in columns, so that making the passages anew takes little more than
making the objects: 50,000 of them in a fifth of a second, where to parse their documents takes ten.
The blocks are a line of their own, because few ever ask for them: they are made when they are
looked at.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from itertools import repeat
from typing import Any, overload

from assistant.records import Cell, Document, Passage
from assistant.sources.blocks import Block, Box, Mark
from assistant.sources.parsed import Parsed


class LaterBlocks(Sequence[Block]):
    """Blocks that are made when they are first looked at; equal to the same ones in a tuple."""

    def __init__(self, make: Callable[[], tuple[Block, ...]]) -> None:
        self._make: Callable[[], tuple[Block, ...]] | None = make
        self._made: tuple[Block, ...] = ()

    @property
    def _all(self) -> tuple[Block, ...]:
        make = self._make
        if make is not None:  # two threads make the same
            self._made = make()
            self._make = None
        return self._made

    @overload
    def __getitem__(self, place: int) -> Block: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, place: int | slice) -> Block | tuple[Block, ...]:
        return self._all[place]

    def __len__(self) -> int:
        return len(self._all)

    def __iter__(self) -> Iterator[Block]:
        return iter(self._all)

    def __eq__(self, other: object) -> bool:
        return self._all == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._all)


def written(parsed: Parsed) -> tuple[bytes, bytes]:
    """Two lines of JSON: the document with its passages, and its blocks."""
    document = {name: value for name, value in asdict(parsed.document).items() if value}
    whole: dict[str, Any] = {"document": document, "kind": parsed.kind}
    if parsed.pages:
        whole["pages"] = parsed.pages
    if parsed.scanned:
        whole["scanned"] = parsed.scanned
    whole["passages"] = _columns(parsed)
    return _line(whole), _line(_rows(parsed))


def read_back(whole: bytes, blocks: bytes) -> Parsed:
    """The document that ``written`` has made these lines of.

    Raises:
        ValueError, KeyError, TypeError, IndexError: they are other lines.
    """
    found = json.loads(whole)
    document = Document(**{"title": "", "text": "", **found["document"]})
    return Parsed(
        document=document,
        blocks=LaterBlocks(lambda: _blocks(json.loads(blocks), document.text)),
        kind=found["kind"],
        pages=tuple((offset, page) for offset, page in found.get("pages", ())),
        scanned=tuple(found.get("scanned", ())),
    ).with_passages(_passages(found["passages"], document))


def _line(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


# --- passages --------------------------------------------------------------------------------


def _columns(parsed: Parsed) -> dict[str, Any]:
    text, passages = parsed.document.text, parsed.passages
    sections = _numbered(passage.section for passage in passages)
    columns: dict[str, Any] = {
        "ids": [passage.id for passage in passages],
        "starts": [passage.start for passage in passages],
        "ends": [passage.end for passage in passages],
        "blocks": [passage.block for passage in passages],
        "sections": list(sections),
        "section": [sections[passage.section] for passage in passages],
    }
    if any(passage.page is not None for passage in passages):
        columns["page"] = [passage.page for passage in passages]
    lines = [
        (p.position, p.kind, p.header, _cells_down(p.cells, text))
        for p in passages
        if p.kind != "sentence" or p.header or p.cells
    ]
    if lines:
        headers = _numbered(header for _, _, header, _ in lines)
        columns["headers"] = list(headers)
        columns["lines"] = [[at, kind, headers[head], cells] for at, kind, head, cells in lines]
    return columns


def _passages(columns: dict[str, Any], document: Document) -> tuple[Passage, ...]:
    text, starts, ends = document.text, columns["starts"], columns["ends"]
    count = len(starts)
    sections = [tuple(section) for section in columns["sections"]]
    kinds: list[Any] = ["sentence"] * count
    headers: list[tuple[str, ...]] = [()] * count
    cells: list[tuple[Cell, ...]] = [()] * count
    known = [tuple(header) for header in columns.get("headers", ())]
    for place, kind, header, found in columns.get("lines", ()):
        kinds[place], headers[place] = kind, known[header]
        cells[place] = _cells_up(found, text)
    return tuple(
        map(
            Passage,
            columns["ids"],
            repeat(document.id),
            kinds,
            range(count),
            columns["blocks"],
            [sections[number] for number in columns["section"]],
            starts,
            ends,
            [text[start:end] for start, end in zip(starts, ends, strict=True)],
            headers,
            cells,
            columns.get("page") or repeat(None),
        )
    )


def _numbered(values: Iterator[tuple[str, ...]]) -> dict[tuple[str, ...], int]:
    numbers: dict[tuple[str, ...], int] = {}
    for value in values:
        numbers.setdefault(value, len(numbers))
    return numbers


def _cells_down(cells: Sequence[Cell], text: str) -> list[list[Any]]:
    """Their offsets; the words only where the text has others there."""
    return [
        [c.start, c.end] if text[c.start : c.end] == c.text else [c.start, c.end, c.text]
        for c in cells
    ]


def _cells_up(rows: Sequence[Sequence[Any]], text: str) -> tuple[Cell, ...]:
    return tuple(
        Cell(row[2] if len(row) > 2 else text[row[0] : row[1]], row[0], row[1]) for row in rows
    )


# --- blocks ----------------------------------------------------------------------------------


def _rows(parsed: Parsed) -> list[Any]:
    """The headings' names, and a row for each block without what it has like most others."""
    text = parsed.document.text
    sections = _numbered(block.section for block in parsed.blocks)
    rows: list[list[Any]] = []
    for block in parsed.blocks:
        row: list[Any] = [
            block.kind,
            block.start,
            block.end,
            sections[block.section],
            block.level,
            block.group,
            int(block.citable),
            [[box.kind, box.serial, box.number] for box in block.inside],
            [[mark.kind, mark.start, mark.end, mark.href] for mark in block.marks],
            block.header,
            _cells_down(block.cells, text),
        ]
        while len(row) > _ALWAYS and not row[-1]:
            row.pop()
        rows.append(row)
    return [list(sections), rows]


_ALWAYS = 7
"""Values that every row has; those behind them are left away where they are empty."""


def _blocks(written_down: Any, text: str) -> tuple[Block, ...]:
    sections = [tuple(section) for section in written_down[0]]
    return tuple(_block(row, sections, text) for row in written_down[1])


def _block(row: list[Any], sections: Sequence[tuple[str, ...]], text: str) -> Block:
    kind, start, end, section, level, group, citable, *rest = row
    inside, marks, header, cells = [*rest, (), (), (), ()][:4]
    return Block(
        kind=kind,
        start=start,
        end=end,
        level=level,
        group=group,
        section=sections[section],
        inside=tuple(Box(*box) for box in inside),
        marks=tuple(Mark(*mark) for mark in marks),
        cells=_cells_up(cells, text),
        header=tuple(header),
        citable=bool(citable),
    )
