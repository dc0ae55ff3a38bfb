"""What is said about lost passages: which, who needs them, and what to do first."""

from __future__ import annotations

from dataclasses import replace

from eval.advice import advice
from eval.report import markdown
from tests.evaluation.test_eval_report import a_run


def test_nothing_lost_needs_no_advice() -> None:
    whole = [replace(row, right=True) for row in a_run().rows]
    assert list(advice(whole)) == []


def test_a_lost_passage_is_named_with_its_cases_and_no_floor_is_lowered() -> None:
    done = a_run()
    lost = next(row for row in done.rows if row.set == "quotes")
    rows = [replace(row, right=row is not lost) for row in done.rows if row.set != "vectors"]
    told = "\n".join(advice(rows))
    needed = next(row for row in done.rows if row.set == "answerable" and lost.gold[0] in row.gold)
    assert lost.question[:40] in told
    assert needed.id in told
    assert "python -m assistant ingest" in told
    assert "gate --write" not in told
    assert "## What is lost" in markdown(replace(done, rows=tuple(rows)))


def test_wrong_vectors_are_counted() -> None:
    quotes = [row for row in a_run().rows if row.set == "quotes"]
    rows = [replace(row, set="vectors", right=place > 0) for place, row in enumerate(quotes)]
    (told,) = advice(rows)
    assert told.startswith(f"1 of {len(rows)} sampled vectors")
