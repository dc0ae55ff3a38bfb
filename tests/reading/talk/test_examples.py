"""An example is one of what was asked for: a story that ended well is none of what goes wrong."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import said

SLOPPY = "what goes wrong if a tpm is sloppy"


@pytest.mark.parametrize(
    "talk",
    [
        (SLOPPY, "an example where that went wrong in real life?"),
        ("what does a tpm own", "an example of a failed hire"),
        ("what goes wrong when a tpm owns too much", "example from real life?"),
    ],
)
def test_a_story_that_ended_well_is_no_example_of_harm(
    assistant: Assistant, talk: tuple[str, ...]
) -> None:
    answer = said(assistant, *talk)
    assert answer.status == "not_covered"
    assert "no example" in answer.text


def test_a_story_is_an_example_of_what_it_tells(assistant: Assistant) -> None:
    assert "rewrite" in said(assistant, "what does a tpm own", "an example of a deprecation").text


def test_a_case_that_answers_in_part_is_told(assistant: Assistant) -> None:
    judgment = ("which comes first, literacy or judgment?", "tell me more about the judgment part")
    answer = said(assistant, *judgment, "what's a tradeoff they had e.g.")
    assert answer.status == "answered"
    assert "rewrite" in answer.text
