"""A document as its readers hand it over: one text, and the blocks that it is made of.

Passages and the source page are two views of the same blocks, so that every passage is on the page
and a citation lights up exactly its characters. ``BlockWriter`` writes text and blocks together:
an offset is known because the character was just written, never because it was looked for.

The text that it writes looks like Markdown (``## Heading``, ``- item``, ``| cell |``) because that
is how people read a text with structure. Nothing ever reads those signs back.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise
from typing import Literal

from assistant.records import Cell
from assistant.text import patterns as re
from assistant.text.sentences import trim

BlockKind = Literal["heading", "prose", "code", "header_row", "row"]
MarkKind = Literal["strong", "em", "code", "link", "image", "break"]
BoxKind = Literal["bullets", "numbers", "item", "quote"]
FALSE_HEADING = 7
"""Level of a line that only looks like a heading; it stands below the six real ones."""
_HEADING_MOST = 90
_SHOUTED_LEAST = 4
_QUESTION_MOST = 120
_QUESTIONS_LEAST = 3
_QUESTION = re.compile(
    r"(?:Q|F|P|Question|Frage|Pregunta)(?:\s?\d{1,3}\s?[:.)]|\s?:)\s+", re.IGNORECASE
)
_REPLY = re.compile(
    r"(?:A|R|Answer|Antwort|Respuesta)(?:\s?\d{1,3}\s?[:.)]|\s?:)\s+", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of the text that is shown in another way.

    ``href`` is the address of a link; of a ``break``, the line end that the file has for it.
    """

    kind: MarkKind
    start: int
    end: int
    href: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A list, an item of it or a quote that blocks stand in; equal boxes are the same one."""

    kind: BoxKind
    serial: int
    number: int = 1
    """Of an item in a numbered list."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, code, or a line of a table, as offsets into the document's text.

    Attributes:
        level: of a heading, 1 to 6; more for a line that only looks like one.
        group: lines of one table share a group; 0 for what is no table.
        section: the headings above it, outermost first.
        inside: the boxes it stands in, outermost first.
        header: for table lines, the name of each cell's column.
        citable: false for headings that are told by the section of what stands below them.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0
    group: int = 0
    section: tuple[str, ...] = ()
    inside: tuple[Box, ...] = ()
    marks: tuple[Mark, ...] = ()
    cells: tuple[Cell, ...] = ()
    header: tuple[str, ...] = ()
    citable: bool = True


@dataclass(frozen=True, slots=True)
class Inline:
    """Running text with its marks, as offsets into it."""

    text: str
    marks: tuple[Mark, ...] = ()

    def cut(self, start: int, end: int | None = None) -> Inline:
        """The part from ``start`` to ``end``, without blanks at its ends."""
        start, end = trim(self.text, start, len(self.text) if end is None else end)
        moved = (
            replace(mark, start=max(mark.start, start) - start, end=min(mark.end, end) - start)
            for mark in self.marks
        )
        return Inline(self.text[start:end], tuple(mark for mark in moved if mark.start < mark.end))

    @property
    def all_strong(self) -> bool:
        """Whether everything is set in bold."""
        return any(
            mark.kind == "strong" and not (self.text[: mark.start] + self.text[mark.end :]).strip()
            for mark in self.marks
        )


