"""Which days a text names, and what is about the day that is asked for."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.days import days_in, of_the_day
from assistant.records import Evidence
from assistant.sources.readers import parse

BAKERY = parse(
    "The bakery opens at 6:30 on weekdays and at 8:00 on Sundays. On Mondays it is closed. "
    "Rolls are baked on Saturdays. In July there is no bread.\n",
    "bakery",
).passages
OPENS, CLOSED, ROLLS, JULY = BAKERY


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("On Mondays it is closed.", {0}),
        ("Tuesday – Friday", {1, 2, 3, 4}),
        ("Mon-Wed and Sat", {0, 1, 2, 5}),
        ("from Friday to Monday", {4, 5, 6, 0}),
        ("weekdays from seven", {0, 1, 2, 3, 4}),
        ("at weekends", {5, 6}),
        ("every day but one", {0, 1, 2, 3, 4, 5, 6}),
        ("She sat in the sun.", set()),
        ("open on sat", {5}),
        ("is there sun lotion", set()),
        ("There is money in it.", set()),
    ],
)
def test_the_days_that_a_text_names(text: str, days: set[int]) -> None:
    assert days_in(text) == days


def ranked(*scores: float) -> list[Evidence]:
    said = zip((CLOSED, OPENS, ROLLS, JULY), scores, strict=True)
    return [Evidence(passage, rank, score) for rank, (passage, score) in enumerate(said, start=1)]


@pytest.mark.parametrize("question", ["when do you open on sunday", "do you open on Wednesday?"])
def test_what_is_about_the_day_goes_first(question: str) -> None:
    told = of_the_day(question, ranked(5.0, 0.0, 1.0, -1.0), 8.0)
    assert [item.passage for item in told] == [OPENS, JULY, CLOSED, ROLLS]
    assert told[0].score == 5.0
    assert [item.rank for item in told] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    ("question", "behind"),
    [
        ("are you open on Mondays", 0.0),  # the best is about it
        ("when do you open", 0.0),  # no day is asked for
        ("do you open on Saturday", 0.0),  # what names it says nothing of opening
        ("when do you open on sunday", -9.0),  # too far behind to be meant
    ],
)
def test_nothing_moves_without_need(question: str, behind: float) -> None:
    evidence = ranked(5.0, behind, -1.0, -2.0)
    assert of_the_day(question, evidence, 8.0) == tuple(evidence)
