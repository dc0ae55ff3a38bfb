"""Who asks for interview questions, or how to prepare, is shown what the text asks of a person."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.put_to_test import asked_of_a_person, put_to_test
from assistant.sources.readers import parse

SOURCE = """# Keepers

Nerve comes first. Can the person reef in the dark? Row out loud of the reef, why a lamp smokes?
They need no map.

Is the sea calm? Does anybody row?
"""


@pytest.mark.parametrize(
    ("message", "clause"),
    [
        ("What interview questions should I ask?", "which questions to ask in an interview"),
        ("what should I ask the candidates", "which questions to ask in an interview"),
        ("I've got an interview on Monday, any tips?", "how to prepare for an interview"),
        ("How should I prepare for the interview?", "how to prepare for an interview"),
        ("how do I screen a keeper", "how to test a candidate"),
        ("How many interview rounds should I prepare for?", ""),
        ("who asks the candidates", ""),
        ("What does a keeper do?", ""),
    ],
)
def test_what_is_wanted_of_an_interview(message: str, clause: str) -> None:
    assert put_to_test(message) == clause


def test_what_a_text_asks_of_a_person() -> None:
    told = asked_of_a_person(parse(SOURCE, "keepers").passages)
    assert [p.text.split()[0] for p in told] == ["Nerve", "Can", "Row"]
    assert asked_of_a_person(parse("Is the sea calm? Nobody knows.\n", "x").passages) == ()


@pytest.mark.parametrize(
    "message", ["What should I ask in the interview?", "My interview is next week. Any advice?"]
)
def test_the_help_is_shown_and_what_lacks_is_said(assistant: Assistant, message: str) -> None:
    answer = assistant.ask(message)
    assert answer.status == "partial"
    assert "sequence diagram" in answer.text
    assert answer.text.endswith("interview.")


def test_two_questions_that_both_lie_open_are_each_named(assistant: Assistant) -> None:
    answer = assistant.ask("do tpms travel / is overtime common?")
    assert answer.status == "not_covered"
    assert "whether TPMs travel, or whether overtime is common" in answer.text
