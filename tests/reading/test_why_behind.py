"""A bare "why" behind an answer: the reason that stands beside what was shown."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said


@pytest.fixture(scope="module")
def talker(assistant: Assistant) -> Assistant:
    return assistant


def test_what_is_known_to_give_a_reason_is_told_from_beside_what_was_shown(
    talker: Assistant,
) -> None:
    talk = ("can kore1 help me hire", "how to", "how many profiles", "why only one")
    answer = said(talker, *talk)
    assert answer.status == "answered"
    assert any("three roles at once" in quote for quote in quotes(answer))


@pytest.mark.parametrize(
    "talk", [("what share is writing", "why so little"), ("who owns the api contract", "why them")]
)
def test_where_nothing_gives_a_reason_none_is_told(
    talker: Assistant, talk: tuple[str, str]
) -> None:
    assert said(talker, *talk).status == "not_covered"
