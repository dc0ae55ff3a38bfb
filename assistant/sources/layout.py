"""Words at places on a page → lines in reading order, headings, paragraphs and items. Pure.

A page of print says by its looks alone what belongs together. The rules are the usual ones: a
gutter that few words cross parts two columns; a wider gap, a change of size, or an item's sign
begins a paragraph; a line that is larger or bolder than the text is a heading; a line that returns
at the edge of every page is furniture.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from assistant.sources.scripts import raised_text

_NUMBER_ONLY = re.compile(
    r"[-–—|\s]*(?:(?:page|seite|página|pág\.?|p\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|de)\s*\d{1,4})?"
    r"[-–—|\s]*",
    re.IGNORECASE,
)
BULLET = re.compile(r"(?:[•▪◦‣●○■□–—-]|\(cid:\d+\))\s+|[•▪●■](?=\S)")
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+")
_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TERMINAL = (".", "!", "?", ":", "”", "…")
_SIZE_STEP = 0.6
"""Points by which sizes have to differ to be different."""
_EDGE_LINES = 2
_EDGE_SHARE = 0.08
_RAISED = 0.87
"""A word of less than this share of its line's size is raised or lowered."""
_TOUCH = 0.12
"""Share of the size below which a gap is none."""
_NOTE_SIZE = 0.86
_NOTES_SHARE = 0.3
"""Small print up to this share of all lines is footnotes; more of it is the text."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its box (points from the top left), size and weight."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool = False


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


@dataclass(frozen=True, slots=True)
class Stretch:
    """A heading, a paragraph or an item: its text, and where it goes over to another page."""

    kind: str
    text: str
    page: int
    size: float
    turns: tuple[tuple[int, int], ...] = ()
    number: int = 1


# --- lines --------------------------------------------------------------------------------------


def lines_of(words: Sequence[Word], width: float, page: int = 1) -> list[Line]:
    """The lines of a page in reading order: full-width ones part what stands in columns."""
    segments = _segments(words)
    gutter = _gutter(segments, width)
    if gutter is None:
        rows = [_line(row, page, 0, parts) for row, parts in _side_by_side(segments)]
        return sorted(rows, key=lambda line: (line.top, line.x0))
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
        for column in (left, right):
            inside = [line for line in column if top <= line.top < until]
            ordered.extend(sorted(inside, key=lambda line: (line.top, line.x0)))
        if bound is not None:
            ordered.append(bound)
            top = until
    return ordered


def _segments(words: Sequence[Word]) -> list[list[Word]]:
    """Words on one height, parted at wide gaps."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: ((word.top + word.bottom) / 2, word.x0)):
        middle = (word.top + word.bottom) / 2
        row = next(
            (r for r in reversed(rows[-6:]) if any(w.top - 1 <= middle <= w.bottom + 1 for w in r)
             and abs(_largest(r).bottom - word.bottom) < max(_largest(r).size, word.size) * 0.6),
            None,
        )  # fmt: skip
        if row is None:
            rows.append([word])
        else:
            row.append(word)
    found: list[list[Word]] = []
    for row in rows:
        row.sort(key=lambda word: word.x0)
        segment = [row[0]]
        for word in row[1:]:
            if word.x0 - segment[-1].x1 > max(10.0, 1.1 * max(word.size, segment[-1].size)):
                found.append(segment)
                segment = []
            segment.append(word)
        found.append(segment)
    return found


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
    text, end = "", words[0].x0
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
        x0=words[0].x0,
        x1=words[-1].x1,
        top=min(word.top for word in words),
        bottom=max(word.bottom for word in words if word.size >= _RAISED * main),
        size=main,
        bold=sum(len(word.text) for word in words if word.bold) > 0.9 * letters,
        page=page,
        column=column,
        parts=parts,
    )


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
    return [
        [
            line
            for n, line in enumerate(lines)
            if n not in edge or not (seen[edge[n]] > 1 or _NUMBER_ONLY.fullmatch(line.text))
        ]
        for lines, edge in zip(pages, edges, strict=True)
    ]


def _row_key(lines: Sequence[Line], number: int, among: Iterable[int]) -> tuple[str, int]:
    """All that stands on one height, with figures made equal, to know it on another page again."""
    here = lines[number]
    row = sorted((lines[n] for n in among if abs(lines[n].top - here.top) < 2), key=lambda w: w.x0)
    return re.sub(r"\d+", "0", " ".join(line.text for line in row)), round(here.size)


# --- paragraphs ---------------------------------------------------------------------------------


