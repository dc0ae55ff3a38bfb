"""What bounds a question that no answer keeps, for any text."""

from __future__ import annotations

import pytest

from assistant.reading.lacking.bounds import only_compared, outside, unmeasured, unranked
from assistant.records import Passage
from assistant.sources.readers import parse

WAGE = "The office puts the wage at $1,200 as of May 2024."
SPOKEN = ("wage", "oil", "fernhil", "offic")


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("what was the wage in 2019?", "2019"),
        ("what was the wage in 2024?", ""),
        ("I read posts from 2019, what is the wage?", ""),
        ("do they cook at Trinity House?", "Trinity House"),
        ("do they cook at Fernhill?", ""),
        ("I am in Brest, do they cook?", ""),
        ("do they cook in brest", ""),  # no name can be told from a word
        ("In short, do they cook?", ""),
        ("In Brest, do they cook?", "Brest"),
        ("I am moving to Brest with my family, so what does a keeper make there?", "Brest"),
        ("I am moving to Brest with my family, so what does a keeper make?", ""),
    ],
)
def test_a_year_or_place_that_is_never_spoken_of(question: str, bound: str) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(WAGE), WAGE)
    assert outside(question, [told], SPOKEN.__contains__) == bound
    assert outside(question, [], SPOKEN.__contains__) == ""


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("what counts in shipping?", "shipping"),
        ("what counts in the shipping industry", "shipping"),
        ("what counts in winter", ""),
        ("what did we pay in shipping", ""),
        ("what counts in shipping at night", ""),
        ("what does a mate earn in total", ""),
        ("what does a mate get in return?", ""),
    ],
)
def test_a_trade_that_is_a_strange_word(question: str, bound: str) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(WAGE), WAGE)
    assert outside(question, [told], bool, {"shipping", "total", "return"}.__contains__) == bound


def test_a_year_bounds_only_what_is_dated() -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, 9, "Oil burns.")
    assert outside("did oil burn in 2019", [told], SPOKEN.__contains__) == ""


@pytest.mark.parametrize(
    ("question", "open_"),
    [
        ("how much less than the wage does a mate make", True),
        ("by how much does the wage exceed a mate's?", True),
        ("how much more does a keeper earn", True),
        ("how much does a keeper earn", False),
        ("how much is the wage", False),
    ],
)
def test_by_how_much_needs_two_figures(question: str, open_: bool) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(WAGE), WAGE)
    other = Passage("y", "d", "sentence", 1, 0, (), 60, 90, "A mate gets $900.")
    assert unmeasured(question, [told]) is open_
    assert not unmeasured(question, [told, other])


@pytest.mark.parametrize(
    ("question", "text", "open_"),
    [
        ("what does the office charge?", "The office charges a fee.", True),
        ("what does the office charge?", "The office charges $40.", False),
        ("what does the office charge for", "The office charges a fee.", False),
        ("does the office charge", "The office charges a fee.", False),
    ],
)
def test_what_it_costs_needs_a_figure(question: str, text: str, open_: bool) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(text), text)
    assert unmeasured(question, [told]) == open_


@pytest.mark.parametrize(
    ("question", "text", "open_"),
    [
        ("do I need to know oil?", "Less oil, more wicks.", True),
        ("is oil used at all", "Less oil, more wicks.", True),
        ("do I need wicks?", "Less oil, more wicks.", False),
        ("do they use a lot of oil", "Less oil, more wicks.", False),
        ("do I need oil?", "Less than people think.", False),
        ("do I need oil?", "They need no oil.", False),
    ],
)
def test_less_of_a_thing_is_not_none(question: str, text: str, open_: bool) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(text), text)
    assert only_compared(question, told) == open_


def test_two_amounts_of_which_one_is_not_given_are_not_ranked() -> None:
    other, lower = parse(
        "# Pay\n\nA mate is another hire with other pay.\n\nThe pay of a mate lies lower.\n", "x"
    ).passages
    for asked in ("mate pay vs keeper pay", "keeper salary versus mate salary"):
        assert unranked(asked, [other], ("keeper",))
        assert not unranked(asked, [lower], ("keeper",))
    assert not unranked("mate vs keeper", [other], ("keeper",))
    assert not unranked("is the pay of a mate another", [other], ("keeper",))
