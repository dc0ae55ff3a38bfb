"""The one module that speaks to a model server, over OpenAI's chat completions or responses.

Why the openai client and not a LlamaIndex LLM: the limits between tokens, Retry-After, refusals
and odd servers need the reply's own lines, closing must end the request at once, and the wrapper's
import costs three more seconds before the first word. A call lives on the event loop of whoever
asks, because there a limit can end a read that the server keeps alive with comments.
"""

from __future__ import annotations

import asyncio
import importlib
import random
from collections.abc import AsyncGenerator, AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import TYPE_CHECKING, Any, Literal, TypedDict
from urllib.parse import parse_qsl, urlsplit, urlunsplit
from weakref import WeakKeyDictionary

from assistant.errors import (
    ModelCutError,
    ModelError,
    ModelRefusedError,
    ModelStalledError,
    ModelUnreachableError,
)
from assistant.language_model.forms import Form
from assistant.language_model.negotiation import Negotiation, room_left
from assistant.language_model.pieces import Piece, ReportedError, Usage
from assistant.language_model.refusals import retry_after, translated
from assistant.language_model.replies import EventLines, details_of, read_event
from assistant.language_model.spending import CHARACTERS_A_TOKEN, Breaker, ModelState, ledger_of
from assistant.language_model.thoughts import ThoughtFilter
from assistant.settings import Settings
from assistant.text import patterns as re

if TYPE_CHECKING:
    from openai import AsyncOpenAI

OPENAI_URL = "https://api.openai.com/v1"
MOST_CHARACTERS_A_TOKEN = 16
"""A reply with more text than this for each token it was allowed is read no further."""
JITTER = 0.25
"""The share of a wait by which a retry may come later."""
LEAST_JITTER = 0.1
"""Seconds by which it may come later where a server asks for no wait: "Retry-After: 0"."""
DECLINED = "The model declined to answer."
_ROUTES = ("/chat/completions", "/completions", "/responses")
_AGAIN = "Try again in a moment."


class Message(TypedDict):
    """One message of the chat-completions protocol."""

    role: Literal["system", "user", "assistant"]
    content: str


@dataclass(slots=True)
class _Reply:
    """What is known of a reply while it comes."""

    finish: str | None = None
    whole: str = ""
    text: str = ""
    thoughts: int = 0
    """Pieces that were thoughts; a piece is a token or a little more."""
    usage: Usage | None = None

    @property
    def said(self) -> bool:
        return bool(self.text)

    def takes(self, piece: Piece) -> str:
        """Adds a piece; returns what is new in it."""
        repeats = piece.finish is not None and len(piece.text) > 1 and piece.text == self.text
        ends = piece.finish is not None and piece.finish != "done"
        self.finish = piece.finish if ends else self.finish or piece.finish
        self.usage = piece.usage or self.usage
        self.whole = piece.whole or self.whole
        self.thoughts += piece.thinks
        new = "" if repeats else piece.text
        if len(new) > len(self.text) > 1 and new.startswith(self.text) and self.text[0].isalpha():
            new = new.removeprefix(self.text)  # Some servers send all that was said with each.
        self.text += new
        return new


@dataclass(slots=True)
class _Habits:
    """What was learnt about one model and its server.

    ``closes_alone``: whether it may close thoughts that it never opened. ``elsewhere``: whether
    its routes lie under the other one of the two addresses that what was configured may mean.
    """

    closes_alone: bool | None = None
    elsewhere: bool = False
    negotiation: Negotiation = field(default_factory=Negotiation)


