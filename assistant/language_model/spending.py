"""What a language model costs and whether it works: budgets, and a circuit breaker.

The ledger counts tokens by day and month (UTC) in one small file, so that a restart forgets
nothing and several processes share a budget. The breaker stops asking a model that failed several
times in a row, lets one question probe it after a while, and says once when it goes down and once
when it is back.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from assistant.errors import ModelError, ModelRefusedError, ModelUnreachableError
from assistant.language_model.pieces import Usage
from assistant.settings import Settings

log = logging.getLogger("assistant.language_model")
FAILURES_MOST = 3
"""Failures in a row after which a model is left alone for a while."""
REST_SECONDS = 30.0
CHARACTERS_A_TOKEN = 4
"""A rough rate for servers that do not count: English text, byte-pair tokens."""


@dataclass(frozen=True, slots=True)
class ModelState:
    """How a model is doing, for people who look after it. Nothing in it is secret."""

    condition: Literal["unused", "working", "failing"]
    last_error: str
    calls: int
    failures: int
    tokens_today: int
    tokens_month: int
    day_budget: int
    month_budget: int


class Ledger:
    """Tokens by day and month; kept in ``path`` where there is one. Safe between threads."""

    def __init__(
        self,
        path: Path | None,
        day_budget: int = 0,
        month_budget: int = 0,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        """A budget of 0 is no limit."""
        self._path = path
        self._budgets = {"day": day_budget, "month": month_budget}
        self._now = now
        self._lock = threading.Lock()
        self._counts = self._read()
        self._told = ""

    def check(self) -> None:
        """Returns if there is room for another call.

        Raises:
            ModelRefusedError: a budget is used up.
        """
        for period, used in (("day", self.today), ("month", self.month)):
            budget = self._budgets[period]
            if budget and used >= budget:
                self._tell_once(period)
                raise ModelRefusedError(
                    f"The budget of the language model for this {period} is used up.",
                    f"Raise ASSISTANT_MODEL_TOKENS_{period.upper()}, or wait.",
                )

    def add(self, usage: Usage) -> None:
        """Counts the tokens of one call."""
        if usage.total == 0:
            return
        with self._lock, self._alone():
            self._take_over()
            for period in self._periods():
                self._counts[period] = self._counts.get(period, 0) + usage.total
            self._counts = {p: n for p, n in self._counts.items() if p in self._periods()}
            self._write()

    @property
    def today(self) -> int:
        """Tokens of this day."""
        return self._used(0)

    @property
    def month(self) -> int:
        """Tokens of this month."""
        return self._used(1)

    def _used(self, place: int) -> int:
        with self._lock:
            self._take_over()
            return self._counts.get(self._periods()[place], 0)

    def _take_over(self) -> None:
        """Learns what other processes have counted; what could not be written is kept."""
        for period, count in self._read().items():
            self._counts[period] = max(count, self._counts.get(period, 0))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Keeps other processes from counting meanwhile, where the folder can be written."""
        with contextlib.ExitStack() as stack:
            if self._path is not None:
                with contextlib.suppress(OSError, ValueError):
                    self._path.parent.mkdir(parents=True, exist_ok=True)
                    lock = self._path.with_name(f".{self._path.name}.lock")
                    fcntl.flock(stack.enter_context(lock.open("a")), fcntl.LOCK_EX)
            yield

    def _tell_once(self, period: str) -> None:
        key = self._periods()[0 if period == "day" else 1]
        if self._told != key:
            self._told = key
            log.warning("The budget of the language model for this %s is used up.", period)

    def _periods(self) -> tuple[str, str]:
        now = self._now()
        return f"{now:%Y-%m-%d}", f"{now:%Y-%m}"

    def _read(self) -> dict[str, int]:
        if self._path is None:
            return {}
        try:
            loaded = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(k): int(v) for k, v in loaded.items()}
        except (OSError, ValueError, AttributeError, TypeError, RecursionError):
            return {}

    def _write(self) -> None:
        if self._path is None:
            return
        try:
            fresh = self._path.with_name(f"{self._path.name}.{os.getpid()}.new")
            fresh.write_text(json.dumps(self._counts), encoding="utf-8")
            fresh.replace(self._path)
        except OSError as error:
            log.warning("The usage of the model could not be written: %s", error.strerror)


def ledger_of(settings: Settings) -> Ledger:
    """The ledger of an assistant with these settings; those of several processes are one."""
    return Ledger(
        settings.data_dir / "model_usage.json",
        settings.model_tokens_day,
        settings.model_tokens_month,
    )


def told(used: int, budget: int) -> str:
    """Tokens and their budget, in words."""
    return f"{used:,} of {budget:,} ({used / budget:.0%})" if budget else f"{used:,}, no budget"


class Breaker:
    """Whether a model may be asked now. Safe between threads."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._row = 0
        self._until = 0.0
        self.calls = 0
        self.failures = 0
        self.last_error = ""

    @property
    def condition(self) -> Literal["unused", "working", "failing"]:
        """How the last calls ended."""
        if self._row:
            return "failing"
        return "working" if self.calls else "unused"

    def check(self) -> None:
        """Returns if the model may be asked; then ``worked`` or ``failed`` must follow.

        Raises:
            ModelUnreachableError: it failed several times in a row, and rests.
        """
        with self._lock:
            now = self._clock()
            if self._row >= FAILURES_MOST:
                if now < self._until:
                    raise ModelUnreachableError(
                        "The language model has failed several times and is left alone for now.",
                        f"It is tried again in {max(1, round(self._until - now))} s.",
                    )
                # One question probes; the others wait for what comes of it.
                self._until = now + REST_SECONDS
            self.calls += 1

    def worked(self) -> None:
        """Notes a call that ended well."""
        with self._lock:
            if self._row:
                log.warning("The language model works again.")
            self._row = 0

    def failed(self, error: ModelError) -> None:
        """Notes a call that did not."""
        with self._lock:
            self._row += 1
            self.failures += 1
            self.last_error = error.message
            if self._row >= FAILURES_MOST:
                self._until = self._clock() + REST_SECONDS
            if self._row == 1:
                log.warning("The language model does not work: %s", error)
