"""What a meaning gets does not hang on the words it is put in: the shipped bank labels it alike."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.records import Status

STRESS = (
    "would you call it stressful",
    "is there much stress with it",
    "how demanding is it nerve-wise",
    "is it stressful",
)


@pytest.mark.parametrize(
    ("wording", "status"),
    [
        *((wording, "partial") for wording in STRESS),
        ("what could I ask in the interview", "partial"),
    ],
)
def test_other_words_for_a_meaning_get_its_verdict(
    assistant: Assistant, wording: str, status: Status
) -> None:
    assert assistant.ask(wording).status == status
