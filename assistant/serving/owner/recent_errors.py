"""The last warnings and errors of this process, for the owner's page of state.

What the product logs holds no words of visitors and no addresses, so it may be shown.
"""

from __future__ import annotations

import logging
from collections import deque
from dataclasses import dataclass

MOST = 30


@dataclass(frozen=True, slots=True)
class Noted:
    """One line of the log."""

    at: float
    level: str
    words: str


class RecentErrors(logging.Handler):
    """Keeps the newest lines; put it on the product's logger with ``listen``."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._lines: deque[Noted] = deque(maxlen=MOST)

    def emit(self, record: logging.LogRecord) -> None:
        """Notes one line."""
        words = record.getMessage()[:500]
        self._lines.append(Noted(record.created, record.levelname.lower(), words))

    def newest(self) -> list[Noted]:
        """What there is, newest first."""
        return list(reversed(self._lines))


RECENT = RecentErrors()


def listen() -> RecentErrors:
    """The one of this process, listening from now on."""
    logging.getLogger("assistant").addHandler(RECENT)  # a second time adds nothing
    return RECENT
