"""Better or worse than before: two runs on the same questions, case by case, with a paired test.

The baseline is a small file: the scores of every case, without the words. It is meant to be kept
in the repository, so that a pull request shows what it changes.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.errors import EvalError
from eval.figures import values_of
from eval.intervals import paired_p
from eval.meanings import MEANINGS, show
from eval.run import Run, load_run

NOTEWORTHY = 0.05


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is remembered of an earlier run: values by figure and case, verdicts by case."""

    time: str
    corpus: str
    index: str
    values: dict[str, dict[str, float]]
    verdicts: dict[str, bool]


@dataclass(frozen=True, slots=True)
class Change:
    """One figure then and now, over the cases that both runs have.

    ``p`` is the chance of a difference this large if nothing had changed.
    """

    key: str
    before: float
    after: float
    cases: int
    better: int
    worse: int
    p: float

    @property
    def improved(self) -> bool:
        """Whether the figure moved to the good side."""
        gain = self.after - self.before
        return gain < 0 if MEANINGS[self.key].better == "lower" else gain > 0

    def __str__(self) -> str:
        sure = "" if self.p >= NOTEWORTHY else ", more than chance"
        return (
            f"{MEANINGS[self.key].label}: {show(self.key, self.before)} → "
            f"{show(self.key, self.after)} ({self.better} better, {self.worse} worse of "
            f"{self.cases}, p = {self.p:.3f}{sure})"
        )


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs between a baseline and a run."""

    figures: tuple[Change, ...]
    mended: tuple[str, ...]
    broken: tuple[str, ...]
    notes: tuple[str, ...]


def baseline_of(run: Run) -> Baseline:
    """What to remember of a run."""
    values = {
        key: {case: value for case, (_, value) in found.items()}
        for key in MEANINGS
        if (found := values_of(run.rows, key))
    }
    return Baseline(
        run.time, run.corpus, run.index, values, {row.id: row.right for row in run.rows}
    )


def save_baseline(run: Run, path: Path) -> None:
    """Writes the baseline, one line a figure, so that its diffs are short."""
    kept = baseline_of(run)
    head = {"time": kept.time, "corpus": kept.corpus, "index": kept.index}
    rounded = {
        key: {case: round(value, 4) for case, value in values.items()}
        for key, values in kept.values.items()
    }
    lines = [
        *(f"{json.dumps(key)}: {json.dumps(value)}" for key, value in head.items()),
        f'"verdicts": {json.dumps(kept.verdicts)}',
        '"values": {\n'
        + ",\n".join(f"{json.dumps(key)}: {json.dumps(values)}" for key, values in rounded.items())
        + "\n}",
    ]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def load_baseline(path: Path) -> Baseline:
    """Reads a baseline, or makes one of a whole report.

    Raises:
        EvalError: there is none, or it is not one.
    """
    file = path / "report.json" if path.is_dir() else path
    try:
        content: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if "rows" in content:
            return baseline_of(load_run(file))
        return Baseline(
            content["time"],
            content["corpus"],
            content["index"],
            content["values"],
            content["verdicts"],
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise EvalError(
            f"{file} is not a baseline: {error!r}.",
            "`python -m eval --save-baseline` writes one.",
        ) from error


def compare_runs(before: Baseline, run: Run) -> Changes:
    """What got better and worse, over the cases that both have."""
    now = baseline_of(run)
    figures = []
    for key in MEANINGS:
        old, new = before.values.get(key, {}), now.values.get(key, {})
        shared = [case for case in new if case in old]
        if not shared:
            continue
        pairs = [(old[case], new[case]) for case in shared]
        figures.append(_change(key, pairs))
    both = [case for case in now.verdicts if case in before.verdicts]
    notes = []
    if before.corpus != now.corpus:
        notes.append("the article changed since, so quotes and floors may not mean the same")
    if len(both) < max(len(now.verdicts), len(before.verdicts)):
        notes.append(f"{len(both)} cases are in both runs; the others are left out")
    return Changes(
        tuple(figures),
        tuple(case for case in both if now.verdicts[case] and not before.verdicts[case]),
        tuple(case for case in both if before.verdicts[case] and not now.verdicts[case]),
        tuple(notes),
    )


def _change(key: str, pairs: Sequence[tuple[float, float]]) -> Change:
    # A baseline is rounded to four digits; smaller differences are no differences.
    same = [(old, old if abs(new - old) < 1e-3 else new) for old, new in pairs]
    sign = -1 if MEANINGS[key].better == "lower" else 1
    gains = [sign * (new - old) for old, new in same]
    return Change(
        key=key,
        before=sum(old for old, _ in same) / len(same),
        after=sum(new for _, new in same) / len(same),
        cases=len(same),
        better=sum(gain > 0 for gain in gains),
        worse=sum(gain < 0 for gain in gains),
        p=paired_p([old for old, _ in same], [new for _, new in same]),
    )


def print_changes(before: Baseline, run: Run, changes: Changes, console: Any) -> None:
    """The changes as a table, and the cases that tipped over, on a terminal (rich)."""
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"Against the baseline of {before.time}")
    table.add_column("figure")
    for name in ("before", "now", "better", "worse", "p"):
        table.add_column(name, justify="right")
    for change in changes.figures:
        if change.better == change.worse == 0:
            continue
        sure = change.p < NOTEWORTHY
        style = ("green" if change.improved else "red") if sure else ""
        table.add_row(
            f"[{style}]{MEANINGS[change.key].label}[/]" if style else MEANINGS[change.key].label,
            show(change.key, change.before),
            show(change.key, change.after),
            str(change.better),
            str(change.worse),
            f"{change.p:.3f}" if change.p >= 0.001 else "<0.001",
        )
    console.print(table if table.row_count else "No case changed against the baseline.")
    questions = {row.id: row for row in run.rows}
    for title, cases in (("Now right", changes.mended), ("Now wrong", changes.broken)):
        if cases:
            console.print(f"[bold]{title} ({len(cases)})[/]")
            for case in cases:
                row = questions[case]
                why = f" — {'; '.join(row.why)}" if row.why else ""
                console.print(f"  {case} {escape(row.question[:90])}{escape(why[:120])}")
    for note in changes.notes:
        console.print(f"[dim]Note: {note}.[/]")
