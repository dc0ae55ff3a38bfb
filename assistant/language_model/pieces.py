"""What one chunk of a model's reply brings, whichever protocol it came by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one call, as the server counted them."""

    prompt: int = 0
    completion: int = 0

    @property
    def total(self) -> int:
        """All tokens."""
        return self.prompt + self.completion


@dataclass(frozen=True, slots=True)
class Piece:
    """What one chunk of a reply brings."""

    text: str = ""
    whole: str = ""
    """All that the reply says, where a server tells it beside the pieces or behind them."""
    thinks: bool = False
    refuses: bool = False
    finish: str | None = None
    usage: Usage | None = None

    @property
    def alive(self) -> bool:
        """Whether it shows that the model is at work: thoughts count, comments do not."""
        return bool(self.text) or self.thinks


class ReplyError(ValueError):
    """What the server sent is no reply."""


class ReportedError(ReplyError):
    """The server reported an error inside of a reply that began well.

    ``body`` is what it said, as the body of a refusal: gateways answer 200 and refuse within.
    """

    def __init__(self, message: str, body: Any = None) -> None:
        super().__init__(message)
        self.body = body
