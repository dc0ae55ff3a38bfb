"""A limiter that a person can read in a minute; it passes the same contract as the real one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assistant.keeping.limiter import WINDOW, Budget


class CountingLimiter:
    """Remembers the time of every act, by a clock of the test's own."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self.acts: dict[tuple[str, str], list[float]] = {}

    async def take(self, budgets: Sequence[Budget]) -> float:
        """See ``Limiter``."""
        now = self.clock()
        wait = 0.0
        for budget in budgets:
            key = (budget.kind, budget.who)
            acts = [time for time in self.acts.get(key, []) if time > now - WINDOW]
            self.acts[key] = acts
            if len(acts) >= budget.most:
                wait = max(wait, acts[-budget.most] + WINDOW - now)
        if not wait:
            for budget in budgets:
                self.acts[budget.kind, budget.who].append(now)
        return wait

    async def close(self) -> None:
        """See ``Limiter``."""
