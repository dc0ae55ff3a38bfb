"""The outermost layer: every request gets an id, is counted, and ends without a traceback.

A log line says method, route, status and time. It never says what was asked, nor a query string,
nor an address.
"""

from __future__ import annotations

import logging
import secrets
import time
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, partial

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import ClientDisconnect
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.metrics import Metrics
from assistant.serving.problems import request_id, send_problem
from assistant.text import patterns as re

log = logging.getLogger("assistant.requests")
PATHS_KNOWN = 512
"""Paths of which is known what takes them, the last that were asked for."""
PATH_MOST = 200
"""Characters of a path that is remembered: our own are shorter, and others may be of any length."""
_OFFERED = re.compile(r"[A-Za-z0-9-]{8,64}")


class Watch:
    """Puts ``X-Request-ID`` on every reply and a line in the log; catches what nobody caught."""

    def __init__(
        self, app: ASGIApp, metrics: Metrics, routes: Iterable[BaseRoute], trust_proxy: bool
    ) -> None:
        self.app = app
        self.metrics = metrics
        self.routes = list(each_route(routes))
        # Each request is told by its route, which to find takes as long as to answer from memory.
        self._pattern = lru_cache(PATHS_KNOWN)(partial(_pattern_of, tuple(self.routes)))
        self.trust_proxy = trust_proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on and looks after it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        offered = Headers(scope=scope).get("x-request-id", "") if self.trust_proxy else ""
        identity = offered if _OFFERED.fullmatch(offered) else secrets.token_hex(8)
        token = request_id.set(identity)
        reply = _Reply(send, receive, identity)
        began = time.perf_counter()
        try:
            await self.app(scope, reply.receive, reply.send)
        except (ClientDisconnect, ConnectionError):
            reply.left = True
        except Exception as error:
            # The type and place are enough to find it; its message may hold a visitor's words.
            log.error("A request failed (%s)%s", type(error).__name__, _place(error))
            if not reply.status:
                detail = "This is our fault. Please try again."
                await send_problem(reply.send, 500, "Internal error", detail)
        finally:
            self._told(scope, reply, time.perf_counter() - began)
            request_id.reset(token)

    def _told(self, scope: Scope, reply: _Reply, seconds: float) -> None:
        route = self._route(scope)
        if not reply.status:
            self.metrics.aborted.inc()
        status = str(reply.status or 499)
        method = scope["method"] if scope["method"] in _METHODS else "other"
        self.metrics.requests.labels(route, method, status).inc()
        self.metrics.request_seconds.labels(route).observe(seconds)
        told = {"route": route, "method": method, "status": int(status),
                "ms": round(seconds * 1000, 1)}  # fmt: skip
        log.info("%s %s %s", method, route, status, extra=told)

    def _route(self, scope: Scope) -> str:
        """The route's pattern, never the path: a path may hold anything."""
        path = scope["path"]
        pattern = self._pattern if len(path) <= PATH_MOST else self._pattern.__wrapped__
        if found := pattern(path, scope.get("root_path", "")):
            return found
        page = scope["path"] in ("/", "/config") or scope["path"].startswith("/gradio_api/")
        return "page" if page else "other"


def _pattern_of(routes: Sequence[BaseRoute], path: str, root_path: str) -> str:
    """The pattern of the first route that has a path, with whatever method; empty for none."""
    scope = {
        "type": "http", "path": path, "root_path": root_path, "method": "GET", "headers": [],
    }  # fmt: skip
    for route in routes:
        if getattr(route, "path", "") and route.matches(scope)[0] is not Match.NONE:
            return str(getattr(route, "path", ""))
    return ""


def each_route(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Every route, those of included routers, which have none of their own path, one by one."""
    for route in routes:
        included = getattr(route, "original_router", None)
        if included is None:
            yield route
        else:
            yield from each_route(included.routes)


_METHODS = ("GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE")


class _Reply:
    """What was sent of a reply so far."""

    def __init__(self, send: Send, receive: Receive, identity: str) -> None:
        self._send = send
        self._receive = receive
        self._identity = identity
        self.status = 0
        self.left = False

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            MutableHeaders(scope=message)["x-request-id"] = self._identity
        await self._send(message)

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.disconnect":
            self.left = True
        return message


def _place(error: BaseException) -> str:
    """File and line where an exception was raised."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" at {trace.tb_frame.f_code.co_filename.rpartition('/')[2]}:{trace.tb_lineno}"
