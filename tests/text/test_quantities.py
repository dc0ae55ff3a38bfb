"""Numbers with units, and when a question's numbers contradict the passages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.quantities import conflicting_quantity, quantities

SEARCH = "About 17 days for a clean KORE1 search, once the role is scoped honestly."
WRITING = "| Writing (PRDs, RFCs, API specs, deprecation notices) | ~20% |"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 days", [(17.0, "day")]),
        ("twenty-one pages", [(21.0, "page")]),
        ("a five-year-old API", [(5.0, "year")]),
        ("~30% or thirty percent", [(30.0, "%"), (30.0, "%")]),
        ("$171,200 and $171k", [(171200.0, "$"), (171000.0, "$")]),
        ("no number here", []),
    ],
)
def test_numbers_come_with_their_unit(text: str, expected: list[tuple[float, str]]) -> None:
    assert list(quantities(text)) == expected


@pytest.mark.parametrize(
    ("question", "passage", "conflict"),
    [
        ("70 days for a search, why so long?", SEARCH, True),
        ("seventeen days for a search, why so long?", SEARCH, False),
        ("is two weeks enough to hire", SEARCH, False),
        ("why does writing take up 35 percent", WRITING, True),
        ("why does writing take up 20 percent", WRITING, False),
        ("how long does a search take", SEARCH, False),
    ],
)
def test_only_another_number_of_the_same_unit_conflicts(
    question: str, passage: str, conflict: bool
) -> None:
    assert conflicting_quantity(question, [passage]) is conflict


@given(st.text(max_size=120))
def test_any_text_is_read_and_never_contradicts_itself(text: str) -> None:
    assert all(value >= 0 for value, _ in quantities(text))
    assert not conflicting_quantity(text, [text])


@given(st.text(max_size=60))
def test_nothing_conflicts_with_no_passages(text: str) -> None:
    assert not conflicting_quantity(text, [])
