"""Asks the questions: in process on an open assistant, or over HTTP on a running server.

Both are a ``Subject`` and are scored alike. What only the inside knows (the ranking, the
reader's probability) is ``None`` over HTTP, and those figures are then left out of the report.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

import httpx

from eval.errors import SubjectError
from eval.reply import Reply, Span, reply_from_json
from eval.sets import Conversation, RobustnessCase, Sets

if TYPE_CHECKING:
    from assistant.settings import Settings

Progress = Callable[[str, int, int], None]
"""Called with (what is being asked, done, total)."""
STREAMED = 30
"""How many questions are asked once more as a stream, for the time to the first event."""
WARM_UP = ("What does a technical product manager own?", "asdf", "hello")
LONGEST_WAIT = 120.0


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a history; an answer brings its id and what it cited, as the page sends it."""

    role: str
    content: str
    answer_id: str = ""
    cited: tuple[Span, ...] = ()

    @classmethod
    def answer(cls, reply: Reply) -> Said:
        """A reply as a message of the history of the next question."""
        cited = tuple(citation.span for citation in reply.citations)
        return cls("assistant", reply.text or "…", reply.id, cited)

    def to_json(self) -> dict[str, Any]:
        """The message as the HTTP interface takes it."""
        message: dict[str, Any] = {"role": self.role, "content": self.content}
        if self.answer_id:
            message["answer_id"] = self.answer_id
        if self.cited:
            message["citations"] = [
                {"document_id": span.document_id, "start": span.start, "end": span.end}
                for span in self.cited
            ]
        return message


@dataclass(frozen=True, slots=True)
class Reaction:
    """What a server answered to raw bytes."""

    status: int
    content_type: str
    text: str


@dataclass(frozen=True, slots=True)
class Observation:
    """One question asked.

    Attributes:
        wall_ms: as measured from outside.
        ranking: spans of the retrieved passages, best first; ``None`` if nobody can tell.
        p_covered: the reader's probability that the article answers; ``None`` if unknown.
    """

    reply: Reply
    wall_ms: float
    ranking: tuple[Span, ...] | None = None
    p_covered: float | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """Everything that was observed in one run, by case id."""

    answerable: Mapping[str, Observation]
    unanswerable: Mapping[str, Observation]
    conversations: Mapping[str, tuple[Observation, ...]]
    robustness: Mapping[str, Reaction]
    first_event_ms: tuple[float, ...]
    seconds: float


class Subject(Protocol):
    """Whoever is measured."""

    @property
    def name(self) -> str:
        """A short name for tables."""
        ...

    @property
    def texts(self) -> Mapping[str, str]:
        """Document ids and texts, against which every quote is checked."""
        ...

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        """The reply; a failure is a reply with ``error`` set, never an exception."""
        ...

    def inside(
        self, question: str, history: Sequence[Said] = ()
    ) -> tuple[tuple[Span, ...] | None, float | None]:
        """The ranking and the probability that the article answers, where they can be known."""
        ...

    def first_event_ms(self, question: str) -> float:
        """Time to the first event of a stream, in milliseconds."""
        ...

    def post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        """What ``POST /api/chat`` answers to each of the bodies."""
        ...


