"""Where the right words are: quotes turned into spans, and how much of one span another covers.

Overlap is counted in inked characters: white space and the pipes of a table row are left out, so
that a trimmed space or a cell without its border costs nothing and gains nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from eval.reply import Span

Ink: TypeAlias = frozenset[tuple[str, int]]
Texts: TypeAlias = Mapping[str, str]
BLANK = frozenset("|")
ENOUGH = 0.5
"""A quote counts as cited when at least this share of its characters is."""


@dataclass(frozen=True, slots=True)
class Gold:
    """The spans a right answer cites.

    Attributes:
        needed: one entry for each group, with the spans of its alternatives.
        also: spans that may be cited too.
    """

    needed: tuple[tuple[Span, ...], ...] = ()
    also: tuple[Span, ...] = ()

    @property
    def required(self) -> tuple[Span, ...]:
        """The alternatives of all groups."""
        return tuple(span for group in self.needed for span in group)

    @property
    def welcome(self) -> tuple[Span, ...]:
        """Everything that may be cited."""
        return (*self.required, *self.also)


def find_gold(texts: Texts, needed: Iterable[Iterable[str]], also: Iterable[str] = ()) -> Gold:
    """Looks the quotes up; a quote that stands in several places counts in any of them.

    A quote that stands nowhere gives no span: its group can then not be found, which is right,
    because the validator refuses such a case.
    """
    return Gold(
        needed=tuple(
            tuple(span for quote in group for span in find_quote(texts, quote)) for group in needed
        ),
        also=tuple(span for quote in also for span in find_quote(texts, quote)),
    )


def find_quote(texts: Texts, quote: str) -> tuple[Span, ...]:
    """All places of ``quote`` in the documents, in order; none for an empty quote."""
    spans = []
    for document_id, text in texts.items():
        start = text.find(quote) if quote else -1
        while start >= 0:
            spans.append(Span(document_id, start, start + len(quote)))
            start = text.find(quote, start + 1)
    return tuple(spans)


def ink(texts: Texts, spans: Iterable[Span]) -> Ink:
    """The inked characters of the spans, each counted once; unknown documents have none."""
    return frozenset(
        (span.document_id, index)
        for span in spans
        for index in range(max(0, span.start), min(span.end, len(texts.get(span.document_id, ""))))
        if not _is_blank(texts[span.document_id][index])
    )


def covered(whole: Ink, by: Ink) -> float:
    """The share of ``whole`` that is also in ``by``; zero if there is nothing to cover."""
    return len(whole & by) / len(whole) if whole else 0.0


def touches(texts: Texts, span: Span, target: Span) -> bool:
    """Whether half of the shorter of the two spans lies in the other.

    So a whole paragraph touches a sentence in it, and one cell touches its row.
    """
    apart = span.document_id != target.document_id
    if apart or span.end <= target.start or target.end <= span.start:
        return False
    first, second = ink(texts, [span]), ink(texts, [target])
    shorter = min(len(first), len(second))
    return shorter > 0 and len(first & second) >= ENOUGH * shorter


def _is_blank(char: str) -> bool:
    return char.isspace() or char in BLANK
