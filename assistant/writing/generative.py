"""What a language model is asked for: an answer, a question that stands alone, a question bank.

The words it is told are in ``prompts``; the connection is ``language_model``'s. What it wrote is
raw here: `assistant.proof.grounding` decides what of it may be shown.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.errors import ModelRefusedError
from assistant.language_model import Form, Message, ModelClient, ModelState
from assistant.proof.pieces import words_alone
from assistant.records import Document, Passage, Turn
from assistant.settings import Settings
from assistant.text import patterns as re
from assistant.writing.prompts import (
    answer_messages,
    question_bank_messages,
    stand_alone_messages,
    translation_messages,
)

QUESTION_TOKENS = 400
JSON_TOKENS = 2_000
"""Limits of one completion that is no answer, thoughts included."""
LONGEST_QUESTION = 160
"""Characters of a question that a server which enforces a form is asked for."""
_NUMBER = re.compile(r"^[\W_]*\d{1,2}[.)]\s+|^[-*•]\s+")
"""What stands in front of a question in a list."""


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
        self,
        passage: Passage,
        document: Document,
        answerable: int = 12,
        near_misses: int = 6,
        *,
        known: Collection[str] = (),
    ) -> QuestionBank:
        """Questions that ``passage`` answers and near misses, each once, at most as many as asked.

        None of ``known``: a small model writes the same ones about every passage, and then they
        are about none.

        Raises:
            ModelError: the model did not deliver, or not in the form that was asked for.
        """
        data = await self.ask_json(
            question_bank_messages(passage, document, answerable, near_misses),
            _bank_form(answerable, near_misses),
        )
        if not isinstance(data, dict):
            data = {}

        def questions(key: str, most: int, but: Collection[str] = ()) -> tuple[str, ...]:
            values = data.get(key)
            texts = values if isinstance(values, list) else []
            tidy = (_NUMBER.sub("", " ".join(t.split())) for t in texts if isinstance(t, str))
            told = {words_alone(text) for text in but} | {""}
            fresh: dict[str, str] = {}
            for text in tidy:
                if (bare := words_alone(text)) not in told:
                    fresh.setdefault(bare, text)
            return tuple(fresh.values())[:most]

        known = {*known, passage.text}  # A passage told again is no question about it.
        good = questions("answerable", answerable, known)
        bank = QuestionBank(good, questions("near_misses", near_misses, (*good, *known)))
        if not bank.answerable:
            raise ModelRefusedError("The model did not write questions.", "Try a larger model.")
        return bank

    async def ask_json(self, messages: Sequence[Message], form: Form | None = None) -> Any:
        """The JSON value in the model's reply, whatever stands around it.

        A server that can is told to hold the model to ``form``; what comes may have any other.

        Raises:
            ModelError: the model did not deliver, or there is no JSON in what it wrote.
        """
        text = await self._client.whole(messages, JSON_TOKENS, form)
        for match in re.finditer(r"[\[{]", text):
            with contextlib.suppress(ValueError, RecursionError):
                return json.JSONDecoder().raw_decode(text, match.start())[0]
        raise ModelRefusedError("The model did not write JSON.", "Try a larger model.")

    async def close(self) -> None:
        """Ends the calls on this event loop; the next call connects anew."""
        await self._client.close()


def _bank_form(answerable: int, near_misses: int) -> Form:
    """The form of a question bank, in which neither a list nor a question can go on for ever."""

    def questions(most: int) -> dict[str, Any]:
        line = {"type": "string", "maxLength": LONGEST_QUESTION}
        return {"type": "array", "maxItems": most, "items": line}

    fields = {"answerable": questions(answerable), "near_misses": questions(near_misses)}
    return Form(
        "question_bank",
        {
            "type": "object",
            "properties": fields,
            "required": list(fields),
            "additionalProperties": False,
        },
    )
