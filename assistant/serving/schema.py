"""The public contract as models: what goes in, what comes out, events and problems.

The records are the values; these are their public shapes, from which ``/openapi.json`` is made. A
test holds the two together and validates real replies, events and problems against the document.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel, ConfigDict, Field
from pydantic.json_schema import models_json_schema

from assistant.accepting import HISTORY_MOST
from assistant.records import Status, Turn
from assistant.serving.problems import MEDIA_TYPE

REF = "#/components/schemas/{model}"
Reason = Literal["wrong", "incomplete", "irrelevant", "unclear"]
"""Why an answer was rated down."""


class Said(BaseModel):
    """Base of what the server says; a field that is not here is not in a reply either."""

    model_config = ConfigDict(extra="forbid")


class QuoteModel(Said):
    """Exact words of a document, and the page that shows them in place."""

    section: str
    quote: str
    start: Annotated[int, Field(ge=0, description="Offset in characters into the document's text")]
    end: Annotated[int, Field(ge=0, description="End of the words, exclusive")]
    url: str
    title: str
    page: int | None


class CitationModel(QuoteModel):
    """A numbered quote; ``[number]`` in the answer's text refers to it."""

    number: Annotated[int, Field(ge=1)]
    document_id: str


class AnswerModel(Said):
    """What the assistant says to one question."""

    id: str
    question: str
    status: Status
    text: Annotated[str, Field(description="Markdown with [1] markers that refer to citations")]
    citations: list[CitationModel]
    related: Annotated[list[QuoteModel], Field(description="Nearest passages of a refusal")]
    follow_ups: list[str]
    missing: list[str]
    understood: str | None
    derived: list[str]
    quoted: Annotated[
        list[tuple[int, int]],
        Field(description="Spans of a model's text that are the document's own words"),
    ]
    engine: str
    notice: str | None
    took_ms: float
    index: str


class SearchingModel(Said):
    """Event ``searching``: the search has begun."""

    question: str


class SourcesModel(Said):
    """Event ``sources``: what the answer will be made from; not yet citations."""

    quotes: list[QuoteModel]


class DeltaModel(Said):
    """Event ``delta``: the next piece of the answer's text."""

    text: str


class ProblemModel(Said):
    """What went wrong, and what to do about it (RFC 9457). Also the event ``failed``."""

    type: str
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    request_id: Annotated[str, Field(description="Names the request in the server's log")] = ""


class SuggestionsModel(Said):
    """Questions to begin with, each known to be answerable."""

    suggestions: list[str]


class QuestionsModel(Said):
    """Questions to offer while one is typed, each known to be answerable."""

    questions: list[str]


class ListedDocumentModel(Said):
    """A document, without its text."""

    id: str
    title: str
    author: str
    updated: str
    publisher: str
    disclosure: str
    sha256: str
    characters: int
    url: str


class DocumentsModel(Said):
    """The documents that answers come from."""

    documents: list[ListedDocumentModel]


class DocumentModel(BaseModel):
    """A document with its text, so that anyone can check an offset."""

    id: str
    title: str
    text: str
    sha256: str
    author: str
    updated: str
    publisher: str
    disclosure: str
    source_url: str


class AliveModel(Said):
    """The process runs."""

    status: Literal["alive"]


class ReadyModel(Said):
    """Questions are answered. ``model`` is what is known of the language model, never waited for:
    ``none`` is used, ``unknown`` until it was asked, else how the last question to it ended."""

    status: Literal["ready"]
    index: str
    engine: str
    model: Literal["none", "unknown", "answering", "failing"]


class ForgottenModel(Said):
    """How many rows were deleted."""

    forgotten: int


class PrivacyModel(Said):
    """What is kept of a visitor, for a page that wants to say so."""

    questions_stored: Literal["no", "uncovered", "all"]
    retention_days: int


# --- what comes in ---------------------------------------------------------------------------


