"""Which passages an earlier answer showed, in the order of their numbers.

An answer in the history may bring the spans that it cited; a history of plain text brings its
words, and since a keyless answer is made of the corpus' own words, these name the passages as
well. Either way only passages of the corpus come back: a history can point at the corpus, and
never add to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape

from assistant.records import Passage, Turn

_MARKER = re.compile(r"(?<!\\)\[(\d{1,3})\]")
_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"\s*(?:[-*•|]|\d{1,2}[.)])\s")
_ENDING = 3
"""Words at the end of a passage by which it is looked up."""
_ANNOUNCES = re.compile(
    r"\b(?:few|several|these|following|kinds?|types?|ways|things|groups|parts|two|three|four|five"
    r"|six|here)\b|:$",
    re.IGNORECASE,
)
_LIST_LEAST = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """What one answer showed.

    Attributes:
        passages: all of them, in the order of their numbers.
        items: those that "the second one" counts: the lines of a list or table where there is one.
    """

    passages: tuple[Passage, ...] = ()
    items: tuple[Passage, ...] = ()


class ShownPassages:
    """Reads earlier answers for one corpus. Safe to share."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._passages = tuple(passages)

    def of(self, turn: Turn) -> Shown:
        """What an assistant's turn showed; nothing for a refusal or for words of no document."""
        numbered = self._cited(turn) or self._worded(turn.content)
        passages = tuple(dict.fromkeys(numbered[number] for number in sorted(numbered)))
        return Shown(passages, _items(turn.content, numbered) or _after_the_lead(passages))

    def _cited(self, turn: Turn) -> dict[int, Passage]:
        spans = enumerate(turn.cited, start=1)
        found = {n: self._by_span.get(span) or self._by_end.get(span[::2]) for n, span in spans}
        return {n: passage for n, passage in found.items() if passage is not None}

    def _worded(self, content: str) -> dict[int, Passage]:
        numbered: dict[int, Passage] = {}
        place = 0
        for marker in _MARKER.finditer(content):
            words = _words(content[place : marker.start()])
            place = marker.end()
            if passage := self._ending(words):
                numbered.setdefault(int(marker[1]), passage)
        return numbered

    def _ending(self, words: Sequence[str]) -> Passage | None:
        """The longest passage that ends these words."""
        for length in range(_ENDING, 0, -1):
            for known, passage in self._by_ending.get(tuple(words[-length:]), ()):
                if tuple(words[-len(known) :]) == known:
                    return passage
        return None

    @cached_property
    def _by_span(self) -> dict[tuple[str, int, int], Passage]:
        return {(p.document_id, p.start, p.end): p for p in self._passages}

    @cached_property
    def _by_end(self) -> dict[tuple[str, int], Passage]:
        """A sentence may be cited together with those before it that it leans on."""
        return {(p.document_id, p.end): p for p in self._passages}

    @cached_property
    def _by_ending(self) -> dict[tuple[str, ...], list[tuple[tuple[str, ...], Passage]]]:
        found: dict[tuple[str, ...], list[tuple[tuple[str, ...], Passage]]] = {}
        for passage in self._passages:
            for form in _forms(passage):
                if words := tuple(_words(form)):
                    found.setdefault(words[-_ENDING:], []).append((words, passage))
        for forms in found.values():  # "Usually not." must not hide a longer one that ends so.
            forms.sort(key=lambda item: -len(item[0]))
        return found


def _forms(passage: Passage) -> Iterator[str]:
    """The ways in which a passage is written in an answer."""
    yield passage.text
    if passage.cells and len(passage.header) == len(passage.cells):
        first, *others = (cell.text for cell in passage.cells)
        spelled = zip(passage.header[1:], others, strict=True)
        yield " ".join([first, *(f"{name} {text}" for name, text in spelled)])


def _words(text: str) -> list[str]:
    return _WORD.findall(unescape(text).lower())


def _items(content: str, numbered: dict[int, Passage]) -> tuple[Passage, ...]:
    lines = [line for line in content.splitlines() if _LISTED.match(line)]
    items = dict.fromkeys(
        numbered[int(number)]
        for line in lines
        for number in _MARKER.findall(line)
        if int(number) in numbered
    )
    return tuple(items) if len(items) >= _LIST_LEAST else ()


def _after_the_lead(passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """The passages without a first sentence that only announces the others."""
    if len(passages) <= _LIST_LEAST or not _ANNOUNCES.search(passages[0].text):
        return passages
    first, *others = passages
    together = all((p.document_id, p.block) == (first.document_id, first.block) for p in others)
    return tuple(others) if together else passages
