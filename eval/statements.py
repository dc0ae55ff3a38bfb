"""The statements of a reply, each with the citations that it carries, and whether they fit.

A reply whose markers were shifted keeps every number from 1 to n, and every quote stays exact: only
the words beside a marker tell that it points at the wrong passage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from eval.reply import Cited, Reply

MARKER = re.compile(r"\[(\d{1,3})\](?!\()")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LIST_NUMBER = re.compile(r"^\s*\d+[.)]\s", re.MULTILINE)
OWN_HEADING = re.compile(r"^\*\*[^*\n]+\*\*$", re.MULTILINE)
"""A line in bold alone, such as stands above a part of an answer."""
MARKERS = re.compile(r"(?:\s*\[\d{1,3}\](?!\())+")
WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)*")
FEWEST = 3
"""Words that a statement must have before its place can be judged."""
OWN, OTHER = 0.5, 0.8
"""A statement is misplaced when its own citations have less than half of its words and another
citation has four fifths of them."""


@dataclass(frozen=True, slots=True)
class Statement:
    """Words of a reply and the numbers of the markers that follow them."""

    text: str
    numbers: tuple[int, ...]


def statements(text: str) -> Iterator[Statement]:
    """The statements in order; lines without a marker (headings, rules, leads) state nothing."""
    for line in text.split("\n"):
        found = list(MARKERS.finditer(line))
        start = 0
        for index, group in enumerate(found):
            end = group.start()
            # What follows the last marker belongs to it: the rest of a table row, a full stop.
            tail = line[group.end() :] if index == len(found) - 1 else ""
            numbers = tuple(int(number) for number in MARKER.findall(group.group()))
            yield Statement(f"{line[start:end]} {tail}".strip(), numbers)
            start = group.end()


def misplaced(reply: Reply) -> list[Statement]:
    """The statements whose words stand in another citation than the ones they carry.

    A line that names a section has the words of its citations' section, and not of their quotes.
    """
    words_of = {cited.number: _words_of(cited) for cited in reply.citations}
    section_of = {cited.number: set(_words(cited.section)) for cited in reply.citations}
    wrong = []
    for statement in statements(reply.text):
        words = set(_words(statement.text))
        if len(words) < FEWEST:
            continue
        own: set[str] = set()
        for number in statement.numbers:
            own |= words_of.get(number, set()) | section_of.get(number, set())
        others = [found for number, found in words_of.items() if number not in statement.numbers]
        best = max((len(words & found) for found in others), default=0) / len(words)
        if len(words & own) / len(words) < OWN and best >= OTHER:
            wrong.append(statement)
    return wrong


def miscounted(reply: Reply, texts: Mapping[str, str] | None = None) -> list[Statement]:
    """The statements with a number that none of their own citations has.

    Figures marked as computed, and numbers of what is said to be missing, are nobody's quote.
    ``texts`` are the documents: a row that is told names its columns, which stand above it.
    """
    proof = {
        cited.number: f"{cited.section} {table_head(cited, texts or {})} {cited.quote}"
        for cited in reply.citations
    }
    free = " ".join((*reply.derived, *reply.missing))
    wrong = []
    for statement in statements(reply.text):
        own = " ".join((free, *(proof.get(number, "") for number in statement.numbers)))
        known = {plain_number(number) for number in NUMBER.findall(own)}
        said = NUMBER.findall(LIST_NUMBER.sub("", statement.text))
        if any(plain_number(number) not in known for number in said):
            wrong.append(statement)
    return wrong


def table_head(cited: Cited, texts: Mapping[str, str]) -> str:
    """The first line of the table in which a quote is a row; empty where it is none."""
    text = texts.get(cited.span.document_id, "")
    if not cited.quote.lstrip().startswith("|"):
        return ""
    above = reversed(text[: cited.span.start].rstrip("\n ").split("\n"))
    rows = list(takewhile(lambda line: line.lstrip().startswith("|"), above))
    return rows[-1] if rows else ""


def plain_number(number: str) -> str:
    """The number without the commas between its thousands."""
    return number.replace(",", "")


def _words_of(cited: Cited) -> set[str]:
    return set(_words(cited.quote))


def _words(text: str) -> list[str]:
    return [word.casefold().replace("’", "'") for word in WORD.findall(text)]
