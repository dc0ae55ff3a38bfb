"""Which corpora are open: one is opened when it is first asked for, and closed when nobody asks.

Many who ask for a closed one at the same moment wait for one opening. There is room for so many
open ones; for another, the one that nobody has used for longest goes, and never one that is being
used: who finds them all in use waits a while. One that cannot be opened is not tried again with
every request. Everything here happens on one event loop, so there are no locks.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from contextvars import Context
from typing import Generic, Literal, Protocol, TypeVar

from assistant.errors import AssistantError, ClosingError

log = logging.getLogger("assistant.serving.corpora")
ROOM_SECONDS = 20.0
"""How long somebody waits for room where all open ones are in use."""
AGAIN_SECONDS = 10.0
"""How long it is remembered that a corpus cannot be opened."""
Why = Literal["idle", "room", "stop"]


class UnknownCorpusError(AssistantError):
    """There is no corpus of this name."""


class BrokenCorpusError(AssistantError):
    """A corpus is there and cannot be opened."""


class CrowdedError(AssistantError):
    """All corpora that may be open are in use."""


class HurriedError(AssistantError):
    """Somebody has had too many corpora opened; ``seconds`` until he may again."""

    def __init__(self, seconds: float) -> None:
        super().__init__("That was a lot at once.", f"Try again in {seconds:.0f} seconds.")
        self.seconds = seconds


class OpenCorpus(Protocol):
    """A corpus that answers."""

    @property
    def busy(self) -> bool:
        """Whether it works on something that goes on without a request."""

    async def drained(self, seconds: float) -> None:
        """Takes no new questions; those in flight end, or are cut after ``seconds``."""

    async def close(self) -> None:
        """Lets go of everything."""


T = TypeVar("T", bound=OpenCorpus)


class Seen(Protocol):
    """Who is told what happens, for figures."""

    def opened(self, seconds: float) -> None:
        """A corpus was opened; it took so long."""

    def failed(self) -> None:
        """One could not be opened."""

    def closed(self, why: Why) -> None:
        """One was closed."""


class _Place(Generic[T]):
    """A corpus that is open, or is being opened or closed."""

    def __init__(self, opening: asyncio.Task[T], now: float) -> None:
        self.opening = opening
        self.users: dict[object, float] = {}
        """Since when each has it; those who wait for it will have it later."""
        self.used = now
        self.closing: asyncio.Task[None] | None = None

    def is_idle(self, now: float, longest: float) -> bool:
        """Whether it is open and nobody would miss it; ``longest`` is that of an answer."""
        if not self.opening.done() or self.closing is not None or self.opening.result().busy:
            return False
        return all(now - since > longest for since in self.users.values())


class Registry(Generic[T]):
    """The corpora of one server.

    Args:
        knows: whether there is a corpus of a name.
        open_: opens one; it may take seconds and raise whatever its layers raise.
        most: how many may be open at once.
        idle_seconds: after so long without use one is closed; 0 never.
        longest_seconds: no answer takes so long. Who still has a corpus then reads nothing, and
            does not keep its place: else as many slow readers as there are places keep all the
            others closed.
        seen: is told what happens.
        clock: seconds that never go back.
    """

    def __init__(
        self,
        knows: Callable[[str], bool],
        open_: Callable[[str], Awaitable[T]],
        most: int,
        idle_seconds: float,
        longest_seconds: float,
        seen: Seen,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._knows = knows
        self._open = open_
        self._most = most
        self._idle_seconds = idle_seconds
        self._longest = longest_seconds
        self._seen = seen
        self._clock = clock
        self._places: dict[str, _Place[T]] = {}
        self._held: set[str] = set()
        """Names that have room: open, or being opened or closed."""
        self._changed = asyncio.Event()
        """Somebody has left, or a corpus was closed."""
        self._broken: dict[str, float] = {}
        """When one that could not be opened may be tried again."""
        self.closing = False

    @property
    def open_now(self) -> tuple[T, ...]:
        """The corpora that answer now."""
        return tuple(
            place.opening.result()
            for place in self._places.values()
            if place.opening.done() and place.closing is None
        )

    def would_open(self, name: str) -> bool:
        """Whether there is such a corpus and somebody who asks for it would have it opened."""
        return name not in self._places and self._knows(name)

    @asynccontextmanager
    async def lent(self, name: str) -> AsyncIterator[T]:
        """The corpus of a name; it stays open meanwhile, and is opened first if it is not.

        Raises:
            UnknownCorpusError: there is none of this name.
            BrokenCorpusError: it cannot be opened.
            CrowdedError: there was no room for it.
            ClosingError: the server is being stopped.
        """
        user = object()
        place = await self._entered(name, user)
        try:
            # Who goes away meanwhile does not stop it for the others.
            corpus = await asyncio.shield(place.opening)
            place.users[user] = self._clock()
            yield corpus
        finally:
            del place.users[user]
            place.used = self._clock()
            self._changed.set()

    async def close_idle(self) -> None:
        """Closes what nobody has used for so long, and what is no longer there."""
        now = self._clock()
        closing = [
            self._close(name, "idle")
            for name, place in [*self._places.items()]
            if place.is_idle(now, self._longest)
            if not self._knows(name) or 0 < self._idle_seconds <= now - place.used
        ]
        await asyncio.gather(*closing)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For the life of the server: closes idle corpora now and then, and all at the end."""
        tending = asyncio.create_task(self._tend())
        try:
            yield
        finally:
            tending.cancel()
            await self.stop()

    async def drained(self, seconds: float) -> None:
        """Takes no new questions, waits for those in flight, and cuts what is left then."""
        self.closing = True
        await asyncio.gather(*(corpus.drained(seconds) for corpus in self.open_now))

    async def stop(self) -> None:
        """Closes every corpus; none is opened any more."""
        self.closing = True
        with suppress(Exception):
            await asyncio.gather(
                *(place.opening for place in self._places.values()), return_exceptions=True
            )
        await asyncio.gather(*(self._close(name, "stop") for name in [*self._places]))

    async def _entered(self, name: str, user: object) -> _Place[T]:
        while True:
            if self.closing:
                raise ClosingError("The server is being restarted.", "Ask again in a moment.")
            if not self._knows(name):
                raise UnknownCorpusError(
                    "There is no corpus under this name.",
                    "Look at the address again. GET /api/corpora lists those that all may see.",
                )
            place = self._places.get(name)
            if place is None:
                self._check_not_broken(name)
                opening = asyncio.create_task(self._opened(name))
                opening.add_done_callback(_seen_to)
                place = self._places[name] = _Place(opening, self._clock())
            if place.closing is None:
                place.users[user] = math.inf
                return place
            await asyncio.wait({place.closing})

    def _check_not_broken(self, name: str) -> None:
        until = self._broken.get(name, 0.0)
        if self._clock() < until:
            raise _broken()
        self._broken.pop(name, None)

    async def _opened(self, name: str) -> T:
        try:
            await self._room(name)
            began = self._clock()
            corpus = await self._open(name)
        except BaseException as error:
            self._places.pop(name, None)
            self._held.discard(name)
            self._changed.set()
            if isinstance(error, CrowdedError | asyncio.CancelledError):
                raise
            self._broken[name] = self._clock() + AGAIN_SECONDS
            self._seen.failed()
            told = str(error) if isinstance(error, AssistantError) else repr(error)
            log.error("The corpus %s cannot be opened: %s", name, told)
            raise _broken() from error
        self._seen.opened(self._clock() - began)
        return corpus

    async def _room(self, name: str) -> None:
        deadline = asyncio.get_running_loop().time() + ROOM_SECONDS
        while len(self._held) >= self._most:
            now = self._clock()
            idle = [
                (place.used, known)
                for known, place in self._places.items()
                if place.is_idle(now, self._longest)
            ]
            if idle:
                await self._close(min(idle)[1], "room")
                continue
            self._changed.clear()
            try:
                async with asyncio.timeout_at(deadline):
                    await self._changed.wait()
            except TimeoutError:
                raise CrowdedError(
                    "Too many corpora are being asked at the same time.", "Ask again in a moment."
                ) from None
        self._held.add(name)

    def _close(self, name: str, why: Why) -> asyncio.Future[None]:
        """Begins to close a corpus; from this moment on nobody gets it."""
        place = self._places[name]
        if place.closing is None:
            # Not in the context of whoever needs the place: what is logged is not about him.
            closing = self._closed(name, place, why)
            place.closing = asyncio.create_task(closing, context=Context())
        return asyncio.shield(place.closing)

    async def _closed(self, name: str, place: _Place[T], why: Why) -> None:
        try:
            await place.opening.result().close()
        except Exception:
            log.exception("The corpus %s was not closed in order.", name)
        finally:
            del self._places[name]
            self._held.discard(name)
            self._seen.closed(why)
            self._changed.set()

    async def _tend(self) -> None:
        while True:
            await asyncio.sleep(min(30.0, max(1.0, self._idle_seconds / 4)))
            await self.close_idle()


def _broken() -> BrokenCorpusError:
    # The reason names folders: that is for whoever runs this, and is logged.
    return BrokenCorpusError(
        "This corpus cannot be opened now.",
        f"The log of the server says why. It is tried again in {AGAIN_SECONDS:.0f} seconds.",
    )


def _seen_to(opening: asyncio.Task[T]) -> None:
    """What went wrong is told to those who wait; nobody may be left."""
    if not opening.cancelled():
        opening.exception()
