"""Every line of the table of wholes is read as it says."""

from __future__ import annotations

import random
import time

import pytest

from assistant.understanding.wholes import LONGEST, table, whole_asked, without_size

EXAMPLES = [(row.kind, example) for row in table() for example in row.examples]
OTHERS = [(row.kind, other) for row in table() for other in row.others]


@pytest.mark.parametrize(("kind", "message"), EXAMPLES)
def test_examples_are_read_as_their_way(kind: str, message: str) -> None:
    asked = whole_asked(message)
    assert asked is not None
    assert asked.kind == kind


@pytest.mark.parametrize(("kind", "message"), OTHERS)
def test_look_alikes_are_not(kind: str, message: str) -> None:
    asked = whole_asked(message)
    assert asked is None or asked.kind != kind


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("summarise the part about pay", "pay"),
        ("takeaways for a recruiter", "a recruiter"),
        ("One paragraph on the skills please", "the skills"),
    ],
)
def test_what_is_named_beside_it_is_kept(message: str, about: str) -> None:
    asked = whole_asked(message)
    assert asked is not None
    assert asked.about == about


def test_a_long_story_asks_for_no_whole() -> None:
    assert whole_asked("please give me a summary " + "and so on " * LONGEST) is None


@pytest.mark.parametrize(
    ("message", "rest"),
    [
        ("What is this about? Two or three sentences please.", "What is this about"),
        ("give me the highlights, 5 max", "give me the highlights"),
        ("summary in 50 words", "summary"),
        ("the most important points, max 4", "the most important points"),
        ("give me three points", "give me three points"),
        ("what are the three main sentences", "what are the three main sentences"),
        ("how long are 3 weeks", "how long are 3 weeks"),
    ],
)
def test_how_long_the_answer_is_to_be_is_taken_off(message: str, rest: str) -> None:
    assert without_size(message) == rest


def test_a_page_of_marks_takes_no_time() -> None:
    marks = "".join(random.Random(1).choices("?!.,;:( ", k=2000))
    without_size("Warm up?")
    began = time.process_time()
    without_size(marks)
    assert time.process_time() - began < 0.2
