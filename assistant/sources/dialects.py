"""What dialects of Markdown write with blanks and signs alone → what CommonMark has for it. Pure.

Boxes of MkDocs (``!!! warning "No diving"`` over indented lines, ``=== "Summer"``) and of
Docusaurus (``:::tip[Good to know]``) become ``<details>``, so that the title heads its lines and
nothing beyond them. Tables drawn with signs, as pandoc and reStructuredText have them, become
tables with bars.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from assistant.text import patterns as re

_FENCE = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})")
_BOX = re.compile(
    r"(?P<indent>[ ]*)(?:!!!|\?\?\?\+?|===\+?)[ ]+(?:[\w-]+(?:[ ]+[\w-]+)*)?[ ]*"
    r"(?:\"(?P<title>[^\"\n]*)\")?[ ]*"
)
_COLONS = re.compile(
    r"[ \t]*:{3,}[ \t]*(?P<kind>[\w-]+)?[ \t]*(?:\[(?P<named>[^\]\n]*)\])?[ \t]*"
    r"(?:\{[^{}\n]*\})?[ \t]*(?P<title>[^:{}\n]*?)[ \t]*:*[ \t]*"
)
_GRID_RULE = re.compile(r"[ \t]*\+(?:[-=:]+\+)+[ \t]*")
_GRID_LINE = re.compile(r"[ \t]*\|.*\|[ \t]*")
_TABLE_RULE = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)*[ \t]*:?-+:?[ \t]*\|?[ \t]*")
_BAR = re.compile(r"(?<!\\)\|")
_CELL_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_SIMPLE_RULE = re.compile(r"[ \t]*(?:-{2,}[ \t]+)+-{2,}[ \t]*|[ \t]*(?:={2,}[ \t]+)+={2,}[ \t]*")


def in_common_markdown(source: str) -> str:
    """The text with boxes and drawn tables in the form that CommonMark has; code stays."""
    return "\n".join(_tables([*_whole_code(list(_boxes(source.split("\n"))))]))


# --- boxes --------------------------------------------------------------------------------------


def _boxes(lines: Sequence[str]) -> Iterator[str]:
    fence = ""
    at = 0
    open_boxes: list[bool] = []
    """Of each box of colons, whether it has a title."""
    while at < len(lines):
        line = lines[at]
        fence = _fence_after(line, fence)
        box = None if fence else _BOX.fullmatch(line)
        if box is not None and (box["title"] is not None or not line.lstrip().startswith("=")):
            margin = len(box["indent"])
            end = _end_of_box(lines, at + 1, margin + 4)
            if end > at + 1:
                inner = [one[margin + 4 :] for one in lines[at + 1 : end]]
                yield from _opened(box["title"] or "", _boxes(inner), box["indent"])
                at = end
                continue
        colons = None if fence else _COLONS.fullmatch(line)
        if colons is not None:
            yield from _of_colons(colons, open_boxes)
        else:
            yield line
        at += 1


def _end_of_box(lines: Sequence[str], at: int, margin: int) -> int:
    """The place behind the last line that stands inside the box."""
    end = at
    while at < len(lines) and (not lines[at].strip() or lines[at].startswith(" " * margin)):
        at += 1
        if lines[at - 1].strip():
            end = at
    return end


def _opened(title: str, inner: Iterator[str], indent: str) -> Iterator[str]:
    if not title.strip():
        yield from ("", *(indent + line for line in inner), "")
        return
    yield from ("", f"{indent}<details><summary>{escape(title)}</summary>", "")
    yield from (indent + line for line in inner)
    yield from ("", f"{indent}</details>", "")


def _of_colons(line: re.Match[str], open_boxes: list[bool]) -> tuple[str, ...]:
    """What stands for a line that begins or ends a box of colons."""
    if not (line["kind"] or "{" in line[0]):
        titled = bool(open_boxes) and open_boxes.pop()
        return ("", "</details>", "") if titled else ("",)
    title = (line["named"] or line["title"] or "").strip()
    open_boxes.append(bool(title))
    return ("", f"<details><summary>{escape(title)}</summary>", "") if title else ("",)


def _fence_after(line: str, fence: str) -> str:
    mark = _FENCE.match(line)
    if not fence:
        return mark[1] if mark else ""
    closes = mark and mark[1].startswith(fence) and not line.strip().strip(fence[0])
    return "" if closes else fence


# --- tables -------------------------------------------------------------------------------------


def _tables(lines: Sequence[str]) -> Iterator[str]:
    fence = ""
    at = 0
    while at < len(lines):
        line = lines[at]
        fence = _fence_after(line, fence)
        if not fence and _GRID_RULE.fullmatch(line):
            end = at
            while end < len(lines) and (
                _GRID_RULE.fullmatch(lines[end]) or _GRID_LINE.fullmatch(lines[end])
            ):
                end += 1
            if table := _grid(lines[at:end]):
                yield from ("", *table, "")
                at = end
                continue
        if not fence and (found := _simple(lines, at)):
            table, at = found
            yield from ("", *table, "")
            continue
        yield line
        at += 1


def _whole_code(lines: Sequence[str]) -> Iterator[str]:
    """The lines, with bars inside code in a table that do not part its cells.

    Who writes ``x || y`` in a cell means one cell; the rest of the line would be lost.
    """
    width = 0
    for place, line in enumerate(lines):
        if _TABLE_RULE.fullmatch(line) and place and "|" in lines[place - 1]:
            width = len(_BAR.findall(line.strip().strip("|"))) + 1
        elif "|" not in line:
            width = 0
        elif width and "`" in line and len(_BAR.findall(line.strip().strip("|"))) + 1 > width:
            line = _CELL_CODE.sub(lambda code: _BAR.sub(r"\\|", code[0]), line)
        yield line


def _grid(lines: Sequence[str]) -> list[str]:
    """A table with lines drawn around its cells; one row may be of several lines."""
    rows: list[list[str]] = []
    head = 0
    begins = True
    for line in lines:
        if _GRID_RULE.fullmatch(line):
            begins = True
            if "=" in line and not head:
                head = len(rows)
            continue
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if begins or len(cells) != len(rows[-1]):
            rows.append(cells)
        else:
            rows[-1] = [f"{a} {b}".strip() for a, b in zip(rows[-1], cells, strict=True)]
        begins = False
    return _with_bars(rows[: head or 1], rows[head or 1 :]) if len(rows) > 1 else []


def _simple(lines: Sequence[str], at: int) -> tuple[list[str], int] | None:
    """A table whose columns stand under lines of dashes, and the place behind it."""
    over = _SIMPLE_RULE.fullmatch(lines[at]) is not None
    rule = at + 2 if over else at + 1
    if rule >= len(lines) or not lines[rule - 1].strip() or _GRID_LINE.fullmatch(lines[rule - 1]):
        return None
    if not _SIMPLE_RULE.fullmatch(lines[rule]) or "|" in lines[rule - 1]:
        return None
    bounds = [(m.start(), m.end()) for m in re.finditer(r"[-=]+", lines[rule])]
    end = rule + 1
    while end < len(lines) and lines[end].strip() and not _SIMPLE_RULE.fullmatch(lines[end]):
        end += 1
    if end == rule + 1:
        return None
    rows = [_columns(line, bounds) for line in lines[rule + 1 : end]]
    if end < len(lines) and _SIMPLE_RULE.fullmatch(lines[end]):
        end += 1
    return _with_bars([_columns(lines[rule - 1], bounds)], rows), end


def _columns(line: str, bounds: Sequence[tuple[int, int]]) -> list[str]:
    """The cells of a line. A column reaches to the next one; numbers may be set to the right."""
    starts = [0, *((bounds[n][1] + bounds[n + 1][0]) // 2 for n in range(len(bounds) - 1))]
    return [
        line[start : starts[n + 1] if n + 1 < len(starts) else None].strip()
        for n, start in enumerate(starts)
    ]


def _with_bars(heads: Sequence[Sequence[str]], rows: Sequence[Sequence[str]]) -> list[str]:
    width = max(len(row) for row in (*heads, *rows))
    name = [" ".join(head[n] for head in heads if n < len(head)).strip() for n in range(width)]

    def line(cells: Sequence[str]) -> str:
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"

    return [line(name), "|" + "---|" * width, *(line(row) for row in rows)]
