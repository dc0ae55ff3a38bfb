"""What is meant by a message that sets something right."""

from __future__ import annotations

import pytest

from assistant.understanding.correcting import claimed, meant_by, says_meant, turned


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("no i mean the harbour", "the harbour"),
        ("no, for the sailors i mean", "for the sailors"),
        ("only the price then", "the price"),
        ("I want the numbers, not a link", "the numbers"),
        ("not the old boat, the new one", "the new one"),
        ("no not how long, how do i make it fast", "how do i make it fast"),
    ],
)
def test_the_complaint_is_taken_off(said: str, meant: str) -> None:
    assert meant_by(said, leaning=True) == meant


def test_a_question_is_no_correction() -> None:
    for said in ("when does the ferry leave", "what else is only in winter"):
        assert not says_meant(said)
        assert meant_by(said, leaning=False) == said


def test_another_question_word_asks_the_same_anew() -> None:
    assert turned("how", "when do you find out?") == "how do you find out?"
    assert turned("the boat", "when do you find out?") == ""


@pytest.mark.parametrize(
    ("said", "against"),
    [
        ("no, that's the keeper", "the keeper"),
        ("nope it was Bob!", "Bob"),
        ("wrong, thats the keeper", "the keeper"),
        ("wait, those are the pilot's", "the pilot's"),
        ("no, that's not what I asked", ""),
        ("no, that's enough", ""),
        ("that's the keeper", ""),
        ("no, who is the keeper", ""),
    ],
)
def test_a_bare_claim_against_an_answer(said: str, against: str) -> None:
    assert claimed(said) == against
