"""Which paths there are, and with which methods: everything else is a problem document.

The chat page is mounted at ``/`` and Gradio brings some sixty routes, of which the page needs
twelve. The others are closed here: uploads, files, proxies, recordings, calls by name. What the
page posts is held to its shape and to the functions that the page has, so that nothing odd ever
reaches Gradio.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Annotated, Any
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute, Match, Mount
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.body import parse_json
from assistant.serving.problems import send_problem
from assistant.serving.watch import PATH_MOST, PATHS_KNOWN
from assistant.text import patterns as re

_SESSION = r"[A-Za-z0-9_-]{1,64}"
_PAGE_PATHS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"/|/config/?|/theme\.css|/robots\.txt|/favicon\.ico", ("GET", "HEAD")),
    # No file of the page has a longer name, and no file system takes one.
    (r"/(assets|static|svelte)(/[A-Za-z0-9_.-]{1,120}){1,8}", ("GET", "HEAD")),
    (r"/gradio_api/(info|app_id|startup-events)/?", ("GET",)),
    (r"/gradio_api/queue/data", ("GET",)),
    (rf"/gradio_api/heartbeat/{_SESSION}", ("GET",)),
    (r"/gradio_api/(queue/join|run/predict|cancel|reset/?)", ("POST",)),
)
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
_PAGE = tuple((re.compile(pattern), methods) for pattern, methods in _PAGE_PATHS)


@dataclass(frozen=True, slots=True)
class PageFunction:
    """A function of the chat page that a browser may call.

    Attributes:
        inputs: the kinds of its inputs, such as ``textbox``.
        asks: it answers a question, in pieces.
    """

    inputs: tuple[str, ...]
    asks: bool


class _Called(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    data: Annotated[list[Any], Field(max_length=20)]
    fn_index: int
    session_hash: Annotated[str, Field(pattern=rf"^{_SESSION}$")]
    event_data: Any = None
    trigger_id: int | None = None


class _Stopped(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    event_id: Annotated[str, Field(pattern=rf"^{_SESSION}$")]
    session_hash: Annotated[str, Field(pattern=rf"^{_SESSION}$")] | None = None
    fn_index: int | None = None


class Doors:
    """Passes what a route takes; answers 404, 405 and 422 for the rest.

    ``HEAD`` is answered wherever ``GET`` is, as that without its body.
    """

    def __init__(
        self,
        app: ASGIApp,
        routes: Iterable[BaseRoute],
        functions: Callable[[], Awaitable[Mapping[int, PageFunction]]],
    ) -> None:
        """``functions`` are those of the page, by number; it may take a while until it is there."""
        self.app = app
        self.routes = [r for r in routes if not (isinstance(r, Mount) and r.path == "")]
        self.functions = functions
        # To ask each of a hundred routes for each method takes a millisecond.
        self._methods = lru_cache(PATHS_KNOWN)(partial(_methods_of, tuple(self.routes)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or says why not."""
        if scope["type"] != "http":
            if scope["type"] == "lifespan":
                await self.app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008, "reason": "none here"})
            return
        method = scope["method"]
        path = scope["path"]
        known = self._methods if len(path) <= PATH_MOST else self._methods.__wrapped__
        methods = known(path, scope.get("root_path", ""))
        if not methods:
            detail = "There is nothing under this address. /openapi.json lists the routes."
            await send_problem(send, 404, "Not found", detail)
        elif method not in methods and not (method == "HEAD" and "GET" in methods):
            allowed = ", ".join(sorted(methods))
            detail = f"This route takes {allowed} only."
            await send_problem(send, 405, "Method not allowed", detail, {"allow": allowed})
        elif method == "HEAD" and "HEAD" not in methods:
            await self.app({**scope, "method": "GET"}, receive, _bodiless(send))
        else:
            await self._checked(scope, receive, send)

    async def _checked(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"]
        try:
            if path.startswith("/gradio_api/") and scope["method"] == "POST":
                calls = path.endswith(("/join", "/predict"))
                called = await self._called(scope) if calls else self._stopped(scope)
                scope = {**scope, "state": {**scope.get("state", {}), "asks": called.asks}}
            elif path == "/gradio_api/queue/data":
                named = parse_qs(scope.get("query_string", b"").decode("latin-1"))
                if not re.fullmatch(_SESSION, named.get("session_hash", [""])[0]):
                    raise HTTPException(422, "`session_hash` is missing or not valid.")
        except HTTPException as error:
            await send_problem(send, error.status_code, "Not valid", error.detail)
            return
        await self.app(scope, receive, send)

    async def _called(self, scope: Scope) -> PageFunction:
        try:
            call = _Called.model_validate(parse_json(scope["state"]["body"]))
        except ValidationError:
            raise HTTPException(422, "This is not a call that the chat page makes.") from None
        function = (await self.functions()).get(call.fn_index)
        if function is None:
            raise HTTPException(404, "The chat page has no such function. Load it again.")
        if len(call.data) != len(function.inputs):
            raise HTTPException(422, "The call has not as many values as the function takes.")
        for kind, value in zip(function.inputs, call.data, strict=True):
            if kind == "textbox" and not isinstance(value, str):
                raise HTTPException(422, "The question is not a text.")
        return function

    def _stopped(self, scope: Scope) -> PageFunction:
        try:
            _Stopped.model_validate(parse_json(scope["state"]["body"]))
        except ValidationError:
            raise HTTPException(422, "This is not a call that the chat page makes.") from None
        return PageFunction((), False)


def _methods_of(routes: Sequence[BaseRoute], path: str, root_path: str) -> frozenset[str]:
    """The methods that a path takes; none if there is no such path."""
    for pattern, methods in _PAGE:
        if pattern.fullmatch(path) and ".." not in path:
            return frozenset(methods)
    scope = {"type": "http", "path": path, "root_path": root_path, "headers": []}
    return frozenset(
        method
        for method in _METHODS
        for route in routes
        if not (isinstance(route, Mount) and method not in ("GET", "HEAD"))
        if route.matches({**scope, "method": method})[0] is Match.FULL
    )


def _bodiless(send: Send) -> Send:
    """``send`` for the reply to a ``HEAD``."""

    async def headers_only(message: Message) -> None:
        if message["type"] == "http.response.body":
            message = {**message, "body": b""}
        await send(message)

    return headers_only
