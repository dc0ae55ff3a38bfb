"""A cell says what it is, and an empty one nothing."""

from __future__ import annotations

import pytest

from assistant.sources.readers import parse
from assistant.writing.tables import cell_asked, cell_of_subject, said_cell, said_row

MUG, THESIS = (
    p
    for p in parse(
        "| Item | Price | Delivery (days) | Notes |\n|---|---|---|---|\n| Mug | 12 € | 8 | |\n"
        "| Thesis | 34 € | 1 | Same day if ordered before ten |\n",
        "shop",
    ).passages
    if p.kind == "table_row"
)


def test_a_bare_figure_has_the_name_of_its_column() -> None:
    assert said_cell(MUG, MUG.cells[2], str) == "**Mug** — Delivery (days): 8"
    assert said_cell(MUG, MUG.cells[1], str) == "**Mug**: 12 €"


def test_an_empty_cell_is_not_told() -> None:
    assert said_row(MUG, str) == "**Mug** — Price: 12 €; Delivery (days): 8"


def test_a_cell_that_speaks_of_what_is_asked_keeps_the_row_whole() -> None:
    assert cell_asked("Can I get a thesis printed the same day?", THESIS) is None
    assert cell_asked("What is the price of a thesis?", THESIS) == THESIS.cells[1]


def test_an_amount_and_what_comes_of_it_are_the_whole_row() -> None:
    row = parse(
        "| Work | Share | Gives |\n|---|---|---|\n| Oil | ~20% | A clear light |\n", "light"
    ).passages[-1]
    assert cell_asked("how much time is oil, what comes of it", row) is None
    assert cell_asked("how much time is for oil", row) == row.cells[1]


def test_a_row_that_begins_with_a_time_is_told_whole() -> None:
    row = parse(
        "| Time | Event | Ticket |\n|---|---|---|\n| 20:00 | Gala | £24 |\n", "hall"
    ).passages[-1]
    assert said_cell(row, row.cells[2], str) == "**20:00** — Event: Gala; Ticket: £24"


def test_who_asks_for_himself_is_told_the_column_of_the_subject() -> None:
    row = parse(
        "| Dimension | Keeper | Relief keeper |\n|---|---|---|\n"
        "| Reports to | Harbour office | The keeper on duty |\n",
        "tower",
    ).passages[-1]

    def is_subject(name: str) -> bool:
        return name == "Relief keeper"

    for question in ("who would I report to", "whom does the role report to"):
        assert cell_of_subject(question, row, is_subject) == row.cells[2]
    for question in (
        "whom does one report to",
        "I am a keeper, who do I report to",
        "would I report to the harbour office",
        "I want both: who do I report to",
    ):
        assert cell_of_subject(question, row, is_subject) is None


COURSE = parse(
    "| Course | Teacher | Room | Starts | Sessions | Price |\n|---|---|---|---|---|---|\n"
    "| Life drawing | Priya Nair | Hall | 14 January 2026 | 6 | £90 |\n",
    "courses",
).passages[-1]


@pytest.mark.parametrize(
    ("question", "column"),
    [
        ("who teaches life drawing", 1),
        ("and where is life drawing?", 2),
        ("how much is life drawing", 5),
        ("what does life drawing cost", 5),
        ("who can do life drawing", None),
        ("tell me about life drawing", None),
    ],
)
def test_a_question_word_asks_for_the_cell_of_its_kind(question: str, column: int | None) -> None:
    assert cell_asked(question, COURSE) == (None if column is None else COURSE.cells[column])
