"""A phrase that somebody wants explained, and what explains it, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.in_its_place import phrase_asked, taken_up
from assistant.sources.readers import parse

SOURCE = """# Charts

That chart is a fair-weather friend on any coast. By day it shows every rock. By night, none.

Fog changes the soundings and the lights. A keeper lives with those soundings. He notes the swing
radius of each lamp.

A keeper minds the lamp, not the glass.

They clean the wick and trim it.

Whoever tries to do all of it is a candle lit at both ends.
"""
PASSAGES = parse(SOURCE, "charts").passages


@pytest.mark.parametrize(
    ("phrase", "told"),
    [
        ("a fair-weather friend", ["That chart", "By day", "By night"]),
        ("those soundings", ["A keeper lives"]),
        ("minds the lamp, not the glass", ["A keeper minds", "They clean"]),
        ("a candle lit at both ends", ["Whoever"]),
        ("swing radius", []),  # named by the way
        ("the lights", []),
        ("friend", []),  # one word is a term
        ("a foul-weather friend", []),
    ],
)
def test_what_explains_a_phrase(phrase: str, told: list[str]) -> None:
    found = taken_up(phrase, PASSAGES)
    assert len(found) == len(told)
    assert all(p.text.startswith(begins) for p, begins in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("message", "phrase"),
    [
        ('explain what "a polite fiction" means here', "a polite fiction"),
        ("what is meant by 'wearing four hats badly'", "wearing four hats badly"),
        ("What does “the average holds” mean?", "the average holds"),
        ('who says "the average holds"?', ""),
        ("what does a lamp mean", ""),
        ("it's what he's like", ""),
    ],
)
def test_the_words_that_are_to_be_explained(message: str, phrase: str) -> None:
    assert phrase_asked(message) == phrase


def test_an_explanation_that_stands_there_is_told_and_nothing_is_lacking(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("explain what 'a polite fiction' means here")
    assert answer.status == "answered"
    assert "Ship week" in answer.text
    assert assistant.ask('what is meant by "wearing four hats badly"').missing == ()
    assert assistant.ask("what does 'blast radius' mean").status == "partial"
