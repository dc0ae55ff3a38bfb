"""The nouns of the product: plain frozen values, shared by every part and every surface.

A record never does I/O and never changes. Offsets are character offsets (not bytes) into
``Document.text``, end exclusive, so that ``document.text[start:end] == quote`` always holds.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias, get_args

from assistant.errors import AssistantError

Status: TypeAlias = Literal["answered", "partial", "not_covered", "small_talk"]
OWN_WORDS = "extractive"
"""The engine of answers in the documents' own words."""
CITED: tuple[Status, ...] = ("answered", "partial")
"""The statuses of a reply that states something, and so has citations."""
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
        page: page of the source it stands on, from 1, where the source has pages.
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
    page: int | None = None

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
    """Exact words of a document, and the page that shows them in place.

    ``title`` names the document; ``page`` is the page they stand on where the source has pages.
    """

    document_id: str
    section: str
    quote: str
    start: int
    end: int
    url: str
    title: str = ""
    page: int | None = None

    @property
    def where(self) -> str:
        """Where it stands, for people: the headings above it, and the page if there is one."""
        page = f"page {self.page}" if self.page is not None else ""
        return ", ".join(part for part in (self.section, page) if part)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any], document_id: str) -> Quote:
        """Reads what ``to_json`` wrote.

        Raises:
            KeyError, TypeError, ValueError: it is no quote.
        """
        page = stored.get("page")
        return cls(
            document_id=document_id,
            section=str(stored["section"]),
            quote=str(stored["quote"]),
            start=int(stored["start"]),
            end=int(stored["end"]),
            url=str(stored["url"]),
            title=str(stored.get("title", "")),
            page=None if page is None else int(page),
        )

    def to_json(self) -> dict[str, Any]:
        """The public fields; ``document_id`` is part of ``url`` and, in a citation, given too."""
        return {
            "section": self.section,
            "quote": self.quote,
            "start": self.start,
            "end": self.end,
            "url": self.url,
            "title": self.title,
            "page": self.page,
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
        status: ``answered`` and ``partial`` have citations; ``not_covered`` and ``small_talk``
            have none.
        text: Markdown with ``[1]`` markers that refer to ``citations``.
        related: for ``not_covered``, the nearest passages; they are not citations.
        follow_ups: questions to go on with, each known to be answerable.
        missing: for ``partial``, what was asked and is not there, each completing "The article
            does not say …".
        understood: the question as it was read, where that is not the message itself.
        derived: figures of ``text`` that were computed from cited ones, as they stand there.
        quoted: where a model wrote, the spans of ``text`` that are nevertheless a passage's own
            words, ``(start, end)``; what lies between them is the model's.
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
    missing: tuple[str, ...] = ()
    understood: str | None = None
    derived: tuple[str, ...] = ()
    quoted: tuple[tuple[int, int], ...] = ()

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Answer:
        """Reads what ``to_json`` wrote, also before ``partial`` was known.

        Raises:
            KeyError, TypeError, ValueError: it is no answer.
        """
        status = stored["status"]
        if status not in get_args(Status):
            raise ValueError(f"status {status!r}")
        notice, understood = stored["notice"], stored.get("understood")
        return cls(
            id=str(stored["id"]),
            question=str(stored["question"]),
            status=status,
            text=str(stored["text"]),
            engine=str(stored["engine"]),
            index=str(stored["index"]),
            took_ms=float(stored["took_ms"]),
            citations=tuple(
                Citation(int(item["number"]), Quote.from_json(item, str(item["document_id"])))
                for item in stored["citations"]
            ),
            related=tuple(
                Quote.from_json(item, str(item.get("document_id", "")))
                for item in stored["related"]
            ),
            follow_ups=tuple(str(item) for item in stored["follow_ups"]),
            notice=None if notice is None else str(notice),
            missing=tuple(str(item) for item in stored.get("missing", ())),
            understood=None if understood is None else str(understood),
            derived=tuple(str(item) for item in stored.get("derived", ())),
            quoted=tuple((int(start), int(end)) for start, end in stored.get("quoted", ())),
        )

    def as_turn(self) -> Turn:
        """This answer as a turn of the history that the next question is asked with."""
        spans = ((c.source.document_id, c.source.start, c.source.end) for c in self.citations)
        return Turn("assistant", self.text, self.id, tuple(spans))

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
            "missing": list(self.missing),
            "understood": self.understood,
            "derived": list(self.derived),
            "quoted": [list(span) for span in self.quoted],
            "engine": self.engine,
            "notice": self.notice,
            "took_ms": round(self.took_ms, 1),
            "index": self.index,
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier message of the conversation, handed in by the caller.

    An assistant's turn may say what that answer carried, so that "the second one" can be read:
    its id and the spans it cited, ``(document_id, start, end)`` in order of their numbers. They
    are checked against the corpus and never trusted.
    """

    role: Role
    content: str
    answer_id: str = ""
    cited: tuple[tuple[str, int, int], ...] = ()


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

    def to_json(self) -> dict[str, Any]:
        """Payload of the ``failed`` event: a problem object."""
        return {
            "type": "about:blank",
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
        }


StreamEvent: TypeAlias = Searching | Sources | Delta | Answered | Failed
EVENT_NAMES: dict[type[StreamEvent], str] = {
    Searching: "searching",
    Sources: "sources",
    Delta: "delta",
    Answered: "answered",
    Failed: "failed",
}


async def answer_of(story: AsyncIterator[StreamEvent]) -> Answer:
    """The answer that the events of a question end with.

    Raises:
        AssistantError: it failed, or was cut off.
    """
    async for event in story:
        if isinstance(event, Answered):
            return event.answer
        if isinstance(event, Failed):
            raise AssistantError(event.title, event.detail)
    raise AssistantError("The answer was cut off.", "Ask again.")
