"""Read a corpus file into a ``Document`` and its ``Passage``s, with exact spans.

Spans are computed while splitting, never by looking for the text afterwards: repeated text would
be found in the wrong place. Everything here is pure but for ``read_document``, which opens a file.

Markdown, plain text and HTML are understood. HTML is turned into Markdown first, and that
Markdown is then the document's text: it is what is cited and what the source page shows.
"""

from __future__ import annotations

import hashlib
import re
import warnings
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, Literal

import yaml
from markdown_it import MarkdownIt

from assistant.errors import DocumentError
from assistant.records import Cell, Document, Passage, PassageKind

SUFFIXES = {".md": "markdown", ".markdown": "markdown", ".txt": "text", ".html": "html"}
SUFFIXES[".htm"] = "html"
MAX_BYTES = 20_000_000
META_FIELDS = ("title", "author", "updated", "publisher", "disclosure", "source_url")

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n+|\Z)", re.DOTALL | re.MULTILINE)
_SENTENCE_END = re.compile(r"[.!?…।؟]+[\"'”’»)\]*_`]*(?=\s+[\"'“‘«(\[*_`¿¡]*(\w))|[。！？]+")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|vs|e\.g|i\.e|cf|approx|Fig|Inc|Ltd|Co|Corp|dept|est"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|\b(?:[A-Z]\.)*[A-Z])\.$"
)
_NUMBER_SIGN = re.compile(r"\bNo\.$")
"""An abbreviation before a digit, an answer before anything else."""
_MARKER = re.compile(r"(?:[-*+]|\d{1,9}[.)])\s+|(?:>\s?)+")
_PLAIN_HEADING_MAX = 90


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph-like stretch or a table line, as offsets into the text."""

    kind: Literal["heading", "prose", "code", "header_row", "row"]
    start: int
    end: int
    level: int = 0
    group: int = 0
    """Rows of one table share a group."""


def read_document(path: Path) -> Document:
    """Reads one corpus file.

    Raises:
        DocumentError: unknown kind of file, not UTF-8, too large, empty or bad front matter.
    """
    kind = SUFFIXES.get(path.suffix.lower())
    if kind is None:
        raise DocumentError(
            f"{path.name} was left out: {path.suffix or 'a file without a suffix'} is not read.",
            "Save it as Markdown (.md), plain text (.txt) or HTML (.html).",
        )
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise DocumentError(
            f"{path.name} was left out: {error.strerror or error}.", "Check its permissions."
        ) from None
    if len(raw) > MAX_BYTES:
        raise DocumentError(
            f"{path.name} was left out: it has more than {MAX_BYTES // 1_000_000} MB.",
            "Split it into several documents.",
        )
    try:
        source = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{path.name} was left out: it is not UTF-8 (byte {error.start}).",
            "Save it again with the encoding UTF-8.",
        ) from None
    return parse_document(source, name=path.stem, kind=kind, file_name=path.name)


def parse_document(source: str, name: str, kind: str = "markdown", file_name: str = "") -> Document:
    """Makes a ``Document`` of the contents of a file; ``name`` becomes its id.

    Line ends become ``\\n``; nothing else of the body is changed (HTML: see the module's text).

    Raises:
        DocumentError: the front matter is not a YAML mapping, or nothing is left to cite.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    label = file_name or name
    if "\x00" in source:
        raise DocumentError(
            f"{label} was left out: it is not a text file.",
            "Save it again as plain text with the encoding UTF-8.",
        )
    meta: dict[str, str] = {}
    if kind == "html":
        source, meta = _html_to_markdown(source, label)
    elif kind == "markdown" and (match := _FRONT_MATTER.match(source)):
        meta = _front_matter(match.group(1), label)
        source = source[match.end() :]
    if not source.strip():
        raise DocumentError(
            f"{label} was left out: there is no text in it.", "Put text in it, or remove it."
        )
    text = source.strip("\n") + "\n"
    blocks = plain_blocks(text) if kind == "text" else markdown_blocks(text)
    if all(block.kind == "heading" for block in blocks):
        raise DocumentError(
            f"{label} was left out: there is no text in it.", "Put text in it, or remove it."
        )
    headings = (_heading_text(text, block) for block in blocks if block.kind == "heading")
    title = meta.get("title") or next(filter(None, headings), name.replace("-", " ").capitalize())
    return Document(
        id=_document_id(name),
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        title=title,
        **{field: meta[field] for field in META_FIELDS if field != "title" and field in meta},
    )


def _document_id(name: str) -> str:
    """The name in lower-case ASCII; a name in another script keeps apart by a hash."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug or "document-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]


def _front_matter(source: str, label: str) -> dict[str, str]:
    try:
        loaded = yaml.safe_load(source) if source.strip() else {}
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a date like 2026-13-45
        loaded = None
    if not isinstance(loaded, dict):
        raise DocumentError(
            f"{label} was left out: its front matter is not valid YAML.",
            "Between the two --- lines, write one `name: value` per line.",
        )
    return {key: str(loaded[key]) for key in META_FIELDS if loaded.get(key) is not None}


def _html_to_markdown(source: str, label: str) -> tuple[str, dict[str, str]]:
    # Imported here: only a corpus with HTML in it pays for the parser.
    from bs4 import BeautifulSoup
    from markdownify import MarkdownConverter

    with warnings.catch_warnings():
        # It suspects that a short text is the name of a file, or that XHTML is XML.
        warnings.simplefilter("ignore")
        soup = BeautifulSoup(source, "html.parser")
    meta: dict[str, str] = {}
    if soup.title and soup.title.string:
        meta["title"] = " ".join(soup.title.string.split())
    author = soup.find("meta", attrs={"name": "author"})
    if author is not None and author.get("content"):
        meta["author"] = str(author["content"])
    for tag in soup(["script", "style", "noscript", "template", "nav", "head", "svg", "img"]):
        tag.decompose()
    for string in soup.find_all(string=re.compile(r"\|")):
        if string.find_parent(["td", "th"]):  # a bar would end the cell
            string.replace_with(string.replace("|", r"\|"))
    body: Any = soup.find("main") or soup.find("article") or soup.body or soup
    converter = MarkdownConverter(
        heading_style="ATX", bullets="-", escape_misc=False, escape_asterisks=False,
        escape_underscores=False, strip=["a"],
    )  # fmt: skip
    try:
        markdown = converter.convert_soup(body)
    except RecursionError:
        raise DocumentError(
            f"{label} was left out: its HTML is nested too deeply.", "Save it as Markdown."
        ) from None
    return re.sub(r"\n{3,}", "\n\n", str(markdown)), meta


def markdown_blocks(text: str) -> list[Block]:
    """The blocks of a Markdown text (CommonMark and tables) in order, with exact offsets."""
    starts = _line_starts(text)
    # Beyond maxNesting the parser drops text; its default of 20 is a list of ten levels.
    parser = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).enable("table")
    tokens = parser.parse(text)
    blocks: list[Block] = []
    group = 0
    in_header = False
    for token in tokens:
        if token.type == "table_open":
            group += 1
        elif token.type in ("thead_open", "thead_close"):
            in_header = token.type == "thead_open"
        if token.map is None:
            continue
        start, end = _trim(text, starts[token.map[0]], starts[token.map[1]])
        if start == end:
            continue
        if token.type == "heading_open":
            blocks.append(Block("heading", start, end, level=int(token.tag[1])))
        elif token.type == "tr_open":
            start, end = _strip_marker(text, start, end)
            blocks.append(Block("header_row" if in_header else "row", start, end, group=group))
        elif token.type == "paragraph_open":
            blocks.append(Block("prose", *_strip_marker(text, start, end)))
        elif token.type in ("fence", "code_block"):
            blocks.append(Block("code", start, end))
    return blocks


def plain_blocks(text: str) -> list[Block]:
    """The blocks of a plain text.

    A blank line ends a paragraph, and so does a line that ends a sentence. Hard-wrapped sentences
    therefore stay whole. A short line on its own that does not end a sentence is a heading if
    text follows it, or if the document begins with it.
    """
    blocks: list[Block] = []
    offset = 0
    begun: int | None = None
    for line in text.splitlines(keepends=True):
        start, end = _trim(text, offset, offset + len(line))
        offset += len(line)
        if start == end:
            if begun is not None:
                blocks.append(_plain_block(text, begun, start))
                begun = None
            continue
        begun = start if begun is None else begun
        if text[end - 1] in ".!?…:”’\"'":
            blocks.append(_plain_block(text, begun, end))
            begun = None
    if begun is not None:
        blocks.append(_plain_block(text, begun, len(text)))
    following = [*blocks[1:], None]
    return [
        Block("prose", block.start, block.end)
        if block.kind == "heading"
        and (after is None or (after.kind == "heading" and block is not blocks[0]))
        else block
        for block, after in zip(blocks, following, strict=True)
    ]


def _plain_block(text: str, start: int, end: int) -> Block:
    start, end = _trim(text, start, end)
    line = text[start:end]
    alone = text[max(0, start - 2) : start] in ("", "\n\n")
    heading = (
        alone and "\n" not in line and len(line) <= _PLAIN_HEADING_MAX and line[-1] not in ".!…:”’"
    )
    return Block("heading", start, end, level=2) if heading else Block("prose", start, end)


def split_passages(document: Document, kind: str = "markdown") -> tuple[Passage, ...]:
    """Splits a document into its passages, in reading order; they never overlap.

    ``kind`` is ``text`` for a plain-text file and ``markdown`` for everything else.
    """
    text = document.text
    blocks = plain_blocks(text) if kind == "text" else markdown_blocks(text)
    passages: list[Passage] = []
    path: list[tuple[int, str]] = []
    seen: Counter[str] = Counter()
    header: tuple[str, ...] = ()
    block_index, previous_group = -1, 0
    for block in blocks:
        if block.kind == "heading":
            path = [entry for entry in path if entry[0] < block.level]
            path.append((block.level, _heading_text(text, block)))
            continue
        if block.group == 0 or block.group != previous_group:
            block_index += 1
        previous_group = block.group
        section = tuple(heading for _, heading in path)
        cells: tuple[Cell, ...] = ()
        spans: Sequence[tuple[int, int]] = [(block.start, block.end)]
        passage_kind: PassageKind = "sentence"
        if block.kind == "prose":
            spans = list(sentence_spans(text, block.start, block.end))
        elif block.kind != "code":
            cells = tuple(row_cells(text, block.start, block.end))
            passage_kind = "table_header" if block.kind == "header_row" else "table_row"
            if block.kind == "header_row":
                header = tuple(cell.text for cell in cells)
        for start, end in spans:
            words = text[start:end]
            seen[words] += 1
            passages.append(
                Passage(
                    id=_passage_id(document.id, words, seen[words]),
                    document_id=document.id,
                    kind=passage_kind,
                    position=len(passages),
                    block=block_index,
                    section=section,
                    start=start,
                    end=end,
                    text=words,
                    header=header if cells else (),
                    cells=cells,
                )
            )
    return tuple(passages)


def sentence_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yields the sentences of ``text[start:end]`` as spans without surrounding blanks.

    A full stop ends a sentence where a capital, a digit or a letter of a script without capitals
    follows, unless it ends an abbreviation or an initial. Joined with the blanks between them
    they give the text back.
    """
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        follows = match.group(1) or ""
        if follows == "_" or follows.islower():
            continue
        head = text[max(begin, match.start() - 12) : match.start() + 1]
        if match.group().startswith(".") and (
            _ABBREVIATION.search(head) or (follows.isdigit() and _NUMBER_SIGN.search(head))
        ):
            continue
        span = _trim(text, begin, match.end())
        if span[0] < span[1]:
            yield span
        begin = match.end()
    span = _trim(text, begin, end)
    if span[0] < span[1]:
        yield span


def row_cells(text: str, start: int, end: int) -> Iterator[Cell]:
    """Yields the cells of one Markdown table line; escaped pipes do not separate."""
    edges = [m.start() for m in re.finditer(r"(?<!\\)\|", text[start:end])]
    bounds = [start - 1, *(start + edge for edge in edges), end]
    for index, (left, right) in enumerate(pairwise(bounds)):
        cell_start, cell_end = _trim(text, left + 1, right)
        outer = index in (0, len(bounds) - 2)
        if outer and cell_start >= cell_end:
            continue  # the bar at either end of the line encloses nothing
        yield Cell(text[cell_start:cell_end], cell_start, cell_end)


def _heading_text(text: str, block: Block) -> str:
    line = text[block.start : block.end].split("\n")[0]
    return re.sub(r"^#+\s*|\s*#*$", "", line).strip()


def _strip_marker(text: str, start: int, end: int) -> tuple[int, int]:
    while match := _MARKER.match(text, start, end):
        start = match.end()
    return start, end


def _passage_id(document_id: str, words: str, occurrence: int) -> str:
    key = f"{document_id}\n{words}\n{occurrence}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _line_starts(text: str) -> list[int]:
    starts = [0]
    for match in re.finditer(r"\n", text):
        starts.append(match.end())
    if starts[-1] != len(text):
        starts.append(len(text))
    return [*starts, len(text)]
