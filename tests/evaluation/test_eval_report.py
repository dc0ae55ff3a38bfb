"""What a run leaves behind can be read back, and the page holds what it should, escaped."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from eval.errors import EvalError
from eval.figures import break_down, measure
from eval.gate import Check
from eval.page import excerpt, page_html
from eval.report import markdown, write_report
from eval.results import score_run
from eval.run import Run, engines_of, latest_report, load_run, run_to_json, verdict
from eval.runner import observe
from eval.sets import load_sets
from tests.support.scripted import INDEX, BrokenPrevious, Scripted, ScriptedSubject, the_corpus

TEXTS = {key: document.text for key, document in the_corpus().documents.items()}


@cache
def a_run() -> Run:
    """A small run with some wrong cases."""
    sets = load_sets().limited(8)
    subject = ScriptedSubject(BrokenPrevious(Scripted(sets)), sets)
    seen = observe(subject, sets)
    rows = score_run(sets, seen, subject.texts)
    return Run(
        time="2026-01-02T03-04-05Z",
        subject="scripted",
        engines=engines_of(rows),
        corpus="c0ffee",
        index=INDEX,
        asked=sets.sizes(),
        seconds=seen.seconds,
        figures=tuple(measure(rows, seen.first_event_ms)),
        breakdowns=tuple(break_down(rows)),
        rows=tuple(rows),
    )


def test_a_report_is_read_back_as_it_was(tmp_path: Path) -> None:
    run = replace(a_run(), checks=(Check("facts", 0.4, 0.5),), seconds=1.25)
    paths = write_report(run, TEXTS, tmp_path / "one")
    assert load_run(paths["json"]) == load_run(tmp_path / "one") == run
    assert latest_report(tmp_path) == paths["json"]


def test_the_newest_report_is_the_latest(tmp_path: Path) -> None:
    with pytest.raises(EvalError, match="no report"):
        latest_report(tmp_path / "absent")
    for name in ("2026-01-02", "2026-03-04", "2026-02-03"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "report.json").write_text("{}")
    assert latest_report(tmp_path).parent.name == "2026-03-04"
    with pytest.raises(EvalError, match="not a report"):
        load_run(latest_report(tmp_path))


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EvalError, match="cannot be written"):
        write_report(a_run(), TEXTS, tmp_path / "file")


@pytest.mark.parametrize(
    ("checks", "note", "passed", "words"),
    [
        ((Check("facts", 0.9, 0.5),), "", True, "passed"),
        ((Check("facts", 0.4, 0.5),), "", False, "1 of 1"),
        ((), "why", False, "not decided: why"),
        ((), "", False, "not asked"),
    ],
)
def test_the_verdict(checks: tuple[Check, ...], note: str, passed: bool, words: str) -> None:
    run = replace(a_run(), checks=checks, gate_note=note)
    assert run.passed is passed
    assert words in verdict(run)


def test_markdown_lists_every_figure_and_every_wrong_case() -> None:
    run = a_run()
    text = markdown(run)
    assert all(f"| {figure.meaning.label} |" in text for figure in run.figures)
    assert run.wrong
    assert all(f"`{row.id}`" in text for row in run.wrong)
    assert all(row.why for row in run.wrong)


def test_the_page_is_whole_and_stands_alone() -> None:
    run = a_run()
    page = page_html(run, TEXTS)
    assert page.startswith("<!doctype html>")
    assert all(f'id="{row.id}"' in page for row in run.wrong)
    assert page.count("<svg") > 20
    for outside in ("http://", "https://", "<link", "src=", "@import", "url("):
        assert outside not in page, outside


def test_the_page_escapes_what_people_and_models_wrote() -> None:
    run = a_run()
    evil = "<script>alert(1)</script>"
    rows = tuple(
        replace(row, question=evil, why=(evil,), reply={**row.reply, "text": evil})
        for row in run.wrong[:2]
    )
    page = page_html(replace(run, rows=rows, subject=evil), TEXTS)
    assert evil not in page
    assert "&lt;script&gt;alert(1)" in page


def test_the_excerpt_lights_the_right_words() -> None:
    texts = {"a": "First line.\nSecond <b> line.\n\nThird line."}
    gold, cited = ("gold", ("a", 0, 5)), ("cited", ("a", 3, 11))
    lines = excerpt(texts, [gold, cited, ("gold", ("a", 30, 35))])
    assert [str(line) for line in lines] == [
        '<p class="line"><mark class="gold">Fir</mark><mark class="cited gold">st</mark>'
        '<mark class="cited"> line.</mark></p>',
        '<p class="gap">⋯</p>',
        '<p class="line"><mark class="gold">Third</mark> line.</p>',
    ]
    assert "&lt;b&gt;" in str(excerpt(texts, [("gold", ("a", 12, 18))])[0])


def test_lone_surrogates_do_not_stop_a_report(tmp_path: Path) -> None:
    run = a_run()
    rows = (replace(run.rows[0], question="\ud800?", right=False, why=("x",)),)
    write_report(replace(run, rows=rows), TEXTS, tmp_path)
    assert "\\ud800" in (tmp_path / "report.md").read_text()


def test_a_row_keeps_everything_in_json() -> None:
    assert len(run_to_json(a_run())["rows"]) == len(a_run().rows)
