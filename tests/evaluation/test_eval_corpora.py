"""The bench of many corpora: what is asked, and what is told of it. Nothing is timed here."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from assistant.serving.late_page import LatePage
from eval import corpora_step
from eval.corpora import COLUMNS, Held, idle_kb, print_corpora
from tests.support.page_first import AS_EVER

HELD = Held(
    known=100,
    open_most=10,
    started_mb=190.0,
    first_mb=300.0,
    full_mb=345.0,
    turned_mb=360.0,
    pages_mb=4.0,
    first_ms={"clock": 100.0, "processor": 80.0},
    open_ms={"clock": 20.0, "processor": 15.0},
    closed_again=30,
)


def test_a_table_tells_what_each_open_corpus_takes() -> None:
    row = {name: value(HELD) for name, value in COLUMNS}
    assert row["each open one, MB"] == "5.0"
    assert row["first question to a closed one, ms"] == "100 / 80"
    console = Console(width=160, record=True, file=StringIO())
    print_corpora([HELD, replace(HELD, known=1_000, full_mb=345.9)], console)
    text = console.export_text()
    assert "1,000" in text
    assert "closed takes 1.0 kB" in text


def test_nothing_is_claimed_of_idle_ones_where_too_few_are_known() -> None:
    alone = replace(HELD, known=1, first_ms=None, pages_mb=None, closed_again=0)
    assert alone.each_mb is None
    assert idle_kb([alone, HELD]) is None
    assert {name: value(alone) for name, value in COLUMNS}["its chat page, MB"] == "–"


def test_the_corpora_that_are_asked_are_opened_and_replaced(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LatePage, "running", AS_EVER)
    monkeypatch.setattr(corpora_step, "OPEN_MOST", 2)
    monkeypatch.setattr(corpora_step, "ROUNDS", 1)
    monkeypatch.setattr(corpora_step, "OVER_MOST", 4)
    monkeypatch.setattr(corpora_step, "PAGES", 2)
    corpora_step.prepare(tmp_path, 5, None)
    assert len([*(tmp_path / "corpora-5").iterdir()]) == 5
    settings = corpora_step.settings_of(tmp_path, 5)
    found = Held(**asyncio.run(corpora_step.serve(settings, 5)))
    assert (found.known, found.open_most, found.closed_again) == (5, 2, 2)
    assert found.first_ms is not None
    assert found.pages_mb is not None