class ModelClient:
    """A model server. Safe to share: each event loop has a connection of its own.

    Nothing is imported or connected before the first call.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, AsyncOpenAI] = (
            WeakKeyDictionary()
        )
        self._habits = _Habits()
        if _speaks_responses(settings):
            self._habits.negotiation.conceded.add("responses")
        self._breaker = Breaker()
        self._ledger = ledger_of(settings)

    @property
    def name(self) -> str:
        """The model's name."""
        return self._settings.model

    def state(self) -> ModelState:
        """How it is doing and what it has cost; asks nobody."""
        breaker, ledger = self._breaker, self._ledger
        return ModelState(
            breaker.condition, breaker.last_error, breaker.calls, breaker.failures,
            ledger.today, ledger.month,
            self._settings.model_tokens_day, self._settings.model_tokens_month,
        )  # fmt: skip

    async def pieces(
        self, messages: Sequence[Message], most_tokens: int, form: Form | None = None
    ) -> AsyncGenerator[str]:
        """The text of one reply as it arrives, without thoughts.

        Where it is not known yet whether this model may close a thought that it never opened,
        the text comes in one piece. A ``form`` is asked for and not checked: few servers hold
        a model to one.

        Raises:
            ModelCutError: after the last piece, where the reply was cut at its limit.
            ModelError: anything else that went wrong.
        """
        self._ledger.check()
        self._breaker.check()
        hold = self._habits.closes_alone is not False
        thoughts = ThoughtFilter(hold=hold, formed=form is not None)
        try:
            async for text in self._asked(messages, most_tokens, form):
                if readable := thoughts.feed(text):
                    yield readable
        except ModelCutError as error:
            self._breaker.worked()
            if rest := thoughts.finish():
                yield rest
            elif thoughts.thought:
                raise ModelCutError(
                    "The model spent its whole limit on thoughts.",
                    "Raise ASSISTANT_MODEL_OUTPUT_TOKENS or lower ASSISTANT_MODEL_EFFORT.",
                ) from error
            raise
        except ModelError as error:
            if error.message == DECLINED:
                self._breaker.worked()  # That was about the question, and no other suffers.
            else:
                self._breaker.failed(error)
            raise
        except GeneratorExit:  # It wrote, and its reader has heard enough.
            self._breaker.worked()
            raise
        self._breaker.worked()
        self._habits.closes_alone = bool(self._habits.closes_alone) or thoughts.closed_alone
        if rest := thoughts.finish():
            yield rest

    async def whole(
        self, messages: Sequence[Message], most_tokens: int, form: Form | None = None
    ) -> str:
        """The text of one reply, without thoughts.

        Raises:
            ModelError: as ``pieces``.
        """
        return "".join([text async for text in self.pieces(messages, most_tokens, form)])

    async def close(self) -> None:
        """Ends the calls on this event loop; the next call connects anew."""
        client = self._clients.pop(asyncio.get_running_loop(), None)
        if client is not None:
            await client.close()

    # --- one call -------------------------------------------------------------------------------

    async def _connect(self) -> AsyncOpenAI:
        here = asyncio.get_running_loop()
        if here not in self._clients:
            # In a thread: the import takes a second, in which others want to be answered.
            openai = await asyncio.to_thread(importlib.import_module, "openai")
            import httpx

            wait = self._settings.connect_timeout
            # Silence is watched in _lines, where comments do not count as a sign of life.
            limits = httpx.Timeout(connect=wait, pool=wait, read=None, write=wait)
            key = self._settings.openai_api_key
            secret = (key.get_secret_value() if key else "") or "none"
            base, query = _address(self._settings.openai_base_url or OPENAI_URL)
            azure = (urlsplit(base).hostname or "").endswith(".azure.com")
            try:
                # What a server sets would go back with every later question, of whomever.
                none = CookieJar(DefaultCookiePolicy(allowed_domains=()))
                kept = openai.DefaultAsyncHttpxClient(cookies=none, timeout=limits)
                # Compatible servers often need no key, but the client insists on one.
                made: AsyncOpenAI = openai.AsyncOpenAI(
                    api_key=secret, base_url=base, max_retries=0, timeout=limits,
                    http_client=kept, default_query=query,
                    default_headers={"api-key": secret} if azure else None,
                )  # fmt: skip
                _ = made.chat.completions, made.responses  # The rest of the import.
            except Exception as error:  # what an environment can break is not for us to list
                raise ModelUnreachableError(
                    f"The way to the model server cannot be set up ({type(error).__name__}).",
                    "Check OPENAI_BASE_URL, the proxy variables (ALL_PROXY, NO_PROXY) and"
                    " SSL_CERT_FILE.",
                ) from error
            self._clients[here] = made
        return self._clients[here]

    async def _asked(
        self, messages: Sequence[Message], most_tokens: int, form: Form | None
    ) -> AsyncIterator[str]:
        """One reply; asked again where the server was busy, or wants to be asked differently."""
        client = await self._connect()  # Before the clock starts: imports are not its silence.
        clock = asyncio.get_running_loop().time
        deadline = clock() + self._settings.total_timeout
        retries = 1
        elsewhere, nowhere = self._habits.elsewhere, None
        other = _other_address(self._settings.openai_base_url or OPENAI_URL)
        while True:
            request = self._habits.negotiation.apply(self._request(messages, most_tokens, form))
            reply = _Reply()
            try:
                there = client.with_options(base_url=other) if elsewhere else client
                async for text in self._reply(there, request, reply, deadline):
                    yield text
                self._habits.negotiation.confirm()
                self._habits.elsewhere = elsewhere
                self._count(reply, messages)
                return
            except (ModelError, asyncio.CancelledError, GeneratorExit):
                self._count(reply, messages)
                raise
            except Exception as error:  # a client raises whatever its layers raise
                if not reply.said and (room := room_left(_told(error), request)):
                    most_tokens = room
                    continue
                if not reply.said and self._gives_in(error, request):
                    continue
                if nowhere is None and other is not None and _no_route(error):
                    nowhere, elsewhere = error, not elsewhere
                    continue
                error = nowhere if nowhere and _no_route(error) else error
                self._habits.negotiation.withdraw()
                wait = None if reply.said or retries == 0 else retry_after(error)
                if wait is None or clock() + wait >= deadline:
                    raise translated(error) from error
                retries -= 1
            # Jittered, so that many who failed together do not come back together.
            await asyncio.sleep(wait + random.uniform(0.0, max(JITTER * wait, LEAST_JITTER)))

    def _request(
        self, messages: Sequence[Message], most_tokens: int, form: Form | None
    ) -> dict[str, Any]:
        request: dict[str, Any] = {
            "model": self._settings.model,
            "messages": [dict(message) for message in messages],
            "temperature": self._settings.model_temperature,
            "max_tokens": most_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        if self._settings.model_effort:
            request["reasoning_effort"] = self._settings.model_effort
        if form is not None:
            request["response_format"] = form.asked()
        return request

    def _gives_in(self, error: Exception, request: dict[str, Any]) -> bool:
        """Whether the server said no to how it was asked, and can be asked differently."""
        if isinstance(error, ReportedError):
            return self._habits.negotiation.learn(error.body, request, guess=False)
        status = getattr(error, "status_code", None)
        if status not in (400, 403, 404, 405, 406, 415, 422, 500, 501):
            return False
        return self._habits.negotiation.learn(_body(error), request, guess=status in (400, 422))

    async def _reply(
        self, client: AsyncOpenAI, request: dict[str, Any], reply: _Reply, deadline: float
    ) -> AsyncIterator[str]:
        """The text of one reply, thoughts in the text included, within the limits.

        Raises:
            ModelError: silence, a refusal, nothing at all, a cut, or an end without a finish.
            Exception: those of openai and httpx, and ValueError, as they come.
        """
        most = MOST_CHARACTERS_A_TOKEN * (
            request.get("max_tokens")
            or request.get("max_completion_tokens")
            or request.get("max_output_tokens")
            or 1_000
        )
        async for piece in self._events(client, request, deadline):
            if piece.refuses:
                raise ModelRefusedError(DECLINED, "Put the question in other words.")
            if new := reply.takes(piece):
                yield new
            if len(reply.text) > most:
                reply.finish = "length"
                break
        if reply.whole and not reply.said:
            reply.text = reply.whole[:most]
            yield reply.text
        if reply.finish == "length":
            raise ModelCutError(
                "The model's answer was cut off at its limit.",
                "Raise ASSISTANT_MODEL_OUTPUT_TOKENS.",
            )
        if reply.finish is None:
            raise ModelStalledError("The model broke off in the middle.", _AGAIN)
        if not reply.said:
            raise ModelStalledError("The model wrote nothing.", _AGAIN)

    async def _events(
        self, client: AsyncOpenAI, request: dict[str, Any], deadline: float
    ) -> AsyncIterator[Piece]:
        """What a reply brings, within the limits on silence."""
        settings = self._settings
        clock = asyncio.get_running_loop().time
        until = min(clock() + settings.first_token_timeout, deadline)
        # No limit spans a yield: the next step may be taken by another task.
        try:
            async with AsyncExitStack() as stack:
                async with asyncio.timeout_at(until):
                    response = await stack.enter_async_context(
                        _route(client, request).with_streaming_response.create(**request)
                    )
                lines, events = response.iter_lines(), EventLines()
                while True:
                    async with asyncio.timeout_at(until):
                        line = await anext(lines, None)
                    for data in events.take(line):
                        piece = read_event(data)
                        if piece.alive:
                            until = min(clock() + settings.idle_timeout, deadline)
                        yield piece
                        if piece.finish == "done":
                            return
                    if line is None:
                        # A JSON body that ended is whole, also without a word about its finish.
                        if "json" in response.headers.get("content-type", ""):
                            yield Piece(finish="done")
                        return
                    if clock() > until:
                        raise TimeoutError
        except TimeoutError:
            raise ModelStalledError("The model was silent for too long.", _AGAIN) from None

    def _count(self, reply: _Reply, messages: Sequence[Message]) -> None:
        """Counts what the server says that it took; else what may be guessed."""
        usage = reply.usage or Usage()
        if usage.total == 0 and (reply.said or reply.thoughts):
            asked = sum(len(message["content"]) for message in messages) // CHARACTERS_A_TOKEN
            said = -(-len(reply.text) // CHARACTERS_A_TOKEN) + reply.thoughts
            usage = Usage(asked, said)
        self._ledger.add(usage)


def _route(client: AsyncOpenAI, request: Mapping[str, Any]) -> Any:
    """Where a request goes: one with ``input`` is for the Responses API."""
    return client.responses if "input" in request else client.chat.completions


def _told(error: Exception) -> Any:
    """What a server reported, within a reply or as a refusal."""
    return error.body if isinstance(error, ReportedError) else _body(error)


def _body(error: Exception) -> Any:
    """What a server said when it refused: JSON or its text."""
    body = getattr(error, "body", None)
    return getattr(getattr(error, "response", None), "text", "") if body is None else body


def _no_route(error: Exception) -> bool:
    """Whether a server has nothing at the address it was asked at; a missing model is no such."""
    words, _ = details_of(_body(error))
    if isinstance(error, ReportedError):
        return "endpoint" in words  # LM Studio says so with a 200.
    return getattr(error, "status_code", None) in (404, 405) and "model" not in words


def _speaks_responses(settings: Settings) -> bool:
    """Whether the Responses API is asked for: by the setting, or by the address of its route."""
    path = urlsplit((settings.openai_base_url or "").strip()).path
    return settings.model_api == "responses" or (
        settings.model_api == "auto" and path.rstrip("/").endswith("/responses")
    )


def _other_address(url: str) -> str | None:
    """The base address that ``url`` may mean as well: without /v1 where none was told, or with."""
    parts = urlsplit(url.strip())
    path = parts.path.rstrip("/")
    if path.endswith(_ROUTES) or re.search(r"/v\d+\w*$|/deployments/", path):
        return None
    return urlunsplit((parts.scheme, parts.netloc, f"{path}/v1" if path else "", "", ""))


def _address(url: str) -> tuple[str, Mapping[str, object] | None]:
    """The base address and the query of what was configured.

    People paste the address of the route itself, one with ``?api-version=…`` behind it, or the
    host alone.
    """
    parts = urlsplit(url.strip())
    path = parts.path.rstrip("/")
    for route in _ROUTES:
        path = path.removesuffix(route)
    # Every server that is commonly run has its routes under /v1, also where only the host is told.
    path = path or "/v1"
    query: Mapping[str, object] = dict(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit((parts.scheme, parts.netloc, path, "", "")), query or None
