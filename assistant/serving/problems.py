"""Problem documents (RFC 9457): the one way in which every surface says that something is wrong.

Each carries the id of its request, which the log has too, so that a person who reports one can be
helped. A detail is a sentence that says what to do; it never repeats what a visitor wrote.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import Send

from assistant.errors import AssistantError, ClosingError, ModelError, QuestionError, StoreError
from assistant.misfits import misfit

log = logging.getLogger("assistant.serving")
MEDIA_TYPE = "application/problem+json"
request_id: ContextVar[str] = ContextVar("request_id", default="")
"""Id of the request that is being answered; empty outside of one."""
_TITLES = {
    303: "Elsewhere",
    400: "Not readable",
    401: "Not signed in",
    403: "Not allowed",
    404: "Not found",
    405: "Method not allowed",
    408: "Too slow",
    409: "In conflict",
    413: "Too large",
    422: "Not valid",
    429: "Too many",
}


def problem_of(status: int, title: str, detail: str) -> dict[str, Any]:
    """The problem document as JSON-ready values."""
    found: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": status,
        "detail": detail,
    }
    if identity := request_id.get():
        found["request_id"] = identity
    return found


def problem(
    status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The problem document as a response."""
    return JSONResponse(
        problem_of(status, title, detail),
        status_code=status,
        media_type=MEDIA_TYPE,
        headers={"cache-control": "no-store", **(headers or {})},
    )


async def send_problem(
    send: Send, status: int, title: str, detail: str, headers: Mapping[str, str] | None = None
) -> None:
    """Sends a problem document from a layer that is no FastAPI route."""
    body = json.dumps(problem_of(status, title, detail), ensure_ascii=False).encode()
    named = {
        "content-type": MEDIA_TYPE,
        "content-length": str(len(body)),
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
        **(headers or {}),
    }
    start = [(name.encode(), value.encode("latin-1", "replace")) for name, value in named.items()]
    await send({"type": "http.response.start", "status": status, "headers": start})
    await send({"type": "http.response.body", "body": body})


def status_of(error: AssistantError) -> int:
    """The HTTP status of an error that a person can do something about."""
    match error:
        case QuestionError():
            return 422
        case ModelError() | StoreError() | ClosingError():
            return 503
        case _:
            return 500


def hint_for_visitors(error: AssistantError) -> str:
    """What a visitor can do about it.

    The hint of a store names settings and servers: that is for whoever runs this, and is logged.
    """
    if isinstance(error, StoreError):
        log.warning("%s %s", error.message, error.hint)
        return "Try again in a moment."
    return error.hint


def explain(error: Mapping[str, Any]) -> str:
    """What is wrong with a request, from one entry of a ``ValidationError``, as a sentence.

    It never repeats what was sent, except the name of a field.
    """
    parts = [str(part) for part in error["loc"]]
    if not parts:
        return "The body must be a JSON object; /openapi.json shows which."
    place = ".".join(parts)[:80]
    if error["type"] == "extra_forbidden":
        return f"`{place}` is not a field of this request; leave it out."
    told = misfit(error)
    return f"`{place}` {told}." if told else f"`{place}`: {error['msg']}."


def add_handlers(app: FastAPI) -> None:
    """Turns every exception of a route into a problem document."""

    @app.exception_handler(AssistantError)
    async def on_assistant_error(_: Request, error: AssistantError) -> JSONResponse:
        return problem(status_of(error), error.message, hint_for_visitors(error) or error.message)

    @app.exception_handler(HTTPException)
    async def on_http(_: Request, error: HTTPException) -> JSONResponse:
        title = _TITLES.get(error.status_code, "Error")
        return problem(error.status_code, title, error.detail, error.headers)

    @app.exception_handler(RequestValidationError)
    async def on_validation(_: Request, error: RequestValidationError) -> JSONResponse:
        first = error.errors()[0]
        # Without the part of the request in which FastAPI found it: "query", "path", "body".
        return problem(422, "Not valid", explain({**first, "loc": first["loc"][1:]}))