class InProcess:
    """An open assistant, asked through its Python interface.

    Args:
        assistant: has ``ask``, ``stream`` and ``documents``; the ranking and the probability are
            taken from ``retrieve`` and ``read``.
        name: for tables.
        app: the ASGI app for the robustness set; ``None`` makes the product's own.
    """

    def __init__(self, assistant: Any, name: str = "keyless", app: Any = None) -> None:
        self._assistant = assistant
        self._app = app
        self._name = name
        self._ids = tuple(assistant.documents)

    @property
    def name(self) -> str:
        return self._name

    @property
    def texts(self) -> Mapping[str, str]:
        return {key: document.text for key, document in self._assistant.documents.items()}

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        # Whatever goes wrong inside is a wrong answer to this one question, not the end of the run.
        try:
            answer = self._assistant.ask(question, _turns(history))
            return reply_from_json(answer.to_json(), self._ids)
        except Exception as error:
            return Reply(error=f"{type(error).__name__}: {error}")

    def inside(
        self, question: str, history: Sequence[Said] = ()
    ) -> tuple[tuple[Span, ...] | None, float | None]:
        turns = _turns(history)
        ranking = tuple(
            Span(found.passage.document_id, found.passage.start, found.passage.end)
            for found in self._assistant.retrieve(question, turns)
        )
        return ranking, float(self._assistant.read(question, turns).p_covered)

    def first_event_ms(self, question: str) -> float:
        start = time.perf_counter()
        events = self._assistant.stream(question, ())
        try:
            next(iter(events))
            return (time.perf_counter() - start) * 1000
        finally:
            close = getattr(events, "close", None)
            if close is not None:
                close()

    def post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        if self._app is None:
            from assistant.serving.server import create_app

            self._app = create_app(self._assistant)
        return asyncio.run(self._post_all(bodies))

    async def _post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        transport = httpx.ASGITransport(app=self._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            return [
                _reaction(await client.post("/api/chat", content=body, headers=JSON_HEADERS))
                for body in bodies
            ]


class OverHTTP:
    """A running server. It waits where the server's rate limit says so.

    Raises:
        SubjectError: nothing answers at ``url``, or it is not this product.
    """

    def __init__(self, url: str, client: httpx.Client | None = None) -> None:
        self._client = client or httpx.Client(base_url=url.rstrip("/"), timeout=90)
        self._url = url
        try:
            listed = self._client.get("/api/documents").raise_for_status().json()
            rows = listed["documents"] if isinstance(listed, dict) else listed
            self._texts = {
                str(row["id"]): str(
                    self._client.get(f"/api/documents/{row['id']}")
                    .raise_for_status()
                    .json()["text"]
                )
                for row in rows
            }
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise SubjectError(
                f"No assistant answers at {url} ({type(error).__name__}).",
                "Start it with `tpm-assistant serve` and give the address that it prints.",
            ) from error

    @property
    def name(self) -> str:
        return self._url

    @property
    def texts(self) -> Mapping[str, str]:
        return self._texts

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        turns = [said.to_json() for said in history]
        body = json.dumps({"message": question, "history": turns, "stream": False}).encode()
        try:
            response = self._post(body)
            if response.status_code != 200:
                return Reply(error=f"HTTP {response.status_code}: {response.text[:200]}")
            return reply_from_json(response.json(), tuple(self._texts))
        except (httpx.HTTPError, ValueError, SubjectError) as error:
            return Reply(error=f"{type(error).__name__}: {error}")

    def inside(
        self, question: str, history: Sequence[Said] = ()
    ) -> tuple[tuple[Span, ...] | None, float | None]:
        return None, None

    def first_event_ms(self, question: str) -> float:
        body = json.dumps({"message": question, "history": [], "stream": True}).encode()
        start = time.perf_counter()
        with self._client.stream(
            "POST", "/api/chat", content=body, headers=JSON_HEADERS
        ) as response:
            for line in response.iter_lines():
                if line.startswith("data:"):
                    break
        return (time.perf_counter() - start) * 1000

    def post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        return [_reaction(self._post(body)) for body in bodies]

    def _post(self, body: bytes) -> httpx.Response:
        deadline = time.monotonic() + LONGEST_WAIT
        while True:
            response = self._client.post("/api/chat", content=body, headers=JSON_HEADERS)
            if response.status_code != 429 or time.monotonic() > deadline:
                return response
            time.sleep(_wait(response))


JSON_HEADERS = {"content-type": "application/json"}


@contextmanager
def open_subject(url: str | None = None, *, keep_model: bool = False) -> Iterator[Subject]:
    """A running server, or the assistant of this checkout.

    Args:
        url: address of the server; ``None`` opens the assistant in this process.
        keep_model: let the language model of the settings write; otherwise the answers are
            keyless, whatever the environment says.

    Raises:
        SubjectError: it cannot be opened or reached.
    """
    if url:
        yield OverHTTP(url)
        return
    from assistant.assistant import Assistant
    from assistant.errors import AssistantError

    try:
        assistant = Assistant.open(unlimited_settings(keep_model=keep_model))
    except AssistantError as error:
        raise SubjectError(error.message, error.hint) from error
    try:
        yield InProcess(assistant, "with a model" if keep_model else "keyless")
    finally:
        assistant.close()


def unlimited_settings(*, keep_model: bool = False, **overrides: Any) -> Settings:
    """The settings of this process without rate limits, and without storing what is asked.

    The robustness set asks faster than any visitor may, and its questions are nobody's.

    Raises:
        SettingsError: the environment holds an impossible value.
    """
    from assistant.settings import load_settings

    settings = load_settings(
        rate_per_minute=1_000_000,
        rate_per_minute_site=1_000_000,
        store_questions=False,
        **overrides,
    )
    if keep_model:
        return settings
    return settings.model_copy(update={"openai_api_key": None, "openai_base_url": None})


def observe(subject: Subject, sets: Sets, progress: Progress | None = None) -> Observations:
    """Asks everything once, one question at a time, and notes what came back."""
    start = time.perf_counter()
    tell = progress or (lambda what, done, total: None)
    for question in WARM_UP:
        subject.ask(question)
    answerable = _observe_all(subject, "answerable", sets.answerable, tell)
    unanswerable = _observe_all(subject, "unanswerable", sets.unanswerable, tell)
    conversations = {}
    for done, conversation in enumerate(sets.conversations, 1):
        conversations[conversation.id] = _converse(subject, conversation)
        tell("conversations", done, len(sets.conversations))
    streamed = [case.question for case in sets.limited(STREAMED).answerable]
    first = tuple(subject.first_event_ms(question) for question in streamed)
    robustness = _provoke(subject, sets.robustness, tell)
    return Observations(
        answerable=answerable,
        unanswerable=unanswerable,
        conversations=conversations,
        robustness=robustness,
        first_event_ms=first,
        seconds=time.perf_counter() - start,
    )


def _observe_all(
    subject: Subject, what: str, cases: Sequence[Any], tell: Progress
) -> dict[str, Observation]:
    observed = {}
    for done, case in enumerate(cases, 1):
        reply, wall_ms = _timed(subject, case.question, ())
        ranking, p_covered = subject.inside(case.question)
        observed[case.id] = Observation(reply, wall_ms, ranking, p_covered)
        tell(what, done, len(cases))
    return observed


def _converse(subject: Subject, conversation: Conversation) -> tuple[Observation, ...]:
    history: list[Said] = []
    observed = []
    for turn in conversation.turns:
        reply, wall_ms = _timed(subject, turn.user, tuple(history))
        observed.append(Observation(reply, wall_ms))
        history += [Said("user", turn.user), Said.answer(reply)]
    return tuple(observed)


def _provoke(
    subject: Subject, cases: Sequence[RobustnessCase], tell: Progress
) -> dict[str, Reaction]:
    if not cases:
        return {}
    tell("robustness", 0, len(cases))
    reactions = subject.post_all([case.body for case in cases])
    tell("robustness", len(cases), len(cases))
    return {case.id: reaction for case, reaction in zip(cases, reactions, strict=True)}


def _timed(subject: Subject, question: str, history: Iterable[Said]) -> tuple[Reply, float]:
    start = time.perf_counter()
    reply = subject.ask(question, tuple(history))
    return reply, (time.perf_counter() - start) * 1000


def _turns(history: Sequence[Said]) -> tuple[Any, ...]:
    from assistant.records import Turn

    return tuple(
        Turn(
            role="user" if said.role == "user" else "assistant",
            content=said.content,
            answer_id=said.answer_id,
            cited=tuple((span.document_id, span.start, span.end) for span in said.cited),
        )
        for said in history
    )


def _reaction(response: httpx.Response) -> Reaction:
    return Reaction(
        response.status_code, response.headers.get("content-type", ""), response.text[:20_000]
    )


def _wait(response: httpx.Response) -> float:
    try:
        return min(max(float(response.headers.get("retry-after", "1")), 0.2), 60.0)
    except ValueError:
        return 1.0
