"""What a passage follows on is a context once, and not again a turn after it was told."""

from __future__ import annotations

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

HIRE = "Tell me about the payments team hire"


def test_a_context_that_was_just_told_is_not_told_again(assistant: Assistant) -> None:
    asked = "How long was the deprecation?"
    assert any("Bay Area" in quote for quote in quotes(said(assistant, asked)))
    later = said(assistant, HIRE, asked)
    assert "six-month" in later.text
    assert not any("Bay Area" in quote for quote in quotes(later))
