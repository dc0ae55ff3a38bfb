"""A message of a talk that only sets a bound to the last question."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import said


@pytest.mark.parametrize("asked", ["and in Canada?", "what about in Canada", "in Canada too?"])
def test_a_place_is_refused_for_the_whole_question(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, "How much do TPMs earn?", asked)
    assert answer.status == "not_covered"
    assert "how much TPMs earn in Canada" in answer.text


def test_what_there_is_is_told_where_it_is_news(assistant: Assistant) -> None:
    answer = said(assistant, "How long does a search take in Asia?", "and in Europe?", plain=True)
    assert "how long a search takes in Europe" in f"{answer.text}"


def test_a_refusal_names_the_whole_question(assistant: Assistant) -> None:
    answer = said(assistant, "Do TPMs write code?", "and at Amazon?")
    assert answer.status == "not_covered"
    assert "whether TPMs write code at Amazon" in answer.text
