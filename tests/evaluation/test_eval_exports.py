"""A run for pipelines: JUnit, CSV, annotations; the history; two saved runs."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

import eval.__main__ as command
from eval.changes import baseline_of, changes_markdown, compare_runs, save_baseline
from eval.errors import EvalError
from eval.exports import (
    Wanted,
    cases_csv,
    figures_csv,
    github_lines,
    junit,
    summary,
    write_exports,
)
from eval.gate import Check
from eval.history import history_html, recall, remember
from eval.report import write_report
from eval.run import Run
from tests.evaluation.test_eval_report import TEXTS, a_run

HELD, MISSED = Check("facts", 0.9, 0.5), Check("mrr", 0.4, 0.5)


def gated() -> Run:
    return replace(a_run(), checks=(HELD, MISSED))


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["eval", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    return int(ended.value.code or 0)


def suites_of(text: str) -> dict[str, ElementTree.Element]:
    root = ElementTree.fromstring(text.encode())
    return {str(suite.get("name")): suite for suite in root}


def test_limits_that_are_not_held_are_failures_in_junit() -> None:
    done = gated()
    suites = suites_of(junit(done))
    gate = suites["gate"]
    assert (gate.get("tests"), gate.get("failures")) == ("2", "1")
    (failed,) = [case.get("name") for case in gate if case.find("failure") is not None]
    assert failed == "mrr"
    cases = [case for name, suite in suites.items() if name != "gate" for case in suite]
    assert len(cases) == len(done.rows)
    skipped = [case.get("name") for case in cases if case.find("skipped") is not None]
    assert skipped == [row.id for row in done.wrong]
    assert not any(case.find("failure") is not None for case in cases)


def test_a_case_that_was_right_before_is_a_failure_in_junit() -> None:
    done = gated()
    before = dict.fromkeys((row.id for row in done.rows), True)
    suites = suites_of(junit(done, before))
    failed = sum(int(s.get("failures", "0")) for name, s in suites.items() if name != "gate")
    assert failed == len(done.wrong) > 0


def test_a_gate_that_did_not_decide_is_an_error() -> None:
    gate = suites_of(junit(replace(a_run(), gate_note="another article")))["gate"]
    assert gate.get("errors") == "1"


def test_what_no_xml_can_hold_is_replaced() -> None:
    row = replace(a_run().rows[0], question="\x00\ud800<&", right=False, why=("\x1b",))
    text = junit(replace(gated(), rows=(row,)))
    assert suites_of(text)[row.set][0].get("name") == row.id


def test_csv_is_read_back_and_runs_nothing() -> None:
    done = gated()
    rows = list(csv.DictReader(io.StringIO(cases_csv(done.rows))))
    assert [row["id"] for row in rows] == [row.id for row in done.rows]
    evil = replace(done.rows[0], question='=HYPERLINK("x")')
    (first,) = csv.DictReader(io.StringIO(cases_csv([evil])))
    assert first["question"] == '\'=HYPERLINK("x")'
    figures = {row["key"]: row for row in csv.DictReader(io.StringIO(figures_csv(done)))}
    assert set(figures) == {figure.key for figure in done.figures}
    assert figures["mrr"]["limit"] == "0.5"


def test_annotations_point_at_lines(tmp_path: Path) -> None:
    done = gated()
    wrong = next(row for row in done.wrong if row.set == "answerable")
    gate = tmp_path / "gate.toml"
    gate.write_text("[limits]\nmrr = 0.5\n", encoding="utf-8")
    (tmp_path / "answerable.jsonl").write_text(f'\n{{"id": "{wrong.id}"}}\n', encoding="utf-8")
    lines = list(github_lines(done, gate, tmp_path, {wrong.id: True}))
    error, warning, notice = lines
    assert error.startswith("::error file=")
    assert ",line=2," in error
    assert "MRR" in error
    assert warning.startswith("::warning file=")
    assert ",line=2," in warning
    assert notice.startswith("::notice")
    assert not any("\n" in line for line in lines)


def test_the_summary_is_added_and_not_too_long(tmp_path: Path) -> None:
    path = tmp_path / "summary.md"
    path.write_text("before\n", encoding="utf-8")
    write_exports(gated(), Wanted(summary=path))
    assert path.read_text(encoding="utf-8").startswith("before\n# Evaluation")
    huge = replace(a_run(), subject="x" * 1_000_000)
    assert len(summary(huge).encode()) < 1_000_000
    with pytest.raises(EvalError, match="cannot be written"):
        write_exports(gated(), Wanted(junit=path / "no"))


def test_the_history_grows_and_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "history.jsonl"
    with pytest.raises(EvalError, match="no history"):
        recall(path)
    remember(a_run(), path)
    remember(replace(a_run(), time="2026-02-03T04-05-06Z"), path)
    runs = recall(path)
    assert [past.time[:10] for past in runs] == ["2026-01-02", "2026-02-03"]
    page = history_html(runs)
    assert page.count("<svg") == len(a_run().figures)
    assert page.count("<polyline") == len(a_run().figures)
    assert "http" not in page
    path.write_text("{}\n", encoding="utf-8")
    with pytest.raises(EvalError, match="line 1"):
        recall(path)


def test_two_saved_runs_are_compared_without_asking(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    done = a_run()
    row = next(row for row in done.rows if row.set == "answerable" and not row.right)
    better = replace(row, right=True, scores={**row.scores, "fully_right": 1.0})
    after = replace(done, rows=tuple(better if one is row else one for one in done.rows))
    save_baseline(baseline_of(done), tmp_path / "before.json")
    write_report(after, TEXTS, tmp_path / "after")
    out = tmp_path / "diff.md"
    paths = (str(tmp_path / "before.json"), str(tmp_path / "after"))
    assert run(monkeypatch, "diff", *paths, "--markdown", str(out)) == 0
    assert row.question[:30] in " ".join(capsys.readouterr().out.split())
    assert f"Now right (1): `{row.id}`" in out.read_text(encoding="utf-8")
    assert run(monkeypatch, "diff", paths[0], str(tmp_path / "absent")) == 2


def test_the_difference_has_an_interval() -> None:
    done = a_run()
    rows = [row for row in done.rows if row.set == "answerable"]
    worse = {row.id: replace(row, scores={**row.scores, "right_cited": 0.0}) for row in rows}
    after = replace(done, rows=tuple(worse.get(row.id, row) for row in done.rows))
    best = {row.id: replace(row, scores={**row.scores, "right_cited": 1.0}) for row in rows}
    before = replace(done, rows=tuple(best.get(row.id, row) for row in done.rows))
    changes = compare_runs(baseline_of(before), after)
    (change,) = [one for one in changes.figures if one.key == "right_cited"]
    assert change.low == change.high == -1.0
    assert change.p == pytest.approx(2 * 0.5 ** len(rows))
    assert "-100.0 to -100.0" in changes_markdown(baseline_of(before), baseline_of(after), changes)


def test_a_saved_report_is_exported(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = write_report(gated(), TEXTS, tmp_path / "one")
    names = ("--junit", "--csv", "--figures", "--summary")
    files = [str(tmp_path / name.strip("-")) for name in names]
    pairs = [part for pair in zip(names, files, strict=True) for part in pair]
    assert run(monkeypatch, "export", str(paths["json"]), *pairs, "--github") == 0
    assert all(Path(file).stat().st_size for file in files)
    assert "::error file=" in capsys.readouterr().out
    assert json.loads(paths["json"].read_text(encoding="utf-8"))["gate"]["passed"] is False


def test_a_run_that_could_not_be_tells_the_pipeline_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sets, junit_file, told = tmp_path / "sets", tmp_path / "j.xml", tmp_path / "step.md"
    sets.mkdir()
    (sets / "answerable.jsonl").write_text('{"id": "a1"\n', encoding="utf-8")
    asked = ("--sets", str(sets), "--github", "--junit", str(junit_file), "--summary", str(told))
    assert run(monkeypatch, *asked) == 2
    (suite,) = suites_of(junit_file.read_text(encoding="utf-8")).values()
    assert (suite.get("errors"), suite.get("tests")) == ("1", "1")
    (error,) = suite.iter("error")
    assert "answerable.jsonl line 1: it is not JSON" in str(error.get("message"))
    assert "**Could not run:** 1 line of the sets" in told.read_text(encoding="utf-8")
    said = capsys.readouterr()
    assert said.out.startswith("::error title=could not run::1 line of the sets cannot be used")
    # A file that cannot be written hides not what the matter is.
    assert run(monkeypatch, *asked[:3], "--junit", str(tmp_path)) == 2
    assert "1 line of the sets" in " ".join(capsys.readouterr().err.split())


def test_annotations_are_named_from_the_top_of_the_checkout(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    step = tmp_path / "checkout" / "docs"
    (step / "sets").mkdir(parents=True)
    (tmp_path / "checkout" / ".git").mkdir()
    monkeypatch.chdir(step)
    lines = list(github_lines(gated(), Path("sets/gate.toml"), Path("sets")))
    assert lines[0].startswith("::error file=docs/sets/gate.toml,")
    (tmp_path / "checkout" / ".git").rmdir()
    lines = list(github_lines(gated(), Path("sets/gate.toml"), Path("sets")))
    assert lines[0].startswith("::error file=sets/gate.toml,")
