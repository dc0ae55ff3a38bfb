"""A corpus that is open: an assistant and the same application that serves a single corpus.

Its limits count with those of all others: one visitor has one budget on the whole server, so that
asking many corpora is no way around it, while the questions that all visitors together may ask are
counted by corpus, so that a crowd at one does not silence the others.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace

from fastapi import FastAPI
from fastapi.dependencies import models

from assistant.assistant import Assistant
from assistant.keeping.limiter import Budget, Limiter
from assistant.serving.metrics import Metrics
from assistant.serving.server import create_app
from assistant.settings import Settings


class Tenant:
    """See ``registry.OpenCorpus``. Make it with ``opened``."""

    def __init__(self, app: FastAPI) -> None:
        self.app = app
        self._ended = asyncio.Event()
        self._living: asyncio.Task[None] | None = None

    @classmethod
    async def opened(
        cls, settings: Callable[[], Settings], limiter: Limiter, metrics: Metrics, threads: Executor
    ) -> Tenant:
        """Opens a corpus on one of ``threads``; its index is built first if it has to be.

        Raises:
            AssistantError: as in ``Assistant.open``, or the settings are not valid.
        """

        def made() -> FastAPI:
            own = settings()
            assistant = Assistant.open(own)
            try:
                return create_app(assistant, _Counted(limiter, own.root_path), among=metrics)
            except BaseException:
                assistant.close()
                raise

        app = await asyncio.get_running_loop().run_in_executor(threads, made)
        tenant = cls(app)
        await tenant._start()
        return tenant

    @property
    def busy(self) -> bool:
        """See ``registry.OpenCorpus``: a changed corpus is being taken over."""
        return bool(self.app.state.current.renewal.running)

    @property
    def waiting(self) -> int:
        """How much of what visitors left is not written yet."""
        return int(self.app.state.keeper.waiting())

    async def drained(self, seconds: float) -> None:
        """See ``registry.OpenCorpus``."""
        await self.app.state.asking.drained(seconds)

    async def close(self) -> None:
        """See ``registry.OpenCorpus``: visits are written, threads end, files are closed."""
        self._ended.set()
        try:
            if self._living is not None:
                await self._living
        finally:
            await asyncio.to_thread(self._let_go)

    def _let_go(self) -> None:
        self.app.state.current.close()
        if (traces := getattr(self.app.state, "traces", None)) is not None:
            traces.shutdown()
        # FastAPI remembers of 4,096 functions what kind they are, and through them would keep the
        # corpora of the last two hundred applications in memory.
        for remembered in vars(models).values():
            if callable(forget := getattr(remembered, "cache_clear", None)):
                forget()

    async def _start(self) -> None:
        alive = asyncio.Event()
        self._living = asyncio.create_task(self._live(alive))
        starting = asyncio.create_task(alive.wait())
        await asyncio.wait({self._living, starting}, return_when=asyncio.FIRST_COMPLETED)
        if not alive.is_set():
            starting.cancel()
            await self.close()

    async def _live(self, alive: asyncio.Event) -> None:
        # What begins and ends an application has to happen in one task.
        async with self.app.router.lifespan_context(self.app):
            alive.set()
            await self._ended.wait()


class _Counted:
    """The limiter of the server as one corpus uses it."""

    def __init__(self, limiter: Limiter, name: str) -> None:
        self._limiter = limiter
        self._name = name

    async def take(self, budgets: Sequence[Budget]) -> float:
        """See ``Limiter``."""
        return await self._limiter.take(
            [replace(b, who=self._name) if b.kind == "all" else b for b in budgets]
        )

    async def close(self) -> None:
        """Nothing: the others go on counting."""
