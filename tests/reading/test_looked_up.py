"""Rows of a table that a question names."""

from __future__ import annotations

import pytest

from assistant.reading.looked_up import rows_named, wants_list
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
