"""The nouns of the product: plain frozen values, shared by every part and every surface.

A record never does I/O and never changes. Offsets are character offsets (not bytes) into
``Document.text``, end exclusive, so that ``document.text[start:end] == quote`` always holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

Status: TypeAlias = Literal["answered", "not_covered", "small_talk"]
PassageKind: TypeAlias = Literal["sentence", "table_row", "table_header"]
Role: TypeAlias = Literal["user", "assistant"]


@dataclass(frozen=True, slots=True)
class Document:
    """One source text. ``text`` is the body without front matter; ``sha256`` is over its UTF-8."""

    id: str
    title: str
    text: str
    sha256: str
    author: str = ""
    updated: str = ""
    publisher: str = ""
    disclosure: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table row: its text and its span in ``Document.text``."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Passage:
    """The smallest citable piece of a document: one sentence or one table row.

    Attributes:
        id: stable across edits elsewhere in the document (a hash of the words, not the place).
        position: index of the passage in its document, in reading order.
        block: index of the paragraph, list item or table it belongs to.
        section: heading path, outermost first; the question of a FAQ is the last heading.
        header: for table rows, the texts of the header cells, one for each cell.
        cells: for table rows, the cells in column order.
    """

    id: str
    document_id: str
    kind: PassageKind
    position: int
    block: int
    section: tuple[str, ...]
    start: int
    end: int
    text: str
    header: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()

    @property
    def heading(self) -> str:
        """The innermost heading, or an empty string before the first one."""
        return self.section[-1] if self.section else ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage as it was found for one question: 1-based rank, and a score where larger is better.

    The score's scale belongs to whoever ranked; compare it only within one list.
    """

    passage: Passage
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class Quote:
    """Exact words of a document, and the page that shows them in place."""

    document_id: str
    section: str
    quote: str
    start: int
    end: int
    url: str

    def to_json(self) -> dict[str, Any]:
        """The public fields; ``document_id`` is part of ``url`` and, in a citation, given too."""
        return {
            "section": self.section,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote; numbers run from 1 in order of first use in the answer's text."""

    number: int
    source: Quote

    def to_json(self) -> dict[str, Any]:
        """The citation of the public answer JSON."""
        return {
            "number": self.number,
            "document_id": self.source.document_id,
            **self.source.to_json(),
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """What the assistant says to one question.

    Attributes:
        status: ``answered`` has citations; ``not_covered`` and ``small_talk`` have none.
        text: Markdown with ``[1]`` markers that refer to ``citations``.
        related: for ``not_covered``, the nearest passages; they are not citations.
        follow_ups: questions to go on with, each known to be answerable.
        engine: what wrote the words, such as ``extractive`` or ``gpt-4.1-mini``.
        notice: a sentence for the person about how this answer came to be, or ``None``.
        took_ms: wall time in milliseconds.
        index: fingerprint of the index that was asked.
    """

    id: str
    question: str
    status: Status
    text: str
    engine: str
    index: str
    took_ms: float
    citations: tuple[Citation, ...] = ()
    related: tuple[Quote, ...] = ()
    follow_ups: tuple[str, ...] = ()
    notice: str | None = None

    def to_json(self) -> dict[str, Any]:
        """The one JSON shape of an answer, the same on every surface."""
        return {
            "id": self.id,
            "question": self.question,
            "status": self.status,
            "text": self.text,
            "citations": [citation.to_json() for citation in self.citations],
            "related": [quote.to_json() for quote in self.related],
            "follow_ups": list(self.follow_ups),
            "engine": self.engine,
            "notice": self.notice,
            "took_ms": round(self.took_ms, 1),
            "index": self.index,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation, handed in by the caller."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Searching:
    """The search has begun; ``question`` is the message as it stands alone."""

    question: str

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``searching`` event."""
        return {"question": self.question}


@dataclass(frozen=True, slots=True)
class Sources:
    """The passages the answer will be made from, best first; not yet citations."""

    quotes: tuple[Quote, ...]

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``sources`` event."""
        return {"quotes": [quote.to_json() for quote in self.quotes]}


@dataclass(frozen=True, slots=True)
class Delta:
    """The next piece of the answer's text; the pieces joined are ``Answer.text``."""

    text: str

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``delta`` event."""
        return {"text": self.text}


@dataclass(frozen=True, slots=True)
class Answered:
    """The last event of a stream that succeeded."""

    answer: Answer

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``answered`` event: the whole answer."""
        return self.answer.to_json()


@dataclass(frozen=True, slots=True)
class Failed:
    """The last event of a stream that did not: an RFC 9457 problem."""

    title: str
    detail: str
    status: int = 503
    extra: Mapping[str, Any] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``failed`` event: a problem object."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            **self.extra,
        }


StreamEvent: TypeAlias = Searching | Sources | Delta | Answered | Failed
EVENT_NAMES: dict[type[StreamEvent], str] = {
    Searching: "searching",
    Sources: "sources",
    Delta: "delta",
    Answered: "answered",
    Failed: "failed",
}
