"""What every surface asks through: one place that counts, keeps and, at the end, cuts.

The chat page, the API and the widget get their events here and nowhere else, so that what holds
for a question holds for all: it is counted, its answer gets an id that can be rated, and when the
server is stopped it may end in peace, or is told that it was cut.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing, suppress
from typing import Protocol

from assistant.errors import AssistantError, ClosingError
from assistant.keeping.keeper import Keeper
from assistant.records import Answer, Answered, Document, Failed, Quote, StreamEvent, Turn
from assistant.serving.metrics import Metrics
from assistant.sources.naming import Naming
from assistant.wording import english as wording

log = logging.getLogger("assistant.serving.asking")
CUT = Failed(
    "The server is being restarted",
    "This answer was cut off. Ask again in a moment; your question was understood.",
    503,
)


class Answers(Protocol):
    """The part of ``Assistant`` that is asked."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answers come from, by id."""

    @property
    def naming(self) -> Naming:
        """What the corpus calls itself."""

    @property
    def engine(self) -> str:
        """What writes the answers."""

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start with."""

    def key_points(self) -> tuple[Quote, ...]:
        """What the documents say above all, in their own words."""

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Further questions, under the headings that answer them."""

    def astream(self, question: str, history: Sequence[Turn] = ()) -> AsyncGenerator[StreamEvent]:
        """The events of one answer."""


class Asking:
    """Asks an assistant on behalf of the surfaces of one server."""

    def __init__(
        self,
        assistant: Answers,
        metrics: Metrics,
        keeper: Keeper | None = None,
        uses_model: bool = False,
    ) -> None:
        self._assistant = assistant
        self._keeper = keeper
        self.metrics = metrics
        self._cut: asyncio.Event | None = None
        self.closing = False
        """No new questions are taken."""
        self.in_flight = 0
        self.model = "unknown" if uses_model else "none"
        """How the last question to a language model ended; see ``schema.ReadyModel``."""

    async def events(
        self, message: str, history: Sequence[Turn], surface: str, site: str = ""
    ) -> AsyncGenerator[StreamEvent]:
        """The events of one answer, as ``Assistant.astream`` gives them.

        Raises:
            QuestionError: the message or the history is not acceptable.
            ClosingError: the server is being stopped.
        """
        self.check_open()
        watch = self.metrics.question(surface)
        self.in_flight += 1
        try:
            async with aclosing(self._uncut(message, history)) as events:
                async for event in events:
                    watch.saw(event)
                    if isinstance(event, Answered):
                        self._note_model(event.answer)
                        event = await self._kept(event, history, surface, site)
                    yield event
        finally:
            self.in_flight -= 1
            watch.ended()

    def check_open(self) -> None:
        """Looks whether questions are taken.

        Raises:
            ClosingError: the server is being stopped.
        """
        if self.closing:
            raise ClosingError("The server is being restarted.", "Ask again in a moment.")

    async def answer(
        self, message: str, history: Sequence[Turn], surface: str, site: str = ""
    ) -> Answer:
        """The last event's answer.

        Raises:
            QuestionError: the message or the history is not acceptable.
            ClosingError: the server is being stopped.
            AssistantError: the answer failed.
        """
        async with aclosing(self.events(message, history, surface, site)) as events:
            async for event in events:
                if isinstance(event, Answered):
                    return event.answer
                if event is CUT:
                    raise ClosingError("The server is being restarted.", "Ask again in a moment.")
                if isinstance(event, Failed):
                    raise AssistantError(event.title, event.detail)
        raise AssistantError("The answer was cut off.", "Ask again.")

    async def drained(self, seconds: float) -> None:
        """Takes no new questions, waits for those in flight, and cuts what is left then."""
        self.closing = True
        with suppress(asyncio.TimeoutError):
            async with asyncio.timeout(seconds):
                while self.in_flight:
                    await asyncio.sleep(0.05)
        if self.in_flight:
            log.warning("%d answers were cut off by the stop", self.in_flight)
            self._cutting().set()

    def _cutting(self) -> asyncio.Event:
        # Made where a loop runs: an assistant outlives the loops of tests.
        if self._cut is None:
            self._cut = asyncio.Event()
        return self._cut

    async def _uncut(self, message: str, history: Sequence[Turn]) -> AsyncGenerator[StreamEvent]:
        events = self._assistant.astream(message, history)
        cut = asyncio.ensure_future(self._cutting().wait())
        step: asyncio.Future[StreamEvent | None] | None = None
        try:
            while True:
                step = asyncio.ensure_future(_next(events))
                await asyncio.wait({step, cut}, return_when=asyncio.FIRST_COMPLETED)
                if not step.done():
                    yield CUT
                    return
                event = step.result()
                if event is None:
                    return
                yield event
        finally:
            cut.cancel()
            if step is not None:
                step.cancel()
                with suppress(asyncio.CancelledError, Exception):
                    await step
            await events.aclose()

    async def _kept(
        self, event: Answered, history: Sequence[Turn], surface: str, site: str
    ) -> Answered:
        keeper = self._keeper
        if keeper is None:
            return event
        given = (event.answer, history, surface, site)
        # Once the key is known this is a hash, and another thread would cost more.
        waits = not keeper.knows_key
        answer = await asyncio.to_thread(keeper.named, *given) if waits else keeper.named(*given)
        keeper.answered(answer)
        return Answered(answer)

    def _note_model(self, answer: Answer) -> None:
        if self.model == "none":
            return
        # A model that proves nothing has answered; other notices are about other things.
        if answer.engine == self._assistant.engine or answer.notice == wording.MODEL_UNPROVEN:
            self.model = "answering"
        elif (answer.notice or "").startswith(wording.MODEL_FAILED.partition("{")[0]):
            self.model = "failing"
        else:
            return
        self.metrics.model_answers.labels(self.model).inc()

    def surface(self, name: str) -> Surface:
        """The assistant as one surface asks it."""
        return Surface(self, self._assistant, name)


class Surface:
    """An assistant for the chat page: the same questions, through ``Asking``."""

    def __init__(self, asking: Asking, assistant: Answers, name: str) -> None:
        self._asking = asking
        self._assistant = assistant
        self._name = name

    def __getattr__(self, name: str) -> object:
        return getattr(self._assistant, name)

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents that answers come from, by id."""
        return self._assistant.documents

    @property
    def naming(self) -> Naming:
        """What the corpus calls itself."""
        return self._assistant.naming

    @property
    def engine(self) -> str:
        """What writes the answers."""
        return self._assistant.engine

    def suggestions(self) -> tuple[str, ...]:
        """Questions to start with."""
        return self._assistant.suggestions()

    def key_points(self) -> tuple[Quote, ...]:
        """What the documents say above all, in their own words."""
        return self._assistant.key_points()

    def questions_by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Further questions, under the headings that answer them."""
        return self._assistant.questions_by_section()

    def astream(self, question: str, history: Sequence[Turn] = ()) -> AsyncGenerator[StreamEvent]:
        """The events of one answer."""
        return self._asking.events(question, history, self._name)


async def _next(events: AsyncGenerator[StreamEvent]) -> StreamEvent | None:
    return await anext(events, None)
