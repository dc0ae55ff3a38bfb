"""Lines on a page → headings, paragraphs and items. Pure.

A page of print says by its looks alone what belongs together. The rules are the usual ones: a wider
gap, a change of size, or an item's sign begins a paragraph; a line that is larger or bolder than
the text is a heading; a line that ends where the next word had room was ended on purpose.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from assistant.sources.page_lines import Line
from assistant.text import patterns as re

BULLET = re.compile(r"(?:[•▪◦‣●○■□–—-]|\(cid:\d+\))\s+|[•▪●■](?=\S)")
NUMBERED = re.compile(r"\(?(?:\d{1,2}|[a-z])[.)]\s+")
_ORDINAL = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")
_PARTS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_TERMINAL = (".", "!", "?", ":", "”", "…")
_SIZE_STEP = 0.6
"""Points by which sizes have to differ to be different."""
_LIST_LEAST = 3
_ENTRY_MOST = 24
"""Characters of an entry of a narrow list."""
_HEADING_LEADING = 1.8
_NOTE_SIZE = 0.86
_FULL = 0.8
"""Share of the width from which the first of two lines was ended by the margin."""
_NOTES_SHARE = 0.3
"""Small print up to this share of all lines is footnotes; more of it is the text."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A heading, a paragraph or an item: its text, and where it goes over to another page."""

    kind: str
    text: str
    page: int
    size: float
    turns: tuple[tuple[int, int], ...] = ()
    number: int = 0
    """Of an item of a numbered list; 0 for all else."""
    column: int = 0
    ended: bool = False
    """Whether its line was ended on purpose, so that nothing goes on with it."""


@dataclass
class Typography:
    """What is usual in a document: the size of its text, the distance of its lines."""

    body: float
    leading: float
    heads: list[float] = field(default_factory=list)
    """Sizes of headings, largest first."""
    right: dict[tuple[int, int], float] = field(default_factory=dict)
    """Where the longest line of each page and column ends."""

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
        right: dict[tuple[int, int], float] = {}
        for line in every:
            if line.size < _NOTE_SIZE * body:
                continue
            right[line.page, line.column] = max(right.get((line.page, line.column), 0.0), line.x1)
        leading = median(gaps) if gaps else 1.2 * body
        return cls(body, leading, sorted(heads, reverse=True), right)

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
    found: list[Stretch] = []
    for group in _groups(lines, usual, notes):
        parts = _apart(group, usual)
        ended = len(parts) > 1
        found.extend(replace(_stretch(part, usual, known), ended=ended) for part in parts)
    return [s for s in (found if notes else _numbered(_joined(found))) if s.text]


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
    counted = NUMBERED.match(line.text) is not None
    beside = NUMBERED.match(group[0].text) is not None and abs(line.x0 - group[0].x0) < 3
    if BULLET.match(line.text) or (counted and (_ends(last) or beside)):
        return True
    if notes and re.match(r"\d{1,2}\s+\S|[*†‡]", line.text):
        return True
    if abs(line.size - last.size) > _SIZE_STEP or usual.is_heading(line) != usual.is_heading(last):
        return True
    leading = max(usual.leading, 1.15 * line.size) if line.size > usual.body else usual.leading
    if line.top - last.top > 1.25 * leading and not _is_wrapped_heading(last, line, usual):
        return True
    if usual.is_heading(line):
        return False
    if BULLET.match(group[0].text):
        return line.x0 < group[0].x0 - 2
    indented = line.x0 > last.x0 + 6 and (len(group) == 1 or last.x0 <= group[0].x0 + 1)
    if indented and _ends(last) and not NUMBERED.match(group[0].text):
        return True
    return _ends(last) and last.x1 < right - 0.25 * (right - last.x0)


