"""The routes of the API: requests become questions, answers become JSON or events."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.responses import JSONResponse
from sse_starlette.sse import AppStatus, EventSourceResponse
from starlette.exceptions import HTTPException

from assistant.errors import AssistantError
from assistant.keeping.keeper import Keeper
from assistant.records import EVENT_NAMES, Failed, StreamEvent, Turn
from assistant.serving import schema
from assistant.serving.access import OwnNames, allowed_origins, scheme_of
from assistant.serving.asking import Asking
from assistant.serving.body import read_body
from assistant.serving.current import CurrentAssistant
from assistant.serving.limits import visitor_address
from assistant.serving.problems import hint_for_visitors, problem, request_id, status_of
from assistant.serving.root_path import under
from assistant.settings import Settings

log = logging.getLogger("assistant.serving.api")
PING_SECONDS = 15
BEATS = 3
BEAT_SECONDS = 0.4
NO_STORE = {"cache-control": "no-store"}
# Its own way to end streams at a stop is to cut them at once; ``Asking`` does it kindly.
AppStatus.enable_automatic_graceful_drain = False


def add_chat(app: FastAPI, assistant: CurrentAssistant, asking: Asking) -> None:
    """Asking, and questions to begin with."""
    root = assistant.settings.root_path
    sites = frozenset(allowed_origins(assistant.settings))

    @app.post(
        "/api/chat",
        openapi_extra=schema.body_of(schema.ChatRequest),
        responses=schema.stream_reply(),
        summary="Ask a question",
    )
    async def chat(request: Request) -> Response:
        body = await read_body(request, schema.ChatRequest)
        history = [turn.to_turn() for turn in body.history]
        origin = request.headers.get("origin", "")
        surface, site = ("widget", origin) if origin in sites else ("api", "")
        # Made here, so that bad input is a 4xx and not the first event of a stream.
        assistant.check(body.message, history)
        asking.check_open()
        if not body.stream:
            answer = await asking.answer(body.message, history, surface, site)
            return JSONResponse(under(root, answer.to_json()), headers=NO_STORE)
        return EventSourceResponse(
            _events(asking, root, body.message, history, surface, site),
            ping=PING_SECONDS,
            headers={**NO_STORE, "x-accel-buffering": "no"},
        )

    @app.get("/api/suggestions", response_model=schema.SuggestionsModel)
    async def suggestions() -> dict[str, list[str]]:
        """Questions to begin with, each known to be answerable."""
        return {"suggestions": list(assistant.suggestions())}

    @app.get("/api/questions", response_model=schema.QuestionsModel)
    async def questions() -> dict[str, list[str]]:
        """Questions to offer while one is typed, each known to be answerable; 300 at most."""
        return {"questions": list(assistant.known_questions())}


def add_keeping(app: FastAPI, keeper: Keeper, asking: Asking, settings: Settings) -> None:
    """Rating, and what is kept of a visitor."""

    @app.post(
        "/api/feedback",
        status_code=204,
        openapi_extra=schema.body_of(schema.FeedbackRequest),
        summary="Rate an answer",
    )
    async def feedback(request: Request) -> Response:
        body = await read_body(request, schema.FeedbackRequest)
        if body.rating == "none":
            await asyncio.to_thread(keeper.unrate, body.answer_id)
            return Response(status_code=204)
        reason = body.reason or ""
        await asyncio.to_thread(keeper.rate, body.answer_id, body.rating, reason, body.comment)
        asking.metrics.ratings.labels(body.rating).inc()
        return Response(status_code=204)

    @app.post(
        "/api/forget",
        response_model=schema.ForgottenModel,
        openapi_extra=schema.body_of(schema.ForgetRequest),
        summary="Forget conversations",
    )
    async def forget(request: Request) -> dict[str, int]:
        body = await read_body(request, schema.ForgetRequest)
        return {"forgotten": await asyncio.to_thread(keeper.forget, body.answer_ids)}

    @app.get("/api/privacy", response_model=schema.PrivacyModel)
    async def privacy() -> dict[str, Any]:
        """What is kept of a visitor, for a page that wants to say so."""
        return {
            "questions_stored": settings.store_questions,
            "retention_days": settings.retention_days,
        }


def add_documents(app: FastAPI, assistant: CurrentAssistant) -> None:
    """The documents, so that anyone can check an offset."""
    root = assistant.settings.root_path

    @app.get("/api/documents", response_model=schema.DocumentsModel)
    async def documents() -> dict[str, Any]:
        """The documents that answers come from."""
        return {
            "documents": [
                {
                    "id": document.id,
                    "title": document.title,
                    "author": document.author,
                    "updated": document.updated,
                    "publisher": document.publisher,
                    "disclosure": document.disclosure,
                    "sha256": document.sha256,
                    "characters": len(document.text),
                    "url": f"{root}/source/{document.id}",
                }
                for document in assistant.documents.values()
            ]
        }

    @app.get("/api/documents/{document_id}", response_model=schema.DocumentModel)
    async def document(document_id: str) -> JSONResponse:
        """One document with its full text."""
        found = assistant.documents.get(document_id)
        if found is None:
            raise HTTPException(404, "There is no such document. GET /api/documents lists them.")
        names = schema.DocumentModel.model_fields
        return JSONResponse({name: getattr(found, name) for name in names})


def add_health(app: FastAPI, assistant: CurrentAssistant, asking: Asking) -> None:
    """Whether the process lives, whether questions are answered, and how requests arrive."""
    own = OwnNames(assistant.settings)

    @app.get("/healthz", response_model=schema.AliveModel)
    async def alive() -> dict[str, str]:
        """The process runs."""
        return {"status": "alive"}

    @app.get("/readyz", response_model=schema.ReadyModel)
    async def ready() -> JSONResponse:
        """Questions are answered; a language model is never waited for."""
        if asking.closing:
            return problem(503, "Not ready", "The server is being stopped.")
        if fault := await asyncio.to_thread(assistant.problem):
            return problem(503, "Not ready", fault)
        return JSONResponse(
            {
                "status": "ready",
                "index": assistant.index,
                "engine": assistant.engine,
                "model": asking.model,
            }
        )

    @app.get("/healthz/stream", include_in_schema=False)
    async def beats() -> EventSourceResponse:
        """Events with a pause between them: whoever sees them at once has a proxy that buffers."""
        return EventSourceResponse(_beats(), headers={**NO_STORE, "x-accel-buffering": "no"})

    @app.get("/healthz/seen", include_in_schema=False)
    async def seen(request: Request) -> JSONResponse:
        """What reached the server of the request of whoever asks; `doctor` compares."""
        trusted = assistant.settings.trust_proxy
        told = {
            "host": own.host_of(request.headers),
            "scheme": scheme_of(request.scope, trusted),
            "address": visitor_address(request.scope, trusted),
            "forwarded": "x-forwarded-for" in request.headers,
            "trusts_proxy": trusted,
        }
        return JSONResponse(told, headers=NO_STORE)


async def _beats() -> AsyncIterator[dict[str, str]]:
    for number in range(BEATS):
        await asyncio.sleep(BEAT_SECONDS if number else 0.0)
        yield {"event": "beat", "data": str(number)}


async def _events(
    asking: Asking, root: str, message: str, history: list[Turn], surface: str, site: str
) -> AsyncIterator[dict[str, str]]:
    try:
        async for event in asking.events(message, history, surface, site):
            yield _sse(event, root)
    except AssistantError as error:
        yield _sse(Failed(error.message, hint_for_visitors(error), status_of(error)))
    except Exception as error:
        log.error("A streamed answer failed (%s)", type(error).__name__)
        yield _sse(Failed("The answer failed", "Ask again; if it stays so, restart the server."))


def _sse(event: StreamEvent, root: str = "") -> dict[str, str]:
    body = under(root, event.to_json())
    if isinstance(event, Failed) and (identity := request_id.get()):
        body["request_id"] = identity
    # Line breaks of the payload are escaped by JSON, so one event is one data line.
    return {"event": EVENT_NAMES[type(event)], "data": json.dumps(body, ensure_ascii=False)}
