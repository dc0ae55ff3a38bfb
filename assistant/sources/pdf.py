"""PDF → a ``Parsed`` document: text in reading order, tables, and the page of every sentence.

pdfplumber (MIT, on pdfminer.six, MIT) was chosen on a research summary in two columns, a programme
with a table over two pages, a scan and an encrypted file: it gives each character with its place,
size and weight, which columns, headings and footnotes are told by, and it finds ruled tables. Of
the alternatives pypdf gives neither places nor tables, pypdfium2 is ten times faster but finds no
tables, and PyMuPDF has a licence (AGPL) that does not fit.
"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pdfplumber
from pdfplumber.utils.exceptions import PdfminerException
from pdfplumber.utils.text import extract_words

from assistant.errors import DocumentError
from assistant.sources.aligned import aligned_tables
from assistant.sources.blocks import BlockWriter, BoxKind, Inline, clean
from assistant.sources.grid import looks_like_header
from assistant.sources.layout import Stretch, Typography, stretches_of
from assistant.sources.letters import Letter, letters_of
from assistant.sources.page_lines import BOX, Line, lines_of, without_edges
from assistant.sources.parsed import Parsed
from assistant.sources.reading import NO_TITLE, RECOGNISE, Meta, left_out, made, no_text
from assistant.sources.words_placed import Word
from assistant.text import patterns as re

_BOLD = re.compile(r"bold|black|heavy|semib|demi", re.IGNORECASE)
_UNKNOWN = re.compile(r"\(cid:\d+\)")
_PAGES_MOST = 2_000
_PICTURED = 0.6
"""Share of a page from which a picture is the page."""
_SIGN_LEAST, _SIGN_MOST = 2.0, 6.0
"""Points across a drawn sign of an item."""
_LEAST_LETTERS = 20
"""Letters of all pages below which a PDF with pictures is a scan."""
logging.getLogger("pdfminer").setLevel(logging.ERROR)


@dataclass(frozen=True, slots=True)
class _Table:
    """A table's rows, and where it stands."""

    page: int
    top: float
    bottom: float
    x0: float
    x1: float
    rows: tuple[tuple[str, ...], ...]

    def holds(self, word: Word) -> bool:
        """Whether a word stands in it."""
        middle = (word.top + word.bottom) / 2
        return self.top <= middle <= self.bottom and self.x0 - 2 <= word.x0 <= self.x1 + 2


def read_pdf(raw: bytes, name: str) -> Parsed:
    """Reads a PDF.

    Raises:
        DocumentError: it is damaged, protected by a password, a scan, or without text.
    """
    try:
        with pdfplumber.open(io.BytesIO(raw)) as opened:
            return _read(opened, name)
    except DocumentError:
        raise
    except PdfminerException as error:
        if "Password" in repr(error):
            hint = "Remove the password (open it and print it to a new PDF), or leave it out."
            raise left_out(name, "it is protected with a password", hint) from None
        raise _damaged(name) from None
    except RecursionError:
        raise
    except Exception:  # The library raises anything, KeyError included, on a damaged file.
        raise _damaged(name) from None


def _damaged(name: str) -> DocumentError:
    return left_out(name, "it is damaged, or no PDF", "Export it again, or save it as text.")


def _read(opened: Any, name: str) -> Parsed:
    if len(opened.pages) > _PAGES_MOST:
        raise left_out(name, f"it has more than {_PAGES_MOST:,} pages", "Split it into parts.")
    pages: list[list[Line]] = []
    tables: list[_Table] = []
    heights: list[float] = []
    scanned: list[int] = []
    letters = pictures = 0
    for number, page in enumerate(opened.pages, start=1):
        read, width = letters_of(page)
        words = list(_words(read))
        words += _drawn_signs(page, width, words)
        here = sum(len(word.text) for word in words)
        letters += here
        pictures += len(page.images)
        if here < _LEAST_LETTERS and _is_pictured(page):
            scanned.append(number)
        # Where its text was turned upright, its lines and boxes do not stand where its letters do.
        ruled = width == float(page.width)
        found = _tables(page, words, number, width, ruled)
        tables.extend(found)
        outside = [word for word in words if not any(table.holds(word) for table in found)]
        pages.append(lines_of(outside, width, number))
        heights.append(float(page.width + page.height) - width)
        page.close()
    if letters < _LEAST_LETTERS and pictures:
        raise left_out(name, "its pages are pictures of text (a scan)", RECOGNISE)
    lines = [line for page in without_edges(pages, heights) for line in page]
    if not lines and not tables:
        raise no_text(name)
    unknown = sum(len(_UNKNOWN.findall(line.text)) for line in lines)
    if unknown > 0.2 * max(1, letters - 8 * unknown):
        raise left_out(name, "its fonts do not say which letters they show", RECOGNISE)
    writer = BlockWriter()
    _write(writer, lines, tables)
    parsed = made(writer, name, "pdf", _meta(opened.metadata or {}))
    return replace(parsed, scanned=tuple(scanned))


