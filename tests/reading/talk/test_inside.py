"""What is asked of a thing inside the last answer."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

NEWEST = ("Where do TPMs work?", "which of these is the newest")
LEAD = "If someone is committing features full-time"
CODES = "If someone codes full time are they a TPM?"
STORY = "tell me about the payments case"
DEPRECATION = "She killed the rewrite"
LATE = "The searches that drag past 90 days"


@pytest.mark.parametrize(
    "asked",
    [
        "what's hard about it?",
        "what's hard there?",
        "what do they need to be fluent in?",
        "why is that hard?",
        "what makes that one hard?",
    ],
)
def test_it_is_the_thing_that_was_picked_out(assistant: Assistant, asked: str) -> None:
    told = quotes(said(assistant, *NEWEST, asked))
    assert any(quote.startswith("And the newest pocket") for quote in told)
    assert len(told) == len(quotes(said(assistant, *NEWEST)))


def test_what_names_the_subject_is_not_asked_of_what_was_told(assistant: Assistant) -> None:
    answer = said(assistant, "how many openings a year", "so what does that mean for tpms")
    assert not any(quote.startswith("The Bureau") for quote in quotes(answer))


@pytest.mark.parametrize(
    "asked", ["ok so what would you call someone who does that", "what do you call that person?"]
)
def test_how_somebody_is_called_is_told_once(assistant: Assistant, asked: str) -> None:
    (told,) = quotes(said(assistant, "Does a TPM ship code?", asked))
    assert told.startswith(LEAD)


@pytest.mark.parametrize(
    ("asked", "opens"),
    [("and is he paid the same?", "No."), ("do they earn as much?", "No."),
     ("what about their pay?", ""), ("and his salary?", "")],
)  # fmt: skip
def test_pay_is_that_of_whom_was_just_told(assistant: Assistant, asked: str, opens: str) -> None:
    answer = said(assistant, CODES, asked)
    assert [quote.startswith(LEAD) for quote in quotes(answer)] == [True]
    assert answer.text.startswith(opens)


@pytest.mark.parametrize(
    "asked", ["how long was the other option going to take?", "how long was the other one?"]
)
def test_a_time_of_the_other_is_not_that_of_the_one(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, STORY, asked)
    assert answer.status == "not_covered"
    assert "the other" in answer.text


@pytest.mark.parametrize(
    ("messages", "begins"),
    [
        ((STORY, "how long was the rewrite?", "No, I meant the deprecation"), DEPRECATION),
        (("What's KORE1's search time?", "no, I meant the slow ones"), LATE),
    ],
)
def test_a_correction_gets_what_it_names_and_no_more(
    assistant: Assistant, messages: tuple[str, ...], begins: str
) -> None:
    answer = said(assistant, *messages)
    assert begins in answer.text
    assert "deprecation can" not in answer.text
    assert "17 days" not in answer.text
