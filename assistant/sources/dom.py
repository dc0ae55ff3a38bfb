"""The elements of an HTML tree → blocks. What readers of Markdown, web pages and Word share.

The tree is walked once and without recursion, so that depth costs nothing. Text is taken as it
stands; nothing is read again as Markdown.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree
from lxml.html import HtmlElement

from assistant.sources.blocks import FALSE_HEADING, BlockWriter, Inline, Mark, MarkKind, clean
from assistant.sources.furniture import remove, words_of
from assistant.sources.grid import is_layout, read_grid
from assistant.sources.scripts import is_note_mark, lowered, note_labels, raised
from assistant.sources.typed_lists import make_lists
from assistant.text import patterns as re

HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\S+",
        """
        p div section article main header footer aside address blockquote li ul ol dl dt dd
        figure figcaption table thead tbody tfoot tr td th caption center fieldset legend
        details summary form hr pre body html nav hgroup menu dir search dialog button
        """,
    )
)
_MARKS: dict[str, MarkKind] = {
    "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "dfn": "em",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code", "a": "link",
}  # fmt: skip
_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp)", re.IGNORECASE)
_BULLET = re.compile(r"[•·▪◦‣●○✓✔]\s+")
_SIGN = re.compile(r"[•·▪◦‣●○✓✔*–-]\s+(?=\S)")
"""The sign of an item where people type lists into paragraphs."""
_ALONE_FROM = 3
"""Words from which the description of a picture that stands alone carries meaning."""


@dataclass
class Collector:
    """Collects the running text of one block, with single blanks, and its marks."""

    pieces: list[str] = field(default_factory=list)
    length: int = 0
    marks: list[Mark] = field(default_factory=list)
    opened: list[tuple[HtmlElement, MarkKind, int, str]] = field(default_factory=list)

    @property
    def tail(self) -> str:
        """The last characters that were collected."""
        return "".join(self.pieces[-4:])[-40:]

    def add(self, text: str) -> None:
        """Adds text; blanks become one."""
        text = re.sub(r"\s+", " ", clean(text))  # An entity may stand for what nobody sees.
        if text.startswith(" ") and self.tail[-1:] in ("", " ", "\n"):
            text = text[1:]
        if text:
            self.pieces.append(text)
            self.length += len(text)

    def semicolon(self) -> None:
        """Parts what was collected from what follows, on one line."""
        if self.pieces and self.pieces[-1].endswith(" "):
            self.pieces[-1] = self.pieces[-1].rstrip()
            self.length = sum(map(len, self.pieces))
        self.add("; ")

    def line_end(self) -> None:
        """Begins a new line of the same block."""
        if self.length:
            self.pieces.append("\n")
            self.length += 1

    def begin(self, element: HtmlElement, kind: MarkKind, href: str = "") -> None:
        """Text from here on has this mark, until ``end`` of the same element."""
        self.opened.append((element, kind, self.length, href))

    def end(self, element: HtmlElement) -> None:
        """Ends the mark that this element began, if it began one."""
        if self.opened and self.opened[-1][0] is element:
            _, kind, start, href = self.opened.pop()
            if start < self.length:
                self.marks.append(Mark(kind, start, self.length, href))

    def take(self) -> Inline:
        """What was collected. Marks that are still open go on in the next block."""
        still = [(element, kind, 0, href) for element, kind, _, href in self.opened]
        for element, *_ in reversed(list(self.opened)):
            self.end(element)
        inline = Inline("".join(self.pieces), tuple(self.marks)).cut(0)
        self.pieces, self.length, self.marks, self.opened = [], 0, [], still
        return inline


class DomReader:
    """Writes the blocks of one or more elements with a ``BlockWriter``."""

    def __init__(self, writer: BlockWriter) -> None:
        self._writer = writer
        self._text = Collector()
        self._labels: frozenset[str] = frozenset()
        self._heading: tuple[HtmlElement, int] | None = None
        self._left: list[tuple[HtmlElement, int]] = []
        """Elements that end a reign of headings, with the path to go back to."""
        self._numbers: list[int] = []

    def read(self, root: HtmlElement) -> None:
        """Writes everything in ``root``."""
        self._labels = self._labels or note_labels(root)
        for mark in [a for a in root.iter("a", "sup") if a is not root and is_note_mark(a)]:
            remove(mark)
        make_lists(root)
        walk = etree.iterwalk(root, events=("start", "end"))
        skipped: HtmlElement | None = None
        for event, element in walk:
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                if self._start(element):
                    self._text.add(element.text or "")
                else:
                    walk.skip_subtree()
                    skipped = element
                continue
            if element is skipped:
                skipped = None
            else:
                self._end(element)
            if element is not root:
                self._between(element)
                self._text.add(element.tail or "")
        self._flush()

    # --- elements ------------------------------------------------------------------------------

    def _start(self, element: HtmlElement) -> bool:
        """Begins an element; false where all of it has been dealt with."""
        tag = str(element.tag)
        if tag == "br":
            self._line_break(element)
            return True
        if tag in ("sup", "sub"):
            told = (
                raised(element, self._text.tail, self._labels)
                if tag == "sup"
                else lowered(element, self._text.tail)
            )
            self._text.add(told)
            return False
        if tag == "img":
            self._picture(element)
            return True
        if tag in _MARKS:
            self._begin_mark(element, _MARKS[tag])
            return True
        if tag == "q":
            self._text.add("“")
        if self._heading is not None:
            if tag in BLOCKS:
                self._text.add(" ")
            return True
        level = HEADINGS.get(tag) or _heading_role(element)
        if level:
            self._flush()
            self._heading = (element, level)
        elif tag in BLOCKS:
            return self._start_block(element, tag)
        return True

    def _start_block(self, element: HtmlElement, tag: str) -> bool:
        self._flush()
        if tag in ("ol", "section", "div", "aside") and _holds_notes(element):
            self._writer.leave(0)  # Notes of the whole stand under no heading, the last one least.
        if tag in ("ul", "ol", "menu", "dir"):
            self._writer.open("numbers" if tag == "ol" else "bullets")
            self._numbers.append(_number(element.get("start"), 1))
        elif tag == "li":
            self._item(element)
        elif tag == "blockquote":
            self._writer.open("quote")
        elif tag in ("dl", "details"):
            self._left.append((element, self._writer.headings))
        elif tag in ("dt", "summary", "button"):
            depth = sum(a.tag in ("dl", "details") for a in element.iterancestors())
            self._heading = (element, FALSE_HEADING + max(1, depth))
        elif tag == "pre":
            self._writer.code("".join(str(part) for part in element.itertext()))
            return False
        elif tag == "table" and not is_layout(element):
            caption, heads, rows = read_grid(element, self._cell)
            if caption is not None:
                self._writer.prose(caption)
            self._writer.table(heads, rows)
            return False
        return True

    def _end(self, element: HtmlElement) -> None:
        tag = str(element.tag)
        if tag in _MARKS:
            self._text.end(element)
        elif tag == "q":
            self._text.add("”")
        elif self._heading is not None:
            if self._heading[0] is element:
                level = self._heading[1]
                self._heading = None
                self._writer.heading(self._text.take(), level)
            elif tag in BLOCKS:
                self._text.add(" ")
        elif tag in BLOCKS:
            self._flush()
            self._end_block(element, tag)

    def _end_block(self, element: HtmlElement, tag: str) -> None:
        if tag in ("ul", "ol", "menu", "dir"):
            self._writer.close()
            self._numbers.pop()
        elif tag in ("li", "blockquote") and self._writer.depth:
            if tag == "blockquote" or self._numbers:
                self._writer.close()
        elif self._left and self._left[-1][0] is element:
            self._writer.leave(self._left.pop()[1])

    def _item(self, element: HtmlElement) -> None:
        if not self._numbers:
            return  # An item without a list is a paragraph.
        number = _number(element.get("value"), self._numbers[-1])
        self._numbers[-1] = number + 1
        self._writer.open("item", number)

    # --- running text --------------------------------------------------------------------------

    def _flush(self) -> None:
        inline = self._text.take()
        if self._heading is not None:
            return
        lead = 0
        for gap in re.finditer(r"\n(?:\s*\n)+", inline.text):  # Two line breaks are a paragraph.
            self._lines(inline.cut(lead, gap.start()))
            lead = gap.end()
        self._lines(inline.cut(lead))

    def _lines(self, inline: Inline) -> None:
        """Writes a paragraph; one whose lines all begin with the sign of an item is a list."""
        lines = inline.text.split("\n")
        signs = [_SIGN.match(line.lstrip()) for line in lines]
        if not all(signs) or (len(lines) < 2 and not _BULLET.match(inline.text)):
            self._prose(inline)
            return
        self._writer.open("bullets")
        at = 0
        for line, sign in zip(lines, signs, strict=True):
            lead = len(line) - len(line.lstrip()) + (sign.end() if sign else 0)
            self._writer.open("item")
            self._prose(inline.cut(at + lead, at + len(line)))
            self._writer.close()
            at += len(line) + 1
        self._writer.close()

    def _prose(self, inline: Inline) -> None:
        marks, size = inline.marks, len(inline.text)
        picture = len(marks) == 1 and marks[0].kind == "image" and marks[0].end == size
        pictures = [mark for mark in marks if mark.kind == "image"]
        shown = sum(mark.end - mark.start for mark in pictures)
        if len(pictures) > 1 and shown >= len(re.sub(r"\s", "", inline.text)) and all(
            len(inline.text[mark.start : mark.end].split()) < _ALONE_FROM for mark in pictures
        ):  # fmt: skip
            return  # A row of badges: "build", "coverage", "license".
        # "Logo" alone on its line says nothing; in a sentence it is a word of it.
        if not (picture and len(inline.text.split()) < _ALONE_FROM):
            self._writer.prose(inline)

    def _line_break(self, element: HtmlElement) -> None:
        if self._heading is not None:
            self._text.add(" ")
        else:
            self._text.line_end()

    def _begin_mark(self, element: HtmlElement, kind: MarkKind) -> None:
        href = (element.get("href") or "").strip() if kind == "link" else ""
        if kind != "link" or _LINK.match(href):
            self._text.begin(element, kind, href)

    def _picture(self, element: HtmlElement) -> None:
        told = " ".join((element.get("alt") or "").split())
        if not told or told.startswith("data:") or _FILE_NAME.fullmatch(told):
            return
        figure = next((a for a in element.iterancestors() if a.tag == "figure"), None)
        if figure is not None and any(
            words_of(caption) == told for caption in figure.iter("figcaption")
        ):
            return
        if self._text.tail[-1:].isalnum():
            self._text.add(" ")
        self._text.begin(element, "image")
        self._text.add(told)
        self._text.end(element)
        if (element.tail or "")[:1].isalnum():
            self._text.add(" ")

    def _between(self, element: HtmlElement) -> None:
        """A blank between neighbours that are set apart by their looks only."""
        after = element.getnext()
        if (
            after is None
            or element.tail
            or element.tag not in _SIDE_BY_SIDE
            or after.tag not in _SIDE_BY_SIDE
        ):
            return
        left, right = words_of(element), words_of(after)
        apart = right[:1].isalnum() and not right[:1].islower()
        if len(left) > 1 and (apart or _are_columns(element)):
            self._text.add(" ")

    def _cell(self, element: HtmlElement) -> Inline:
        """The text of a table's cell on one line."""
        outer = (self._text, self._heading)
        self._text, self._heading = Collector(), (element, 0)
        self._text.add(element.text or "")
        for event, inner in etree.iterwalk(element, events=("start", "end")):
            if not isinstance(inner.tag, str) or inner is element:
                continue
            if event == "start":
                if inner.tag in ("p", "li", "div", "dt", "dd"):
                    if self._text.tail.strip() and self._text.tail.rstrip()[-1] not in ".,;:!?":
                        self._text.semicolon()
                    self._text.add(" ")
                if inner.tag in ("sup", "sub"):
                    self._start(inner)
                    inner.text = None
                    for child in list(inner):
                        inner.remove(child)
                else:
                    self._start(inner)
                    self._text.add(inner.text or "")
            else:
                self._end(inner)
                self._between(inner)
                self._text.add(inner.tail or "")
        inline = self._text.take()
        self._text, self._heading = outer
        return inline


