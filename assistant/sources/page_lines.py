"""Words at places on a page → lines in reading order, without what stands at the edges. Pure.

A gutter that few words cross parts two columns; a line that returns at the edge of every page is
furniture.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.sources.beside import boxes_beside
from assistant.sources.right_to_left import in_reading_order, is_backwards
from assistant.sources.scripts import raised_text
from assistant.sources.words_placed import Word
from assistant.text import patterns as re

_NUMBER_ONLY = re.compile(
    r"[-–—|\s]*(?:(?:page|seite|página|pág\.?|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?"
    r"[-–—|\s]*",
    re.IGNORECASE,
)
_PRINTED = re.compile(
    r"\d+[./-]\d+[./-]\d+,? \d+[:.]\d+(?: ?[ap]\.?m\b)?"
    r"|(?:https?|file)://\S+ \d{1,3} ?/ ?\d{1,3}$|about:blank",
    re.IGNORECASE,
)
"""What a browser prints above and below a page: when, and from where."""
_GUTTER_LEAST = 0.5
"""Share of the size of the text from which a gap may be the gutter between two columns."""
_GUTTER_ROWS = 6
BOX = 10
"""Numbers of columns from which on they are boxes beside the text."""
_EDGE_LINES = 2
_EDGE_SHARE = 0.08
_RAISED = 0.87
"""A word of less than this share of its line's size is raised or lowered."""
_RAISED_BY, _BASE_LINE = 0.6, 0.3
"""Share of the size by which a mark may be raised, and by which words of one line lie apart."""
_ROWS_NEAR = 3
_MARK_MOST = 2
_PARTED = 0.6
"""Sizes of the text between what stands in columns and what stands below them."""
_TAIL = 0.8
"""Share of a column's width below which lines are no running text of it."""
_TOUCH = 0.12
"""Share of the size below which a gap is none."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one line of one column."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    page: int = 1
    column: int = 0
    parts: int = 1
    """Stretches with wide gaps between them, as a dish and its price have."""


def lines_of(words: Sequence[Word], width: float, page: int = 1) -> list[Line]:
    """The lines of a page in reading order: full-width ones part what stands in columns."""
    segments = segments_of(words)
    gutter = _gutter(segments, width)
    if gutter is None and (narrow := _narrow_gutter(words, width)) is not None:
        parted = segments_of(words, narrow)
        if (gutter := _gutter(parted, width)) is not None:
            segments = parted
    if gutter is None:
        return _with_boxes(segments, page)
    left: list[Line] = []
    right: list[Line] = []
    across: list[Line] = []
    for segment in segments:
        x0, x1 = segment[0].x0, segment[-1].x1
        box = left if x1 <= gutter + 1 else right if x0 >= gutter - 1 else across
        box.append(_line(segment, page, 0 if box is left else 1 if box is right else 2))
    ordered: list[Line] = []
    across.sort(key=lambda line: line.top)
    top = float("-inf")
    for bound in [*across, None]:
        until = bound.top if bound is not None else float("inf")
        backwards = sum(is_backwards(line.text) for line in (*left, *right))
        columns = (right, left) if 2 * backwards > len(left) + len(right) else (left, right)
        inside = [
            sorted((one for one in column if top <= one.top < until), key=lambda w: (w.top, w.x0))
            for column in columns
        ]
        first, below = _parted_below(inside[0], inside[1])
        ordered.extend([*first, *inside[1], *below])
        if bound is not None:
            ordered.append(bound)
            top = until
    return ordered


def _parted_below(column: list[Line], other: list[Line]) -> tuple[list[Line], list[Line]]:
    """The lines of a column, and those that stand below both columns: a heading and a short list.

    These come behind the other column. A column that simply is the longer one goes on in lines
    that fill it.
    """
    end = max((one.bottom for one in other if not _NUMBER_ONLY.fullmatch(one.text)), default=None)
    if end is None:
        return column, []
    for place, (line, after) in enumerate(pairwise(column), start=1):
        if after.top < end or after.top - line.bottom < _PARTED * after.size:
            continue
        width = max(one.x1 for one in column[:place]) - min(one.x0 for one in column)
        if all(one.x1 - one.x0 < _TAIL * width for one in column[place:]):
            return column[:place], column[place:]
    return column, []


def _with_boxes(segments: Sequence[list[Word]], page: int) -> list[Line]:
    """The lines of a page in one column; what stands in a box beside it comes before its text."""
    boxes = boxes_beside(segments)
    boxed = {id(segment) for box in boxes for segment in box}
    rest = [segment for segment in segments if id(segment) not in boxed]
    lines = [_line(row, page, 0, parts) for row, parts in _side_by_side(rest)]
    ordered = sorted(lines, key=lambda line: (line.top, line.x0))
    for number, box in enumerate(boxes, start=BOX):
        inside = [list(segment) for segment in box]
        rows = [_line(row, page, number, parts) for row, parts in _side_by_side(inside)]
        rows.sort(key=lambda line: (line.top, line.x0))
        place = next((n for n, line in enumerate(ordered) if line.column == 0
                      and line.bottom > rows[0].top), len(ordered))  # fmt: skip
        ordered[place:place] = rows
    return ordered


def segments_of(words: Sequence[Word], gutter: float | None = None) -> list[list[Word]]:
    """Words on one height, parted at wide gaps, and at the gap over a narrow ``gutter``."""
    found: list[list[Word]] = []
    for row in _rows(words):
        segment = [row[0]]
        for word in row[1:]:
            over = gutter is not None and segment[-1].x1 <= gutter <= word.x0
            wide = max(10.0, 1.1 * max(word.size, segment[-1].size))
            if over or word.x0 - segment[-1].x1 > wide:
                found.append(segment)
                segment = []
            segment.append(word)
        found.append(segment)
    return found


def _rows(words: Sequence[Word]) -> list[list[Word]]:
    """Words on one base line, from left to right, each with the marks raised above it."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.bottom, word.x0)):
        row = next((r for r in reversed(rows[-4:]) if _on_one_line(_largest(r), word)), None)
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    for row in rows:
        row.sort(key=lambda word: word.x0)
    return _with_marks(rows)


