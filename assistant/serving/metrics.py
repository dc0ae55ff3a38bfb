"""What can be seen from outside of how the server is doing, in the form of Prometheus.

Counts and times only. No label holds a word of a visitor, an address or an id.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.exposition import generate_latest

from assistant.records import Answered, Delta, Failed, Sources, StreamEvent

if TYPE_CHECKING:
    from assistant.language_model import ModelState

SPACE = "assistant"
SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Metrics:
    """The metrics of one server, in a registry of its own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.questions = self._counter(
            "questions", "Questions by how they ended", "outcome", "surface"
        )
        self.stages = self._histogram("stage_seconds", "Time of a stage of an answer", "stage")
        self.model_answers = self._counter(
            "model_answers", "Answers for which a language model was asked", "result"
        )
        self.in_flight = self._gauge("questions_in_flight", "Questions that are being answered")
        self.requests = self._counter(
            "http_requests", "Requests by route and status", "route", "method", "status"
        )
        self.request_seconds = self._histogram(
            "http_request_seconds", "Time to the end of a reply", "route"
        )
        self.limited = self._counter("limited", "Acts refused by a limit", "act")
        self.aborted = self._counter("aborted_requests", "Requests whose client left")
        self.ratings = self._counter("ratings", "Ratings of answers", "rating")
        self.unstored = self._counter(
            "store_failures", "What visitors left and could not be stored", "what"
        )
        self.index = self._gauge("index_info", "The index that is open", "index")
        self._index_name: Callable[[], str] = str

    def _counter(self, name: str, told: str, *labels: str) -> Counter:
        return Counter(name, told, labels, namespace=SPACE, registry=self.registry)

    def _gauge(self, name: str, told: str, *labels: str) -> Gauge:
        return Gauge(name, told, labels, namespace=SPACE, registry=self.registry)

    def _histogram(self, name: str, told: str, *labels: str) -> Histogram:
        return Histogram(
            name, told, labels, namespace=SPACE, registry=self.registry, buckets=SECONDS
        )

    def watch_model(self, state: Callable[[], ModelState | None]) -> None:
        """Shows calls, failures, tokens and state of the language model, when somebody looks."""
        told = {
            "calls": "Calls of the language model since the start",
            "failures": "Calls of the language model that failed since the start",
            "tokens_today": "Tokens of the language model this day (UTC)",
            "tokens_month": "Tokens of the language model this month (UTC)",
        }
        for name, meaning in told.items():

            def value(name: str = name) -> float:
                found = state()
                return float(getattr(found, name)) if found is not None else 0.0

            self._gauge(f"model_{name}", meaning).set_function(value)

        def failing() -> float:
            found = state()
            return float(found is not None and found.condition == "failing")

        self._gauge("model_failing", "1 where the last call of the model failed").set_function(
            failing
        )

    def watch_index(self, name: Callable[[], str], made_at: Callable[[], float]) -> None:
        """Shows which index is open and how old it is, read when somebody looks."""
        self._index_name = name
        age = self._gauge("index_age_seconds", "Time since the index was built or taken over")
        age.set_function(lambda: max(0.0, time.time() - made_at()))

    def watch_waiting(self, number: Callable[[], int]) -> None:
        """Shows how much of what visitors left waits to be written."""
        waiting = self._gauge("store_waiting", "What visitors left and is not written yet")
        waiting.set_function(number)

    def watch_corpora(self, known: Callable[[], int], open_now: Callable[[], int]) -> CorporaSeen:
        """Shows how many corpora there are and how many are open, read when somebody looks.

        No figure names a corpus: there may be thousands, and their names may be nobody's business.
        """
        self._gauge("corpora_known", "Corpora that there are").set_function(known)
        self._gauge("corpora_open", "Corpora that are open").set_function(open_now)
        return CorporaSeen(
            self._histogram("corpus_open_seconds", "Time to open a corpus"),
            self._counter("corpus_failures", "Corpora that could not be opened"),
            self._counter("corpus_closed", "Corpora that were closed", "why"),
        )

    def question(self, surface: str) -> Watch:
        """Follows one question; tell it the events and that it ended."""
        return Watch(self, surface)

    def exposition(self) -> bytes:
        """The text that ``GET /metrics`` answers."""
        if name := self._index_name():
            self.index.clear()
            self.index.labels(name).set(1)
        return generate_latest(self.registry)


@dataclass(frozen=True, slots=True)
class CorporaSeen:
    """What happens to the corpora of a server."""

    seconds: Histogram
    failures: Counter
    closings: Counter

    def opened(self, seconds: float) -> None:
        """A corpus was opened; it took so long."""
        self.seconds.observe(seconds)

    def failed(self) -> None:
        """One could not be opened."""
        self.failures.inc()

    def closed(self, why: str) -> None:
        """One was closed: ``idle``, for ``room``, or at the ``stop``."""
        self.closings.labels(why).inc()


class Watch:
    """Follows one question through its events."""

    def __init__(self, metrics: Metrics, surface: str) -> None:
        self._metrics = metrics
        self._surface = surface
        self._began = self._last = time.perf_counter()
        self._outcome = "left"
        self._writing = False
        metrics.in_flight.inc()

    def saw(self, event: StreamEvent) -> None:
        """An event was given."""
        match event:
            case Sources():
                self._stage("reading")
            case Delta() if not self._writing:
                self._writing = True
                self._stage("first_words")
            case Answered(answer):
                self._stage("writing")
                self._outcome = answer.status
            case Failed():
                self._outcome = "failed"
            case _:
                pass

    def _stage(self, name: str) -> None:
        now = time.perf_counter()
        self._metrics.stages.labels(name).observe(now - self._last)
        self._last = now

    def ended(self) -> None:
        """No more events will come: answered, failed, or the visitor left."""
        metrics = self._metrics
        metrics.in_flight.dec()
        metrics.questions.labels(self._outcome, self._surface).inc()
        metrics.stages.labels("whole").observe(time.perf_counter() - self._began)
