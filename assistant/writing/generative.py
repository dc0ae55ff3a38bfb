"""The one module that talks to a language model, over OpenAI's chat-completions protocol.

What it promises: text as it arrives; one of the `ModelError` family for everything that goes wrong
upstream, with nothing secret in it; no call outlives its limits or its reader. What the model
wrote is raw here: `assistant.proof.grounding` decides what of it may be shown.

Why the openai client and not a LlamaIndex LLM: the limits between tokens, Retry-After and refusals
need the chunks themselves, closing must end the request at once, and the wrapper's import costs
three more seconds before the first word. A call lives on the event loop of whoever asks, because
there a limit can end a read that the server keeps alive with comments.
"""

from __future__ import annotations

import asyncio
import contextlib
import importlib
import json
import re
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from assistant.errors import ModelError, ModelRefusedError, ModelStalledError, ModelUnreachableError
from assistant.records import Document, Passage, Turn
from assistant.settings import Settings
from assistant.writing.prompts import (
    Message,
    answer_messages,
    question_bank_messages,
    stand_alone_messages,
)

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI_URL = "https://api.openai.com/v1"
ANSWER_TOKENS = 800
QUESTION_TOKENS = 120
JSON_TOKENS = 2_000
"""Length limits of one completion: an answer is a few sentences, a follow-up is one."""
RETRY_AFTER_SECONDS = 0.5
"""Wait before the one retry when the server names none."""
MAX_QUESTION_CHARACTERS = 2_000

_KEY = "Check OPENAI_API_KEY."
_AGAIN = "Try again in a moment."
_NAMES = "Check OPENAI_MODEL and OPENAI_BASE_URL."
_ADDRESS = "Check OPENAI_BASE_URL and the network."
_SHORTER = "Check OPENAI_MODEL; if its context is small, lower ASSISTANT_CONTEXT_BUDGET."

UPSTREAM: Final[Mapping[str, tuple[type[ModelError], str, str]]] = {
    "OpenAIError": (ModelUnreachableError, "The model server could not be used.", _ADDRESS),
    "APIError": (ModelUnreachableError, "The model server reported an error.", _AGAIN),
    "APIStatusError": (ModelRefusedError, "The model server refused the request.", _NAMES),
    "APIConnectionError": (ModelUnreachableError, "The model server is out of reach.", _ADDRESS),
    "APITimeoutError": (ModelUnreachableError, "The model server is out of reach.", _ADDRESS),
    "APIResponseValidationError": (
        ModelStalledError,
        "The model server is not understood.",
        _NAMES,
    ),
    "BadRequestError": (ModelRefusedError, "The model server refused the request.", _SHORTER),
    "UnprocessableEntityError": (
        ModelRefusedError,
        "The model server refused the request.",
        _SHORTER,
    ),
    "AuthenticationError": (ModelRefusedError, "The model server did not accept the key.", _KEY),
    "OAuthError": (ModelRefusedError, "The model server did not accept the key.", _KEY),
    "SubjectTokenProviderError": (ModelRefusedError, "There is no key for the model.", _KEY),
    "PermissionDeniedError": (ModelRefusedError, "The key may not use this model.", _KEY),
    "NotFoundError": (ModelRefusedError, "The model server does not know this model.", _NAMES),
    "ConflictError": (ModelUnreachableError, "The model server is busy.", _AGAIN),
    "RateLimitError": (ModelRefusedError, "The model's rate limit or quota is used up.", _AGAIN),
    "InternalServerError": (ModelUnreachableError, "The model server has a problem.", _AGAIN),
    "LengthFinishReasonError": (ModelStalledError, "The model did not come to an end.", _AGAIN),
    "ContentFilterFinishReasonError": (ModelRefusedError, "The model declined to answer.", ""),
    "InvalidWebhookSignatureError": (ModelUnreachableError, "The model server erred.", _AGAIN),
    "WebSocketConnectionClosedError": (ModelStalledError, "The model broke off.", _AGAIN),
    "WebSocketQueueFullError": (ModelStalledError, "The model broke off.", _AGAIN),
    # Not openai's own: what comes through it while a stream is read.
    "HTTPError": (ModelStalledError, "The model broke off in the middle.", _AGAIN),
    "ValueError": (ModelStalledError, "The model server sent something unreadable.", _AGAIN),
}
"""What each upstream exception means to people, by class name, so that nothing is imported."""