def _on_one_line(one: Word, other: Word) -> bool:
    """Whether two words have one base line. Lines of two columns may lie half a line apart."""
    return abs(one.bottom - other.bottom) < _BASE_LINE * max(one.size, other.size)


def _with_marks(rows: Sequence[list[Word]]) -> list[list[Word]]:
    """The rows, with raised and lowered marks, a word or two, in the row that they touch."""
    found = [list(row) for row in rows]
    for place, row in enumerate(rows):
        for run in _runs(row):
            near = found[max(0, place - _ROWS_NEAR) : place + _ROWS_NEAR + 1]
            line = next((other for other in near if _touches(run, other)), None)
            if line is not None and len(run) <= _MARK_MOST:
                found[place] = [word for word in found[place] if word not in run]
                line.extend(run)
                line.sort(key=lambda word: word.x0)
    return [row for row in found if row]


def _runs(row: Sequence[Word]) -> Iterator[list[Word]]:
    run: list[Word] = []
    for word in row:
        if run and word.x0 - run[-1].x1 > word.size:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _touches(run: Sequence[Word], row: Sequence[Word]) -> bool:
    """Whether smaller words stand right behind or in front of a word of a row."""
    first, last = run[0], run[-1]
    middle = (first.top + first.bottom) / 2
    return any(
        first.size < _RAISED * word.size
        and abs(first.bottom - word.bottom) < _RAISED_BY * word.size
        and word.top - 1 <= middle <= word.bottom + 1
        and (-1 <= first.x0 - word.x1 < word.size / 2 or -1 <= word.x0 - last.x1 < word.size / 2)
        for word in row
    )


def _narrow_gutter(words: Sequence[Word], width: float) -> float | None:
    """The place of a gutter that is hardly wider than the blanks of justified text.

    In one column blanks stand over each other by chance only; in two, most lines have one at the
    same place.
    """
    rows = _rows(words)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = width * step / 100
        over = crossing = 0
        for row in rows:
            left = max((word.x1 for word in row if word.x0 < x), default=None)
            right = min((word.x0 for word in row if word.x0 >= x), default=None)
            if left is None or (right is None and left <= x):
                continue  # It stands on one side.
            if left > x or right is None or right - left < _GUTTER_LEAST * row[0].size:
                crossing += 1
            else:
                over += 1
        if over >= _GUTTER_ROWS and crossing <= 0.5 * over and (best is None or over > best[0]):
            best = (over, x)
    return best[1] if best is not None else None


def _side_by_side(segments: Sequence[list[Word]]) -> Iterator[tuple[list[Word], int]]:
    """Segments on one height as one row, and how many they were."""
    row: list[Word] = []
    parts = 0
    for segment in segments:
        middle = (segment[0].top + segment[0].bottom) / 2
        if row and row[-1].x1 < segment[0].x0 and row[0].top <= middle <= row[0].bottom:
            row, parts = [*row, *segment], parts + 1
            continue
        if row:
            yield row, parts
        row, parts = segment, 1
    if row:
        yield row, parts


def _largest(words: Sequence[Word]) -> Word:
    return max(words, key=lambda word: word.size)


