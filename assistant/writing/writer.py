"""What writes answers: one protocol. This is its plain case, the document's own words."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Protocol

from assistant.reading.readings import Reading
from assistant.records import Answer, Delta, Turn
from assistant.understanding.conversation import Understood
from assistant.writing.own_words import OwnWords


class Writer(Protocol):
    """Turns a reading into an answer."""

    @property
    def name(self) -> str:
        """Who writes, as answers give it under ``engine``."""

    def write(
        self, draft: Answer, asked: Understood, reading: Reading, history: Sequence[Turn]
    ) -> AsyncGenerator[Delta | Answer]:
        """Pieces of the text as they are final, then the answer; without pieces if it is whole."""

    async def condensed(self, message: str, history: Sequence[Turn]) -> str:
        """What a language model makes of a follow-up as a whole question; raw, empty for none."""

    async def close(self) -> None:
        """Ends what is under way on this event loop."""


class KeylessWriter:
    """The document's own words, at once."""

    def __init__(self, own_words: OwnWords) -> None:
        self._own_words = own_words

    @property
    def name(self) -> str:
        return self._own_words.name

    async def write(
        self, draft: Answer, asked: Understood, reading: Reading, history: Sequence[Turn]
    ) -> AsyncGenerator[Delta | Answer]:
        """The answer, in one piece."""
        yield self._own_words.answer(draft, asked, reading)

    async def condensed(self, message: str, history: Sequence[Turn]) -> str:
        """Nothing: without a model the rules decide."""
        return ""

    async def close(self) -> None:
        """Nothing is ever under way."""
