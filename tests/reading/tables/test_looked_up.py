"""Rows of a table that a question names."""

from __future__ import annotations

import pytest

from assistant.reading.tables.figures import figured
from assistant.reading.tables.looked_up import rows_named, wants_list
from assistant.sources.readers import parse

ROWS = [
    passage
    for passage in parse(
        "# Hours\n\n| Day | Main house | Pan house |\n|---|---|---|\n| Monday | closed | closed |\n"
        "| Tuesday | 10-17 | closed |\n| Thursday | 10-21 | 13-17 |\n"
        "| Holidays | 11-15 | 13-15 |\n",
        "hours",
    ).passages
    if passage.kind == "table_row"
]
MONDAY, TUESDAY, THURSDAY, HOLIDAYS = ROWS


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("When does it open on Thursdays?", [THURSDAY]),
        ("Are Monday and Thursday the same?", [MONDAY, THURSDAY]),
        ("On which days is the pan house closed?", [MONDAY, TUESDAY]),
        ("When is the main house closed?", [MONDAY]),
        ("Is it open at 13-17?", []),
        ("When does it open?", []),
        ("Monday, Tuesday, Thursday or holidays?", []),
    ],
)
def test_rows_by_what_stands_first_and_by_a_column(question: str, named: list[object]) -> None:
    assert rows_named(question, ROWS) == named
    assert rows_named(question, []) == []


def test_who_wants_all_of_a_list() -> None:
    assert wants_list("List the opening hours.")
    assert wants_list("What are all the fees?")
    assert not wants_list("Which day is listed first?")
    assert not wants_list("What are the fees on Monday?")


CLUBS = [
    passage
    for passage in parse(
        "# Clubs\n\n| Club | Day | Time | Price |\n|---|---|---|---|\n"
        "| Chess | Monday | 15:30 | £20 |\n| Choir | Wednesday | 12:30 | free |\n"
        "| Coding | Monday | 15:30 | £42 |\n",
        "clubs",
    ).passages
    if passage.kind == "table_row"
]


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What is there on Wednesday?", ["Choir"]),
        ("Which ones are free?", ["Choir"]),
        ("What can we do on a Monday?", ["Chess", "Coding"]),
        ("Is anything free on a Monday?", []),  # Two columns are meant.
        ("What is there on Sunday?", []),
    ],
)
def test_rows_by_a_value_of_the_one_column_that_has_it(question: str, named: list[str]) -> None:
    assert [row.cells[0].text for row in rows_named(question, CLUBS)] == named


def test_when_something_begins_is_no_amount_of_it() -> None:
    assert figured("Which club costs the most?", CLUBS) is None


LEAVE = [
    passage
    for passage in parse(
        "# Leave\n\n| Occasion | Days | Paid |\n|---|---|---|\n| Wedding | 2 | yes |\n"
        "| Jury | 5 | no |\n| Sabbatical, short | 30 | no |\n| Sabbatical, long | 90 | no |\n",
        "leave",
    ).passages
    if passage.kind == "table_row"
]


@pytest.mark.parametrize(
    ("question", "places"),
    [
        ("Which days off are unpaid?", [1, 2, 3]),
        ("what leave is not paid", [1, 2, 3]),
        ("Which occasions are paid?", [0]),
        ("When are we paid?", []),
        ("Which occasion has 5 days and no pay?", []),
    ],
)
def test_rows_by_yes_or_no(question: str, places: list[int]) -> None:
    assert rows_named(question, LEAVE) == [LEAVE[place] for place in places]


def test_another_cell_tells_rows_of_one_name_apart() -> None:
    rows = [
        passage
        for passage in parse(
            "| Item | Size | Price |\n|---|---|---|\n| Poster | A2 | 11 |\n| Poster | A1 | 17 |\n"
            "| Mug | - | 9 |\n",
            "shop",
        ).passages
        if passage.kind == "table_row"
    ]
    assert rows_named("What does an A1 poster cost?", rows) == [rows[1]]
    assert rows_named("What do posters cost?", rows) == rows[:2]
