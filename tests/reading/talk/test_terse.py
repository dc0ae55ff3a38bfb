"""A few words that ask for a thing of one kind of what was just told."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said


@pytest.mark.parametrize(
    ("before", "asked", "told"),
    [
        ("what does stakeholder translation mean", "how many percent", "| Stakeholder translation"),
        ("what are signs that someone only has the title", "how early?", "The title on its own"),
        ("how long has kore1 been placing people", "since when", "Everything above is"),
        ("is writing really that important", "and how much of the day?", "| Writing (PRDs"),
        ("where do most of the hours go?", "how much?", "| Working sessions"),
        ("do TPMs talk to executives?", "how much of their time?", "| Stakeholder translation"),
        ("will there be more jobs", "who counted?", "The Bureau of Labor Statistics"),
    ],
)
def test_what_was_just_told_gives_it(
    assistant: Assistant, before: str, asked: str, told: str
) -> None:
    answer = said(assistant, before, asked)
    assert quotes(answer)[0].startswith(told)


def test_the_only_row_that_was_shown_is_what_a_share_is_asked_of(assistant: Assistant) -> None:
    for asked in ("how much?", "how much of their time?"):
        assert len(quotes(said(assistant, "do TPMs talk to executives?", asked))) == 1


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("how fast can you fill a req", "since when?"),
        ("what does the tpm day look like", "in what order?"),
        ("do you take a fee", "how much"),
    ],
)
def test_or_nothing_does(assistant: Assistant, before: str, asked: str) -> None:
    answer = said(assistant, before, asked)
    assert answer.status == "not_covered"
    assert not answer.citations


def test_an_order_is_told_with_all_that_give_it(assistant: Assistant) -> None:
    told = quotes(said(assistant, "what skills matter most", "in what order?"))
    assert len(told) == 2
    assert told[0].startswith("Technical literacy comes first")
