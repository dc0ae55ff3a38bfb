"""The language model for tests that have no event loop: each call waits for its result."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from typing import Any

from assistant.background import BackgroundLoop
from assistant.language_model import Message
from assistant.records import Document, Passage, Turn
from assistant.settings import Settings
from assistant.writing.generative import LanguageModel, QuestionBank


class PlainModel:
    """`LanguageModel` behind ordinary functions and generators."""

    def __init__(self, settings: Settings) -> None:
        self._model = LanguageModel(settings)
        self._loop = BackgroundLoop("model-in-a-test")
        self.name = self._model.name

    def write(
        self,
        question: str,
        history: Sequence[Turn],
        passages: Sequence[Passage],
        documents: Mapping[str, Document],
    ) -> Generator[str]:
        """The pieces as they arrive."""
        return self._loop.iterate(self._model.write(question, history, passages, documents))

    def stand_alone(self, question: str, history: Sequence[Turn]) -> str:
        """The question rewritten."""
        return self._loop.run(self._model.stand_alone(question, history))

    def ask_json(self, messages: Sequence[Message]) -> Any:
        """The JSON in the reply."""
        return self._loop.run(self._model.ask_json(messages))

    def write_questions(self, passage: Passage, document: Document, **how: Any) -> QuestionBank:
        """A bank for one passage."""
        return self._loop.run(self._model.write_questions(passage, document, **how))

    def close(self) -> None:
        """Ends what runs."""
        self._loop.run(self._model.close())
        self._loop.close()
