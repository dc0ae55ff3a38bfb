"""How often somebody may do something: budgets over a moving window, counted together.

Several processes count in Redis, by ``limits``; one counts in its memory, here: what ``limits`` has
for that looks through every visitor of the window with every act, on another thread. Where Redis
does not answer, each process counts for itself until it does: a limit that is out of order must not
stop answers.
"""

from __future__ import annotations

import logging
import time
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from assistant.errors import SettingsError

if TYPE_CHECKING:
    from limits.aio.storage import Storage
    from limits.aio.strategies import MovingWindowRateLimiter

log = logging.getLogger("assistant.keeping.limiter")
WINDOW = 60
"""Seconds over which the limits of the settings are counted."""
BACK = 2
"""Windows that somebody would have to wait, from which on it is the clock that went back: acts that
were counted while it was ahead are forgotten, or they would keep everybody out for as long."""
RETRY_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Budget:
    """At most ``most`` acts of ``who`` in ``WINDOW`` seconds; ``kind`` keeps budgets apart."""

    kind: str
    who: str
    most: int


class Limiter(Protocol):
    """Counts acts against budgets."""

    async def take(self, budgets: Sequence[Budget]) -> float:
        """Counts one act against every budget and returns 0; or counts nothing and returns the
        seconds until there is room in all of them."""

    async def close(self) -> None:
        """Lets go of what it counts in."""


class OwnMemory:
    """Counts in the memory of this process, for one event loop."""

    def __init__(self) -> None:
        self._acts: dict[tuple[str, str], deque[float]] = {}
        self._swept = 0.0

    def take(self, budgets: Sequence[Budget]) -> float:
        """See ``Limiter``."""
        now = time.time()
        self._sweep(now)
        wait = max((self._wait(budget, now) for budget in budgets), default=0.0)
        if not wait:
            for budget in budgets:
                self._acts.setdefault((budget.kind, budget.who), deque()).append(now)
        return wait

    def _wait(self, budget: Budget, now: float) -> float:
        acts = self._acts.get((budget.kind, budget.who), deque())
        while acts and acts[0] < now - WINDOW:
            acts.popleft()
        if len(acts) < budget.most:
            return 0.0
        left = acts[-budget.most] + WINDOW - now if budget.most > 0 else WINDOW
        if left > BACK * WINDOW:
            acts.clear()
            return 0.0
        return max(min(left, WINDOW), 0.001)

    def _sweep(self, now: float) -> None:
        """Forgets, once in a window, who has done nothing in it."""
        if abs(now - self._swept) < WINDOW:
            return
        self._swept = now
        for key in [key for key, acts in self._acts.items() if _is_past(acts, now)]:
            del self._acts[key]


def _is_past(acts: deque[float], now: float) -> bool:
    return not acts or acts[-1] < now - WINDOW


class WindowLimiter:
    """The limiter of the product. Make it with ``open_limiter``."""

    def __init__(self, storage: Storage | None = None) -> None:
        """``storage`` counts for several processes; without one this process counts alone."""
        self._storage = storage
        self._strategy: MovingWindowRateLimiter | None = None
        if storage is not None:
            from limits.aio.strategies import MovingWindowRateLimiter

            self._strategy = MovingWindowRateLimiter(storage)
        self._own = OwnMemory()
        self._broken_until = 0.0

    @property
    def together(self) -> bool:
        """Whether the shared store counts, so far as the last act told."""
        return self._broken_until == 0.0

    async def take(self, budgets: Sequence[Budget]) -> float:
        """See ``Limiter``."""
        if self._strategy is not None and time.monotonic() >= self._broken_until:
            try:
                return await _take(self._strategy, budgets)
            except Exception as error:  # redis has many; each means that it does not count
                self._broken_until = time.monotonic() + RETRY_SECONDS
                log.warning("Limits are counted by this process alone (%s)", type(error).__name__)
        return self._own.take(budgets)

    async def close(self) -> None:
        """See ``Limiter``."""
        if (bridge := getattr(self._storage, "bridge", None)) is not None:
            await bridge.storage.aclose()


async def _take(strategy: MovingWindowRateLimiter, budgets: Sequence[Budget]) -> float:
    from limits import RateLimitItemPerSecond

    items = [(RateLimitItemPerSecond(b.most, WINDOW), b.kind, b.who) for b in budgets]
    wait = 0.0
    for item, kind, who in items:
        if not await strategy.test(item, kind, who):
            window = await strategy.get_window_stats(item, kind, who)
            left = window.reset_time - time.time()
            if left > BACK * WINDOW:
                await strategy.clear(item, kind, who)
            else:
                wait = max(wait, min(left, WINDOW), 0.001)
    if not wait:
        for item, kind, who in items:
            await strategy.hit(item, kind, who)
    return wait


def open_limiter(url: str | None) -> WindowLimiter:
    """The limiter for ``ASSISTANT_REDIS_URL``; without one it counts in memory.

    Raises:
        SettingsError: the address is none, or the driver is not installed.
    """
    if url is None:
        return WindowLimiter()
    from limits.aio.storage import Storage
    from limits.storage import storage_from_string

    try:
        storage = storage_from_string(f"async+{url}", implementation="redispy")
    except Exception as error:
        raise SettingsError(
            f"ASSISTANT_REDIS_URL cannot be used ({type(error).__name__}).",
            "Write it as redis://host:6379/0, and install the extra `together`.",
        ) from None
    assert isinstance(storage, Storage)
    return WindowLimiter(storage)
