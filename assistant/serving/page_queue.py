"""The page's questions, past Gradio's own queue and in its words.

A browser that shows a Gradio page asks in two requests: it joins a queue (``POST queue/join``),
then listens (``GET queue/data``, server-sent events) until its call is completed. Gradio's queue
looks for work every millisecond, copies and validates each step, works out the differences between
two of them, and sums up its statistics anew after every call: of 200 people at once that made as
much work again as their answers. Here the same requests get the same messages (protocol ``sse_v3``,
``gradio/server_messages.py``) straight from what answers. Everything that is no question goes on to
Gradio. So many are answered at once, so many wait, the others are told so; whoever leaves, or never
listens, stops his answer.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import aclosing, suppress
from dataclasses import dataclass, field
from functools import partial
from inspect import cleandoc
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.problems import send_problem

_log = logging.getLogger(__name__)

SHOWN_AT_ONCE = 40
"""Questions that are answered at the same time; more of them wait."""
WAITING = 200
"""Questions that may wait; more are turned away."""
LISTEN_SECONDS = 30.0
"""Time in which whoever asked must listen."""
BEAT_SECONDS = 15.0
"""Time after which a silent stream says that it is alive; what stands between may close it else."""
_API = "/gradio_api/"
_LEFT_AS_IT_IS = {"__type__": "update"}
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
]


@dataclass(frozen=True, slots=True)
class Step:
    """New values of what the page shows, in the order of a function's outputs.

    ``None`` leaves a part as it is. After the ``last`` step nothing comes.
    """

    values: tuple[str | None, ...]
    last: bool


Ask = Callable[[list[str], str], AsyncGenerator[Step]]
"""(inputs, the ``Accept-Language`` of who asks) → steps."""


@dataclass(eq=False, slots=True)
class _Session:
    """One open page: what it has not heard yet, and what is still being answered for it."""

    said: list[str] = field(default_factory=list)
    news: asyncio.Event = field(default_factory=asyncio.Event)
    running: dict[str, asyncio.Task[dict[str, Any]]] = field(default_factory=dict)
    listeners: int = 0

    def tell(self, kind: str, event: str, **more: Any) -> None:
        message = {"msg": kind, "event_id": event, **more}
        self.said.append(f"data: {json.dumps(message, ensure_ascii=False)}\n\n")
        self.news.set()

    def heard(self) -> bytes:
        whole = "".join(self.said).encode()
        self.said.clear()
        self.news.clear()
        return whole


class PageQueue:
    """Answers what the page asks; all other requests go on to ``app``.

    Args:
        functions: those of the page that answer questions, by the number they are called by.
    """

    def __init__(self, app: ASGIApp, functions: Mapping[int, Ask]) -> None:
        self.app = app
        self.functions = functions
        self._sessions: dict[str, _Session] = {}
        self._places = asyncio.Semaphore(SHOWN_AT_ONCE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Takes the page's questions; see the module."""
        what = _what(scope)
        if what == "data":
            name = parse_qs(scope["query_string"].decode("latin-1")).get("session_hash", [""])[0]
            session = self._sessions.get(name)
            if session is not None:
                await self._listened(name, session, receive, send)
                return
        elif what:
            try:
                body = await Request(scope, receive).body()
            except ClientDisconnect:
                return
            receive, call = _again(body, receive), _json(body)
            took = self._cancel if what == "cancel" else self._join
            if await took(call, scope, receive, send):
                return
        await self.app(scope, receive, send)

    async def _join(
        self, call: Mapping[str, Any], scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Begins an answer and tells its number; false where the call is none of ours."""
        number, inputs, name = (call.get(k) for k in ("fn_index", "data", "session_hash"))
        ask = self.functions.get(number) if isinstance(number, int) else None
        texts = isinstance(inputs, list) and all(isinstance(text, str) for text in inputs)
        if ask is None or not texts or not isinstance(name, str):
            return False
        if sum(len(one.running) for one in self._sessions.values()) >= SHOWN_AT_ONCE + WAITING:
            detail = "Many people are asking at this moment. Please try again in a minute."
            await send_problem(send, 503, "Too busy", detail, {"retry-after": "60"})
            return True
        session = self._sessions.setdefault(name, _Session())
        event = secrets.token_hex(16)
        steps = ask(list(inputs or ()), Headers(scope=scope).get("accept-language", ""))
        answering = asyncio.create_task(self._answer(session, event, steps))
        session.running[event] = answering
        answering.add_done_callback(partial(_completed, session, event))
        if not session.listeners:
            asyncio.get_running_loop().call_later(LISTEN_SECONDS, self._unheard, name, session)
        await JSONResponse({"event_id": event})(scope, receive, send)
        return True

    async def _cancel(
        self, call: Mapping[str, Any], scope: Scope, receive: Receive, send: Send
    ) -> bool:
        """Stops an answer, whose page is told that it is complete; false for unknown ones."""
        session = self._sessions.get(str(call.get("session_hash")))
        answering = session.running.get(str(call.get("event_id"))) if session else None
        if answering is None:
            return False
        answering.cancel()
        await JSONResponse({"success": True})(scope, receive, send)
        return True

    async def _answer(
        self, session: _Session, event: str, steps: AsyncGenerator[Step]
    ) -> dict[str, Any]:
        """Tells a session each step of one answer; returns what the page shows at its end."""
        output: dict[str, Any] = {}
        async with self._places, aclosing(steps):
            session.tell("process_starts", event, eta=None)
            begun = False
            async for step in steps:
                output = _output(step.values)
                if step.last:
                    break
                told = _changes(output) if begun else output
                session.tell("process_generating", event, output=told, success=True)
                begun = True
        return output

    async def _listened(self, name: str, session: _Session, receive: Receive, send: Send) -> None:
        """Sends what is said to a session until nothing is left to say, or its page is gone."""
        leaving = asyncio.create_task(_left(receive, session.news))
        session.listeners += 1
        try:
            await send({"type": "http.response.start", "status": 200, "headers": _HEADERS})
            while session.running or session.said:
                try:
                    async with asyncio.timeout(BEAT_SECONDS):
                        await session.news.wait()
                except TimeoutError:
                    session.tell("heartbeat", "")
                if leaving.done():
                    return
                whole = session.heard()
                await send({"type": "http.response.body", "body": whole, "more_body": True})
            # Before the last words are sent: who asks again after them gets a new session.
            self._forget(name, session)
            end = b'data: {"msg": "close_stream", "event_id": null}\n\n'
            await send({"type": "http.response.body", "body": end})
        finally:
            leaving.cancel()
            session.listeners -= 1
            if not session.listeners:
                self._forget(name, session)

    def _unheard(self, name: str, session: _Session) -> None:
        if not session.listeners:
            self._forget(name, session)

    def _forget(self, name: str, session: _Session) -> None:
        if self._sessions.get(name) is session:
            del self._sessions[name]
        for answering in [*session.running.values()]:
            answering.cancel()


def _completed(session: _Session, event: str, answering: asyncio.Task[dict[str, Any]]) -> None:
    """Tells a session that an answer has ended: in order, stopped, or broken."""
    del session.running[event]
    fault = None if answering.cancelled() else answering.exception()
    if fault is not None:
        _log.error("The chat page could not answer.", exc_info=fault)
        session.tell("process_completed", event, output={"error": None}, success=False)
        return
    output = {} if answering.cancelled() else answering.result()
    session.tell("process_completed", event, output=output, success=True)


def _what(scope: Scope) -> str:
    """``join``, ``cancel``, ``data`` or, of all other requests, nothing."""
    if scope["type"] != "http" or not scope["path"].startswith(_API):
        return ""
    called = scope["method"], scope["path"].removeprefix(_API)
    known = {("POST", "queue/join"): "join", ("POST", "cancel"): "cancel"}
    return {**known, ("GET", "queue/data"): "data"}.get(called, "")


def _output(values: tuple[str | None, ...]) -> dict[str, Any]:
    # Gradio's Markdown takes common indentation off, so that HTML never turns into code.
    data = [_LEFT_AS_IT_IS if value is None else cleandoc(value) for value in values]
    return {"data": data, "changed_state_ids": [], "render_config": None}


def _changes(output: dict[str, Any]) -> dict[str, Any]:
    """The same as differences to the step before, which all but the first step have to be."""
    return {**output, "data": [[["replace", [], value]] for value in output["data"]]}


async def _left(receive: Receive, news: asyncio.Event) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    news.set()


def _again(body: bytes, receive: Receive) -> Receive:
    """``receive`` for somebody who has not read the body yet."""
    parts: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receiving() -> Message:
        return parts.pop() if parts else await receive()

    return receiving


def _json(body: bytes) -> Mapping[str, Any]:
    with suppress(ValueError):
        found = json.loads(body)
        if isinstance(found, dict):
            return found
    return {}