def _is_pictured(page: Any) -> bool:
    """Whether one picture, as a scanner makes it, covers most of a page."""
    whole = float(page.width) * float(page.height)
    return any(
        float(image["width"]) * float(image["height"]) > _PICTURED * whole for image in page.images
    )


def _meta(stored: dict[str, Any]) -> Meta:
    meta: Meta = {}
    for field, key in (("title", "Title"), ("author", "Author")):
        value = " ".join(clean(str(stored.get(key) or "")).split())
        if value and not NO_TITLE.search(value) and value not in ("(anonymous)", "anonymous"):
            meta[field] = value
    return meta


def _words(letters: list[Letter]) -> Iterator[Word]:
    found = extract_words(
        letters,
        x_tolerance_ratio=0.18,
        y_tolerance=2,
        extra_attrs=["fontname", "size"],
    )
    for word in found:
        text = " ".join(clean(word["text"]).split())
        if text:
            yield Word(
                text, float(word["x0"]), float(word["x1"]), float(word["top"]),
                float(word["bottom"]), float(word["size"]), bool(_BOLD.search(word["fontname"])),
            )  # fmt: skip


def _drawn_signs(page: Any, width: float, words: Sequence[Word]) -> list[Word]:
    """The signs of items that are drawn instead of typed: small discs and rings before a word."""
    signs: list[Word] = []
    for curve in page.curves if width == float(page.width) else ():
        x0, x1, top, bottom = (float(curve[name]) for name in ("x0", "x1", "top", "bottom"))
        if not _SIGN_LEAST < x1 - x0 < _SIGN_MOST or abs((x1 - x0) - (bottom - top)) > 1:
            continue
        middle = (top + bottom) / 2
        item = next((w for w in words if 0 < w.x0 - x1 < 2 * w.size and w.top < middle < w.bottom),
                    None)  # fmt: skip
        if item is not None:
            signs.append(Word("•", x0, x1, item.top, item.bottom, item.size))
    return signs


# --- tables -------------------------------------------------------------------------------------


def _tables(
    page: Any, words: Sequence[Word], number: int, width: float, ruled: bool
) -> list[_Table]:
    found: list[_Table] = []
    for table in page.find_tables() if ruled else ():
        rows = [
            tuple(" ".join(clean(cell or "").split()) for cell in row) for row in table.extract()
        ]
        rows = [row for row in rows if any(row)]
        rows = _without_empty_columns(rows)
        x0, top, x1, bottom = (float(edge) for edge in table.bbox)
        if len(rows) > 1 and len(rows[0]) > 1 and _is_filled(rows):
            found.append(_Table(number, top, bottom, x0, x1, tuple(rows)))
    lines = _ruled(page, words, number) if ruled else ()
    for table in (*lines, *_aligned(words, width, number)):
        if not any(table.top < other.bottom and other.top < table.bottom for other in found):
            found.append(table)
    return found


