"""Which passages an earlier answer showed, in the order of their numbers.

An answer in the history may bring the spans that it cited; a history of plain text brings its
words, and since a keyless answer is made of the corpus' own words, these name the passages as
well. Either way only passages of the corpus come back: a history can point at the corpus, and
never add to it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from assistant.records import Passage, Turn
from assistant.text import patterns as re

_MARKER = re.compile(r"(?<!\\)\[(\d{1,3})\]")
_WORD = re.compile(r"[^\W_]+")
_BOLD = re.compile(r"\*\*(.+?)\*\*")
_LISTED = re.compile(r"\s*(?:[-*•|]|\d{1,2}[.)])\s")
_ENDING = 3
"""Words at the end of a passage by which it is looked up."""
_ANNOUNCES = re.compile(
    r"\b(?:few|several|these|following|kinds?|types?|ways|things|groups|parts|two|three|four|five"
    r"|six|here)\b|:$|^(?:what|there)\b(?:\W+\w+){1,8}\W*$",
    re.IGNORECASE,
)
_SUMS_UP = re.compile(r"\b(?:all|each|both|none) of (?:it|that|this|them|these|those)\b", re.I)
_LIST_LEAST = 2
_COUNTED_LEAST = 3
"""Statements of the first line from which on they are what is counted, and not the lines."""
_LINES_LEAST = 3
"""Lines from which on they are a list that is counted, however much the first of them says."""
_CELL_ALONE = 3
"""Words from which on a cell is told without the name of its row."""
_TOGETHER_MOST = 12
"""Passages behind one marker, and of one cited span, that are looked at."""
_CITED_MOST = 60


@dataclass(frozen=True, slots=True)
class Shown:
    """What one answer showed.

    Attributes:
        passages: all of them, in the order of their numbers.
        items: what "the second one" counts: the lines of a list or table where there is one, else
            the passages; each may hold several that are told together.
        numbered: what each marker stands for, ``[1]`` first.
        listed: the items were shown as a list, or announced as one.
        stressed: what stood out in bold among what had to be told before it.
    """

    passages: tuple[Passage, ...] = ()
    items: tuple[tuple[Passage, ...], ...] = ()
    numbered: tuple[tuple[Passage, ...], ...] = ()
    listed: bool = False
    stressed: tuple[Passage, ...] = ()


class ShownPassages:
    """Reads earlier answers for one corpus. Safe to share."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)

    @property
    def known(self) -> bool:
        """Whether there is a corpus that an answer can have shown."""
        return bool(self._passages)

    def of(self, turn: Turn) -> Shown:
        """What an assistant's turn showed; nothing for a refusal or for words of no document."""
        numbered = self._cited(turn) or self._worded(turn.content)
        groups = tuple(numbered[number] for number in sorted(numbered) if numbered[number])
        passages = tuple(dict.fromkeys(passage for group in groups for passage in group))
        items, counted = _items(turn.content, numbered), _counted(groups)
        announced = sum(map(len, counted)) < len(passages)
        stressed = _stressed(turn.content, passages)
        return Shown(passages, items or counted, groups, bool(items) or announced, stressed)

    def _cited(self, turn: Turn) -> dict[int, tuple[Passage, ...]]:
        spans = enumerate(turn.cited[:_CITED_MOST], start=1)
        return {number: self._inside(*span) for number, span in spans}

    def _inside(self, document_id: str, start: int, end: int) -> tuple[Passage, ...]:
        """The passages that a cited span touches."""
        passages = self._by_place.get(document_id, [])
        first = bisect_right(passages, start, key=lambda p: p.end)
        last = bisect_left(passages, end, lo=first, key=lambda p: p.start) if end > start else first
        return tuple(passages[first : min(last, first + _TOGETHER_MOST)])

    def _worded(self, content: str) -> dict[int, tuple[Passage, ...]]:
        numbered: dict[int, tuple[Passage, ...]] = {}
        place = 0
        for marker in _MARKER.finditer(content):
            told = content[place : marker.start()]
            place = marker.end()
            cut = self._cut_short(told)
            words = [] if cut else _words(told)
            group: list[Passage] = [cut] if cut else []
            while words and len(group) < _TOGETHER_MOST:
                passage, length = self._ending(words)
                if passage is None:
                    break
                group.insert(0, passage)
                words = words[:-length]
            if group:
                numbered.setdefault(int(marker[1]), tuple(group))
        return numbered

    def _cut_short(self, told: str) -> Passage | None:
        """The passage of which a line tells the first clause alone: "Quays in the old town …"."""
        if not told.rstrip().endswith("…"):
            return None
        words = _words(told.rstrip().splitlines()[-1])
        begun = (p for p in self._passages if _words(p.text)[: len(words)] == words)
        return next(begun, None) if len(words) >= _ENDING else None

    def _ending(self, words: Sequence[str]) -> tuple[Passage | None, int]:
        """The longest passage that ends these words, and of how many words it is."""
        for length in range(min(_ENDING, len(words)), 0, -1):
            for known, passage in self._by_ending.get(tuple(words[-length:]), ()):
                if tuple(words[-len(known) :]) == known:
                    return passage, len(known)
        return None, 0

    @cached_property
    def _by_place(self) -> dict[str, list[Passage]]:
        found: dict[str, list[Passage]] = {}
        for passage in sorted(self._passages, key=lambda p: (p.document_id, p.start)):
            found.setdefault(passage.document_id, []).append(passage)
        return found

    @cached_property
    def _by_ending(self) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Passage]]]:
        found: dict[tuple[str, ...], list[tuple[tuple[str, ...], Passage]]] = {}
        for passage in self._passages:
            # A header is shown over its rows without being cited.
            for form in _forms(passage) if passage.kind != "table_header" else ():
                if words := tuple(_words(form)):
                    found.setdefault(words[-_ENDING:], []).append((words, passage))
        for forms in found.values():  # "Usually not." must not hide a longer one that ends so.
            forms.sort(key=lambda item: -len(item[0]))
        return found


