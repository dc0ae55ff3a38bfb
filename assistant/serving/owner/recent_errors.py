"""The last warnings and errors of this process, for the owner's page of state.

What the product logs holds no words of visitors and no addresses, so it may be shown. Where one
process serves many corpora, an owner is shown what was logged in the requests of his own.
"""

from __future__ import annotations

import logging
from collections import deque
from contextvars import ContextVar
from dataclasses import dataclass

MOST = 30
KEPT = 300
CORPUS: ContextVar[str] = ContextVar("corpus", default="")
"""Which of many corpora is being served; empty where there is one."""


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the log."""

    at: float
    level: str
    words: str
    corpus: str = ""


class RecentErrors(logging.Handler):
    """Keeps the newest lines; put it on the product's logger with ``listen``."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: deque[Noted] = deque(maxlen=KEPT)

    def emit(self, record: logging.LogRecord) -> None:
        """Notes one line."""
        words = record.getMessage()[:500]
        self._lines.append(Noted(record.created, record.levelname.lower(), words, CORPUS.get()))

    def newest(self) -> list[Noted]:
        """What there is of the corpus that is being served, newest first."""
        own = CORPUS.get()
        return [line for line in reversed(self._lines) if line.corpus == own][:MOST]


RECENT = RecentErrors()


def listen() -> RecentErrors:
    """The one of this process, listening from now on."""
    logging.getLogger("assistant").addHandler(RECENT)  # a second time adds nothing
    return RECENT
