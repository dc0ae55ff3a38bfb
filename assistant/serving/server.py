"""The HTTP surface: routes, limits, headers. Requests become calls of ``Assistant``.

Every error is an RFC 9457 problem with a sentence that says what to do; bad input never is a 500.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket as sockets
from collections.abc import AsyncIterator, Callable, MutableMapping
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.routing import APIRoute
from fastapi.staticfiles import StaticFiles
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sse_starlette.sse import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.assistant import HISTORY_MOST, Assistant
from assistant.errors import AssistantError, ModelError, QuestionError, SettingsError, StoreError
from assistant.keeping.journal import Journal
from assistant.records import EVENT_NAMES, Failed, StreamEvent, Turn
from assistant.serving import access, source_page, widget
from assistant.serving import chat_page as ui
from assistant.serving.root_path import RootPath, under
from assistant.settings import Settings

BODY_MOST = 1_000_000
"""Bytes of a request body."""
PING_SECONDS = 15
NO_STORE = {"cache-control": "no-store"}
WEB = Path(__file__).resolve().parent.parent / "web"
SECURITY_HEADERS = {
    "content-security-policy": (
        # Gradio's page has inline scripts and styles; nothing is loaded from anywhere else.
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; "
        "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; object-src 'none'; "
        "base-uri 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'"
    ),
    "x-frame-options": "SAMEORIGIN",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}

log = logging.getLogger("assistant.serving.server")
Body = TypeVar("Body", bound=BaseModel)


class Cited(BaseModel):
    """A citation of an earlier answer; its other fields may be sent along and are not read."""

    model_config = ConfigDict(extra="ignore", strict=True)
    document_id: Annotated[str, Field(max_length=512)]
    start: Annotated[int, Field(ge=0)]
    end: Annotated[int, Field(ge=0)]


class ChatTurn(BaseModel):
    """One earlier message. An answer may bring its id and citations; they are checked."""

    model_config = ConfigDict(extra="forbid", strict=True)
    role: Literal["user", "assistant"]
    content: str
    answer_id: Annotated[str, Field(max_length=256)] = ""
    citations: Annotated[list[Cited], Field(max_length=200)] = []

    def to_turn(self) -> Turn:
        """The turn as the assistant takes it."""
        cited = tuple((item.document_id, item.start, item.end) for item in self.citations)
        return Turn(self.role, self.content, self.answer_id, cited)


class ChatRequest(BaseModel):
    """Body of ``POST /api/chat``."""

    model_config = ConfigDict(extra="forbid", strict=True)
    message: str
    history: Annotated[list[ChatTurn], Field(max_length=HISTORY_MOST)] = []
    stream: bool = False


class FeedbackRequest(BaseModel):
    """Body of ``POST /api/feedback``."""

    model_config = ConfigDict(extra="forbid", strict=True)
    answer_id: Annotated[str, Field(min_length=1, max_length=64)]
    rating: Literal["up", "down"]
    comment: Annotated[str, Field(max_length=2_000)] | None = None


def create_app(assistant: Assistant) -> FastAPI:
    """The whole application: API, source pages, widget and the chat page at ``/``."""
    if assistant.journal is None:
        assistant.journal = Journal(assistant.settings)
    assistant.journal.prune()
    root = assistant.settings.root_path
    app = FastAPI(
        title="TPM assistant",
        docs_url=None,
        redoc_url=None,
        openapi_url="/openapi.json",
        servers=[{"url": root}] if root else None,
    )
    _add_errors(app)
    _add_chat(app, assistant)
    _add_documents(app, assistant)
    _add_health(app, assistant)
    _add_unknown(app)
    _add_pages(app, assistant)
    app.include_router(widget.router(assistant.settings))
    access.add(app, assistant.settings)
    app.add_middleware(SecurityHeaders)
    # The last route: it takes every path that is left.
    ui.mount(app, assistant)
    app.add_middleware(RootPath, root=assistant.settings.root_path)
    return app


def _add_chat(app: FastAPI, assistant: Assistant) -> None:
    root = assistant.settings.root_path

    @app.post("/api/chat", openapi_extra=_body_of(ChatRequest))
    async def chat(request: Request) -> Response:
        body = await _read_body(request, ChatRequest)
        history = [turn.to_turn() for turn in body.history]
        if not body.stream:
            answer = await assistant.aask(body.message, history)
            return JSONResponse(under(root, answer.to_json()), headers=NO_STORE)
        # Made here, so that bad input is a 4xx and not the first event of a stream.
        assistant.check(body.message, history)
        return EventSourceResponse(
            _events(assistant, body.message, history),
            ping=PING_SECONDS,
            headers={**NO_STORE, "x-accel-buffering": "no"},
        )

    @app.get("/api/suggestions")
    async def suggestions() -> dict[str, list[str]]:
        return {"suggestions": list(assistant.suggestions())}

    @app.post("/api/feedback", status_code=204, openapi_extra=_body_of(FeedbackRequest))
    async def feedback(request: Request) -> Response:
        body = await _read_body(request, FeedbackRequest)
        await asyncio.to_thread(
            assistant.record_feedback, body.answer_id, body.rating, body.comment
        )
        return Response(status_code=204)


def _add_documents(app: FastAPI, assistant: Assistant) -> None:
    root = assistant.settings.root_path

    @app.get("/api/documents")
    async def documents() -> dict[str, Any]:
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

    @app.get("/api/documents/{document_id}")
    async def document(document_id: str) -> dict[str, Any]:
        found = assistant.documents.get(document_id)
        if found is None:
            raise HTTPException(404, "There is no such document. GET /api/documents lists them.")
        return {name: getattr(found, name) for name in found.__slots__}


def _add_health(app: FastAPI, assistant: Assistant) -> None:
    @app.get("/healthz")
    async def alive() -> dict[str, str]:
        return {"status": "alive"}

    @app.get("/readyz")
    async def ready() -> JSONResponse:
        problem = await asyncio.to_thread(assistant.problem)
        if problem:
            return _problem(503, "Not ready", problem)
        return JSONResponse(
            {"status": "ready", "index": assistant.index, "engine": assistant.engine}
        )


def _add_unknown(app: FastAPI) -> None:
    """Everything else under /api is a problem, not a page of the chat mounted at ``/``."""
    known = {route.path: route.methods for route in app.routes if isinstance(route, APIRoute)}

    @app.api_route(
        "/api/{rest:path}",
        methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        include_in_schema=False,
    )
    async def unknown(rest: str) -> Response:
        methods = known.get(f"/api/{rest}")
        if methods is None:
            raise HTTPException(404, "There is no such route. /openapi.json lists them.")
        allowed = ", ".join(sorted(methods))
        raise HTTPException(405, f"This route takes {allowed} only.", {"allow": allowed})


def _add_pages(app: FastAPI, assistant: Assistant) -> None:
    app.mount(source_page.ASSETS, StaticFiles(directory=WEB), name="web")
    pages = {
        key: source_page.render(parsed, assistant.noun) for key, parsed in assistant.parsed.items()
    }

    @app.get("/source/{document_id}", response_class=HTMLResponse)
    async def source(document_id: str) -> HTMLResponse:
        if document_id not in pages:
            raise HTTPException(404, "There is no such document. GET /api/documents lists them.")
        return HTMLResponse(pages[document_id], headers={"cache-control": "no-cache"})


async def _events(
    assistant: Assistant, message: str, history: list[Turn]
) -> AsyncIterator[dict[str, str]]:
    root = assistant.settings.root_path
    try:
        async for event in assistant.astream(message, history):
            yield _sse(event, root)
    except AssistantError as error:
        yield _sse(Failed(error.message, error.hint, _status_of(error)))
    except Exception:
        log.exception("A streamed answer failed")
        yield _sse(Failed("The answer failed", "Ask again; if it stays so, restart the server."))


def _sse(event: StreamEvent, root: str = "") -> dict[str, str]:
    # Line breaks of the payload are escaped by JSON, so one event is one data line.
    data = json.dumps(under(root, event.to_json()), ensure_ascii=False)
    return {"event": EVENT_NAMES[type(event)], "data": data}


async def _read_body(request: Request, model: type[Body]) -> Body:
    """Reads and checks a JSON body.

    Raises:
        HTTPException: 413 too large, 400 not JSON or not Unicode, 422 not what is asked for.
    """
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_MOST:
            raise HTTPException(413, f"The body has more than {BODY_MOST:,} bytes. Send less.")
    try:
        text = raw.decode("utf-8")
        loaded = json.loads(text, parse_constant=_no_constant)
        json.dumps(loaded, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError:
        raise HTTPException(400, "The body is not UTF-8. Send JSON encoded as UTF-8.") from None
    except UnicodeEncodeError:
        raise HTTPException(
            400, "The body holds half of a surrogate pair. Send whole characters."
        ) from None
    except (ValueError, RecursionError):
        raise HTTPException(
            400, 'The body is not JSON. Send an object such as {"message": "…"}.'
        ) from None
    try:
        return model.model_validate(loaded)
    except ValidationError as error:
        raise HTTPException(422, _explain(error)) from None


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _explain(error: ValidationError) -> str:
    """The first thing that is wrong with a body, as a sentence. It never repeats the input."""
    first = error.errors(include_input=False, include_url=False)[0]
    place = ".".join(str(part) for part in first["loc"]) or "the body"
    if first["type"] == "missing":
        return f"`{place}` is missing."
    if first["type"] == "extra_forbidden":
        return f"`{place[:80]}` is not a field of this request; leave it out."
    return f"`{place[:80]}`: {first['msg']}."


def _body_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
    definitions = schema.pop("$defs", {})
    for name, definition in definitions.items():
        text = json.dumps(schema).replace(
            json.dumps({"$ref": f"#/components/schemas/{name}"}), json.dumps(definition)
        )
        schema = json.loads(text)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


# --- errors --------------------------------------------------------------------------------------


def _add_errors(app: FastAPI) -> None:
    @app.exception_handler(AssistantError)
    async def on_assistant_error(_: Request, error: AssistantError) -> JSONResponse:
        return _problem(_status_of(error), error.message, error.hint or error.message)

    @app.exception_handler(HTTPException)
    async def on_http(_: Request, error: HTTPException) -> JSONResponse:
        titles = {404: "Not found", 405: "Method not allowed", 413: "Too large", 422: "Not valid"}
        title = titles.get(error.status_code, "Error")
        response = _problem(error.status_code, title, error.detail)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(RequestValidationError)
    async def on_validation(_: Request, __: RequestValidationError) -> JSONResponse:
        return _problem(422, "Not valid", "The request does not fit. See /openapi.json.")

    @app.exception_handler(Exception)
    async def on_bug(_: Request, error: Exception) -> JSONResponse:
        log.error("A request failed", exc_info=error)
        return _problem(500, "Internal error", "This is our fault. Please try again.")


def _status_of(error: AssistantError) -> int:
    match error:
        case QuestionError():
            return 422
        case ModelError() | StoreError():
            return 503
        case _:
            return 500


def _problem(status: int, title: str, detail: str) -> JSONResponse:
    return JSONResponse(
        {"type": "about:blank", "title": title, "status": status, "detail": detail},
        status_code=status,
        media_type="application/problem+json",
    )


class SecurityHeaders:
    """Sets the security headers on every response that does not have its own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_missing(message)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add_missing(message: MutableMapping[str, Any]) -> None:
    headers = list(message.get("headers", []))
    present = {name.lower() for name, _ in headers}
    for name, value in SECURITY_HEADERS.items():
        if name.encode() not in present:
            headers.append((name.encode(), value.encode()))
    message["headers"] = headers


