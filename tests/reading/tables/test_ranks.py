"""Ranks in a table, for any table."""

from __future__ import annotations

import pytest

from assistant.reading.tables.ranks import Rank, end_asked, of_rank, rank_asked
from assistant.reading.tables.row_amounts import amounts_of
from assistant.sources.readers import parse

SOURCE = """| Berth | Price |
|---|---|
| Small berth | $20 |
| Large berth | $45 |
| Mooring buoy | $10 |
| Winter storage | $45 |
| Day berth | $15 |
"""
ROWS = [row for row in parse(SOURCE, "harbour").passages if row.kind == "table_row"]


@pytest.mark.parametrize(
    ("question", "rank"),
    [
        ("what costs the second most?", Rank(2, False, "what costs the most?")),
        ("the 3rd cheapest berth", Rank(3, True, "the cheapest berth")),
        ("what is the next biggest price", Rank(2, False, "what is the biggest price")),
        ("which berth ranks second in price",
         Rank(2, False, "which berth takes the most in price", bare=True)),
        ("what is the runner-up", Rank(2, False, "what takes the most", bare=True)),
        ("which is the largest", None),
        ("what is the second berth", None),
    ],
)  # fmt: skip
def test_the_rank_that_is_asked_for(question: str, rank: Rank | None) -> None:
    assert rank_asked(question) == rank


@pytest.mark.parametrize(("said", "least"), [("the cheapest", True), ("most", False), ("a", None)])
def test_which_end_is_asked_for(said: str, least: bool | None) -> None:
    assert end_asked(said) is least


@pytest.mark.parametrize(
    ("place", "least", "names", "shared"),
    [
        (1, False, ["Large berth", "Winter storage"], False),
        (2, True, ["Day berth"], False),
        (3, True, ["Small berth"], False),
        (2, False, ["Large berth", "Winter storage", "Small berth"], True),
    ],
)
def test_rows_that_share_a_rank_before_are_told_along(
    place: int, least: bool, names: list[str], shared: bool
) -> None:
    found = of_rank(ROWS, amounts_of("price", ROWS) or {}, place, least=least)
    assert found is not None
    assert ([row.cells[0].text for row in found.rows], found.shared) == (names, shared)


def test_there_are_no_more_ranks_than_rows() -> None:
    assert of_rank(ROWS, amounts_of("price", ROWS) or {}, 6, least=True) is None
