"""What a follow-up carries from the conversation where there is no bank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Turn
from assistant.understanding.asked import Exchange
from assistant.understanding.carrying import carried
from assistant.understanding.conversation import Conversations

TALK = (
    Exchange("who built the lamp?", "who built the lamp?", reply="Ada Lund cast it in bronze. [1]"),
    Exchange("where did she live?", "where did she live?", reply="Above the harbour of Visby. [1]"),
)


def test_the_question_and_answer_before_and_the_name_are_carried() -> None:
    assert carried("and after that?", TALK) == "and after that? live harbour Visby Ada Lund"


def test_a_whole_question_carries_nothing() -> None:
    history = [Turn("user", "who built the lamp?"), Turn("assistant", "Ada Lund cast it. [1]")]
    asked = Conversations(banked=False)
    whole = "How many metres above the sea does the lantern stand today?"
    assert asked.understand(whole, history).question == whole
    assert "lamp" in asked.understand("when did she cast it?", history).question


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_message_stands_in_front(message: str, reply: str) -> None:
    assert carried(message, [Exchange("a", "a", reply=reply)]).startswith(message)


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("back to the crane: when does it rest", "when does the crane rest"),
        ("ok back to the dogs: do they pay", "do the dogs pay"),
        ("back to the crane", "what about the crane"),
    ],
)
def test_a_return_to_what_was_not_spoken_of_is_a_question(asked: str, understood: str) -> None:
    talk = [Turn("user", "what does the ferry cost"), Turn("assistant", "Nothing. [1]")]
    assert Conversations(banked=False).understand(asked, talk).question == understood


def test_a_return_that_says_itself_what_it_asks_stays_as_it_was() -> None:
    talk = [Turn("user", "what does the ferry cost"), Turn("assistant", "Nothing. [1]")]
    asked = "back to the hall: by when must I book"
    assert "book" in Conversations(banked=False).understand(asked, talk).question
