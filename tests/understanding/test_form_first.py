"""The form of an answer in front of what is asked."""

from __future__ import annotations

import pytest

from assistant.understanding.conversation import understand
from assistant.understanding.form_first import form_last


@pytest.mark.parametrize(
    ("message", "meant"),
    [
        ("In one sentence, what is it?", "what is it In one sentence?"),
        ("make a table of keepers vs clerks", "keepers vs clerks in a table?"),
        ("Please give me a comparison table of the two roles", "the two roles in a table?"),
        ("Table: what a clerk owns", "what a clerk owns in a table?"),
        ("a table comparing clerks and keepers", "compare clerks and keepers in a table?"),
        ("Put a clerk and a keeper side by side", "compare a clerk and a keeper in a table?"),
        ("keeper versus clerk, one sentence please", "keeper versus clerk in one sentence?"),
        ("what is a keeper? One line.", "what is a keeper in One line?"),
        ("put in a table what the clerk decides", "what the clerk decides in a table?"),
    ],
)
def test_the_form_comes_last(message: str, meant: str) -> None:
    assert form_last(message) == meant


@pytest.mark.parametrize(
    "message",
    [
        "give me a table of contents",
        "what does the table of hours say",
        "table of that",
        "put both side by side",
        "show me the table with the hours",
        "Put them side by side in a table",
        "How big is a table for two people?",
    ],
)
def test_other_messages_stay(message: str) -> None:
    assert form_last(message) == message


def test_a_table_that_is_asked_for_first_is_a_request_for_a_table() -> None:
    asked = understand("make a table of keepers versus clerks", [])
    assert asked.request == "table"
    assert asked.message == "make a table of keepers versus clerks"