class Asked(BaseModel):
    """Base of what a client sends."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Cited(BaseModel):
    """A citation of an earlier answer; its other fields may be sent along and are not read."""

    model_config = ConfigDict(extra="ignore", strict=True)
    document_id: Annotated[str, Field(max_length=512)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class ChatTurn(Asked):
    """One earlier message. An answer may bring its id and citations; they are checked."""

    role: Literal["user", "assistant"]
    content: str
    answer_id: Annotated[str, Field(max_length=256)] = ""
    citations: Annotated[list[Cited], Field(max_length=200)] = []

    def to_turn(self) -> Turn:
        """The turn as the assistant takes it."""
        cited = tuple((item.document_id, item.start, item.end) for item in self.citations)
        return Turn(self.role, self.content, self.answer_id, cited)


class ChatRequest(Asked):
    """Body of ``POST /api/chat``."""

    message: str
    history: Annotated[list[ChatTurn], Field(max_length=HISTORY_MOST)] = []
    stream: bool = False


class FeedbackRequest(Asked):
    """Body of ``POST /api/feedback``. The last rating of an answer counts; `none` takes it back."""

    answer_id: Annotated[str, Field(min_length=1, max_length=256)]
    rating: Literal["up", "down", "none"]
    reason: Reason | None = None
    comment: Annotated[str, Field(max_length=2_000)] | None = None


class ForgetRequest(Asked):
    """Body of ``POST /api/forget``: answers whose conversations are to be forgotten."""

    answer_ids: Annotated[
        list[Annotated[str, Field(max_length=256)]], Field(min_length=1, max_length=200)
    ]


# --- the document -----------------------------------------------------------------------------

EVENTS: dict[str, type[BaseModel]] = {
    "searching": SearchingModel,
    "sources": SourcesModel,
    "delta": DeltaModel,
    "answered": AnswerModel,
    "failed": ProblemModel,
}


def body_of(model: type[BaseModel]) -> dict[str, Any]:
    """What a route adds to its operation for a body that it reads itself."""
    schema = model.model_json_schema(ref_template="#/$defs/{model}")
    schema = _inlined(schema, schema.pop("$defs", {}))
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def stream_reply() -> dict[int | str, dict[str, Any]]:
    """The two forms in which a chat reply comes."""
    events = {name: {"$ref": REF.format(model=m.__name__)} for name, m in EVENTS.items()}
    stream = {
        "schema": {
            "type": "string",
            "description": "Server-sent events. The data of each is the JSON of its model; "
            "`answered` or `failed` is the last.",
        },
        "x-events": events,
    }
    return {200: {"model": AnswerModel, "content": {"text/event-stream": stream}}}


def add_openapi(app: FastAPI, root: str) -> None:
    """Makes ``/openapi.json`` tell events and problems too."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _document(app, root)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]


def _document(app: FastAPI, root: str) -> dict[str, Any]:
    whole = get_openapi(
        title=app.title,
        version=app.version,
        summary="Answers with the exact words they rest on.",
        routes=app.routes,
        servers=[{"url": root}] if root else None,
    )
    models = [(model, "serialization") for model in (*EVENTS.values(), ProblemModel)]
    _, extra = models_json_schema(models, ref_template=REF)  # type: ignore[arg-type]
    schemas = whole.setdefault("components", {}).setdefault("schemas", {})
    schemas.update(extra["$defs"])
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = {
        "description": "What went wrong, and what to do about it",
        "content": {MEDIA_TYPE: {"schema": {"$ref": REF.format(model="ProblemModel")}}},
    }
    for path in whole["paths"].values():
        for operation in path.values():
            operation["responses"].pop("422", None)
            operation["responses"]["default"] = problem
    return whole


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """``schema`` with its definitions in place of the references to them."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return _inlined(definitions[str(schema["$ref"]).rpartition("/")[2]], definitions)
        return {key: _inlined(value, definitions) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_inlined(value, definitions) for value in schema]
    return schema
