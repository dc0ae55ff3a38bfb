"""How time, memory and the index grow with the corpus: 120, 1,200, 12,000 and 50,000 passages.

Each step is a process of its own (``eval/scaling_step.py``). Beside the clock stands the time of
the processor, which says something on a busy machine, too. What is compared is a ratio in the same
process: an answer over the bare encoder, our ingestion over stock LlamaIndex's.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval import plots
from eval.errors import EvalError
from eval.subject import Progress

if TYPE_CHECKING:
    from rich.console import Console

STEPS = (120, 1_200, 12_000, 50_000)


@dataclass(frozen=True, slots=True)
class Step:
    """What one size took: seconds, megabytes, milliseconds. ``stock`` is ``None`` where stock
    LlamaIndex was not asked to take it in."""

    passages: int
    ingest: dict[str, float]
    stock: dict[str, float] | None
    changed: dict[str, float]
    index_mb: float
    open: dict[str, float]
    ready_mb: float
    answer_ms: dict[str, float]
    bare_ms: dict[str, float]

    @classmethod
    def from_json(cls, found: dict[str, Any]) -> Step:
        """Reads what the process of a step printed."""
        names = ("passages", "ingest", "changed", "index_mb", "open", "ready_mb", "answer_ms")
        values = {name: found[name] for name in names}
        return cls(**values, stock=found.get("stock"), bare_ms=found["bare_ms"])

    @property
    def per_passage_ms(self) -> float:
        """Milliseconds of the processor to take one passage in."""
        return self.ingest["processor"] / self.passages * 1000


def measure_scaling(steps: Sequence[int], source: Path | None, progress: Progress) -> list[Step]:
    """Every size in turn.

    Raises:
        EvalError: a step failed.
    """
    found = []
    for done, passages in enumerate(steps):
        progress(f"{passages:,} passages", done, len(steps))
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "eval.scaling_step", folder, str(passages)]
            command += [str(source)] if source is not None else []
            ran = subprocess.run(command, capture_output=True, text=True, check=False)
        if ran.returncode:
            last = (ran.stderr.strip().splitlines() or ["no reason given"])[-1]
            raise EvalError(f"The step of {passages:,} passages failed: {last}.")
        found.append(Step.from_json(json.loads(ran.stdout.splitlines()[-1])))
    return found


def _pair(spent: dict[str, float], factor: float = 1.0, form: str = ".1f") -> str:
    return f"{spent['clock'] * factor:{form}} / {spent['processor'] * factor:{form}}"


COLUMNS: tuple[tuple[str, Callable[[Step], str]], ...] = (
    ("passages", lambda s: f"{s.passages:,}"),
    ("taken in, s", lambda s: _pair(s.ingest)),
    ("a passage, ms", lambda s: f"{s.per_passage_ms:.2f}"),
    (
        "of stock LlamaIndex's",
        lambda s: f"{s.ingest['processor'] / s.stock['processor']:.2f} ×" if s.stock else "–",
    ),
    ("one sentence changed, s", lambda s: _pair(s.changed)),
    ("embedded then", lambda s: f"{s.changed['embedded']:.0f}"),
    ("index, MB", lambda s: f"{s.index_mb:.1f}"),
    ("opened, s", lambda s: _pair(s.open, form=".2f")),
    ("memory, MB", lambda s: f"{s.ready_mb:.0f}"),
    ("answer p50, ms", lambda s: _pair(s.answer_ms)),
    ("of the bare encoder's", lambda s: f"{s.answer_ms['clock'] / s.bare_ms['clock']:.1f} ×"),
)
"""The table: names and what a step has under them; pairs are clock and processor."""


def print_scaling(steps: Sequence[Step], console: Console) -> None:
    """The table on a terminal (rich), a column for each size."""
    from rich.table import Table

    table = Table(title="By size of the corpus; pairs are clock / processor", show_header=False)
    for _ in range(len(steps) + 1):
        table.add_column(justify="right")
    for name, value in COLUMNS:
        table.add_row(name, *(value(step) for step in steps))
    console.print(table)


def scaling_html(steps: Sequence[Step], above: str = "") -> str:
    """A page with the table and a plot for each figure, both scales logarithmic, under ``above``, a
    piece of HTML."""
    drawn: tuple[tuple[str, Callable[[Step], float]], ...] = (
        ("taken in, processor s", lambda s: s.ingest["processor"]),
        ("opened, processor s", lambda s: s.open["processor"]),
        ("answer p50, processor ms", lambda s: s.answer_ms["processor"]),
        ("memory, MB", lambda s: s.ready_mb),
        ("index, MB", lambda s: s.index_mb),
    )
    figures = "".join(
        f"<figure>{plots.growth([(s.passages, value(s)) for s in steps], name)}"
        f"<figcaption>{escape(name)}</figcaption></figure>"
        for name, value in drawn
    )
    rows = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(f'<td>{value(s)}</td>' for s in steps)}</tr>"
        for name, value in COLUMNS
    )
    style = (
        "body{font:15px system-ui;margin:2rem}figure{display:inline-block;margin:1rem}"
        "td,th{padding:.2rem .8rem;text-align:right}.axis{stroke:#999}"
        ".line{fill:none;stroke:#2563eb;stroke-width:2}.dot{fill:#2563eb}text{font-size:11px}"
    )
    return (
        f'<!doctype html><meta charset="utf-8"><title>By size of the corpus</title>'
        f"<style>{style}</style>{above}<h1>By size of the corpus</h1>{figures}<table>{rows}</table>"
    )