_OPTIONAL = ("temperature", "max_tokens")  # Some models know only their own values of these.
_RETRIED = {"RateLimitError", "InternalServerError", "APIConnectionError", "ConflictError"}


def translated(error: Exception) -> ModelError:
    """What ``error``, raised by the openai package or under it, is to people.

    The upstream message is left out: it can hold a part of the key.
    """
    names = [kind.__name__ for kind in type(error).__mro__]
    kind, message, hint = next(UPSTREAM[name] for name in (*names, "APIError") if name in UPSTREAM)
    return kind(message, hint)


def _retry_after(error: Exception) -> float | None:
    """Seconds to wait before a retry, or None where a retry is no use."""
    names = {kind.__name__ for kind in type(error).__mro__}
    if not names & _RETRIED or getattr(error, "code", None) == "insufficient_quota":
        return None
    headers = getattr(getattr(error, "response", None), "headers", {})
    with contextlib.suppress(ValueError):
        return max(0.0, float(headers.get("retry-after-ms", "")) / 1000)
    value = headers.get("retry-after", "")
    with contextlib.suppress(ValueError):
        return max(0.0, float(value))
    with contextlib.suppress(ValueError, TypeError):
        return max(0.0, (parsedate_to_datetime(value) - datetime.now(UTC)).total_seconds())
    return RETRY_AFTER_SECONDS


@dataclass(frozen=True, slots=True)
class _Piece:
    """What one chunk of a stream brings."""

    text: str = ""
    thinks: bool = False
    refuses: bool = False
    finish: str | None = None


def _read(chunk: Any) -> _Piece:
    """The content of ``chunk``. Compatible servers differ in what they leave out.

    Raises:
        ValueError: it is not a chunk of a completion; the client does not check.
    """
    choices = getattr(chunk, "choices", None)
    if not isinstance(choices, list):
        raise ValueError("no choices")
    if not choices:
        return _Piece()
    delta = getattr(choices[0], "delta", None)
    text = getattr(delta, "content", None) or ""
    finish = getattr(choices[0], "finish_reason", None)
    if not isinstance(text, str) or not isinstance(finish, str | None):
        raise ValueError("content is not text")
    # Servers name a model's thoughts differently; they are a sign of life, never shown.
    thoughts = ("reasoning_content", "reasoning")
    return _Piece(
        text=text,
        thinks=any(getattr(delta, name, None) for name in thoughts),
        refuses=bool(getattr(delta, "refusal", None)) or finish == "content_filter",
        finish=finish,
    )


@dataclass(frozen=True, slots=True)
class QuestionBank:
    """Questions that a passage answers, and questions that sound alike and are not answered."""

    answerable: tuple[str, ...]
    near_misses: tuple[str, ...]


