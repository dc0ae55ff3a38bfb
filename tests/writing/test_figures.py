"""Questions over the figures of a table, for any table."""

from __future__ import annotations

import pytest

from assistant.sources.readers import parse
from assistant.writing.figures import figured

SOURCE = """| Berth | Price | What is in it |
|---|---|---|
| Small berth | $20 | water |
| Large berth | $45 | water and power |
| Mooring buoy | $10 | nothing |
| Winter storage | $45 | a shed |
"""
ROWS = [row for row in parse(SOURCE, "harbour").passages if row.kind == "table_row"]


@pytest.mark.parametrize(
    ("question", "way", "names"),
    [
        ("what is the cheapest", "least", ["Mooring buoy"]),
        ("which one has the highest price", "most", ["Large berth", "Winter storage"]),
        ("a mooring buoy plus winter storage, how much together?", "adds_up",
         ["Mooring buoy", "Winter storage"]),
        ("which is cheaper, a large berth or the mooring buoy", "least", ["Mooring buoy"]),
        ("which cost more than $15?", "rows", ["Small berth", "Large berth", "Winter storage"]),
        ("show me the whole table", "rows", [row.cells[0].text for row in ROWS]),
        ("give me the complete price column", "rows", [row.cells[0].text for row in ROWS]),
    ],
)  # fmt: skip
def test_the_rows_that_answer(question: str, way: str, names: list[str]) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert found.way == way
    assert sorted(row.cells[0].text for row in found.rows) == sorted(names)


def test_a_sum_is_shown_with_what_it_comes_from() -> None:
    found = figured("mooring and winter storage in total?", ROWS)
    assert found is not None
    assert (found.sum, found.derived) == ("$10 + $45 = $55", ("$55",))


def test_what_remains_without_a_row() -> None:
    found = figured("without winter storage, what do the others come to", ROWS)
    assert found is not None
    assert found.way == "remains"
    assert found.derived == ("$75",)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Is a large berth more expensive than a small one?", "yes"),
        ("Is the buoy more expensive than a large berth", "no"),
        ("does winter storage cost double a small berth?", "yes"),
        ("how much more is a large berth than a small one", None),
    ],
)
def test_a_comparison_is_decided_by_the_figures(question: str, says: str | None) -> None:
    found = figured(question, ROWS)
    assert (found.says if found else None) == says


@pytest.mark.parametrize(
    "question", ["what is in a small berth", "when does the harbour open", "who pays for winter"]
)
def test_other_questions_are_left_alone(question: str) -> None:
    assert figured(question, ROWS) is None