def _without_empty_columns(rows: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    if not rows:
        return rows
    kept = [n for n in range(len(rows[0])) if any(row[n] for row in rows if n < len(row))]
    return [tuple(row[n] for n in kept if n < len(row)) for row in rows]


def _is_filled(rows: Sequence[Sequence[str]]) -> bool:
    cells = [cell for row in rows for cell in row]
    return sum(bool(cell) for cell in cells) > 0.5 * len(cells)


def _ruled(page: Any, words: Sequence[Word], number: int) -> Iterator[_Table]:
    """Tables of print: three or more lines across of equal length, and none down."""
    rules: dict[tuple[int, int], list[float]] = {}
    for line in [*page.lines, *page.rects]:
        if abs(line["bottom"] - line["top"]) < 2 and line["x1"] - line["x0"] > 60:
            rules.setdefault((round(line["x0"] / 4), round(line["x1"] / 4)), []).append(
                float(line["top"])
            )
    for (left, right), tops in rules.items():
        if len(tops) < 3:
            continue
        top, bottom, x0, x1 = min(tops), max(tops), left * 4.0, right * 4.0
        inside = [w for w in words if top - 1 <= (w.top + w.bottom) / 2 <= bottom + 1
                  and x0 - 4 <= w.x0 and w.x1 <= x1 + 4]  # fmt: skip
        rows = _grid(inside)
        if len(rows) > 1 and len(rows[0]) > 1 and _is_filled(rows):
            yield _Table(number, top, bottom, x0, x1, tuple(rows))


def _aligned(words: Sequence[Word], width: float, number: int) -> Iterator[_Table]:
    """Tables without rules."""
    for table in aligned_tables(words, width):
        yield _Table(
            number, table.top, table.bottom, table.x0, table.x1,
            tuple(tuple(row) for row in table.rows),
        )  # fmt: skip


def _grid(words: Sequence[Word]) -> list[tuple[str, ...]]:
    """Rows of words as cells: columns are parted by corridors that no word stands in."""
    if not words:
        return []
    edges: list[list[float]] = []
    for word in sorted(words, key=lambda w: w.x0):
        if edges and word.x0 <= edges[-1][1] + 4.5:
            edges[-1][1] = max(edges[-1][1], word.x1)
        else:
            edges.append([word.x0, word.x1])
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.top, w.x0)):
        if lines and abs(lines[-1][0].top - word.top) < 0.5 * word.size:
            lines[-1].append(word)
        else:
            lines.append([word])
    rows: list[list[list[str]]] = []
    before = float("-inf")
    for line in lines:
        size = line[0].size
        if line[0].top - before > 1.35 * size:
            rows.append([[] for _ in edges])
        for word in sorted(line, key=lambda w: w.x0):
            column = next(n for n, edge in enumerate(edges) if word.x0 <= edge[1])
            rows[-1][column].append(word.text)
        before = line[0].top
    return [tuple(" ".join(cell) for cell in row) for row in rows]


# --- writing ------------------------------------------------------------------------------------


def _write(writer: BlockWriter, lines: Sequence[Line], tables: Sequence[_Table]) -> None:
    """Writes the text with its tables between the lines that they stand between."""
    usual = Typography.of(lines)
    lines, notes = usual.notes_apart(lines)
    left = list(tables)
    names: tuple[str, ...] = ()
    run: list[Line] = []
    for line in lines:
        while left and _stands_before(left[0], line):
            _write_lines(writer, run, usual)
            run = []
            names = _write_table(writer, left.pop(0), names)
        run.append(line)
    _write_lines(writer, run, usual)
    for table in left:
        names = _write_table(writer, table, names)
    # The notes of all pages come last, so that none stands in the middle of a paragraph.
    _write_lines(writer, notes, usual, notes=True)


def _stands_before(table: _Table, line: Line) -> bool:
    if table.page != line.page:
        return table.page < line.page
    beside = line.x1 < table.x0 or line.x0 > table.x1
    return table.top < line.top and not (beside and line.x0 < table.x0)


def _write_lines(
    writer: BlockWriter, lines: Sequence[Line], usual: Typography, notes: bool = False
) -> None:
    listed = ""
    above: int | None = None
    for stretch in stretches_of(lines, usual, notes):
        kind: BoxKind = "numbers" if stretch.number else "bullets"
        if listed and (stretch.kind != "item" or listed != kind):
            writer.close()
            listed = ""
        if (stretch.column >= BOX) != (above is not None):  # The headings of a box end with it.
            if above is not None:
                writer.leave(above)
            above = writer.headings if above is None else None
        writer.turn(stretch.page)
        if stretch.kind == "heading":
            writer.heading(Inline(stretch.text), usual.level(stretch.size))
            continue
        if stretch.kind == "item":
            if not listed:
                writer.open(kind)
                listed = kind
            writer.open("item", max(1, stretch.number))
        _write_prose(writer, stretch)
        if stretch.kind == "item":
            writer.close()
    if listed:
        writer.close()


def _write_prose(writer: BlockWriter, stretch: Stretch) -> None:
    writer.prose(Inline(stretch.text), turns=stretch.turns)


def _write_table(writer: BlockWriter, table: _Table, before: tuple[str, ...]) -> tuple[str, ...]:
    """Writes a table; one that goes on from the page before keeps the names of its columns."""
    writer.turn(table.page)
    rows = [[Inline(cell) for cell in row] for row in table.rows]
    goes_on = len(before) == len(table.rows[0])
    if looks_like_header([list(row) for row in table.rows]) or table.rows[0] == before:
        writer.table(rows[:1], rows[1:])
        return table.rows[0]
    writer.table([], rows, names=before if goes_on else ())
    return before if goes_on else ()
