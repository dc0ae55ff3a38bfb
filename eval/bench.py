"""Time: whole answers warm, the first event of a stream, and the bare local model beside them.

The bare model is one run of the question encoder over the same question: what an answer costs
above it is ours.
"""

from __future__ import annotations

import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.sets import load_sets
from eval.starting import QUESTION
from eval.subject import InProcess, Progress, Subject

if TYPE_CHECKING:
    from rich.console import Console


BARE = "question encoder alone"
WHOLE = "whole answer"
AGAIN = "whole answer to a question asked before"
"""The question that is asked over HTTP, too."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Milliseconds of one thing done many times, in the order in which they were done.

    ``processor`` is the time of this process's own threads, where it was looked at: it says
    something on a busy machine, too.
    """

    name: str
    values: tuple[float, ...]
    processor: tuple[float, ...] = ()

    def percentile(self, percent: float) -> float:
        """The value that ``percent`` of the times do not exceed."""
        return float(np.percentile(np.asarray(self.values), percent))


def measure_times(subject: Subject, questions: int, progress: Progress) -> list[Timing]:
    """Times of answers and first events, and of the encoder alone where it is in this process."""
    sets, each = load_sets(), max(questions // 2, 1)
    pairs = zip(sets.answerable, sets.unanswerable, strict=False)
    every = [case.question for pair in pairs for case in pair]
    asked, others = every[:questions], every[questions:]
    if isinstance(subject, InProcess):
        subject.prepare()  # as a server does before most of its visitors
    for question in others[-5:]:  # none that is measured, or a part of it would be known
        subject.ask(question)
    timings = [
        _time(WHOLE, asked, subject.ask, progress),
        Timing("first event of a stream", tuple(map(subject.first_event_ms, others[:each]))),
    ]
    if isinstance(subject, InProcess):
        from assistant.index.embedding import QuestionEncoder

        encoder = QuestionEncoder()
        encoder.encode_one("warm")
        timings.append(_time(BARE, asked, encoder.encode_one, progress))
        timings.append(_again(len(asked), progress))
    return timings


def _again(questions: int, progress: Progress) -> Timing:
    """One question to an assistant as it is shipped, which remembers what it answered."""
    from assistant.assistant import Assistant
    from assistant.settings import load_settings
    from eval.subject import unlimited_settings

    remembered = load_settings().remembered
    with Assistant.open(unlimited_settings(remembered=remembered)) as opened:
        opened.ask(QUESTION)
        return _time(AGAIN, [QUESTION] * questions, opened.ask, progress)


def print_times(timings: Sequence[Timing], console: Console) -> None:
    """A table of percentiles on a terminal (rich)."""
    from rich.table import Table

    table = Table(title=f"Milliseconds, one at a time, {platform.machine()}")
    table.add_column("what")
    for name in ("questions", "p50", "p95", "slowest", "processor p50", "p95"):
        table.add_column(name, justify="right")
    for timing in timings:
        used = Timing(timing.name, timing.processor)
        table.add_row(
            timing.name,
            str(len(timing.values)),
            *(f"{timing.percentile(percent):.1f}" for percent in (50, 95, 100)),
            *(f"{used.percentile(percent):.1f}" if used.values else "" for percent in (50, 95)),
        )
    console.print(table)
    whole, bare = timings[0], next((t for t in timings if t.name == BARE), None)
    if bare is not None:
        console.print(
            "An answer over the bare encoder on the same questions: "
            + ", ".join(f"p{p} {whole.percentile(p) / bare.percentile(p):.1f}" for p in (50, 95))
            + " times as long."
        )


def _time(
    name: str, asked: Sequence[str], act: Callable[[str], object], progress: Progress
) -> Timing:
    values, processor = [], []
    for done, question in enumerate(asked, 1):
        start, used = time.perf_counter(), time.process_time()
        act(question)
        values.append((time.perf_counter() - start) * 1000)
        processor.append((time.process_time() - used) * 1000)
        progress(name, done, len(asked))
    return Timing(name, tuple(values), tuple(processor))
