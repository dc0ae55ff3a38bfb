"""Small talk behind an answer, and what belongs to what was spoken of."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said


@pytest.fixture(scope="module")
def talker(assistant: Assistant) -> Assistant:
    return assistant


@pytest.mark.parametrize(
    ("before", "asked"),
    [
        ("what does a tpm do all day", "aight"),
        ("what is a tpm", "help"),
        ("where do tpms work", "can you help me"),
        ("how do i become a tpm", "what can you do"),
        ("how fast can you hire one", "how are you"),
        ("who pays you", "what do you know"),
        ("where do tpms work", "yay"),
    ],
)
def test_small_talk_is_that_behind_any_answer(talker: Assistant, before: str, asked: str) -> None:
    assert said(talker, before, asked).status == "small_talk"


@pytest.mark.parametrize("asked", ["jira?", "miro?"])
def test_a_mere_name_that_is_asked_after_is_no_greeting(talker: Assistant, asked: str) -> None:
    assert said(talker, "what is a tpm", asked).status == "not_covered"


@pytest.mark.parametrize("asked", ["snowflake", "bootcamp", "salary"])
def test_a_thing_that_is_spoken_of_is_no_greeting(talker: Assistant, asked: str) -> None:
    assert said(talker, "what is a tpm", asked).status == "answered"


def test_what_belongs_to_the_subject_is_not_the_subject(talker: Assistant) -> None:
    answer = said(talker, "whats a tpm make a year", "so 171k right", "their managers?")
    assert any("$171,200" in quote for quote in quotes(answer))