class LanguageModel:
    """A language model that writes. Safe to share: each event loop has a client of its own.

    Nothing is imported or connected before the first call.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = (
            WeakKeyDictionary()
        )
        self._unwanted: set[str] = set()  # Optional fields that the server has refused.

    @property
    def name(self) -> str:
        """The model's name, as answers give it under ``engine``."""
        return self._settings.model

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
            ModelError: the model did not deliver, before the first piece or between two.
        """
        messages = answer_messages(question, history, passages, documents)
        return self._pieces(messages, ANSWER_TOKENS)

    async def stand_alone(self, question: str, history: Sequence[Turn]) -> str:
        """``question`` rewritten so that it needs no conversation; itself if there is none.

        Raises:
            ModelError: the model did not deliver.
        """
        if not history:
            return question
        text = await self._whole(stand_alone_messages(question, history), QUESTION_TOKENS)
        rewritten = next((line.strip() for line in text.splitlines() if line.strip()), "")
        rewritten = rewritten.removeprefix("Rewritten:").strip(" \"'“”*")
        return rewritten if 0 < len(rewritten) <= MAX_QUESTION_CHARACTERS else question

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
        text = await self._whole(messages, JSON_TOKENS)
        for match in re.finditer(r"[\[{]", text):
            with contextlib.suppress(ValueError):
                return json.JSONDecoder().raw_decode(text, match.start())[0]
        raise ModelRefusedError("The model did not write JSON.", "Try a larger model.")

    async def close(self) -> None:
        """Ends the calls on this event loop; the next call connects anew."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    async def _whole(self, messages: Sequence[Message], most_tokens: int) -> str:
        return "".join([text async for text in self._pieces(messages, most_tokens)])

    async def _connect(self) -> AsyncOpenAI:
        here = asyncio.get_running_loop()
        if here not in self._clients:
            # In a thread: the import takes a second, in which others want to be answered.
            openai = await asyncio.to_thread(importlib.import_module, "openai")
            import httpx

            settings = self._settings
            key = settings.openai_api_key
            wait = settings.connect_timeout
            made: AsyncOpenAI = openai.AsyncOpenAI(
                # Compatible servers often need no key, but the client insists on one.
                api_key=(key.get_secret_value() if key else "") or "none",
                base_url=settings.openai_base_url or OPENAI_URL,
                max_retries=0,
                # Silence is watched in _completion, where comments do not count as a sign of life.
                timeout=httpx.Timeout(connect=wait, pool=wait, read=None, write=wait),
            )
            self._clients[here] = made
            _ = made.chat.completions  # The rest of the import.
        return self._clients[here]

    async def _pieces(self, messages: Sequence[Message], most_tokens: int) -> AsyncGenerator[str]:
        """One completion; tried once more if the server was busy before it said anything."""
        import httpx
        from openai import OpenAIError

        client = await self._connect()  # Before the clock starts: our imports are not its silence.
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._settings.total_timeout
        request: dict[str, Any] = {
            "model": self._settings.model,
            "messages": list(messages),
            "temperature": 0.0,
            "max_tokens": most_tokens,
        }
        retries = 1
        while True:
            begun = False
            for name in self._unwanted:
                request.pop(name, None)
            try:
                async for text in self._completion(client, request, deadline):
                    begun = True
                    yield text
                return
            except (OpenAIError, httpx.HTTPError, ValueError) as error:
                refused = getattr(error, "param", None)
                if refused in _OPTIONAL and refused in request and not begun:
                    self._unwanted.add(refused)
                    continue
                wait = None if begun or retries == 0 else _retry_after(error)
                if wait is None or clock() + wait >= deadline:
                    raise translated(error) from error
                retries -= 1
            await asyncio.sleep(wait)

    async def _completion(
        self, client: AsyncOpenAI, request: dict[str, Any], deadline: float
    ) -> AsyncIterator[str]:
        """The text of one streamed completion, within the limits.

        Raises:
            ModelError: silence, a refusal, nothing at all, or an end without a finish.
            Exception: those of openai and httpx, and ValueError, as they come.
        """
        settings = self._settings
        clock = asyncio.get_running_loop().time
        until = min(clock() + settings.first_token_timeout, deadline)
        finish, silent = None, True
        try:
            async with asyncio.timeout_at(until):
                stream = await client.chat.completions.create(stream=True, **request)
            async with stream:
                while True:
                    async with asyncio.timeout_at(until):
                        chunk = await anext(stream, None)
                    if chunk is None:
                        break
                    piece = _read(chunk)
                    if piece.refuses:
                        raise ModelRefusedError(
                            "The model declined to answer.", "Put the question in other words."
                        )
                    if piece.text or piece.thinks:
                        until = min(clock() + settings.idle_timeout, deadline)
                    finish = piece.finish or finish
                    if piece.text:
                        silent = False
                        yield piece.text
                    if clock() > until:
                        raise TimeoutError
        except TimeoutError:
            raise ModelStalledError("The model was silent for too long.", _AGAIN) from None
        if finish is None:
            raise ModelStalledError("The model broke off in the middle.", _AGAIN)
        if silent:
            raise ModelStalledError("The model wrote nothing.", _AGAIN)
