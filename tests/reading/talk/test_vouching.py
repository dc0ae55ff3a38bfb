"""What a follow-up has to have in common with what would answer it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

DIFFER = "what's the difference between a PM and a TPM"


@pytest.mark.parametrize(
    "asked",
    ["and in terms of metrics?", "and on the topic of metrics", "and when it comes to metrics?"],
)
def test_what_leads_up_to_a_matter_is_no_matter_of_its_own(
    assistant: Assistant, asked: str
) -> None:
    (told,) = quotes(said(assistant, DIFFER, asked))
    assert told.startswith("| Success metric |")


def test_a_matter_that_stands_nowhere_is_refused_behind_any_lead(assistant: Assistant) -> None:
    answer = said(assistant, DIFFER, "and in terms of vacation?")
    assert answer.status == "not_covered"
    assert "vacation" in answer.text
