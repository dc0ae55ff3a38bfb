"""Why something is told: the reason in its own place, or that none is given."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said


@pytest.mark.parametrize("asked", ["Why does he mention it?", "why is that relevant"])
def test_why_a_figure_is_mentioned_stands_beside_it(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, "what growth does the BLS project for developers", asked)
    told = " ".join(quotes(answer))
    assert "labor-market reason" in told
    assert "exactly why" in told


def test_why_it_matters_is_what_comes_of_it(assistant: Assistant) -> None:
    answer = said(assistant, "what does a tpm own", "and what not?", "Why does that matter?")
    told = " ".join(quotes(answer))
    assert "how good people quit" in told
    assert "bottleneck" in told
    assert "Engineering capacity" not in told


@pytest.mark.parametrize(
    "asked", ["why does that matter?", "why does he bring that up", "does he say why"]
)
def test_no_reason_is_taken_from_another_place(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, "How fast can you hire one?", asked)
    assert answer.status == "not_covered"
    assert "no reason" in answer.text


@pytest.mark.parametrize(
    "asked", ["You're sure? Where does it say so?", "really? which passage says that"]
)
def test_a_doubt_before_the_question_for_the_place_changes_nothing(
    assistant: Assistant, asked: str
) -> None:
    first = "When do you find out whom you hired?"
    answer = said(assistant, first, asked)
    assert quotes(answer) == quotes(said(assistant, first, "where does it say that"))
    assert "section" in answer.text
