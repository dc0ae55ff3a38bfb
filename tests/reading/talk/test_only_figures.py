"""The figures of the last answer, alone; figures of one's own that have no unit."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

PAY = "what does a TPM get paid"
WEEK = "how does a typical day split up?"
FAST = "how long does it take to hire one"
WAGE, LOWER = "For leadership over technical product", "Individual TPM pay sits lower"


def begin(quoted: list[str], openings: list[str]) -> bool:
    return len(quoted) == len(openings) and all(map(str.startswith, quoted, openings))


@pytest.mark.parametrize(
    "asked", ["give me the numbers only", "just the figures please", "can you give me only numbers",
     "the numbers without the text"]
)  # fmt: skip
def test_only_what_has_figures_is_told_again(assistant: Assistant, asked: str) -> None:
    assert begin(quotes(said(assistant, PAY, asked)), [WAGE])
    rows = said(assistant, WEEK, asked)
    assert len(rows.citations) == 5
    assert all("%" in quote for quote in quotes(rows))


@pytest.mark.parametrize(
    "asked", ["so no numbers?", "so you have no figure for me", "any figures?"]
)
def test_a_figure_that_is_missed_is_told_with_whose_it_is(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, PAY, asked)
    assert begin(quotes(answer), [WAGE, LOWER])
    assert answer.text.startswith("This is what stands in")


@pytest.mark.parametrize("asked", ["any numbers?", "just the numbers"])
def test_where_no_figure_was_told_none_is(assistant: Assistant, asked: str) -> None:
    assert said(assistant, "what does a tpm own", asked).status == "not_covered"


@pytest.mark.parametrize(
    "asked", ["is that for TPMs?", "is that TPM pay?", "is this number for TPMs"]
)
def test_whose_a_figure_is_stands_with_the_figure(assistant: Assistant, asked: str) -> None:
    assert begin(quotes(said(assistant, PAY, asked)), [WAGE, LOWER])


@pytest.mark.parametrize(
    "asked", ["200k realistic?", "so 120k?", "could I get 150k", "what about 180k"]
)
def test_thousands_without_a_unit_are_held_against_the_money_that_was_told(
    assistant: Assistant, asked: str
) -> None:
    answer = said(assistant, PAY, asked)
    assert answer.status == "partial"
    assert begin(quotes(answer), [WAGE, LOWER])


@pytest.mark.parametrize("asked", ["is 90 the max?", "so max 90?"])
def test_a_bare_figure_is_the_one_that_was_told(assistant: Assistant, asked: str) -> None:
    assert begin(quotes(said(assistant, FAST, asked)), ["The searches that drag past 90 days"])
