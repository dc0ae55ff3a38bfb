"""The chat page, made beside a server that answers already.

Importing Gradio takes as long as all the rest of a start, and only the page needs it: the
interface, the widget and the source page do not. So the server is ready first and the page is made
on a thread right after; who asks for it before that waits for it, and nobody is turned away.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import asynccontextmanager
from threading import Lock

from fastapi import FastAPI
from starlette.types import Receive, Scope, Send

from assistant.serving.doors import PageFunction

log = logging.getLogger("assistant.serving.late_page")


class LatePage:
    """An application that is made when the server has begun, or when it is first asked for.

    Args:
        make: makes it, on a thread; it tells what a browser may call in ``state.page_functions``.
        waits: it is made when it is first asked for, and not before.
    """

    def __init__(self, make: Callable[[], FastAPI], *, waits: bool = False) -> None:
        self._make = make
        self._waits = waits
        self._wanted: asyncio.Event | None = None
        self._lock = Lock()
        self._begun: Future[FastAPI] | None = None
        self._alive: asyncio.Event | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on to the page, as soon as there is one."""
        page = await self._page()
        if self._alive is not None:
            await self._alive.wait()
        await page(scope, receive, send)

    async def functions(self) -> Mapping[int, PageFunction]:
        """What a browser may call, by the number it calls it by."""
        found: Mapping[int, PageFunction] = (await self._page()).state.page_functions
        return found

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For the life of the server: makes the page beside it, and ends it at the end."""
        self._alive, ended = asyncio.Event(), asyncio.Event()
        self._wanted = asyncio.Event()
        if not self._waits or self._begun is not None:
            self._wanted.set()
        living = asyncio.create_task(self._live(self._wanted, self._alive, ended))
        try:
            yield
        finally:
            ended.set()
            self._wanted.set()
            await living
            self._alive = self._wanted = None

    async def _live(
        self, wanted: asyncio.Event, alive: asyncio.Event, ended: asyncio.Event
    ) -> None:
        await wanted.wait()
        if ended.is_set():
            return  # nobody asked for it
        try:
            page = await self._page()
        except Exception:  # each request for the page fails with it; all else goes on
            log.exception("The chat page could not be made.")
            alive.set()
            return
        async with page.router.lifespan_context(page):
            alive.set()
            await ended.wait()

    async def _page(self) -> FastAPI:
        if self._wanted is not None:
            self._wanted.set()
        with self._lock:
            if self._begun is None:
                pool = ThreadPoolExecutor(1, thread_name_prefix="chat-page")
                self._begun = pool.submit(self._make)
                pool.shutdown(wait=False)
        # Somebody who goes away meanwhile does not stop it for the others.
        return await asyncio.shield(asyncio.wrap_future(self._begun))