# --- running -------------------------------------------------------------------------------------


def listen(settings: Settings) -> sockets.socket:
    """A bound socket, so that a port that is taken is noticed before anything is loaded.

    Raises:
        SettingsError: the address cannot be listened on.
    """
    family = sockets.AF_INET6 if ":" in settings.host else sockets.AF_INET
    bound = sockets.socket(family, sockets.SOCK_STREAM)
    bound.setsockopt(sockets.SOL_SOCKET, sockets.SO_REUSEADDR, 1)
    try:
        bound.bind((settings.host, settings.port))
    except OSError as error:
        bound.close()
        raise SettingsError(
            f"Port {settings.port} on {settings.host} cannot be used ({error.strerror or error}).",
            "Stop what uses it, or choose another: `--port 8080` (0 takes a free one).",
        ) from None
    return bound


def serve_forever(
    assistant: Assistant, socket: sockets.socket, announce: Callable[[str], None]
) -> None:
    """Serves until it is interrupted; calls ``announce`` with the address once it answers."""
    import uvicorn

    host, port = socket.getsockname()[:2]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host
    config = uvicorn.Config(
        create_app(assistant), log_level="warning", access_log=False, server_header=False,
        # The visitor's address is read by access.py, and only from a proxy one trusts.
        proxy_headers=False,
        timeout_graceful_shutdown=5, h11_max_incomplete_event_size=64_000,
    )  # fmt: skip

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
            await super().startup(sockets)
            announce(f"http://{shown}:{port}/")

    with suppress(KeyboardInterrupt):
        Server(config).run(sockets=[socket])