def _is_wrapped_heading(last: Line, line: Line, usual: Typography) -> bool:
    """Whether a heading goes on in a second line, as large as the first and set widely."""
    room = usual.right.get((line.page, line.column), last.x1)
    word = (line.x1 - line.x0) / len(line.text) * (len(line.text.split()[0]) + 1)
    return (
        usual.is_heading(last)
        and usual.is_heading(line)
        and last.size > usual.body + _SIZE_STEP
        and line.top - last.top < _HEADING_LEADING * line.size
        and last.x1 + word > room - 2
    )


def _apart(group: list[Line], usual: Typography) -> list[list[Line]]:
    """The lines of a group one by one, where each was ended on purpose: the points of a list.

    A line that was ended by the margin has no room for the first word of the next one.
    """
    if len(group) < 2 or usual.is_heading(group[0]):
        return [group]
    if BULLET.match(group[0].text) or NUMBERED.match(group[0].text):
        return [group]
    if len(group) >= _LIST_LEAST and all(_is_entry(line) for line in group):
        return [[line] for line in group]
    room = max(usual.right.get((line.page, line.column), line.x1) for line in group)
    for line, after in pairwise(group):
        size = (line.x1 - line.x0) / max(1, len(line.text))
        fits = line.x1 + size * (len(after.text.split()[0]) + 2) < room
        begins = not after.text[0].islower() or abs(after.x0 - line.x0) > 6
        below = after.top > line.top + 0.5 * line.size
        full = len(group) == 2 and line.x1 - line.x0 > _FULL * (room - line.x0)
        if full or not (fits and begins and below) or line.text[-1] in ",-\u2010":
            return [group]
    return [[line] for line in group]


def _is_entry(line: Line) -> bool:
    """Whether a line may be the entry of a list whose signs are drawn: "Planning"."""
    text = line.text
    return text[0].isupper() and len(text) <= _ENTRY_MOST and text[-1].isalnum()


def _ends(line: Line) -> bool:
    return line.text.endswith(_TERMINAL)


def _stretch(group: Sequence[Line], usual: Typography, known: set[str]) -> Stretch:
    first = group[0]
    text = ""
    for line in group:
        text = _hyphenated(text, line.text, known)
    kind = "prose"
    if bullet := BULLET.match(text):
        kind, text = "item", text[bullet.end() :]
    elif first.parts > 1:
        kind = "row"
    elif usual.is_heading(first):
        kind = "heading"
    text = re.sub(r"\s*\(cid:\d+\)\s*|\s*\u21a9\ufe0e?", " ", text).strip()
    return Stretch(kind, text, first.page, first.size, column=first.column)


def _numbered(stretches: Sequence[Stretch]) -> list[Stretch]:
    """The stretches, with paragraphs that count up, "1." and "2.", as items of a list.

    Below the first there may be points of their own ("a."), and paragraphs that go on.
    """
    found = list(stretches)
    last: tuple[int, int] | None = None
    for place, stretch in enumerate(found):
        if stretch.kind == "heading":
            last = None
        sign = _ORDINAL.match(stretch.text) if stretch.kind == "prose" else None
        if sign is None:
            continue
        number = int(sign[1])
        if last is not None and number == last[1] + 1:
            found[last[0]] = _as_item(found[last[0]], last[1])
            found[place] = _as_item(stretch, number)
        last = (place, number)
    return found


def _as_item(stretch: Stretch, number: int) -> Stretch:
    sign = _ORDINAL.match(stretch.text) if stretch.kind == "prose" else None
    if sign is None:
        return stretch
    shorter = sign.end()
    turns = tuple((max(0, offset - shorter), page) for offset, page in stretch.turns)
    return replace(
        stretch, kind="item", text=stretch.text[shorter:], number=number, turns=turns
    )  # fmt: skip


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


def _elsewhere(one: Stretch, other: Stretch) -> bool:
    return (one.page, one.column) != (other.page, other.column)


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
            and not before.ended
            and not before.text.endswith(_TERMINAL)
            and (stretch.text[:1].islower() or before.text[-1] in ",-"
                 or (stretch.text[:1].isdigit() and _elsewhere(before, stretch))
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
