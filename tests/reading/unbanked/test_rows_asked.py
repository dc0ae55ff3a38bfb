"""Rows that the words of a question mean."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.rows import Rows
from assistant.sources.readers import parse, read_source

_LIST = [
    "Item,Group,Size,Price (EUR),Days,Notes",
    *(f"Card {n},Paper,{n} cm,{n}.50,{n % 3 + 2},plain" for n in range(3, 15)),
    "Poster,Wall,A2,1.50,2,Matt or gloss",
    "Poster,Wall,A1,44.80,9,Matt or gloss",
    "Mug,Gift,330 ml,12.00,8,Dishwasher-safe",
]
PASSAGES = read_source("\n".join(_LIST), "prices.csv").passages
ROWS = Rows(PASSAGES)


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("Which is the most expensive item?", "A1"),
        ("what's the cheapest thing you sell", "A2"),
        ("what is the dearest poster", "A1"),
        ("What's the cheapest ladder?", ""),
    ],
)
def test_the_dearest_of_a_long_list(question: str, size: str) -> None:
    found = ROWS.farthest(question, PASSAGES[3:5])
    assert [row.cells[2].text for row in found] == ([size] if size else [])


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("Is the mug dishwasher safe?", "Mug"),
        ("what's the max price of a mug", "Mug"),
        ("do you sell mugs", ""),
        ("Is the mug microwave safe?", ""),
        ("How much is a matt poster?", ""),
    ],
)
def test_the_one_row_that_holds_all_that_is_asked_about(question: str, name: str) -> None:
    found = ROWS.holding(question, PASSAGES)
    assert [row.cells[0].text for row in found] == ([name] if name else [])


def test_rows_are_named_in_a_long_table_and_many_are_not_told() -> None:
    rows = ROWS.table(PASSAGES[-1])
    assert [row.cells[2].text for row in ROWS.named("How big is the A1 poster?", rows)] == ["A1"]
    assert len(ROWS.named("Which ones are in the group wall?", rows)) == 2
    assert ROWS.table(PASSAGES[0]) == rows


def test_what_a_table_lists_is_counted_by_the_name_of_its_first_column() -> None:
    few = parse("| Plan | Price |\n|---|---|\n| Free | 0 |\n| Team | 49 |\n\nPlans change.\n", "x")
    rows = Rows(few.passages)
    assert [row.cells[0].text for row in rows.counted("how many plans are there")] == [
        "Free",
        "Team",
    ]
    assert rows.counted("how many plans were dropped") == ()
    assert rows.counted("how many prices are there") == ()
    assert rows.listed("which plans do you offer?") == rows.counted("how many plans are there")
    assert rows.listed("which plans do you use at night") == ()


def test_tables_of_one_form_are_looked_up_together() -> None:
    head = "| Event | Hall | Ticket |\n|---|---|---|\n"
    days = parse(
        f"# Friday\n\n{head}| Opening | Pier | free |\n| Gala | Nave | £9 |\n\n"
        f"# Sunday\n\n{head}| Choirs | Pier | free |\n| Last | Nave | £5 |\n",
        "x",
    )
    rows = Rows(days.passages)
    first = rows.table(next(p for p in days.passages if p.text.startswith("| Opening")))
    named = [row.cells[0].text for row in rows.named("Which events are free?", first)]
    assert named == ["Opening", "Choirs"]
    friday = rows.named("Which events on Friday are free?", first)
    assert [row.cells[0].text for row in friday] == ["Opening"]
