"""The most and the least of what a column of a table measures."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.tables.extremes import extreme, farthest, is_least
from assistant.records import Cell, Passage
from tests.support.small_document import SHOWN


def row(*cells: str) -> Passage:
    return replace(
        SHOWN[0],
        kind="table_row",
        text=" | ".join(cells),
        cells=tuple(Cell(c, 0, 0) for c in cells),
    )


LOFT, KIOSK, GRILL = (
    row("Loft", "stew", "17 to 24"),
    row("Kiosk", "rolls", "5"),
    row("Grill", "beef", "22 to 35"),
)


def test_the_first_column_that_measures_decides_and_a_range_counts_with_its_end() -> None:
    rows = [LOFT, KIOSK, GRILL]
    assert extreme(rows, "cheapest") == [KIOSK]
    assert extreme(rows, "most expensive") == [GRILL]
    assert is_least("cheapest")
    assert not is_least("most expensive")


def test_ties_are_all_told_and_words_measure_nothing() -> None:
    assert extreme([KIOSK, row("Stand", "buns", "5"), GRILL], "least") == [
        KIOSK,
        row("Stand", "buns", "5"),
    ]
    assert extreme([row("Loft", "stew"), row("Kiosk", "rolls")], "most") == []


def named(*cells: str) -> Passage:
    return replace(row(*cells), header=("Brew", "Price", "Time"))


BREWS = [
    named("Drip", "3 €", "5 min"),
    named("Siphon", "9 €", "8 min"),
    named("Cold", "4 €", "12 h"),
]


def test_the_farthest_row_is_told_where_one_column_measures() -> None:
    assert farthest("Which brew is the most expensive?", BREWS) == [BREWS[1]]
    assert farthest("What is the cheapest brew?", BREWS) == [BREWS[0]]
    assert farthest("Which brew costs the least?", BREWS) == [BREWS[0]]


def test_nothing_is_told_where_that_is_not_certain() -> None:
    assert farthest("What do most people brew?", BREWS) == []
    assert farthest("Is the longest or the shortest brew the best?", BREWS) == []
    assert farthest("Which is the cheapest?", BREWS[:2]) == []
    two = [named("A", "3 €", "1 min"), named("B", "9 €", "2 min"), named("C", "4 €", "3 min")]
    assert farthest("Which is the highest?", two) == []
    assert farthest("Which is the lowest?", two) == [two[0]]  # in both columns
    assert farthest("Which price is the highest?", two) == [two[1]]


def test_what_is_free_costs_nothing() -> None:
    brews = [*BREWS, named("Tap", "free", "1 min")]
    assert farthest("What is the cheapest brew?", brews) == [brews[-1]]
    assert farthest("Which brew is the most expensive?", brews) == [BREWS[1]]


def test_a_time_of_day_is_neither_long_nor_small() -> None:
    rows = [row("Opening", "09:30"), row("Firing", "13:30"), row("Walk", "11:00")]
    assert extreme(rows, "longest") == extreme(rows, "most") == []
    assert extreme(rows, "earliest") == [rows[0]]


def test_a_row_that_gives_no_time_is_not_compared() -> None:
    rows = [
        row("Cough", "1 pill", "up to 14 days"),
        row("Ulcer", "2 pills", "4 to 8 weeks"),
        row("Gout", "1 pill", "4 weeks"),
        row("Relapse", "half a pill", "as your doctor says"),
    ]
    assert extreme(rows, "longest") == [rows[1]]
    assert extreme(rows, "shortest") == [rows[0]]


def test_a_column_called_minimum_is_no_superlative() -> None:
    rows = [
        replace(r, header=("Item", "Price", "Minimum order"))
        for r in (row("Mug", "9", "6"), row("Shirt", "19", "5"), row("Poster", "11", "1"))
    ]
    assert farthest("what's the minimum order for shirts", rows) == []
    assert farthest("Which is the cheapest?", rows) == [rows[0]]
    assert farthest("Which has the lowest minimum order?", rows) == [rows[2]]
