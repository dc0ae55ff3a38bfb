"""A table of an HTML tree as header lines and rows of equal width.

A cell that spans columns or rows stands in each of them, so that every row can be read by itself:
"Cat" with "12, no weekly rate" over two columns is that for the day and for the week.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml.html import HtmlElement

from assistant.sources.blocks import Inline
from assistant.sources.furniture import words_of
from assistant.text import patterns as re

Cells = list[Inline]
_SPAN_MOST = 50
_NAME_MOST = 40
"""Characters of a cell that may name a column."""


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places things on the page: its cells are read as blocks then."""
    if (table.get("role") or "").lower() in ("presentation", "none"):
        return True
    if table.xpath(".//table|.//h1|.//h2|.//h3"):
        return True
    rows = list(_rows(table))
    return not rows or max(len(_cells(row)) for row in rows) < 2


def read_grid(
    table: HtmlElement, inline_of: Callable[[HtmlElement], Inline]
) -> tuple[Inline | None, list[Cells], list[Cells]]:
    """The caption, the header lines and the rows of a table.

    Without marked header cells the first row is taken for the header where it looks like one.
    """
    caption = table.find("caption")
    told = inline_of(caption) if caption is not None else None
    lines: list[Cells] = []
    heads = 0
    carried: dict[int, tuple[int, Inline]] = {}
    rows = list(_rows(table))
    for row in rows:
        line: Cells = []
        for cell in _cells(row):
            _carry(line, carried)
            inline = inline_of(cell)
            for _ in range(_span(cell, "colspan")):
                if (down := _span(cell, "rowspan")) > 1:
                    carried[len(line)] = (down - 1, inline)
                line.append(inline)
        _carry(line, carried)
        if not any(cell.text for cell in line):
            continue
        if all(cell is line[0] for cell in line):
            line = line[:1]  # A cell over the whole width says its words once.
        marked = all(cell.tag == "th" for cell in _cells(row)) or _in_head(row)
        heads += marked and heads == len(lines) and len(line) > 1
        lines.append(line)
    if heads == 0 and looks_like_header([[cell.text for cell in line] for line in lines]):
        heads = 1
    if heads == 0 and lines and len(lines) > 1 and all(cell.all_strong for cell in lines[0]):
        heads = 1
    return (told if told and told.text else None), lines[:heads], lines[heads:]


def looks_like_header(lines: list[list[str]]) -> bool:
    """Whether the first line names the columns: short, without figures, unlike what follows."""
    if len(lines) < 2 or len(lines[0]) < 2 or not all(len(text) <= _NAME_MOST for text in lines[0]):
        return False
    first, rest = lines[0], lines[1:]
    if not all(first[1:]) or len(set(first)) < len(first):
        return False
    if any(re.search(r"\d", text) or text.endswith((".", "!", "?")) for text in first):
        return False
    figures = any(
        sum(bool(re.search(r"\d", line[n])) for line in rest if n < len(line)) > len(rest) / 2
        for n in range(1, len(first))
    )
    return figures or len(first) > 2


def _carry(line: Cells, carried: dict[int, tuple[int, Inline]]) -> None:
    """Fills in the cells of rows above that reach down to here."""
    while len(line) in carried:
        left, inline = carried.pop(len(line))
        if left > 1:
            carried[len(line)] = (left - 1, inline)
        line.append(inline)


def _rows(table: HtmlElement) -> Iterator[HtmlElement]:
    for child in table:
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from (row for row in child if row.tag == "tr")


def _cells(row: HtmlElement) -> list[HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th")]


def _in_head(row: HtmlElement) -> bool:
    parent = row.getparent()
    return parent is not None and parent.tag == "thead" and bool(words_of(row))


def _span(cell: HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(_SPAN_MOST, max(1, int(value))) if re.fullmatch(r"\d{1,4}", value) else 1
