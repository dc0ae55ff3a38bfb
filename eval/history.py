"""The figures of every whole run, one line a run, and how they went."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from eval import plots
from eval.errors import EvalError, reason
from eval.meanings import MEANINGS, show
from eval.run import Run

if TYPE_CHECKING:
    from rich.console import Console

SHOWN = 8
"""Runs that the table has columns for; the plot shows all."""


@dataclass(frozen=True, slots=True)
class Past:
    """One run as it is remembered: when, of what, and its figures by key."""

    time: str
    corpus: str
    index: str
    subject: str
    figures: dict[str, float]


def remember(run: Run, path: Path) -> None:
    """Adds a run to the history.

    Raises:
        EvalError: the file cannot be written.
    """
    line = {
        "time": run.time,
        "corpus": run.corpus,
        "index": run.index,
        "subject": run.subject,
        "figures": {figure.key: round(figure.value, 4) for figure in run.figures},
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")
    except OSError as error:
        raise EvalError(f"The history cannot be written: {reason(error)}.") from error


def recall(path: Path) -> list[Past]:
    """The remembered runs, oldest first.

    Raises:
        EvalError: there are none, or a line is not one.
    """
    if not path.is_file():
        raise EvalError(
            f"There is no history in {path} yet.", "Every whole `python -m eval` adds to it."
        )
    runs = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            row = json.loads(line)
            figures = {key: float(value) for key, value in row["figures"].items()}
            runs.append(Past(row["time"], row["corpus"], row["index"], row["subject"], figures))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EvalError(f"{path.name} line {number} is no run: {reason(error)}.") from error
    return runs


def print_history(runs: Sequence[Past], console: Console) -> None:
    """The newest runs side by side, figures that ever moved first to last."""
    from rich.table import Table

    newest = runs[-SHOWN:]
    table = Table(title=f"{len(runs)} runs, the newest {len(newest)}")
    table.add_column("figure")
    for past in newest:
        table.add_column(past.time[5:16].replace("T", " "), justify="right")
    for key in MEANINGS:
        values = [past.figures.get(key) for past in newest]
        if any(value is not None for value in values):
            cells = ("–" if value is None else show(key, value) for value in values)
            table.add_row(MEANINGS[key].label, *cells)
    console.print(table)


def history_html(runs: Sequence[Past]) -> str:
    """A page with one small line plot for every figure; no other file, no script."""
    panels = []
    for key, meaning in MEANINGS.items():
        points = [(past.time, past.figures[key]) for past in runs if key in past.figures]
        if points:
            told = [show(key, value) for _, value in points]
            top = 1.0 if meaning.unit != "ms" else max(value for _, value in points) or 1.0
            title = f"{meaning.label}: {told[0]} to {told[-1]} over {len(points)} runs"
            plot = plots.trend([value for _, value in points], top, title)
            panels.append(
                f"<figure>{plot}<figcaption>{escape(meaning.label)} <b>{told[-1]}</b>"
                f"</figcaption></figure>"
            )
    span = f"{runs[0].time[:10]} to {runs[-1].time[:10]}, {len(runs)} runs" if runs else ""
    return PAGE.format(span=escape(span), panels="\n".join(panels))


PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Evaluation: history</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<style>
:root {{ color-scheme: light dark; --line: #2456c4; --axis: #c9c6bd; }}
@media (prefers-color-scheme: dark) {{ :root {{ --line: #8fb1ff; --axis: #3c4655; }} }}
body {{ font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; }}
main {{ display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(230px, 1fr)); }}
figure {{ margin: 0; }} figcaption {{ font-size: .85rem; }}
svg .line {{ fill: none; stroke: var(--line); stroke-width: 2; }} svg .dot {{ fill: var(--line); }}
svg .axis {{ stroke: var(--axis); }}
</style></head>
<body><h1>How the figures went</h1><p>{span}</p><main>
{panels}
</main></body></html>
"""
