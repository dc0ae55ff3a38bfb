"""Rows → figures: what is counted, by what, and that the README explains each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import eval.figures
from eval.figures import break_down, figures_from_json, measure, probabilities
from eval.meanings import MEANINGS, show
from eval.rows import Row
from eval.run import run_to_json
from tests.evaluation.test_eval_report import a_run

README = Path(eval.figures.__file__).with_name("README.md")


def row(identity: str, **changes: Any) -> Row:
    values: dict[str, Any] = {
        "id": identity,
        "set": "answerable",
        "group": identity,
        "question": "?",
        "expect": "answered",
        "labels": {"kind": "lookup"},
        "scores": {},
        "right": True,
        "why": (),
        "reply": {"status": "answered", "text": "", "citations": []},
        "wall_ms": 1.0,
    }
    return Row(**{**values, **changes})


def silent(identity: str, expect: str, kind: str, told: float) -> Row:
    labels = {"kind": kind}
    return row(identity, set="unanswerable", expect=expect, labels=labels, p_covered=told)


def value_of(rows: list[Row], key: str) -> float:
    (found,) = [figure.value for figure in measure(rows) if figure.key == key]
    return found


def test_retrieval_counts_groups_not_passages() -> None:
    # Two groups; the first passage has none, the second has one, the third the same again.
    rows = [row("a1", found=((), (0,), (0,), (1,)), groups=2)]
    expected = {"success_at_1": 0, "success_at_5": 1, "recall_at_1": 0, "recall_at_5": 1}
    assert {key: value_of(rows, key) for key in expected} == expected
    assert value_of(rows, "mrr") == 0.5


def test_a_passage_that_finds_two_groups_finds_both() -> None:
    rows = [row("a1", found=((0, 1), ()), groups=2)]
    assert value_of(rows, "recall_at_5") == value_of(rows, "ndcg_at_10") == 1.0


def test_nothing_found_is_zero_and_not_left_out() -> None:
    rows = [row("a1", found=(), groups=1), row("a2", found=((0,),), groups=1)]
    assert value_of(rows, "success_at_1") == 0.5
    assert value_of(rows, "mrr") == 0.5


def test_refusal_precision_counts_refusals_of_both_sets() -> None:
    refused = {"status": "not_covered", "text": "", "citations": []}
    rows = [
        row("a1", reply=refused),
        row("a2"),
        row("u1", set="unanswerable", expect="not_covered", reply=refused),
        row("u2", set="unanswerable", expect="small_talk", reply=refused),
    ]
    assert value_of(rows, "refusal_precision") == 0.5


def test_a_conversation_is_as_good_as_its_worst_turn() -> None:
    rows = [
        row(f"c{c}.{t}", set="conversations", group=f"c{c}", scores={"turn_right": right})
        for c, t, right in ((1, 1, 1.0), (1, 2, 0.0), (2, 1, 1.0))
    ]
    assert value_of(rows, "conversation_right") == 0.5
    assert value_of(rows, "turn_right") == pytest.approx(2 / 3)


def test_the_reader_is_judged_on_silent_questions_only() -> None:
    rows = [
        row("a1", p_covered=0.9),
        silent("u1", "not_covered", "near_miss", 0.2),
        silent("u2", "refuted", "false_premise", 0.99),
    ]
    assert value_of(rows, "auroc") == 1.0
    assert value_of(rows, "brier") == pytest.approx((0.01 + 0.04) / 2)
    assert list(probabilities(rows)) == ["answerable", "near_miss", "false_premise"]


def test_figures_that_have_no_cases_are_left_out() -> None:
    assert {figure.key for figure in measure([row("a1")])} == {"latency_p50", "latency_p95"}


def test_breakdowns_add_up() -> None:
    rows = [
        row("a1"),
        row("a2", right=False),
        row("a3", labels={"kind": "table"}),
        row("r1", set="robustness", labels={"why": "NUL"}),
    ]
    parts = break_down(rows)
    assert [(part.value, part.share, part.cases) for part in parts] == [
        ("lookup", 0.5, 2),
        ("table", 1.0, 1),
    ]


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [("facts", 0.5, "50.0 %"), ("mrr", 0.5, "0.500"), ("latency_p50", 12.4, "12 ms")],
)
def test_values_as_people_read_them(key: str, value: float, shown: str) -> None:
    assert show(key, value) == shown


def test_figures_survive_json() -> None:
    run = a_run()
    assert tuple(figures_from_json(run_to_json(run)["figures"])) == run.figures


def test_the_readme_explains_every_figure_and_no_other() -> None:
    text = README.read_text(encoding="utf-8")
    table = text.partition("## The figures")[2].partition("\n## ")[0]
    lines = [line.split("|") for line in table.splitlines() if line.startswith("| `")]
    explained = {cells[1].strip(" `"): cells[3].strip() for cells in lines}
    assert explained == {key: meaning.sentence for key, meaning in MEANINGS.items()}
