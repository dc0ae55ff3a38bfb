"""A document as a readable page that can light up exact characters of ``Document.text``.

``#c=start-end`` (or several, ``#c=10-20,40-60``) scrolls to those characters and marks them. Every
piece of visible text carries the offset of its first character, taken while the page is written,
so nothing is ever searched for in the browser. Without a script it is a plain page.

The page is a view of the blocks that the passages are cut from: what is cited is shown, and as the
same characters. A plain text keeps the look that it was typed in. All text is escaped here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from assistant.records import Document
from assistant.sources.blocks import FALSE_HEADING, Block, Box, Mark
from assistant.sources.parsed import Parsed
from assistant.text import patterns as re

ASSETS = "/web"
"""Where the server mounts ``assistant/web``. Not ``/assets``: Gradio serves its own files there."""

_SAFE_LINK = re.compile(r"(?:https?://|mailto:|tel:)", re.IGNORECASE)
_TAGS = {"strong": "strong", "em": "em", "code": "code"}
_BOXES = {"bullets": "ul", "numbers": "ol", "item": "li", "quote": "blockquote"}
_LEAST_CONTENTS = 3


def render(parsed: Parsed, noun: str = "article") -> str:
    """Returns the whole HTML page of a document; ``noun`` is what the corpus calls its text."""
    document = parsed.document
    template = Template(files("assistant").joinpath("web/source.html").read_text("utf-8"))
    return template.substitute(
        assets=f"..{ASSETS}",  # relative: the server may lie under a path of a proxy
        title=escape(document.title),
        noun=escape(noun),
        byline=_byline(document),
        disclosure=_disclosure(document),
        contents=_contents(parsed),
        body="".join(_Body(parsed).blocks()),
        footer=_footer(parsed),
    )


def written_date(updated: str) -> str:
    """``2026-06-16`` as ``16 June 2026``; anything that is not such a date as it stands."""
    try:
        day = date.fromisoformat(updated)
    except ValueError:
        return updated
    return f"{day.day} {day:%B %Y}"


def _byline(document: Document) -> str:
    parts = [f"By {escape(document.author)}"] if document.author else []
    if document.publisher:
        parts.append(escape(document.publisher))
    if document.updated:
        shown = escape(written_date(document.updated))
        parts.append(f'Updated <time datetime="{escape(document.updated)}">{shown}</time>')
    return f'<p class="byline">{" · ".join(parts)}</p>' if parts else ""


def _disclosure(document: Document) -> str:
    if not document.disclosure:
        return ""
    return f'<p class="disclosure">{escape(document.disclosure)}</p>'


def _footer(parsed: Parsed) -> str:
    citable = sum(passage.kind != "table_header" for passage in parsed.passages)
    source = ""
    if _SAFE_LINK.match(parsed.document.source_url):
        address = escape(parsed.document.source_url)
        source = (
            f'<a class="original" href="{address}" target="_blank" rel="noopener noreferrer">'
            "Original page</a>. "
        )
    return (
        f"{citable} sentences and table rows can be cited. {source}"
        '<a href="../" target="_top">Ask a question</a>.'
    )


def _contents(parsed: Parsed) -> str:
    headings = list(_Body(parsed).headings())
    top = min((level for level, _, _ in headings), default=0)
    entries = [
        f'<li><a href="#{anchor}">{escape(words)}</a></li>'
        for level, anchor, words in headings
        if level == top
    ]
    if len(entries) < _LEAST_CONTENTS:
        return ""
    return (
        '<details class="contents"><summary>On this page</summary>'
        f"<ol>{''.join(entries)}</ol></details>"
    )


class _Body:
    """Writes the body of one document as HTML, block by block."""

    def __init__(self, parsed: Parsed) -> None:
        self._parsed = parsed
        self._text = parsed.document.text
        self._title = parsed.document.title
        self._blocks = parsed.blocks
        self._typed = parsed.kind == "text"
        self._page: int | None = None
        self._anchors = {
            block.start: f"section-{number}"
            for number, block in enumerate(
                (b for b in parsed.blocks if b.kind == "heading" and not self._repeats_title(b)), 1
            )
        }

    def headings(self) -> Iterator[tuple[int, str, str]]:
        """Yields level on the page, anchor and text of each heading that is shown."""
        for block in self._blocks:
            if block.start in self._anchors:
                words = " ".join(self._text[block.start : block.end].split())
                yield _level(block), self._anchors[block.start], words

    def blocks(self) -> Iterator[str]:
        """Yields the pieces of the page's body in order."""
        if self._typed:
            yield from self._as_typed()
            return
        inside: tuple[Box, ...] = ()
        for group, run in groupby(self._blocks, key=lambda block: block.group):
            blocks = list(run)
            if group:
                yield from self._boxes(inside, blocks[0].inside)
                inside = blocks[0].inside
                yield self._page_mark(blocks[0])
                yield self._table(blocks)
                continue
            for block in blocks:
                yield from self._boxes(inside, block.inside)
                inside = block.inside
                yield self._page_mark(block)
                yield self._block(block)
        yield from self._boxes(inside, ())

    def _repeats_title(self, block: Block) -> bool:
        words = " ".join(self._text[block.start : block.end].split())
        return block.level == 1 and not block.citable and words == self._title.strip()

    def _boxes(self, before: Sequence[Box], now: Sequence[Box]) -> Iterator[str]:
        """The ends of the boxes that are left, and the beginnings of those that are entered."""
        same = 0
        while same < min(len(before), len(now)) and before[same] == now[same]:
            same += 1
        for box in reversed(before[same:]):
            yield f"</{_BOXES[box.kind]}>\n"
        for place, box in enumerate(now[same:], start=same):
            numbered = box.kind == "item" and place > 0 and now[place - 1].kind == "numbers"
            value = f' value="{box.number}"' if numbered else ""
            yield f"<{_BOXES[box.kind]}{value}>"

    def _page_mark(self, block: Block) -> str:
        page = self._parsed.page_at(block.start)
        if page is None or page == self._page:
            return ""
        self._page = page
        return f'<p class="page" id="page-{page}">Page {page}</p>\n'

    def _block(self, block: Block) -> str:
        inner = self._marked(block)
        if block.kind == "heading":
            if block.start not in self._anchors:
                return ""
            level = _level(block)
            return f'<h{level} id="{self._anchors[block.start]}">{inner}</h{level}>\n'
        if block.kind == "code":
            return f"<pre><code>{inner}</code></pre>\n"
        return f"<p>{inner}</p>\n"

    # --- tables --------------------------------------------------------------------------------

    def _table(self, rows: Sequence[Block]) -> str:
        width = max(len(row.cells) for row in rows)
        parts: list[str] = []
        for kind, run in groupby(rows, key=lambda row: row.kind):
            tag = "thead" if kind == "header_row" else "tbody"
            lines = (self._row(row, width) for row in run)
            parts.append(f"<{tag}>{''.join(lines)}</{tag}>")
        # A wide table scrolls in its own box, which therefore takes the keyboard's focus.
        return (
            '<div class="table" role="region" aria-label="Table" tabindex="0"><table>'
            f"{''.join(parts)}</table></div>\n"
        )

    def _row(self, row: Block, width: int) -> str:
        cells: list[str] = []
        for column, cell in enumerate(row.cells):
            inner = self._marked(row, cell.start, cell.end)
            over = f' colspan="{width}"' if len(row.cells) == 1 and width > 1 else ""
            if row.kind == "header_row":
                cells.append(f'<th scope="col"{over}>{inner}</th>')
            elif column == 0 and not over:
                cells.append(f'<th scope="row">{inner}</th>')
            else:
                cells.append(f"<td{over}>{inner}</td>")
        return f"<tr>{''.join(cells)}</tr>\n"

    # --- a plain text --------------------------------------------------------------------------

    def _as_typed(self) -> Iterator[str]:
        """The whole text with its blanks and line ends; tables and headings are set as such."""
        at = 0
        yield '<div class="typed">'
        for group, run in groupby(self._blocks, key=lambda block: block.group):
            for blocks in [list(run)] if group else ([block] for block in run):
                yield self._piece(at, blocks[0].start)
                at = blocks[-1].end
                if group:
                    yield self._table(blocks)
                elif blocks[0].start in self._anchors:
                    level, anchor = _level(blocks[0]), self._anchors[blocks[0].start]
                    yield f'<h{level} id="{anchor}">{self._marked(blocks[0])}</h{level}>'
                else:
                    yield self._marked(blocks[0])
        yield self._piece(at, len(self._text))
        yield "</div>"

    # --- running text --------------------------------------------------------------------------

    def _marked(self, block: Block, start: int | None = None, end: int | None = None) -> str:
        start = block.start if start is None else start
        end = block.end if end is None else end
        marks = [mark for mark in block.marks if start <= mark.start < mark.end <= end]
        marks.sort(key=lambda mark: (mark.start, -mark.end))
        return self._spans(start, end, marks)

    def _spans(self, start: int, end: int, marks: Sequence[Mark]) -> str:
        """``text[start:end]`` with its marks, every piece with its offset."""
        out: list[str] = []
        at, place = start, 0
        while place < len(marks):
            mark = marks[place]
            after = place + 1
            while after < len(marks) and marks[after].start < mark.end:
                after += 1
            # One that reaches beyond the mark it began in is left out; its words are shown anyway.
            inner = [m for m in marks[place + 1 : after] if m.end <= mark.end]
            out.append(self._piece(at, mark.start))
            out.append(self._mark(mark, inner))
            at, place = mark.end, after
        out.append(self._piece(at, end))
        return "".join(out)

    def _mark(self, mark: Mark, inner: Sequence[Mark]) -> str:
        if mark.kind == "break":
            shown = escape(mark.href)
            return f'<span data-s="{mark.start}" data-e="{mark.end}">{shown}</span>'
        words = self._spans(mark.start, mark.end, inner)
        if mark.kind == "image":  # Pictures are never loaded: their description stands for them.
            return f'<span class="picture">{words}</span>'
        if mark.kind == "link":
            if not _SAFE_LINK.match(mark.href):
                return words
            href = escape(mark.href)
            return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{words}</a>'
        tag = _TAGS[mark.kind]
        return f"<{tag}>{words}</{tag}>"

    def _piece(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return f'<span data-s="{start}">{escape(self._text[start:end])}</span>'


def _level(block: Block) -> int:
    """The level on the page, where the title is the only one of the first."""
    return 4 if block.level >= FALSE_HEADING else min(4, max(2, block.level))
