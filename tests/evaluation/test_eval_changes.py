"""Two runs, case by case: what got better and worse, and whether it may be chance."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from eval.changes import (
    baseline_of,
    compare_runs,
    load_baseline,
    print_changes,
    save_baseline,
)
from eval.errors import EvalError
from eval.report import write_report
from eval.rows import Row
from eval.run import Run
from tests.evaluation.test_eval_report import TEXTS, a_run


def with_rows(run: Run, change: dict[str, Row]) -> Run:
    return replace(run, rows=tuple(change.get(row.id, row) for row in run.rows))


def flipped(row: Row) -> Row:
    value = 1.0 - row.scores["fully_right"]
    return replace(row, right=value == 1.0, scores={**row.scores, "fully_right": value})


def test_a_run_does_not_differ_from_itself() -> None:
    changes = compare_runs(baseline_of(a_run()), a_run())
    assert changes.mended == changes.broken == changes.notes == ()
    assert all(change.p == 1.0 for change in changes.figures)
    assert all(change.better == change.worse == 0 for change in changes.figures)


def test_the_changed_case_is_named() -> None:
    run = a_run()
    row = next(row for row in run.rows if row.set == "answerable" and not row.right)
    better = with_rows(run, {row.id: flipped(row)})
    changes = compare_runs(baseline_of(run), better)
    assert changes.mended == (row.id,)
    back = compare_runs(baseline_of(better), run)
    assert back.broken == (row.id,)
    (there,) = [change for change in changes.figures if change.key == "fully_right"]
    (here,) = [change for change in back.figures if change.key == "fully_right"]
    assert (there.better, there.worse, here.better, here.worse) == (1, 0, 0, 1)
    assert there.improved
    assert not here.improved


def test_lower_is_better_where_it_is() -> None:
    run = a_run()
    row = next(row for row in run.rows if row.scores.get("wrong_refusal") == 0.0)
    worse = with_rows(run, {row.id: replace(row, scores={**row.scores, "wrong_refusal": 1.0})})
    (change,) = [
        change
        for change in compare_runs(baseline_of(run), worse).figures
        if change.key == "wrong_refusal"
    ]
    assert (change.better, change.worse, change.improved) == (0, 1, False)
    assert "→" in str(change)


def test_only_shared_cases_are_paired() -> None:
    run = a_run()
    fewer = replace(run, rows=run.rows[1:], corpus="other")
    notes = " ".join(compare_runs(baseline_of(run), fewer).notes)
    assert "article changed" in notes
    assert f"{len(run.rows) - 1} cases are in both" in notes


def test_a_baseline_is_read_back_and_a_report_is_one_too(tmp_path: Path) -> None:
    run = a_run()
    save_baseline(baseline_of(run), tmp_path / "baseline.json")
    kept = load_baseline(tmp_path / "baseline.json")
    assert kept.verdicts == baseline_of(run).verdicts
    assert all(c.better == c.worse == 0 for c in compare_runs(kept, run).figures)
    write_report(run, TEXTS, tmp_path / "report")
    assert load_baseline(tmp_path / "report") == baseline_of(run)


@pytest.mark.parametrize("text", [None, "", "[]", "{}"])
def test_a_bad_baseline_is_refused(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "baseline.json"
    if text is not None:
        path.write_text(text)
    with pytest.raises(EvalError, match="not a baseline"):
        load_baseline(path)


def test_changes_are_shown_with_the_questions() -> None:
    run = a_run()
    row = next(row for row in run.rows if row.set == "answerable" and not row.right)
    before = baseline_of(run)
    after = with_rows(run, {row.id: flipped(row)})
    console = Console(record=True, width=160, file=None, quiet=False)
    with console.capture() as capture:
        rows = {row.id: row for row in after.rows}
        print_changes(before, rows, compare_runs(before, after), console)
    assert "Now right (1)" in capture.get()
    assert row.question[:40] in capture.get()
