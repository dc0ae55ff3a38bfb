"""The public answer as the evaluation sees it: read from the one JSON shape, whoever gave it.

In process and over HTTP the same JSON is parsed, so both are scored by what a client gets.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from eval.errors import SubjectError


@dataclass(frozen=True, slots=True)
class Span:
    """Characters ``start`` to ``end`` (exclusive) of one document's text."""

    document_id: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote as a client gets it: the words, and the place where they are said to stand."""

    number: int
    quote: str
    span: Span
    section: str


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer. ``error`` is set where there was none, and then the rest is empty."""

    status: str = ""
    text: str = ""
    citations: tuple[Cited, ...] = ()
    related: tuple[Cited, ...] = ()
    follow_ups: tuple[str, ...] = ()
    engine: str = ""
    notice: str | None = None
    took_ms: float = 0.0
    index: str = ""
    error: str = ""
    id: str = ""
    missing: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the article was said to answer the question."""
        return self.status == "answered"

    @property
    def states(self) -> bool:
        """Whether the reply tells something of the article, and so owes citations."""
        return self.status in ("answered", "partial")

    def to_json(self) -> dict[str, object]:
        """What a report keeps of a reply."""
        return {
            "status": self.status,
            "text": self.text,
            "citations": [_cited_json(cited) for cited in self.citations],
            "related": [_cited_json(cited) for cited in self.related],
            "engine": self.engine,
            "notice": self.notice,
            "missing": list(self.missing),
            "error": self.error,
        }


def reply_from_json(answer: Mapping[str, Any], document_ids: tuple[str, ...]) -> Reply:
    """Reads the public answer JSON.

    Args:
        answer: the object that ``POST /api/chat`` returns.
        document_ids: ids of all documents; ``related`` names its document only in its URL.

    Raises:
        SubjectError: a field of the contract is missing or has another type.
    """
    try:
        return Reply(
            status=str(answer["status"]),
            text=str(answer["text"]),
            citations=tuple(_cited(item, document_ids) for item in answer["citations"]),
            related=tuple(_cited(item, document_ids) for item in answer["related"]),
            follow_ups=tuple(str(item) for item in answer["follow_ups"]),
            engine=str(answer["engine"]),
            notice=answer["notice"],
            took_ms=float(answer["took_ms"]),
            index=str(answer["index"]),
            id=str(answer.get("id", "")),
            missing=tuple(str(item) for item in answer.get("missing", ())),
            derived=tuple(str(item) for item in answer.get("derived", ())),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise SubjectError(
            f"An answer does not have the promised shape: {error!r}.",
            "The fields are listed in the README under “HTTP”.",
        ) from error


def _cited(item: Mapping[str, Any], document_ids: tuple[str, ...]) -> Cited:
    document_id = str(item.get("document_id", "")) or _document_of(item["url"], document_ids)
    return Cited(
        number=int(item.get("number", 0)),
        quote=str(item["quote"]),
        span=Span(document_id, int(item["start"]), int(item["end"])),
        section=str(item["section"]),
    )


def _document_of(url: str, document_ids: tuple[str, ...]) -> str:
    path = url.partition("#")[0].rstrip("/")
    named = [name for name in document_ids if path.endswith(f"/{name}") or path == name]
    return max(named, key=len) if named else (document_ids[0] if len(document_ids) == 1 else "")


def _cited_json(cited: Cited) -> dict[str, object]:
    return {
        "number": cited.number,
        "document_id": cited.span.document_id,
        "section": cited.section,
        "quote": cited.quote,
        "start": cited.span.start,
        "end": cited.span.end,
    }
