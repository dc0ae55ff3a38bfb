"""What a model wrote as a stand-alone question, and whether it may be used."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Turn
from assistant.understanding.condensed import LONGEST, stand_alone

HISTORY = [
    Turn("user", "What does a lighthouse keeper earn?"),
    Turn("assistant", "A keeper earns 900 crowns a month. [1]"),
]
ASKED = "and the pension?"
WHOLE = "What pension does a lighthouse keeper earn?"

TAKEN = [
    WHOLE,
    f'"{WHOLE}"',
    f"Question: {WHOLE}",
    f"Rewritten question: **{WHOLE}**",
    f"Sure! Here is the rewritten question:\n\n{WHOLE}",
    f"<think>\nThe user asks for pay in Zurich.\n</think>\n{WHOLE}",
    f"thinking aloud</think>{WHOLE}",
    f"Standalone version: {WHOLE}",
    f"Here's the question rewritten to stand alone: {WHOLE}",
    f"Sure! Here is the rewritten question: {WHOLE}",
    f"The user asks: {WHOLE}",
    f"1. {WHOLE}",
    f"Q: {WHOLE}",
    f"{WHOLE}<|im_end|>",
    f"<|channel|>analysis<|message|>Zurich?<|end|><|channel|>final<|message|>{WHOLE}",
    f'{{"question": "{WHOLE}"}}',
    f"[{WHOLE}]",
    f"- {WHOLE}\nBecause the keeper was named before.",
]
LEFT = [
    "",
    "<think>\nThe user wants",
    "Sure! Here is the rewritten question:",
    "How much does Google pay keepers in Zurich?",
    "What pension did a keeper get in 1850?",
    "The pension is paid monthly.",
    ASKED,
    f"User: {ASKED}\nAssistant: It is paid monthly.",
    '{"question": "What pension did a keeper get in Zurich?"}',
    "What is a lighthouse?",
    "What pension? And what pay?",
    "Does a lighthouse keeper marry sailors and mermaids?",
    "What pension does a lighthouse keeper earn, " + "and earn, " * 60 + "?",
]


@pytest.mark.parametrize("written", TAKEN)
def test_the_question_is_found(written: str) -> None:
    assert stand_alone(written, ASKED, HISTORY) == WHOLE


@pytest.mark.parametrize("written", LEFT)
def test_what_is_no_question_of_this_conversation_is_left(written: str) -> None:
    assert stand_alone(written, ASKED, HISTORY) == ""


@given(st.text(max_size=400))
def test_whatever_is_written_comes_back_as_one_line_or_not_at_all(written: str) -> None:
    found = stand_alone(written, ASKED, HISTORY)
    assert "\n" not in found
    assert len(found) <= LONGEST
