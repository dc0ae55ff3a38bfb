"""The bench by size and under load: what is written, told and drawn. Nothing is timed here."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import StringIO
from itertools import islice
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.console import Console

from assistant.sources.corpus import read_corpus
from eval import aims, plots, scaling_step
from eval.bench import AGAIN, BARE, WHOLE, Timing
from eval.scaling import COLUMNS, Step, print_scaling, scaling_html
from eval.starting import Start
from eval.together import Load, Loads, print_loads

FOUND: dict[str, Any] = {
    "passages": 1_000,
    "ingest": {"clock": 10.0, "processor": 8.0},
    "stock": {"clock": 9.0, "processor": 4.0},
    "changed": {"clock": 1.0, "processor": 0.5, "embedded": 1},
    "index_mb": 9.5,
    "open": {"clock": 2.0, "processor": 1.0},
    "ready_mb": 300.0,
    "answer_ms": {"clock": 20.0, "processor": 15.0},
    "bare_ms": {"clock": 2.0, "processor": 1.5},
    "opened_mb": 250.0,
}


def told(show: Callable[[Console], None]) -> str:
    console = Console(width=160, record=True, file=StringIO())
    show(console)
    return console.export_text()


def test_a_step_is_read_and_told_with_its_ratios() -> None:
    step = Step.from_json(FOUND)
    assert step.per_passage_ms == 8.0
    row = {name: value(step) for name, value in COLUMNS}
    assert row["of stock LlamaIndex's"] == "2.00 ×"
    assert row["of the bare encoder's"] == "10.0 ×"
    assert row["taken in, s"] == "10.0 / 8.0"
    text = told(lambda console: print_scaling([step], console))
    assert "1,000" in text
    assert "300" in text


def test_where_stock_was_not_asked_nothing_is_claimed() -> None:
    without = {name: value for name, value in FOUND.items() if name != "stock"}
    row = {name: value(Step.from_json(without)) for name, value in COLUMNS}
    assert row["of stock LlamaIndex's"] == "–"


def test_the_page_has_a_plot_for_each_figure() -> None:
    steps = [Step.from_json({**FOUND, "passages": size}) for size in (120, 1_200)]
    page = scaling_html(steps)
    assert page.count("<svg") == page.count("<figcaption>") == 5
    assert "1,200" in page


def test_growth_rises_with_what_it_shows() -> None:
    drawn = ElementTree.fromstring(plots.growth([(100, 1), (1_000, 10), (10_000, 50)], "time"))
    dots = drawn.findall("circle")
    across = [float(dot.get("cx", "nan")) for dot in dots]
    down = [float(dot.get("cy", "nan")) for dot in dots]
    assert across == sorted(across)
    assert down == sorted(down, reverse=True)  # y grows downwards
    assert plots.growth([], "nothing").count("circle") == 0


def test_the_corpus_of_a_step_has_the_passages_that_were_asked_for(tmp_path: Path) -> None:
    scaling_step.write_corpus(tmp_path, 95, scaling_step.sentences_of(None))
    corpus = read_corpus(tmp_path)
    assert len(corpus.documents) == 3
    assert len(corpus.passages) == 95
    assert len({passage.text for passage in corpus.passages}) == 95


def test_sentences_of_public_data_come_first(tmp_path: Path) -> None:
    source = tmp_path / "corpus.jsonl"
    long = "This sentence is long enough to be a passage of its own."
    source.write_text(json.dumps({"sentences": [long, "Short."]}) + "\n", encoding="utf-8")
    first, second = islice(scaling_step.sentences_of(source), 2)
    assert first == long
    assert second not in (long, "Short.")


def test_loads_are_told_as_answers_a_second_and_as_ratios() -> None:
    load = Load(clients=32, questions=200, api=(10.0, 4.0), page=(12.0, 5.0))
    text = told(lambda console: print_loads(Loads((load,), 300.0, 320.0), console))
    for word in ("32", "20.0", "16.7", "1.20", "1.25", "300 MB", "320 MB"):
        assert word in text


def test_the_table_has_a_row_for_each_aim_with_its_ratio() -> None:
    times = [
        Timing(WHOLE, (8.0, 8.0), (9.0, 9.0)), Timing(BARE, (4.0, 4.0), (3.0, 3.0)),
        Timing(AGAIN, (2.0,)),
    ]  # fmt: skip
    load = Load(32, 200, (4.0, 1.0), (8.0, 1.0), (2.0, 1.0))
    loads = Loads(
        (load,), 300.0, 320.0, bare_mb=240.0, one_ms=12.0, again_ms=5.0, bare_a_second=125.0
    )
    steps = [
        Step.from_json({**FOUND, "passages": 120, "stock": {"clock": 1.0, "processor": 2.0}}),
        Step.from_json(FOUND),
        Step.from_json({**FOUND, "passages": 50_000, "stock": None}),
    ]
    found = [
        *aims.of_answers(times), *aims.of_loads(times, loads),
        *aims.of_starts([Start("ask", 1.2, 1.0)]), *aims.of_steps(steps),
        aims.of_first(aims.First(6.0, 5.0, 70, 2)),
        aims.of_disk(aims.Disk(700.0, 140, (("chromadb", 60.0),))),
    ]  # fmt: skip
    rows = {row.what: row for row in found}
    assert rows["answer in process ÷ bare encoder, p50 / p95"].measured.startswith("2.0 × / 2.0 ×")
    assert rows["HTTP ÷ in process, one client, p50"].measured == "1.5 ×"
    assert rows["answers a second, 32 clients, of two bare encoders'"].measured.startswith("40%")
    assert rows["the same, of a question asked before"].measured.startswith("2.5 ×")
    assert rows["the same, 32 clients, one question asked before"].measured.startswith("80%")
    assert (
        rows["ingestion ÷ stock LlamaIndex's, 1,000 passages"].measured == "1.11 × (processor 2.00)"
    )
    assert rows["open at 50,000 passages"].met is False
    assert rows["memory of a ready server"].met is True
    assert rows["first ingestion: the article / two sentences"].met is False
    shown = told(lambda console: aims.print_aims(found, console))
    page = scaling_html(steps, aims.aims_html(found))
    assert all(row.aim in shown and row.aim in page for row in found)


def test_what_was_not_measured_has_no_row() -> None:
    assert list(aims.of_steps([])) == []
    assert list(aims.of_answers([Timing(WHOLE, (1.0,))])) == []


def test_what_is_installed_is_counted_without_the_tools() -> None:
    sizes = dict(aims.on_disk(most=1_000).largest)
    assert {"chromadb", "llama-index-core", "gradio"} <= sizes.keys()
    assert sizes.keys() & {"pytest", "mypy", "playwright"} == set()
