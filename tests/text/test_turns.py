"""Several questions in one text."""

from __future__ import annotations

from assistant.text import turns


def test_what_was_joined_comes_apart_and_the_newest_stands_last() -> None:
    text = turns.joined(("what is a quince", "how long does it keep"))
    assert turns.is_joined(text)
    assert turns.split(text) == ["what is a quince", "how long does it keep"]
    assert turns.newest(text) == "how long does it keep"


def test_a_question_alone_is_itself() -> None:
    assert turns.joined(("alone",)) == turns.newest("alone") == "alone"
    assert turns.split("alone") == ["alone"]
    assert not turns.is_joined("either|or")