def _gutter(segments: Sequence[Sequence[Word]], width: float) -> float | None:
    """The place of the white column between two columns of text, if there is one."""
    boxes = [(s[0].x0, s[-1].x1, sum(len(w.text) for w in s), s[0].top) for s in segments]
    whole = sum(size for *_, size, _ in boxes)
    best: tuple[int, float] | None = None
    for step in range(30, 71):
        x = width * step / 100
        crossing = sum(size for x0, x1, size, _ in boxes if x0 < x < x1)
        # Of equally good places the middle one: columns are set around the middle.
        if best is None or (crossing, abs(step - 50)) < (best[0], abs(best[1] / width * 100 - 50)):
            best = (crossing, x)
    if best is None or whole == 0:
        return None
    crossing, x = best
    left = [(top, size) for _, x1, size, top in boxes if x1 <= x]
    right = [(top, size) for x0, _, size, top in boxes if x0 >= x]
    share = min(sum(size for _, size in left), sum(size for _, size in right)) / whole
    if crossing > 0.25 * whole or share < 0.2 or min(len(left), len(right)) < 4:
        return None
    wide = [size for x0, x1, size, _ in boxes if x1 - x0 > width * 0.25 and not x0 < x < x1]
    # Columns of running text are filled; what is short on both sides is a list with gaps.
    return x if sum(wide) > 0.5 * (whole - crossing) else None


def _line(words: Sequence[Word], page: int, column: int, parts: int = 1) -> Line:
    size = Counter[float]()
    for word in words:
        size[round(word.size, 1)] += len(word.text)
    main = max(size, key=lambda s: (size[s], s))
    left, right = words[0].x0, words[-1].x1
    if is_backwards(" ".join(word.text for word in words)):
        return Line(
            in_reading_order(_whole_words(words, main)), left, right,
            min(word.top for word in words), max(word.bottom for word in words), main,
            sum(word.bold for word in words) > 0.9 * len(words), page, column, parts,
        )  # fmt: skip
    text, end = "", left
    base = max(word.bottom for word in words if round(word.size, 1) == main)
    for word in words:
        if text and word.size < _RAISED * main and word.bottom < base - 0.1 * main:
            text += raised_text(word.text, text, ())
        elif text and word.x0 - end < _TOUCH * main:
            text += word.text  # Another weight or size, but the same word: "CO" and its "2".
        else:
            text = f"{text} {word.text}" if text else word.text
        end = word.x1
    letters = sum(len(word.text) for word in words)
    return Line(
        text=text.strip(),
        x0=left,
        x1=right,
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words if word.size >= _RAISED * main),
        size=main,
        bold=sum(len(word.text) for word in words if word.bold) > 0.9 * letters,
        page=page,
        column=column,
        parts=parts,
    )


def _whole_words(words: Sequence[Word], size: float) -> list[str]:
    """The words from left to right; what touches is one: a stop, a figure behind a hyphen."""
    found: list[str] = []
    end = float("-inf")
    for word in words:
        if word.x0 - end < _TOUCH * size:
            found[-1] += word.text
        else:
            found.append(word.text)
        end = word.x1
    return found


def without_edges(pages: Sequence[Sequence[Line]], heights: Sequence[float]) -> list[list[Line]]:
    """The pages without their running heads and feet, and without page numbers."""
    edges: list[dict[int, tuple[str, int]]] = []
    for lines, height in zip(pages, heights, strict=True):
        by_height = sorted(range(len(lines)), key=lambda n: lines[n].top)
        outer = {n for n in by_height[: 2 * _EDGE_LINES] if lines[n].top < _EDGE_SHARE * height}
        outer |= {n for n in by_height[-2 * _EDGE_LINES :]
                  if lines[n].bottom > (1 - _EDGE_SHARE) * height}  # fmt: skip
        edges.append({n: _row_key(lines, n, outer) for n in outer})
    seen = Counter(key for edge in edges for key in set(edge.values()))
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, edges, strict=True):
        printed = {key for key in edge.values() if _PRINTED.match(key[0])}
        kept.append([
            line
            for n, line in enumerate(lines)
            if n not in edge
            or not (seen[edge[n]] > 1 or edge[n] in printed or _NUMBER_ONLY.fullmatch(line.text))
        ])  # fmt: skip
    return kept


def _row_key(lines: Sequence[Line], number: int, among: Iterable[int]) -> tuple[str, int]:
    """All that stands on one height, with figures made equal, to know it on another page again."""
    here = lines[number]
    row = sorted((lines[n] for n in among if abs(lines[n].top - here.top) < 2), key=lambda w: w.x0)
    return re.sub(r"\d+", "0", " ".join(line.text for line in row)), round(here.size)
