"""The grammar of numbers: one spelling, what belongs to a number, when two are the same."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.numbers import (
    Quantity,
    conflicting_quantity,
    numbers_in,
    quantities,
    same_amount,
)

SEARCH = "About 17 days for a clean KORE1 search, once the role is scoped honestly."
WRITING = "| Writing (PRDs, RFCs, API specs, deprecation notices) | ~20% |"


def only(text: str) -> Quantity:
    """The one quantity of ``text``."""
    (quantity,) = quantities(text)
    return quantity


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("17 days", [("17", "day", "", "")]),
        ("two working days", [("2", "day", "", "")]),
        ("twenty-one pages", [("21", "", "", "page")]),
        ("a five-year-old API", [("5", "year", "", "old")]),
        ("~30% or thirty percent", [("30", "%", "", "or"), ("30", "%", "", "")]),
        ("$171,200 and $171k", [("171200", "$", "", "and"), ("171000", "$", "", "")]),
        ("$450 a month", [("450", "$", "month", "a")]),
        ("129,200 openings a year", [("129200", "", "year", "opening")]),
        ("3.8 centimetres each year", [("3.8", "centimetre", "year", "each")]),
        ("20 minutes per visit", [("20", "minute", "", "per")]),
        ("about two thirds of its traffic", [("0.667", "part", "", "")]),
        (
            "half of them, a quarter of the rest",
            [("0.5", "part", "", ""), ("0.25", "part", "", "")],
        ),
        ("in the third round", [("3", "th", "", "")]),
        ("no number here", []),
        ("1. First\n2. Next", []),
        ("KORE1 and L1 and v2x", []),
    ],
)
def test_numbers_come_with_what_belongs_to_them(
    text: str, expected: list[tuple[str, str, str, str]]
) -> None:
    found = [(q.value, q.unit, q.period, q.noun) for q in quantities(text)]
    assert [row[1:] for row in found] == [row[1:] for row in expected]
    for (value, *_), (wanted, *_) in zip(found, expected, strict=True):
        assert round(value, 3) == Decimal(wanted)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("17 days", "seventeen days", True),
        ("17 days", "17 weeks", False),
        ("three weeks", "21 days", True),
        ("90 minutes", "1.5 hours", True),
        ("12 months", "a term of 1 year", True),
        ("half of it", "50 %", True),
        ("half of it", "20 %", False),
        ("$5", "£5", False),
        ("5 dollars", "$5", True),
        ("17", "17 days", True),
        ("in 2024", "May 2024", True),
        ("June 2024", "May 2024", False),
        ("3 May 2024", "2024-05-03", True),
        ("nearly 4 centimetres", "3.8 centimetres", True),
        ("4 centimetres", "3.8 centimetres", False),
        ("nearly 40 centimetres", "3.8 centimetres", False),
        ("the second day", "the third day", False),
        ("the second day", "2 days", False),
        ("half a kilogram: 0.5 kilograms", "500 grams", True),
        ("1.8 kilowatts", "1800 watts", True),
        ("2 litres", "20 ml", False),
        ("2 litres", "2000 metres", False),
        ("220 miles", "354 km", True),
        ("nearly four months", "sixteen weeks", True),
        ("four months", "sixteen weeks", False),
    ],
)
def test_the_same_amount_in_other_words(one: str, other: str, same: bool) -> None:
    left, right = quantities(one), quantities(other)
    assert any(same_amount(a, b) for a in left for b in right) is same
    assert any(same_amount(b, a) for a in left for b in right) is same


@given(st.text(max_size=80))
def test_a_quantity_is_the_same_as_itself_and_stands_where_it_says(text: str) -> None:
    for quantity in quantities(text):
        assert same_amount(quantity, quantity)
        assert 0 <= quantity.start < quantity.end
    spelled = {q.spelling for q in quantities(text) if q.unit not in ("part", "th")}
    assert spelled <= numbers_in(text)


@given(st.integers(0, 10**9), st.sampled_from(["days", "%", "people", "km"]))
def test_grouping_and_spelling_do_not_change_an_amount(value: int, unit: str) -> None:
    assert same_amount(only(f"{value:,} {unit}"), only(f"{value} {unit}"))


@pytest.mark.parametrize(
    ("question", "passage", "conflict"),
    [
        ("70 days for a search, why so long?", SEARCH, True),
        ("seventeen days for a search, why so long?", SEARCH, False),
        ("is two weeks enough to hire", SEARCH, False),
        ("why does writing take up 35 percent", WRITING, True),
        ("why does writing take up 20 percent", WRITING, False),
        ("why does writing take up half of the time", WRITING, True),
        ("why does writing take up a fifth of the time", WRITING, False),
        ("how long does a search take", SEARCH, False),
    ],
)
def test_only_another_number_of_the_same_unit_conflicts(
    question: str, passage: str, conflict: bool
) -> None:
    assert conflicting_quantity(question, [passage]) is conflict


@given(st.text(max_size=120))
def test_any_text_is_read_and_never_contradicts_itself(text: str) -> None:
    assert not conflicting_quantity(text, [text])


@given(st.text(max_size=60))
def test_nothing_conflicts_with_no_passages(text: str) -> None:
    assert not conflicting_quantity(text, [])
