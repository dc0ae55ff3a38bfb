"""The article as a readable page that can light up exact characters of ``Document.text``.

``#c=start-end`` (or several, ``#c=10-20,40-60``) scrolls to those characters and marks them. Every
piece of visible text carries the offset of its first character, taken while the page is written,
so nothing is ever searched for in the browser. Without a script it is a plain article.

The look of Markdown is interpreted by a few rules of our own rather than by the parser's inline
rules, because those do not say where a piece of text came from. All text is escaped here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from html import escape, unescape
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt
from markdown_it.token import Token

from assistant.records import Document, Passage
from assistant.sources.documents import row_cells

ASSETS = "/web"
"""Where the server mounts ``assistant/web``. Not ``/assets``: Gradio serves its own files there."""

_INLINE = re.compile(
    r"""
      \\(?P<escape>[!-/:-@\[-`{-~])
    | (?P<entity>&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)
    | (?P<ticks>`+)(?P<code>[^`](?:.*?[^`])?)(?P=ticks)(?!`)
    | (?P<image>!)?\[(?P<label>[^\[\]]*)\]\((?P<url>[^\s()<>]*)(?:\s+"[^"]*")?\)
    | (?P<strong>\*\*|__)(?=\S)(?P<bold>.+?)(?<=\S)(?P=strong)
    | (?<![\w*])\*(?=[^\s*])(?P<star>[^*]+?)(?<=\S)\*(?!\*)
    | (?<!\w)_(?=[^\s_])(?P<under>[^_]+?)(?<=\S)_(?!\w)
    """,
    re.VERBOSE | re.DOTALL,
)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_CONTAINERS = {
    "bullet_list": "ul",
    "ordered_list": "ol",
    "list_item": "li",
    "blockquote": "blockquote",
    "paragraph": "p",
}


def render(document: Document, passages: Sequence[Passage] = ()) -> str:
    """Returns the whole HTML page of a document; ``passages`` are only counted in its footer."""
    template = Template(files("assistant").joinpath("web/source.html").read_text("utf-8"))
    return template.substitute(
        assets=f"..{ASSETS}",  # relative: the server may lie under a path of a proxy
        title=escape(document.title),
        byline=_byline(document),
        disclosure=_disclosure(document),
        contents=_contents(document),
        body="".join(_Body(document).blocks()),
        footer=_footer(document, passages),
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


def _footer(document: Document, passages: Sequence[Passage]) -> str:
    citable = sum(passage.kind != "table_header" for passage in passages)
    counted = f"{citable} sentences and table rows can be cited. " if citable else ""
    source = ""
    if _SAFE_LINK.match(document.source_url):
        source = f'<a href="{escape(document.source_url)}" rel="noopener">Original page</a>. '
    return f'{counted}{source}<a href="../" target="_top">Ask a question about this article</a>.'


def _contents(document: Document) -> str:
    entries = [
        f'<li><a href="#{anchor}">{escape(heading)}</a></li>'
        for level, anchor, heading in _Body(document).headings()
        if level == 2
    ]
    if len(entries) < 3:
        return ""
    return (
        '<details class="contents"><summary>In this article</summary>'
        f"<ol>{''.join(entries)}</ol></details>"
    )


class _Body:
    """Writes the body of one document as HTML, block by block."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.title = document.title
        self.lines = [0, *(match.end() for match in re.finditer("\n", self.text)), len(self.text)]
        # The same dialect as documents.markdown_blocks, so that blocks are the cited ones.
        markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
        self.tokens: list[Token] = markdown.disable("inline").parse(self.text)

    def headings(self) -> Iterator[tuple[int, str, str]]:
        """Yields level on the page, anchor and text of each heading that is shown."""
        number = 0
        for opened, inline in zip(self.tokens, self.tokens[1:], strict=False):
            if opened.type == "heading_open" and not self._repeats_title(opened, inline):
                number += 1
                yield max(2, int(opened.tag[1])), f"section-{number}", inline.content

    def blocks(self) -> Iterator[str]:
        """Yields the pieces of the page's body in order."""
        headings = self.headings()
        tight = {id(token) for token in self.tokens if token.hidden}
        skip_until: str | None = None
        for index, token in enumerate(self.tokens):
            name, _, side = token.type.rpartition("_")
            if skip_until is not None:
                skip_until = None if token.type == skip_until else skip_until
            elif token.type == "heading_open":
                inline = self.tokens[index + 1]
                if not self._repeats_title(token, inline):
                    level, anchor, _ = next(headings)
                    yield f'<h{level} id="{anchor}">{self._inline(inline)}</h{level}>\n'
                skip_until = "heading_close"
            elif token.type == "table_open":
                yield self._table(index)
                skip_until = "table_close"
            elif token.type in ("fence", "code_block"):
                yield self._code(token)
            elif token.type == "hr":
                yield "<hr>\n"
            elif token.type == "inline":
                yield self._inline(token)
            elif name in _CONTAINERS and id(token) not in tight:
                tag = _CONTAINERS[name]
                start = token.attrGet("start") if side == "open" else None
                yield f"</{tag}>\n" if side == "close" else f"<{tag}{_start(start)}>"

    def _repeats_title(self, opened: Token, inline: Token) -> bool:
        return opened.tag == "h1" and inline.content.strip() == self.title.strip()

    def _table(self, index: int) -> str:
        rows: list[str] = []
        heading = True
        for token in self.tokens[index:]:
            if token.type == "table_close":
                break
            if token.type == "tbody_open":
                heading = False
            if token.type != "tr_open" or token.map is None:
                continue
            start, end = self.lines[token.map[0]], self.lines[token.map[0] + 1]
            while start < end and self.text[start] in " \t>":
                start += 1
            cells = []
            for column, cell in enumerate(row_cells(self.text, start, end)):
                inner = self.spans(cell.start, cell.end)
                if heading:
                    cells.append(f'<th scope="col">{inner}</th>')
                elif column == 0:
                    cells.append(f'<th scope="row">{inner}</th>')
                else:
                    cells.append(f"<td>{inner}</td>")
            row = f"<tr>{''.join(cells)}</tr>\n"
            rows.append(f"<thead>{row}</thead><tbody>" if heading else row)
        # A wide table scrolls in its own box, which therefore takes the keyboard's focus.
        return (
            '<div class="table" role="region" aria-label="Table" tabindex="0"><table>'
            f"{''.join(rows)}</tbody></table></div>\n"
        )

    def _code(self, token: Token) -> str:
        first, last = token.map or (0, 0)
        if token.type == "fence":
            first, last = first + 1, first + 1 + token.content.count("\n")
        pieces = [self._piece(self.lines[n], self.lines[n + 1]) for n in range(first, last)]
        return f"<pre><code>{''.join(pieces)}</code></pre>\n"

    def _inline(self, token: Token) -> str:
        """The text of a block, line by line where a marker stands between the lines."""
        first = (token.map or [0])[0]
        spans: list[tuple[int, int]] = []
        for number, content in enumerate(token.content.split("\n")):
            start, end = self.lines[first + number], self.lines[first + number + 1]
            at = self.text.find(content.strip(), self._after_marks(start, end), end)
            if at < 0:
                return escape(token.content)
            spans.append((at, at + len(content.strip())))
        whole = self.text[spans[0][0] : spans[-1][1]]
        if not re.search(r"\n[ \t]*>", whole):
            return self.spans(spans[0][0], spans[-1][1])
        return "\n".join(self.spans(start, end) for start, end in spans)

    def _after_marks(self, start: int, end: int) -> int:
        marks = re.compile(r"(?:[ \t]+|>|#{1,6}(?=[ \t])|(?:[-+*]|\d{1,9}[.)])(?=[ \t]))+")
        match = marks.match(self.text, start, end)
        return match.end() if match else start

    def spans(self, start: int, end: int) -> str:
        """``text[start:end]`` with its inline marks interpreted, every piece with its offset."""
        out: list[str] = []
        at = start
        for match in self._marks(start, end):
            out.append(self._piece(at, match.start()))
            out.append(self._mark(match))
            at = match.end()
        out.append(self._piece(at, end))
        return "".join(out)

    def _marks(self, start: int, end: int) -> Iterator[re.Match[str]]:
        at = start
        while match := _INLINE.search(self.text, at, end):
            yield match
            at = match.end()

    def _mark(self, match: re.Match[str]) -> str:
        if match["escape"]:
            return self._piece(*match.span("escape"))
        if match["entity"]:
            shown = escape(unescape(match["entity"]))
            return f'<span data-s="{match.start()}" data-e="{match.end()}">{shown}</span>'
        if match["ticks"]:
            return f"<code>{self._piece(*match.span('code'))}</code>"
        if match["label"] is not None:
            label = self.spans(*match.span("label"))
            # Pictures are never loaded from elsewhere: their description stands for them.
            if match["image"] or not _SAFE_LINK.match(match["url"]):
                return label
            href = escape(match["url"])
            return f'<a href="{href}" target="_blank" rel="noopener noreferrer">{label}</a>'
        for group, tag in (("bold", "strong"), ("star", "em"), ("under", "em")):
            if match[group] is not None:
                return f"<{tag}>{self.spans(*match.span(group))}</{tag}>"
        return self._piece(*match.span())

    def _piece(self, start: int, end: int) -> str:
        if start >= end:
            return ""
        return f'<span data-s="{start}">{escape(self.text[start:end])}</span>'


def _start(value: object) -> str:
    return f' start="{int(str(value))}"' if value not in (None, 1) else ""
