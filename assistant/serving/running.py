"""Running: a socket, connections with deadlines, and a stop that lets answers end.

uvicorn's own protocol waits for ever for the head of a request. The one here gives it
``HEAD_SECONDS``, keeps the size of it to ``HEAD_MOST``, and holds so many half-open connections of
one address, and of all, as leave room for the others.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import resource
import socket as sockets
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Protocol

import uvicorn
from fastapi import FastAPI
from uvicorn.protocols.http.h11_impl import H11Protocol

from assistant.errors import SettingsError
from assistant.settings import Settings

log = logging.getLogger("assistant.serving.running")
HEAD_SECONDS = 10.0
HEAD_MOST = 64_000
"""Bytes of a request's line and headers."""
HALF_OPEN_MOST = 64
"""Connections of one address that have not sent a whole head yet; the oldest goes first."""
SETTLED_SECONDS = 4.0
"""Younger ones are left alone: many clients may come at the same moment through one proxy, and on a
busy machine their heads are read seconds after they connected."""
SPARE_FILES = 96
STOP_SECONDS = 15.0
"""Time that answers in flight have to end after SIGTERM."""


class GuardedProtocol(H11Protocol):
    """HTTP/1.1 with a deadline for the head and a cap on half-open connections."""

    waiting: dict[GuardedProtocol, float]
    """Half-open connections of this server, oldest first; set by ``guarded``."""
    most_open: int

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._deadline: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """A client connected."""
        super().connection_made(transport)
        self._wait_for_head()
        self._make_room()

    def data_received(self, data: bytes) -> None:
        """Bytes came; once they make a whole head the deadline is over."""
        if self._deadline is None and self._is_idle():
            self._wait_for_head()
        super().data_received(data)
        if not self._is_idle():
            self._head_is_there()

    def connection_lost(self, exc: Exception | None) -> None:
        """The client is gone."""
        self._head_is_there()
        super().connection_lost(exc)

    def _is_idle(self) -> bool:
        return self.cycle is None or bool(self.cycle.response_complete)

    def _wait_for_head(self) -> None:
        self.waiting[self] = self.loop.time()
        self._deadline = self.loop.call_later(HEAD_SECONDS, self._give_up)

    def _head_is_there(self) -> None:
        self.waiting.pop(self, None)
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self) -> None:
        self._head_is_there()
        if not self.transport.is_closing():
            self.transport.abort()

    def _make_room(self) -> None:
        address = self.client[0] if self.client else ""
        same = [c for c in self.waiting if c.client and c.client[0] == address]
        now = self.loop.time()
        for oldest in same[: max(0, len(same) - HALF_OPEN_MOST)]:
            if now - self.waiting[oldest] >= SETTLED_SECONDS:
                oldest._give_up()
        if len(self.connections) > self.most_open:
            next(iter(self.waiting))._give_up()


def guarded() -> type[GuardedProtocol]:
    """The protocol for one server; the number of files it may open is raised to what is allowed."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = min(hard, 65_536) if hard != resource.RLIM_INFINITY else 65_536
    if soft < wanted:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    most = max(32, soft - SPARE_FILES)
    return type("GuardedProtocol", (GuardedProtocol,), {"waiting": {}, "most_open": most})


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
            _instead(error),
        ) from None
    return bound


def _instead(error: OSError) -> str:
    """What to do where an address cannot be listened on."""
    match error.errno:
        case errno.EADDRINUSE:
            return "Stop what uses it, or choose another: `--port 8080` (0 takes a free one)."
        case errno.EACCES | errno.EPERM:
            return "Choose a port that needs no rights: `--port 8080`."
        case _:
            return "Choose an address of this machine: `--host 127.0.0.1`, or 0.0.0.0 for all."


class Draining(Protocol):
    """What answers: ``Asking``, or all corpora of a server."""

    async def drained(self, seconds: float) -> None:
        """Takes no new questions; those in flight end, or are cut after ``seconds``."""


class Server(uvicorn.Server):
    """uvicorn, with a stop that lets the answers in flight end."""

    def __init__(
        self,
        config: uvicorn.Config,
        asking: Draining,
        announce: Callable[[], None] = lambda: None,
        stop_seconds: float = STOP_SECONDS,
    ) -> None:
        super().__init__(config)
        self._asking = asking
        self._announce = announce
        self._stop_seconds = stop_seconds

    async def startup(self, sockets: list[sockets.socket] | None = None) -> None:
        """Starts, then says so."""
        await super().startup(sockets)
        self._announce()

    async def shutdown(self, sockets: list[sockets.socket] | None = None) -> None:
        """Takes no new questions; those in flight end or are told that they are cut."""
        for server in self.servers:
            server.close()
        if not self.force_exit:
            await self._asking.drained(self._stop_seconds)
        await super().shutdown(sockets)


def server_of(
    app: FastAPI,
    announce: Callable[[], None] = lambda: None,
    stop_seconds: float = STOP_SECONDS,
) -> Server:
    """The server for an application made by ``create_app``."""
    config = uvicorn.Config(
        app, http=guarded(), log_config=None, log_level="warning", access_log=False,
        server_header=False,
        # The visitor's address is read by limits.py, and only from a proxy one trusts.
        proxy_headers=False,
        timeout_graceful_shutdown=2, h11_max_incomplete_event_size=HEAD_MOST,
    )  # fmt: skip
    return Server(config, app.state.asking, announce, stop_seconds)


def serve_forever(app: FastAPI, socket: sockets.socket, announce: Callable[[str], None]) -> None:
    """Serves until it is stopped; calls ``announce`` with the address once it answers."""
    host, port = socket.getsockname()[:2]
    shown = "localhost" if host in ("127.0.0.1", "0.0.0.0", "::1", "::") else host
    with suppress(KeyboardInterrupt):
        server_of(app, lambda: announce(f"http://{shown}:{port}/")).run(sockets=[socket])
