"""What is said to what lacked a moment ago."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

BERLIN = "how much do tpms make in berlin"


@pytest.mark.parametrize(
    "asked", ["so nothing on pay by city?", "so you don't know?", "so no numbers?"]
)
def test_that_nothing_is_said_is_said_again(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, BERLIN, asked)
    assert answer.status == "partial"
    assert "berlin" in " ".join(answer.missing).lower()


def test_what_is_known_is_told_without_what_lacks(assistant: Assistant) -> None:
    answer = said(assistant, BERLIN, "ok what do you know then")
    assert answer.status == "answered"
    assert any(quote.startswith("Individual TPM pay") for quote in quotes(answer))


@pytest.mark.parametrize("asked", ["so nothing on kubernetes?", "and what does it say about docs"])
def test_another_question_stays_one(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, BERLIN, asked)
    assert "berlin" not in " ".join(answer.missing).lower()


def test_behind_an_answer_nothing_lacks(assistant: Assistant) -> None:
    answer = said(assistant, "what does a tpm own", "so nothing on pay?")
    assert not any(quote.startswith("A TPM owns the interface") for quote in quotes(answer))


def test_where_nothing_was_told_it_is_said_what_can_be_asked(assistant: Assistant) -> None:
    answer = said(assistant, "do tpms get stock options", "ok what DO you have on that")
    assert answer.status == "small_talk"


def test_what_a_refused_question_leant_on_is_what_is_known(assistant: Assistant) -> None:
    asked = ("is a CS degree needed", "200k for someone without one?", "what do you know then")
    assert quotes(said(assistant, *asked))[0].startswith("The degree is a shortcut")