@dataclass
class BlockWriter:
    """Writes a document's text block by block, and remembers where each one stands."""

    pages: list[tuple[int, int]] = field(default_factory=list)
    """Offsets from which on the text stands on a page of the source, and which."""
    _turned: int | None = None
    _pieces: list[str] = field(default_factory=list)
    _length: int = 0
    _blocks: list[Block] = field(default_factory=list)
    _path: list[tuple[int, str]] = field(default_factory=list)
    _boxes: list[Box] = field(default_factory=list)
    _serials: count[int] = field(default_factory=lambda: count(1))
    _groups: int = 0
    _begun: set[int] = field(default_factory=set)
    """Items whose sign has been written."""

    # --- boxes ---------------------------------------------------------------------------------

    def open(self, kind: BoxKind, number: int = 1) -> None:
        """Begins a box that the next blocks stand in."""
        self._boxes.append(Box(kind, next(self._serials), number))

    def close(self) -> None:
        """Ends the innermost box."""
        self._boxes.pop()

    @property
    def depth(self) -> int:
        """How many boxes are open."""
        return len(self._boxes)

    @property
    def headings(self) -> int:
        """How long the path of headings is, to go back to with ``leave``."""
        return len(self._path)

    def leave(self, headings: int) -> None:
        """Forgets the headings after the first ``headings``: what they headed is over."""
        del self._path[headings:]

    def turn(self, page: int) -> None:
        """The next block stands on this page."""
        if not self.pages or self.pages[-1][1] != page:
            self._turned = page

    @property
    def has_title(self) -> bool:
        """Whether the first block is a heading of the first level."""
        return bool(self._blocks) and self._blocks[0].level == 1

    # --- blocks --------------------------------------------------------------------------------

    def heading(self, inline: Inline, level: int) -> None:
        """Writes a heading; what follows stands below it."""
        if (asked := _QUESTION.match(inline.text)) and inline.text.rstrip().endswith("?"):
            inline = inline.cut(asked.end())
        inline = inline.cut(0)
        words = " ".join(inline.text.split())
        if not words:
            return
        self._path = [entry for entry in self._path if entry[0] < level]
        section = self._section
        self._path.append((level, words))
        self._lead("#" * level + " " if level < FALSE_HEADING else "")
        start, marks = self._write(replace(inline, text=inline.text.replace("\n", " ")))
        self._add(Block("heading", start, self._length, level=level, section=section, marks=marks,
                        citable=False))  # fmt: skip

    def prose(self, inline: Inline, turns: Sequence[tuple[int, int]] = ()) -> None:
        """Writes a paragraph. One that only looks like a heading becomes one.

        ``turns`` are the offsets into it at which it goes over to another page, and to which.
        """
        inline = inline.cut(0)
        if not inline.text:
            return
        if (question := _QUESTION.match(inline.text)) and inline.text.endswith("?"):
            self.heading(inline.cut(question.end()), FALSE_HEADING + 1)
            return
        if (reply := _REPLY.match(inline.text)) and self._answers:
            inline = inline.cut(reply.end())
        elif looks_like_heading(inline) and not self._boxes:
            self.heading(inline, FALSE_HEADING)
            return
        self._lead(self._sign())
        start, marks = self._write(inline)
        self._add(Block("prose", start, self._length, section=self._section, marks=marks))
        self.pages.extend((start + offset, page) for offset, page in turns)

    def code(self, text: str) -> None:
        """Writes lines that are shown as they are."""
        text = text.strip("\n").rstrip()
        if not text.strip():
            return
        self._lead(self._sign())
        start, _ = self._write(Inline(text))
        self._add(Block("code", start, self._length, section=self._section))

    def table(
        self,
        heads: Sequence[Sequence[Inline]],
        rows: Sequence[Sequence[Inline]],
        names: Sequence[str] = (),
    ) -> None:
        """Writes a table: its header lines, then its rows; ``names`` name columns without them."""
        self._groups += 1
        width = max((len(row) for row in (*heads, *rows)), default=0)
        names = tuple(names) or tuple(
            " ".join(dict.fromkeys(head[n].text for head in heads if n < len(head))).strip()
            for n in range(width)
        )
        for kind, lines in (("header_row", heads), ("row", rows)):
            for number, line in enumerate(lines):
                first = kind == ("header_row" if heads else "row") and number == 0
                self._row("header_row" if kind == "header_row" else "row", line, names, first)
            if kind == "header_row" and heads:
                self._raw("\n|" + "---|" * width)

    def _row(
        self, kind: Literal["header_row", "row"], line: Sequence[Inline], names: tuple[str, ...],
        first: bool,
    ) -> None:  # fmt: skip
        if first:
            self._lead(self._sign())
        else:
            self._raw("\n")
        start = self._length
        self._raw("|")
        cells: list[Cell] = []
        marks: list[Mark] = []
        for inline in line:
            self._raw(" ")
            at, found = self._write(replace(inline, text=inline.text.replace("\n", " ")))
            cells.append(Cell(inline.text.replace("\n", " "), at, self._length))
            marks.extend(found)
            self._raw(" |")
        header = names if any(names) and len(names) == len(cells) else ()
        self._add(
            Block(kind, start, self._length, group=self._groups, section=self._section,
                  marks=tuple(marks), cells=tuple(cells), header=header)
        )  # fmt: skip

    def finish(self) -> tuple[str, tuple[Block, ...]]:
        """The text and its blocks; the text ends with a line end."""
        text = "".join(self._pieces) + "\n"
        return text, with_lone_headings(with_questions(text, self._blocks))

    # --- writing -------------------------------------------------------------------------------

    @property
    def _section(self) -> tuple[str, ...]:
        return tuple(words for _, words in self._path)

    @property
    def _answers(self) -> bool:
        """Whether the last heading was the question of a list of questions and answers."""
        return bool(self._path) and self._path[-1][1].endswith("?")

    def _add(self, block: Block) -> None:
        self._blocks.append(replace(block, inside=tuple(self._boxes)))

    def _raw(self, text: str) -> None:
        self._pieces.append(text)
        self._length += len(text)

    def _write(self, inline: Inline) -> tuple[int, tuple[Mark, ...]]:
        start = self._length
        if self._turned is not None:
            self.pages.append((start, self._turned))
            self._turned = None
        self._raw(inline.text)
        return start, tuple(
            replace(mark, start=start + mark.start, end=start + mark.end) for mark in inline.marks
        )

    def _lead(self, sign: str) -> None:
        """Begins a block: the blank line before it, and its sign."""
        if self._length:
            before = self._blocks[-1].inside if self._blocks else ()
            items = [box for box in self._boxes if box.kind == "item"]
            tight = bool(items and before) and items[-1] not in before
            tight = tight and any(box.kind == "item" for box in before)
            self._raw("\n" if tight else "\n\n")
        self._raw(sign)

    def _sign(self) -> str:
        """The signs of the open boxes: quotes, and the item that begins here."""
        signs: list[str] = []
        numbered = False
        for box in self._boxes:
            if box.kind == "quote":
                signs.append("> ")
            elif box.kind in ("bullets", "numbers"):
                numbered = box.kind == "numbers"
            elif box.serial in self._begun:
                signs.append("  ")
            else:
                self._begun.add(box.serial)
                signs.append(f"{box.number}. " if numbered else "- ")
        return "".join(signs)


