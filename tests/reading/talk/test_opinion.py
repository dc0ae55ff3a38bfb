"""Asked what it thinks itself, the assistant says that it has no opinion."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.talk.opinion import own_opinion
from assistant.understanding.asked import Understood
from tests.support.talking import quotes, said


@pytest.mark.parametrize(
    "message",
    [
        "do you agree with that?",
        "ok, what do you think?",
        "What's your own opinion on it",
        "would you?",
    ],
)
def test_there_is_no_opinion(assistant: Assistant, message: str) -> None:
    answer = said(assistant, "what is the most important skill?", message)
    assert answer.text.startswith("I have no opinion of my own")
    assert not quotes(answer)


@pytest.mark.parametrize(
    "message",
    ["what do you think of lamps?", "do you agree that keepers row?", "would you hire a keeper?"],
)
def test_who_names_what_he_asks_about_asks_the_text(message: str) -> None:
    assert own_opinion(Understood(message, message)) is None
