"""Whoever is measured: an open assistant in this process, or a running server.

Both are a ``Subject`` and are scored alike. What only the inside knows (the ranking, the
reader's probability) is ``None`` over HTTP, and those figures are then left out of the report.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import httpx

from assistant.records import Answer, Document, Evidence, StreamEvent, Turn
from eval.errors import SubjectError
from eval.reply import Reply, Span, reply_from_json

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from assistant.index.embedding import QuestionEncoder
    from assistant.settings import Settings
    from assistant.sources.corpus import Corpus

Progress = Callable[[str, int, int], None]
"""Called with (what is being asked, done, total)."""
LONGEST_WAIT = 120.0
JSON_HEADERS = {"content-type": "application/json"}


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

    def to_json(self) -> dict[str, object]:
        """The message as the HTTP interface takes it."""
        message: dict[str, object] = {"role": self.role, "content": self.content}
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


class Read(Protocol):
    """What an assistant knows about a question before anything is written."""

    @property
    def evidence(self) -> Sequence[Evidence]:
        """The ranked passages, best first."""
        ...

    @property
    def p_covered(self) -> float:
        """The probability that the corpus answers the question."""
        ...


class Asked(Protocol):
    """The part of an assistant that is measured; ``assistant.Assistant`` has it."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""
        ...

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """Answers one question."""
        ...

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        """Answers one question in events."""
        ...

    def read(self, question: str, history: Sequence[Turn] = ()) -> Read:
        """The ranking, and the probability that the corpus answers."""
        ...


class Whole(Asked, Protocol):
    """An assistant that is whole, and can be looked into."""

    @property
    def corpus(self) -> Corpus:
        """What it answers from."""
        ...

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> Sequence[Evidence]:
        """The ranked passages for a question."""
        ...


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

    def bare_ms(self, question: str) -> float | None:
        """What the question encoder alone takes for the question, where it is in this process."""
        ...

    def stored_cosines(self) -> Mapping[str, float]:
        """How near vectors of the bank and of the index are to computed ones, where both can be
        seen, by the text that they stand for."""
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
        assistant: the product's own, or anything that has the measured part of it.
        name: for tables.
        app: the ASGI app for the robustness set; ``None`` makes the product's own.
    """

    def __init__(self, assistant: Asked, name: str = "keyless", app: ASGIApp | None = None) -> None:
        self._assistant = assistant
        self._app = app
        self._name = name
        self._ids = tuple(assistant.documents)
        self._encoder: QuestionEncoder | None = None

    @property
    def name(self) -> str:
        return self._name

    @property
    def texts(self) -> Mapping[str, str]:
        return {key: document.text for key, document in self._assistant.documents.items()}

    def prepare(self) -> None:
        """Has an assistant that can do ahead what its first questions would wait for."""
        if ahead := getattr(self._assistant, "prepare", None):
            ahead()

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
        # The same question was asked, and its failure is counted there.
        try:
            reading = self._assistant.read(question, _turns(history))
        except Exception:
            return None, None
        ranking = tuple(
            Span(found.passage.document_id, found.passage.start, found.passage.end)
            for found in reading.evidence
        )
        return ranking, float(reading.p_covered)

    def bare_ms(self, question: str) -> float | None:
        if self._encoder is None:
            from assistant.index.embedding import QuestionEncoder

            self._encoder = QuestionEncoder()
            self._encoder.encode_one("warm")
        start = time.perf_counter()
        self._encoder.encode_one(question)
        return (time.perf_counter() - start) * 1000

    def stored_cosines(self) -> Mapping[str, float]:
        from assistant.assistant import Assistant
        from assistant.sources.corpus import Corpus
        from eval.vectors import indexed_cosines, stored_cosines

        corpus = getattr(self._assistant, "corpus", None)
        shipped = stored_cosines(corpus) if isinstance(corpus, Corpus) else {}
        if not isinstance(self._assistant, Assistant):
            return shipped
        return {**shipped, **indexed_cosines(self._assistant)}

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
            from assistant.assistant import Assistant
            from assistant.serving.server import create_app

            if not isinstance(self._assistant, Assistant):
                raise SubjectError(f"{self._name} has no HTTP interface.")
            self._app = create_app(self._assistant)
        return asyncio.run(_post_all(self._app, bodies))


async def _post_all(app: ASGIApp, bodies: Sequence[bytes]) -> list[Reaction]:
    transport = httpx.ASGITransport(app=app, raise_app_exceptions=False)
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

    def bare_ms(self, question: str) -> float | None:
        return None

    def stored_cosines(self) -> Mapping[str, float]:
        return {}

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


@contextmanager
def open_subject(
    url: str | None = None,
    *,
    keep_model: bool = False,
    corpus: Path | None = None,
    index: Path | None = None,
) -> Iterator[Subject]:
    """A running server, or the assistant of this checkout.

    Args:
        url: address of the server; ``None`` opens the assistant in this process.
        keep_model: let the language model of the settings write; otherwise the answers are
            keyless, whatever the environment says.
        corpus: folder of other documents than those of the settings.
        index: folder of their index.

    Raises:
        SubjectError: it cannot be opened or reached.
    """
    if url:
        yield OverHTTP(url)
        return
    from assistant.assistant import Assistant
    from assistant.errors import AssistantError

    folders: dict[str, Path] = {}
    if corpus is not None:
        folders["corpus_dir"] = corpus
    if index is not None:
        folders["index_dir"] = index
    try:
        assistant = Assistant.open(unlimited_settings(keep_model=keep_model, **folders))
    except AssistantError as error:
        raise SubjectError(error.message, error.hint) from error
    try:
        yield InProcess(assistant, "with a model" if keep_model else "keyless")
    finally:
        assistant.close()


def unlimited_settings(*, keep_model: bool = False, **overrides: Any) -> Settings:
    """The settings of this process without rate limits, and without keeping what is asked.

    The robustness set asks faster than any visitor may, its questions are nobody's, and what is
    asked twice is read twice.

    Raises:
        SettingsError: the environment holds an impossible value.
    """
    from assistant.settings import load_settings

    settings = load_settings(
        rate_per_minute=1_000_000,
        rate_per_minute_site=1_000_000,
        store_questions=False,
        **{"remembered": 0, **overrides},
    )
    if keep_model:
        return settings
    return settings.model_copy(update={"openai_api_key": None, "openai_base_url": None})


def _turns(history: Sequence[Said]) -> tuple[Turn, ...]:
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
