"""A long message is cut to what it asks, and no word of it is changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.kernel import asked_in


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("What does a keeper earn?", "What does a keeper earn?"),
        (
            "Hi! I am leaving the navy, have two kids, and wanted to know whether keepers can work "
            "part-time.",
            "whether keepers can work part-time",
        ),
        (
            "As somebody who spent ten years at sea and now wants out, do I need to learn Morse "
            "before I apply?",
            "do I need to learn Morse before I apply?",
        ),
        (
            "Since I came by boat and worry about the way back, which harbours are recommended?",
            "which harbours are recommended",
        ),
        (
            "Our council wants numbers before it builds, I need to know what bonus is usual",
            "what bonus is usual",
        ),
        # The question alone would not say what is meant.
        (
            "My neighbour says that a keeper is just a sailor on land. Is he right?",
            "My neighbour says that a keeper is just a sailor on land. Is he right?",
        ),
        # A condition belongs to the question.
        (
            "If I hire a young keeper and leave them alone on a rock, what happens?",
            "If I hire a young keeper and leave them alone on a rock, what happens?",
        ),
        # Who should know something in the question leads to no other question.
        (
            "what does a keeper do when two pilots disagree over who should know what light it is",
            "what does a keeper do when two pilots disagree over who should know what light it is",
        ),
    ],
)
def test_what_is_asked_is_found(message: str, asked: str) -> None:
    assert asked_in(message).rstrip(".") == asked


@given(
    st.lists(
        st.sampled_from(
            [
                "I",
                "keep",
                "lights",
                ",",
                "and",
                "wonder",
                "what",
                "it",
                "pays",
                "?",
                "so",
                ":",
                "if",
            ]
        )
    )
)
def test_only_words_of_the_message_are_given_back(words: list[str]) -> None:
    message = " ".join(words)
    assert set(asked_in(message).split()) <= set(message.split()) | {""}
