"""Whom "he" and "she" stand for, and what holds at an age, in a document without a question bank.

A name is told by its capital within a sentence. What is asked of him or her is read in what names
the person; "what else does he do" in what else does. An age is held against the bounds that stand
in the place of what was told: "and for my 10 year old?". English. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk import close_by
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.named import NAMED_MOST, in_sections_of
from assistant.reading.talk.several import silent
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.asked import Understood

_STANDS_FOR_ONE = re.compile(r"\b(?:he|she|him|her|his|hers)\b", re.IGNORECASE)
_NAME = re.compile(r"(?<=[\w,] )(?:Dr |Mr |Mrs |Ms )?([A-Z][a-z]+)(?: [A-Z][a-z]+)*\b")
_WHOLE_NAME = re.compile(r"(?:Dr |Mr |Mrs |Ms )?[A-Z][a-z]+ [A-Z][a-z]+")
_LEADS = re.compile(r"\b(?:by|who|host|speaker|leader|teacher|guide|person|contact)\b", re.I)
_WORD = re.compile(r"[A-Za-z][\w'’-]+")
_AGE = re.compile(
    r"\b(?:(?:is|was|were|he'?s|she'?s|they'?re|i'?m|turns|be|for|a|my|aged?)\s+)?(?P<age>\d{1,2})"
    r"(?:[- ]?(?:years?|yrs?)(?:[- ]old)?|yo)?\b",
    re.IGNORECASE,
)
_SOMEBODY = re.compile(
    r"\b(?:he|she|he'?s|she'?s|they|kids?|child(?:ren)?|son|daughter|old|boys?|girls?|aged?|years?"
    r"|i'?m|mother|father|mum|dad|grand\w+)\b",
    re.IGNORECASE,
)
_BOUNDS: Sequence[tuple[re.Pattern[str], Callable[[int, int, int], bool]]] = (
    (re.compile(r"\bbetween (\d{1,2}) and (\d{1,2})\b", re.I), lambda n, a, b: a <= n <= b),
    (re.compile(r"\bunder (\d{1,2})\b", re.I), lambda n, a, _: n < a),
    (re.compile(r"\b(?:up to|until) (\d{1,2})\b", re.I), lambda n, a, _: n <= a),
    (re.compile(r"\b(?:over|above|older than) (\d{1,2})\b", re.I), lambda n, a, _: n > a),
    (re.compile(r"\b(?:from|at least|age is) (\d{1,2})\b", re.I), lambda n, a, _: n >= a),
)
_OF_AGE = re.compile(r"\b(?:child(?:ren)?|kids?|years?|age[ds]?|people|adults?|under-)\b", re.I)


class OfPeople:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching
        self._passages = [p for p in vouching.corpus.passages if p.kind != "table_header"]

    def read(self, asked: Understood) -> Reading | None:
        """What is told of the person, or at the age; ``None`` where neither is meant."""
        more = asked.act is not None and asked.act.act == "more"
        if (asked.act and not more) or asked.request is not None or not asked.talk:
            return None
        shown = newest(asked.talk)
        if self._vouching.corpus.banked:
            return None
        if not more and (told := self._at_age(asked, shown)):
            return telling(told[:NAMED_MOST])
        if not _STANDS_FOR_ONE.search(asked.message) or not (name := self._whom(asked)):
            return None
        said = re.compile(rf"\b{re.escape(name)}\b")
        naming = [p for p in self._passages if said.search(p.text)]
        if signs.ELSE.search(asked.message):
            return telling(p for p in naming if p not in shown) if set(naming) - {*shown} else None
        if more:
            return None
        words = _STANDS_FOR_ONE.sub(" ", signs.matter(asked.alone or asked.message))
        told = self._vouching.speaking_of(words, naming) if content_stems(words) else []
        if not told and (kind := close_by.kind_asked(words)):
            told = close_by.giving(kind, naming)
        if told:
            return telling(told[:NAMED_MOST])
        return silent("", naming) if signs.WHETHER.search(asked.message) else None

    def _whom(self, asked: Understood) -> str:
        """The name that was spoken of last: in a question, else alone in what was shown first."""
        for exchange in reversed(asked.talk):
            spoken = {word.lower() for word in _WORD.findall(exchange.message)}
            if named := [name for name in self._names if name.lower() in spoken]:
                return named[-1]
            if exchange.passages:
                return self._named_in(exchange.passages[0])
        return ""

    def _named_in(self, passage: Passage) -> str:
        """The last word of the only whole name in a sentence, or of the cell that says who."""
        texts = [passage.text]
        if passage.cells and len(passage.header) == len(passage.cells):
            cells = zip(passage.header, passage.cells, strict=True)
            texts = [cell.text for name, cell in cells if _LEADS.search(name)]
        found = {name for text in texts for name in _WHOLE_NAME.findall(text)}
        if not found and not passage.cells:
            found = {m[1] for m in _NAME.finditer(passage.text)} & self._names
        return found.pop().split()[-1] if len(found) == 1 else ""

    @cached_property
    def _names(self) -> set[str]:
        """Words that only ever stand with a capital, within a sentence too."""
        text = " \n".join(p.text for p in self._passages)
        lower = set(re.findall(r"\b[a-z]+\b", text))
        capital = {m[1] for p in self._passages for m in _NAME.finditer(p.text)}
        return {name for name in capital if name.lower() not in lower}

    def _at_age(self, asked: Understood, shown: Sequence[Passage]) -> list[Passage]:
        """What holds at the age that a message names, in the place of what was told."""
        found = _AGE.search(asked.message)
        few = len(asked.message.split()) <= _FEW
        if found is None or not few or not _SOMEBODY.search(asked.message) or not shown:
            return []
        age = int(found["age"])
        return [p for p in in_sections_of(shown[:1], self._passages) if _holds_at(age, p.text)]


_FEW = 9
"""Words of a message that only sets an age."""


def _holds_at(age: int, text: str) -> bool:
    if not _OF_AGE.search(text) and "between" not in text.lower():
        return False
    for bound, holds in _BOUNDS:
        if match := bound.search(text):
            first, *others = (int(group) for group in match.groups())
            return holds(age, first, others[0] if others else first)
    return False
