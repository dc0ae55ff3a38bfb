"""What a language model is asked for: an answer, a question that stands alone, a question bank.

The words it is told are in ``prompts``; the connection is ``language_model``'s. What it wrote is
raw here: `assistant.proof.grounding` decides what of it may be shown.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import AsyncGenerator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelRefusedError
from assistant.language_model import Message, ModelClient, ModelState
from assistant.records import Document, Passage, Turn
from assistant.settings import Settings
from assistant.writing.prompts import (
    answer_messages,
    question_bank_messages,
    stand_alone_messages,
    translation_messages,
)

QUESTION_TOKENS = 400
JSON_TOKENS = 2_000
"""Limits of one completion that is no answer, thoughts included."""


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """Questions that a passage answers, and questions that sound alike and are not answered."""

    answerable: tuple[str, ...]
    near_misses: tuple[str, ...]


class LanguageModel:
    """A language model that writes. Safe to share between threads and event loops."""

    def __init__(self, settings: Settings) -> None:
        self._client = ModelClient(settings)
        self._answer_tokens = settings.model_output_tokens

    @property
    def name(self) -> str:
        """The model's name, as answers give it under ``engine``."""
        return self._client.name

    def state(self) -> ModelState:
        """How the model is doing and what it has cost."""
        return self._client.state()

    def write(
        self,
        question: str,
        history: Sequence[Turn],
        passages: Sequence[Passage],
        documents: Mapping[str, Document],
    ) -> AsyncGenerator[str]:
        """Pieces of an answer to ``question`` from ``passages``, raw and as they arrive.

        ``[n]`` in the text is ``passages[n - 1]``; `NOT_COVERED` alone means that they do not
        answer. Closing the iterator ends the request.

        Raises:
            ModelCutError: after the last piece, where the answer was cut at its limit.
            ModelError: the model did not deliver, before the first piece or between two.
        """
        messages = answer_messages(question, history, passages, documents)
        return self._client.pieces(messages, self._answer_tokens)

    async def stand_alone(self, question: str, history: Sequence[Turn]) -> str:
        """What the model makes of ``question`` without its conversation, raw.

        `assistant.understanding.condensed` finds the question in it. Without a history nobody is
        asked.

        Raises:
            ModelError: the model did not deliver.
        """
        if not history:
            return question
        return await self._client.whole(stand_alone_messages(question, history), QUESTION_TOKENS)

    async def translated(self, answer: str, message: str) -> str:
        """``answer`` in the language of ``message``, raw: `assistant.proof.translated` judges it.

        Raises:
            ModelError: the model did not deliver.
        """
        messages = translation_messages(answer, message)
        return (await self._client.whole(messages, self._answer_tokens)).strip()

    async def write_questions(
        self, passage: Passage, document: Document, answerable: int = 12, near_misses: int = 6
    ) -> QuestionBank:
        """Questions that ``passage`` answers and near misses, each once, at most as many as asked.

        Raises:
            ModelError: the model did not deliver, or not in the form that was asked for.
        """
        data = await self.ask_json(
            question_bank_messages(passage, document, answerable, near_misses)
        )
        if not isinstance(data, dict):
            data = {}

        def strings(key: str, limit: int) -> tuple[str, ...]:
            values = data.get(key)
            texts = values if isinstance(values, list) else []
            tidy = (" ".join(text.split()) for text in texts if isinstance(text, str))
            return tuple(dict.fromkeys(text for text in tidy if text))[:limit]

        bank = QuestionBank(strings("answerable", answerable), strings("near_misses", near_misses))
        if not bank.answerable:
            raise ModelRefusedError("The model did not write questions.", "Try a larger model.")
        return bank

    async def ask_json(self, messages: Sequence[Message]) -> Any:
        """The JSON value in the model's reply, whatever stands around it.

        Raises:
            ModelError: the model did not deliver, or there is no JSON in what it wrote.
        """
        text = await self._client.whole(messages, JSON_TOKENS)
        for match in re.finditer(r"[\[{]", text):
            with contextlib.suppress(ValueError):
                return json.JSONDecoder().raw_decode(text, match.start())[0]
        raise ModelRefusedError("The model did not write JSON.", "Try a larger model.")

    async def close(self) -> None:
        """Ends the calls on this event loop; the next call connects anew."""
        await self._client.close()