@dataclass
class Typography:
    """What is usual in a document: the size of its text, the distance of its lines."""

    body: float
    leading: float
    heads: list[float] = field(default_factory=list)
    """Sizes of headings, largest first."""

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Typography:
        """Measured over all lines of a document."""
        every = list(lines)
        sizes = Counter[float]()
        for line in every:
            sizes[line.size] += len(line.text)
        body = max(sizes, key=lambda size: sizes[size]) if sizes else 10.0
        gaps = [
            b.top - a.top
            for a, b in pairwise(every)
            if a.page == b.page and a.column == b.column and a.size == b.size == body
            and 0 < b.top - a.top < 2.2 * body
        ]  # fmt: skip
        heads = {line.size for line in every if line.size > body + _SIZE_STEP}
        return cls(body, median(gaps) if gaps else 1.2 * body, sorted(heads, reverse=True))

    def notes_apart(self, lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
        """The lines of the text, and those of the footnotes: small print below it."""
        lowest: dict[tuple[int, int], float] = {}
        small = {id(line) for line in lines if line.size < _NOTE_SIZE * self.body}
        for line in lines:
            if id(line) not in small:
                place = (line.page, line.column)
                lowest[place] = max(lowest.get(place, 0.0), line.top)
        notes = [line for line in lines if id(line) in small
                 and line.top > lowest.get((line.page, line.column), 0.0)]  # fmt: skip
        if len(notes) >= _NOTES_SHARE * len(lines):
            return list(lines), []
        apart = {id(line) for line in notes}
        return [line for line in lines if id(line) not in apart], notes

    def is_heading(self, line: Line) -> bool:
        """Whether a line is larger or bolder than the text."""
        if len(line.text) > 140 or line.text.endswith((".", ",", ";")):
            return False
        return line.size > self.body + _SIZE_STEP or (line.bold and line.size > 0.9 * self.body)

    def level(self, size: float) -> int:
        """The level of a heading of this size, from 1."""
        above = sum(head > size + _SIZE_STEP / 2 for head in self.heads)
        return min(6, above + 1)


def stretches_of(lines: Sequence[Line], usual: Typography, notes: bool = False) -> list[Stretch]:
    """The headings, paragraphs and items that the lines make up."""
    known = {word.lower() for line in lines for word in _PARTS.findall(line.text)}
    found = [_stretch(group, usual, known) for group in _groups(lines, usual, notes)]
    return [stretch for stretch in (found if notes else _joined(found)) if stretch.text]


def _groups(lines: Sequence[Line], usual: Typography, notes: bool) -> Iterator[list[Line]]:
    group: list[Line] = []
    widest: dict[tuple[int, int], float] = {}
    for line in lines:
        place = (line.page, line.column)
        widest[place] = max(widest.get(place, 0.0), line.x1)
    for line in lines:
        if group and _begins(group, line, usual, widest[group[-1].page, group[-1].column], notes):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _begins(
    group: Sequence[Line], line: Line, usual: Typography, right: float, notes: bool
) -> bool:
    """Whether a line begins something new after the lines of ``group``."""
    last = group[-1]
    if (last.page, last.column) != (line.page, line.column):
        return True  # What goes on over a page or column is joined afterwards.
    if line.parts > 1 or last.parts > 1:
        return True
    if BULLET.match(line.text) or (NUMBERED.match(line.text) and _ends(last)):
        return True
    if notes and re.match(r"\d{1,2}\s+\S|[*†‡]", line.text):
        return True
    if abs(line.size - last.size) > _SIZE_STEP or usual.is_heading(line) != usual.is_heading(last):
        return True
    leading = max(usual.leading, 1.15 * line.size) if line.size > usual.body else usual.leading
    if line.top - last.top > 1.25 * leading:
        return True
    if usual.is_heading(line):
        return False
    if BULLET.match(group[0].text):
        return line.x0 < group[0].x0 - 2
    indented = line.x0 > last.x0 + 6 and (len(group) == 1 or last.x0 <= group[0].x0 + 1)
    if indented and _ends(last) and not NUMBERED.match(group[0].text):
        return True
    return _ends(last) and last.x1 < right - 0.25 * (right - last.x0)


def _ends(line: Line) -> bool:
    return line.text.endswith(_TERMINAL)


def _stretch(group: Sequence[Line], usual: Typography, known: set[str]) -> Stretch:
    first = group[0]
    text = ""
    for line in group:
        text = _hyphenated(text, line.text, known)
    kind, number = "prose", 1
    if bullet := BULLET.match(text):
        kind, text = "item", text[bullet.end() :]
    elif first.parts > 1:
        kind = "row"
    elif usual.is_heading(first):
        kind = "heading"
    text = re.sub(r"\s*\(cid:\d+\)\s*", " ", text).strip()
    return Stretch(kind, text, first.page, first.size, number=number)


def _hyphenated(text: str, more: str, known: set[str]) -> str:
    """Two lines as one; a word that was parted at the end of a line is whole again."""
    if not text:
        return more
    parted = re.search(r"([^\W\d_]+)[-\u2010]$", text)
    rest = re.match(r"[^\W\d_]+", more)
    if re.search(r"\d[-–]$", text) and more[0].isdigit():
        return text + more  # A range of numbers: "20-" and "22".
    if parted is None or rest is None or not more[0].islower():
        return f"{text} {more}"
    if f"{parted[1]}-{rest[0]}".lower() in known and (parted[1] + rest[0]).lower() not in known:
        return text + more
    return text[:-1] + more


def _joined(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, with paragraphs that were parted by a column or page put together."""
    found: list[Stretch] = []
    for stretch in stretches:
        before = found[-1] if found else None
        if (
            before is not None
            and stretch.kind == "prose"
            and before.kind in ("prose", "item")
            and abs(before.size - stretch.size) < _SIZE_STEP
            and before.text
            and not before.text.endswith(_TERMINAL)
            and (stretch.text[:1].islower() or stretch.text[:1].isdigit() or before.text[-1] in ",-"
                 or len(before.text) > 60)
            and not NUMBERED.match(stretch.text)
        ):  # fmt: skip
            text = _hyphenated(before.text, stretch.text, set())
            at = len(text) - len(stretch.text)
            turns = before.turns
            if stretch.page != before.page:
                turns = (*turns, (at, stretch.page))
            turns = (*turns, *((at + offset, page) for offset, page in stretch.turns))
            found[-1] = replace(before, text=text, turns=turns)
        else:
            found.append(stretch)
    return found
