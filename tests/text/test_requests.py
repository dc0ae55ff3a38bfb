"""Requests are told from questions, and say what they want."""

from __future__ import annotations

import pytest

from assistant.text.requests import asked_if_mentioned, thing_wanted, wants_bullets, wants_work


@pytest.mark.parametrize(
    ("message", "thing"),
    [
        ("Give me three recipes", "three recipes"),
        ("Could you please show us a sample of the form?", "a sample of the form"),
        ("please recommend a course on lamps.", "a course on lamps"),
        ("Tell me about the lamps", ""),
        ("Tell me what a lamp costs", ""),
        ("Give me more", ""),
        ("Send a letter to my boss", ""),
        ("How do I give notice?", ""),
        ("", ""),
    ],
)
def test_what_a_request_wants(message: str, thing: str) -> None:
    assert thing_wanted(message) == thing


@pytest.mark.parametrize(
    ("message", "work"),
    [
        ("Write me a poem", True),
        ("Can you draft a letter to the harbour office?", True),
        ("help me write a notice", True),
        ("translate this into Danish", True),
        ("Who writes the letters?", False),
        ("writing letters", False),
        ("Make me feel better", False),
        ("Write code?", False),
    ],
)
def test_what_is_to_be_made(message: str, work: bool) -> None:
    assert wants_work(message) is work


@pytest.mark.parametrize(
    ("message", "thing"),
    [
        ("Are oil lamps mentioned anywhere?", "oil lamps"),
        ("is Brest named at all", "Brest"),
        ("Is there any mention of Brest in here?", "Brest"),
        ("does Brest come up in the article", "Brest"),
        ("Is Brest in the north?", ""),
        ("Is there a lamp?", ""),
        ("Does the lamp come up before dawn?", ""),
    ],
)
def test_of_what_somebody_asks_whether_it_is_named(message: str, thing: str) -> None:
    assert asked_if_mentioned(message) == thing


@pytest.mark.parametrize(
    ("message", "listed"),
    [
        ("list what they own", True),
        ("Please give me the list of lamps", True),
        ("a bulleted list of the lamps", True),
        ("bullet points on the lamps", True),
        ("what is on the list of lamps", False),
        ("how long is the list", False),
        ("list price of the lamp", False),
    ],
)
def test_a_list_is_asked_for_by_the_first_words(message: str, listed: bool) -> None:
    assert wants_bullets(message) is listed