_SIDE_BY_SIDE = frozenset(("a", "span", "strong", "b", "small", "time", "label", "em", "i"))


def _holds_notes(element: HtmlElement) -> bool:
    """Whether an element is the list of footnotes at the end of a page or document."""
    if element.get("role") in ("doc-endnotes", "doc-footnotes"):
        return True
    items = [child for child in element if child.tag == "li"]
    return bool(items) and all(_NOTE_ID.match(item.get("id") or "") for item in items)


_NOTE_ID = re.compile(r"(?:footnote|endnote|fn)[-_:]?\d", re.IGNORECASE)


def _are_columns(element: HtmlElement) -> bool:
    """Whether an element and its neighbours, whole words each, are all that their box holds."""
    box = element.getparent()
    if box is None or box.tag not in ("div", "li", "p", "section") or (box.text or "").strip():
        return False
    return all(
        child.tag == "span" and len(words_of(child)) >= _WORD_LEAST
        and not (child.tail or "").strip() for child in box
    )  # fmt: skip


_WORD_LEAST = 3


def _heading_role(element: HtmlElement) -> int:
    if (element.get("role") or "").lower() != "heading":
        return 0
    return min(6, _number(element.get("aria-level"), 2))


def _number(value: str | None, default: int) -> int:
    return int(value) if value and re.fullmatch(r"\d{1,6}", value.strip()) else default
