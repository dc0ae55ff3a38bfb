"""A figure that is asked for by this word is told or lacking, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.figure_asked import has_none, what_lacks, without_measure
from assistant.records import Passage


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("Does the article give a figure for the fee?", "what the fee is in figures"),
        ("is there any number for oil prices", "what oil prices are in figures"),
        ("does it state exact numbers on pay", "what the pay is in figures"),
        ("Is there a number for how many hours a keeper works?", "how many hours a keeper works"),
        ("Does the article give a reason for the fee?", ""),
        ("how high is the fee", ""),
    ],
)
def test_the_figure_is_what_lacks(question: str, lacks: str) -> None:
    assert what_lacks(question) == lacks


@pytest.mark.parametrize(
    ("text", "none"),
    [("The fee is due in May.", True), ("The fee is $40.", False), ("Oil is dear.", False)],
)
def test_a_sentence_on_the_thing_has_a_figure_or_none(text: str, none: bool) -> None:
    told = Passage("x", "d", "sentence", 0, 0, (), 0, len(text), text)
    assert has_none("does it give a figure for the fee?", [told]) is none
    assert not has_none("what is the fee?", [told])


def test_a_measure_behind_a_comma_is_no_part_of_the_clause() -> None:
    assert without_measure("How many keepers row, in percent?") == "How many keepers row?"
    assert without_measure("How is it paid in euros?") == "How is it paid in euros?"


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Does the article give a figure for TPM salary?", "what the TPM salary is in figures"),
        ("Does the article give numbers on the fee?", "what the fee is in figures"),
        ("How many TPMs write code, in percent?", "how many TPMs write code"),
    ],
)
def test_the_missing_figure_is_said(assistant: Assistant, question: str, missing: str) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.missing) == ("partial", (missing,))
    assert f"does not say {missing}." in answer.text
