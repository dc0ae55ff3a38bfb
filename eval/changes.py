"""Better or worse than before: two runs on the same questions, case by case, with a paired test.

The baseline is a small file: the scores of every case, without the words. It is meant to be kept
in the repository, so that a pull request shows what it changes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from eval.errors import EvalError, reason
from eval.figures import values_of
from eval.intervals import mean_interval, paired_p
from eval.meanings import MEANINGS, show
from eval.rows import Row
from eval.run import Run, load_run, report_file

if TYPE_CHECKING:
    from rich.console import Console

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

    ``p`` is the chance of a difference this large if nothing had changed: exact McNemar for yes and
    no. ``low`` and ``high`` are the 95 % interval of the difference, the cases drawn in pairs.
    """

    key: str
    before: float
    after: float
    cases: int
    better: int
    worse: int
    p: float
    low: float = 0.0
    high: float = 0.0

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
    return remembered(run.rows, run.time, run.corpus, run.index)


def remembered(rows: Sequence[Row], time: str, corpus: str, index: str) -> Baseline:
    """What to remember of rows."""
    values = {
        key: {case: value for case, (_, value) in found.items()}
        for key in MEANINGS
        if (found := values_of(rows, key))
    }
    return Baseline(time, corpus, index, values, {row.id: row.right for row in rows})


def save_baseline(kept: Baseline, path: Path) -> None:
    """Writes the baseline, one line a figure, so that its diffs are short."""
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
    file = report_file(path)
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
            f"{file} is not a baseline: {reason(error)}.",
            "`python -m eval --save-baseline` writes one; any report will do, too.",
        ) from error


def compare_runs(before: Baseline, run: Run) -> Changes:
    """What got better and worse, over the cases that both have."""
    return compare_baselines(before, baseline_of(run))


def compare_baselines(before: Baseline, now: Baseline) -> Changes:
    """The same for two that are remembered."""
    figures = []
    for key in MEANINGS:
        old, new = before.values.get(key, {}), now.values.get(key, {})
        shared = [case for case in new if case in old]
        if not shared:
            continue
        pairs = [(old[case], new[case]) for case in shared]
        # Turns of a conversation and wordings of a family are drawn together.
        figures.append(_change(key, pairs, [case.partition(".")[0] for case in shared]))
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


def _change(key: str, pairs: Sequence[tuple[float, float]], groups: Sequence[str]) -> Change:
    # A baseline is rounded to four digits; smaller differences are no differences.
    same = [(old, old if abs(new - old) < 1e-3 else new) for old, new in pairs]
    sign = -1 if MEANINGS[key].better == "lower" else 1
    gains = [sign * (new - old) for old, new in same]
    low, high = mean_interval([new - old for old, new in same], groups)
    return Change(
        key=key,
        before=sum(old for old, _ in same) / len(same),
        after=sum(new for _, new in same) / len(same),
        cases=len(same),
        better=sum(gain > 0 for gain in gains),
        worse=sum(gain < 0 for gain in gains),
        p=paired_p([old for old, _ in same], [new for _, new in same]),
        low=low,
        high=high,
    )


def changes_markdown(before: Baseline, now: Baseline, changes: Changes) -> str:
    """The changes in Markdown, for a pull request."""
    lines = [f"# {before.time} → {now.time}", ""]
    moved = [
        f"| {MEANINGS[c.key].label} | {show(c.key, c.before)} | {show(c.key, c.after)} | "
        f"{_difference(c)} | {c.better} | {c.worse} | {c.cases} | {_chance(c)} |"
        for c in changes.figures
        if c.better or c.worse
    ]
    if moved:
        lines += [
            "| figure | before | now | difference, 95 % | better | worse | of | p |",
            "|---|---:|---:|---|---:|---:|---:|---:|",
            *moved,
        ]
    else:
        shared = sum(case in before.verdicts for case in now.verdicts)
        lines.append(f"No figure moved on the {shared} cases of both.")
    for title, cases in (("Now right", changes.mended), ("Now wrong", changes.broken)):
        if cases:
            lines += ["", f"{title} ({len(cases)}): {', '.join(f'`{case}`' for case in cases)}"]
    lines += ["", *(f"Note: {note}." for note in changes.notes)]
    return "\n".join(lines).rstrip() + "\n"


def _difference(change: Change) -> str:
    if MEANINGS[change.key].unit == "share":
        return f"{change.low * 100:+.1f} to {change.high * 100:+.1f}"
    return f"{change.low:+.3f} to {change.high:+.3f}"


def _chance(change: Change) -> str:
    return f"{change.p:.3f}" if change.p >= 0.001 else "<0.001"


def print_changes(
    before: Baseline, questions: Mapping[str, Row], changes: Changes, console: Console
) -> None:
    """The changes as a table, and the cases that tipped over, on a terminal.

    Args:
        questions: rows by id, for the words of the cases; those that are missing are only named.
    """
    from rich.markup import escape
    from rich.table import Table

    table = Table(title=f"Against the run of {before.time}")
    table.add_column("figure")
    for name in ("before", "now", "difference, 95 %", "better", "worse", "p"):
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
            _difference(change),
            str(change.better),
            str(change.worse),
            _chance(change),
        )
    console.print(table if table.row_count else "No case changed.")
    for title, cases in (("Now right", changes.mended), ("Now wrong", changes.broken)):
        if cases:
            console.print(f"[bold]{title} ({len(cases)})[/]")
            for case in cases:
                row = questions.get(case)
                if row is None:
                    console.print(f"  {case}")
                    continue
                why = f" — {'; '.join(row.why)}" if row.why else ""
                console.print(f"  {case} {escape(row.question[:90])}{escape(why[:120])}")
    for note in changes.notes:
        console.print(f"[dim]Note: {note}.[/]")