def announces(text: str) -> bool:
    """Whether a sentence may lead up to what stands behind it: "There are three sizes"."""
    return _ANNOUNCES.search(text) is not None


def sums_up(text: str) -> bool:
    """Whether a sentence speaks of all that was told before it, and is no further thing."""
    return _SUMS_UP.search(text) is not None


def _forms(passage: Passage) -> Iterator[str]:
    """The ways in which a passage is written in an answer: a row whole, spelled out, or a cell."""
    yield passage.text
    if not passage.cells or len(passage.header) != len(passage.cells):
        return
    first, *others = (cell.text for cell in passage.cells)
    names = passage.header[1:]
    yield " ".join([first, *(f"{n} {t}" for n, t in zip(names, others, strict=True))])
    for name, text in zip(names, others, strict=True):
        yield f"{first} {text}"
        yield f"{first} {name} {text}"
        if len(_words(text)) >= _CELL_ALONE:
            yield text


def _words(text: str) -> list[str]:
    return _WORD.findall(unescape(text).lower())


def _stressed(content: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    bold = [tuple(_words(words)) for words in _BOLD.findall(content)]
    return tuple(p for p in passages if p.kind == "sentence" and tuple(_words(p.text)) in bold)


def _items(
    content: str, numbered: Mapping[int, tuple[Passage, ...]]
) -> tuple[tuple[Passage, ...], ...]:
    """What the lines of a list or table showed, if there are two or more."""
    lines = [line for line in content.splitlines() if _LISTED.match(line)]
    groups = [
        tuple(p for number in _MARKER.findall(line) for p in numbered.get(int(number), ()))
        for line in lines
    ]
    items = tuple(dict.fromkeys(group for group in groups if group))
    several = bool(items) and len(dict.fromkeys(_MARKER.findall(lines[0]))) >= _COUNTED_LEAST
    if several and len(items) < _LINES_LEAST:
        told = (numbered[number] for number in sorted(numbered))
        items = tuple(dict.fromkeys(group for group in told if group))
    return items if len(items) >= _LIST_LEAST else ()


def _counted(groups: Sequence[tuple[Passage, ...]]) -> tuple[tuple[Passage, ...], ...]:
    """What is told under one marker, without a first sentence that only announces the others, or
    a last one that sums them up.

    A marker is what a reader sees of the end of a thing; under a single one each passage counts.
    """
    told = dict.fromkeys(groups)
    if len(told) < _LIST_LEAST:
        told = dict.fromkeys((passage,) for group in groups for passage in group)
    things = list(told)
    passages = [passage for thing in things for passage in thing]
    if len(passages) > _LIST_LEAST and _ANNOUNCES.search(passages[0].text):
        first, *others = passages
        if all((p.document_id, p.block) == (first.document_id, first.block) for p in others):
            things[:1] = [things[0][1:]] if len(things[0]) > 1 else []
    if len(things) > _LIST_LEAST and len(things[-1]) == 1 and sums_up(things[-1][0].text):
        things.pop()
    return tuple(things)
