"""Which questions lean on the conversation, and the form they are encoded in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.followup import asks_only, encoder_form, goes_back, leans_on_history

questions = st.text(max_size=80)


@pytest.mark.parametrize(
    "question",
    [
        "and the median wage?",
        "why?",
        "what about the project manager",
        "",
        "No, I meant the PM",
        "how is that decided by them",
        "so what happens with it in the second year of the lease",
        "cool, thanks, how long is that",
        "how does the firm pay their people",
        "why do people think they do then",
    ],
)
def test_elliptic_questions_lean_on_history(question: str) -> None:
    assert leans_on_history(question)


@pytest.mark.parametrize(
    "question",
    [
        "does a technical product manager write production code?",
        "how much of the week goes into writing specs",
        "who is responsible for performance reviews of engineers",
        "integration health... how is that measured?",
        "who wrote this article and what's his email?",
        "so whats the deal with the ferry and the harbour tram line",
        "How does a TPM spend their time?",
        "what do people do in their job",
    ],
)
def test_complete_questions_stand_alone(question: str) -> None:
    assert not leans_on_history(question)
    assert encoder_form(question, ["what is a TPM"]) == question


def test_only_the_newest_earlier_questions_go_in_front() -> None:
    assert encoder_form("why?", ["a", "b", "c"]) == "b | c | why?"


@given(questions, st.lists(questions, max_size=4))
def test_the_question_always_ends_the_form(question: str, earlier: list[str]) -> None:
    assert encoder_form(question, earlier).endswith(question)
    assert encoder_form(question, []) == question


@pytest.mark.parametrize(
    ("question", "back"),
    [
        ("what does it produce", True),
        ("who says so?", True),
        ("what do they earn", True),
        ("is that much", True),
        ("what does one earn", False),
        ("how senior is a keeper", False),
        ("", False),
    ],
)
def test_a_pronoun_goes_back_to_what_was_said_before(question: str, back: bool) -> None:
    assert goes_back(question) is back


def test_a_question_word_alone_names_nothing() -> None:
    assert all(map(asks_only, ["as of when?", "and since when", "how much", "for whom?"]))
    assert not any(map(asks_only, ["as of May", "who pays", "how much oil", "when is it dry"]))