def with_questions(text: str, blocks: Sequence[Block]) -> Sequence[Block]:
    """The blocks, with the questions of a list of questions and answers as headings.

    A paragraph that is a short question and is followed by one that is none heads it, where there
    are three or more of them.
    """
    asked = {
        place
        for place, (block, after) in enumerate(pairwise(blocks))
        if _asks(text, block) and after.kind != "heading" and not _asks(text, after)
        and after.inside == block.inside
    }  # fmt: skip
    if len(asked) < _QUESTIONS_LEAST:
        return blocks
    found: list[Block] = []
    question = ""
    above: tuple[str, ...] = ()
    for place, block in enumerate(blocks):
        if block.kind == "heading" or block.section != above:
            question, above = "", block.section
        if place in asked:
            question = text[block.start : block.end]
            block = replace(block, kind="heading", level=FALSE_HEADING + 1, citable=False)
        elif question:
            block = replace(block, section=(*block.section, question))
        found.append(block)
    return found


def _asks(text: str, block: Block) -> bool:
    words = text[block.start : block.end]
    return (
        block.kind == "prose"
        and words.endswith("?")
        and len(words) <= _QUESTION_MOST
        and not re.search(r"[.!?:]\s", words)
    )


def with_lone_headings(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks, with a heading citable where nothing stands below it: it is the message then."""
    found = list(blocks)
    for place, block in enumerate(found):
        if block.kind != "heading":
            continue
        after = found[place + 1] if place + 1 < len(found) else None
        if after is None or (after.kind == "heading" and after.level <= block.level):
            found[place] = replace(block, citable=True)
    return tuple(found)


def looks_like_heading(inline: Inline) -> bool:
    """Whether a paragraph is a line in bold or in capitals that heads what follows."""
    text = inline.text
    shouted = text.isupper() and sum(map(str.isalpha, text)) >= _SHOUTED_LEAST
    return (
        (inline.all_strong or (shouted and not re.search(r"\d", text)))
        and "\n" not in text
        and len(text) <= _HEADING_MOST
        and text[-1] not in ".!,;…"
    )


def clean(text: str) -> str:
    """A file's text as it is read: line ends are line feeds, and what nobody sees is gone.

    Soft hyphens, zero-width blanks, marks of byte order and of direction, and control characters
    are removed; hard and thin blanks become blanks,
    hard hyphens hyphens; accents are joined with their letters (NFC).
    Marks that join or part letters stay where a script or a picture needs them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n\n")
    text = _TERMINAL_COLOUR.sub("", text)
    return unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", text.translate(_UNSEEN)))


_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;?]{0,12}[A-Za-z]")
_LOOSE_JOINER = re.compile(
    r"(?<![\u0590-\U0010ffff])[\u200c\u200d]+|[\u200c\u200d]+(?![\u0590-\U0010ffff])"
)
"""A zero-width joiner or its opposite beside a letter that does without: Latin, Greek, Cyrillic."""


_UNSEEN: dict[int, str | None] = {
    **dict.fromkeys((c for c in range(32) if chr(c) not in "\n\t"), None),
    **dict.fromkeys((*range(0x7F, 0x85), *range(0x86, 0xA0)), None),
    **dict.fromkeys((0xAD, 0x034F, 0x061C, 0x180E, 0x200B, *range(0x2060, 0x2065)), None),
    **dict.fromkeys((0xFEFF, 0xFFFC), None),
    **dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F), None),
    **dict.fromkeys((0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
    **dict.fromkeys((0x2010, 0x2011), "-"),
    **dict.fromkeys((0x0B, 0x85, 0x2028, 0x2029), "\n"),
}
