"""An event loop on a thread of its own: how code without a loop uses the parts that have one.

The product's parts are asynchronous, so that a silent model holds no thread. A shell, a notebook
or a LlamaIndex engine calls them through this door. The thread is started when it is first needed.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Coroutine, Generator
from contextlib import suppress
from typing import Any, TypeVar

T = TypeVar("T")


def at_once(call: Coroutine[Any, Any, T]) -> T:
    """The result of a coroutine in which nothing waits, without a loop or another thread; whatever
    it raises is raised here.

    Raises:
        RuntimeError: something in it waits.
    """
    try:
        call.send(None)
    except StopIteration as done:
        result: T = done.value
        return result
    call.close()
    raise RuntimeError("a coroutine waits for what only an event loop can give")


async def here(work: Callable[[], T]) -> T:
    """The result of work that is done where it is asked for."""
    return work()


class BackgroundLoop:
    """Runs coroutines for callers that have no event loop; safe to share between threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, call: Coroutine[Any, Any, T]) -> T:
        """The result of ``call``; whatever it raises is raised here."""
        return asyncio.run_coroutine_threadsafe(call, self._started()).result()

    def iterate(self, items: AsyncIterator[T]) -> Generator[T]:
        """The items as they come. Closing the generator closes ``items``."""

        async def following() -> tuple[T] | None:
            try:
                return (await anext(items),)
            except StopAsyncIteration:
                return None

        try:
            while (item := self.run(following())) is not None:
                yield item[0]
        finally:
            close = getattr(items, "aclose", None)
            if close is not None and self._loop is not None:
                self.run(close())

    def close(self) -> None:
        """Cancels what runs and ends the thread; the next call starts another."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None:
            return
        with suppress(Exception):
            asyncio.run_coroutine_threadsafe(_cancel_all(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()

    def _started(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(
                    target=self._loop.run_forever, name=self._name, daemon=True
                )
                self._thread.start()
            return self._loop


async def _cancel_all() -> None:
    tasks = asyncio.all_tasks() - {asyncio.current_task()}
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    await asyncio.get_running_loop().shutdown_asyncgens()
