"""What rows of a table come to."""

from __future__ import annotations

import pytest

from assistant.reading.tables.figures import figured
from assistant.reading.tables.sums import summed
from tests.reading.tables.test_ranks import ROWS


@pytest.mark.parametrize(
    ("question", "says", "result"),
    [
        ("do the prices add up to $135?", "yes", "$135"),
        ("are you sure it adds up to 130?", "no", "$135"),
        ("is the total of all berths 135", "yes", "$135"),
        ("do a mooring buoy and a day berth come to $25?", "yes", "$25"),
        ("is a mooring buoy plus a day berth $30?", "no", "$25"),
    ],
)
def test_a_sum_that_is_asked_about_is_confirmed_or_denied(
    question: str, says: str, result: str
) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert (found.says, found.derived) == (says, (result,))


@pytest.mark.parametrize(
    "question",
    [
        "what adds up to $25?",
        "does it come to that in winter?",
        "does it add up to more than $100?",
    ],
)
def test_what_names_no_sum_or_asks_no_yes_has_none(question: str) -> None:
    found = figured(question, ROWS)
    assert found is None or found.says is None


def test_only_what_was_shown_is_added_up_where_that_is_meant() -> None:
    found = summed("do those two make $65?", ROWS[:2])
    assert found is not None
    assert (found.says, found.derived) == ("yes", ("$65",))
    assert summed("plus the last one?", ROWS[:2]) is not None
    assert summed("who pays that?", ROWS[:2]) is None
