"""Many corpora in one process: what 1, 10, 100 and 1,000 of them cost, open and closed.

Each number of corpora is served by a process of its own (``eval/corpora_step.py``), because memory
means something only in a fresh one. Few of the corpora are open at the same time, as in a server
whose owners come and go.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.errors import EvalError
from eval.subject import Progress

if TYPE_CHECKING:
    from rich.console import Console

STEPS = (1, 10, 100, 1_000)


@dataclass(frozen=True, slots=True)
class Held:
    """What a process with so many corpora took: megabytes, and milliseconds of clock and processor.

    Attributes:
        known: corpora in the folder.
        open_most: how many may be open at once.
        started_mb: nothing is open.
        first_mb: one corpus is open and was asked; all that is shared is loaded.
        full_mb: as many are open as may be.
        turned_mb: others took the place of all of them, several times.
        pages_mb: what one chat page more takes, made by Gradio when it is first looked at.
        first_ms: a first question to a closed corpus whose index is there.
        open_ms: a question to an open one.
        closed_again: how many corpora were opened and closed again on the way to ``turned_mb``.
    """

    known: int
    open_most: int
    started_mb: float
    first_mb: float
    full_mb: float
    turned_mb: float
    pages_mb: float | None
    first_ms: dict[str, float] | None
    open_ms: dict[str, float]
    closed_again: int

    @property
    def each_mb(self) -> float | None:
        """Megabytes of one more open corpus."""
        more = min(self.known, self.open_most) - 1
        return (self.full_mb - self.first_mb) / more if more else None


def measure_corpora(steps: Sequence[int], source: Path | None, progress: Progress) -> list[Held]:
    """Every number in turn, over one folder of corpora.

    Raises:
        EvalError: a step failed.
    """
    found: list[Held] = []
    with tempfile.TemporaryDirectory() as folder:
        for done, known in enumerate(steps):
            progress(f"{known:,} corpora", done, len(steps))
            command = [sys.executable, "-m", "eval.corpora_step", folder, str(known)]
            command += [str(source)] if source is not None else []
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
            if ran.returncode:
                last = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
                raise EvalError(f"The step of {known:,} corpora failed: {last}.")
            values: dict[str, Any] = json.loads(ran.stdout.splitlines()[-1])
            found.append(Held(**values))
    return found


def idle_kb(held: Sequence[Held]) -> float | None:
    """Kilobytes of one known corpus that is closed: between the largest step and the smallest that
    had as many open; below what can be measured it may be negative."""
    full = [one for one in held if one.known >= one.open_most]
    if len(full) < 2 or full[0].known == full[-1].known:
        return None
    least, most = full[0], full[-1]
    return (most.full_mb - least.full_mb) * 1_000 / (most.known - least.known)


def _mb(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}" if value < 20 else f"{value:.0f}"


def _ms(value: dict[str, float] | None) -> str:
    return "–" if value is None else f"{value['clock']:.0f} / {value['processor']:.0f}"


COLUMNS: tuple[tuple[str, Callable[[Held], str]], ...] = (
    ("corpora known", lambda h: f"{h.known:,}"),
    ("open at once", lambda h: f"{min(h.known, h.open_most)}"),
    ("memory, none open, MB", lambda h: _mb(h.started_mb)),
    ("one open, MB", lambda h: _mb(h.first_mb)),
    ("all that may be, MB", lambda h: _mb(h.full_mb)),
    ("each open one, MB", lambda h: _mb(h.each_mb)),
    ("its chat page, MB", lambda h: _mb(h.pages_mb)),
    ("opened and closed since", lambda h: f"{h.closed_again}"),
    ("memory then, MB", lambda h: _mb(h.turned_mb)),
    ("first question to a closed one, ms", lambda h: _ms(h.first_ms)),
    ("question to an open one, ms", lambda h: _ms(h.open_ms)),
)
"""The table: names and what a step has under them; pairs are clock and processor."""


def print_corpora(held: Sequence[Held], console: Console) -> None:
    """The table on a terminal (rich), a column for each number of corpora."""
    from rich.table import Table

    title = "Many corpora in one process; pairs are clock / processor"
    table = Table(title=title, show_header=False)
    for _ in range(len(held) + 1):
        table.add_column(justify="right")
    for name, value in COLUMNS:
        table.add_row(name, *(value(one) for one in held))
    console.print(table)
    if (idle := idle_kb(held)) is not None:
        console.print(f"A corpus that is known and closed takes {max(idle, 0.0):.1f} kB of memory.")
