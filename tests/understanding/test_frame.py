"""What stands around a question is taken off, and nothing else."""

from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.frame import taken_off

ASKED = "how long does hiring take?"
FRAMES = (
    "{}",
    "Hi! {}",
    "hey {}",
    "Hello there, {}",
    "Good morning. {}",
    "Dear assistant,\n\n{}",
    "Please: {}",
    "please {}",
    "Can you tell me: {}",
    "Could you please tell me {}",
    "tell me, {}",
    "I was wondering, {}",
    "i was just wondering {}",
    "I'd like to know {}",
    "Quick question: {}",
    "Do you know {}",
    "May I ask {}",
    "Just curious, {}",
    "ok so, {}",
    "According to the article, {}",
    "In this document, {}",
    "Does the handbook say {}",
    "Hi! Can you tell me: according to the text, {}",
    "“{}”",
    '"{}"',
    "« {} »",
    "{} Thanks!",
    "{} Thank you so much",
    "{} Please.",
    "{} thx in advance!!",
    "{} If you don't mind me asking",
    "Hi, {} Thanks a lot!",
    "  {}  \n",
)
UNTOUCHED = (
    "hi",
    "Hi there!",
    "Thanks!",
    "thank you so much",
    "Thanks, that was great",
    "please",
    "hello, friend",
    "tell me about pay",
    "What does “done” mean?",
    "“Done” or “finished”?",
    "Say that again",
    "How do I say thanks to a recruiter?",
    "What is in the article?",
    "Who wrote the article?",
    "",
    "?!",
)


@pytest.mark.parametrize("frame", FRAMES)
def test_a_frame_is_taken_off(frame: str) -> None:
    assert taken_off(frame.format(ASKED)) == ASKED


@pytest.mark.parametrize("message", UNTOUCHED)
def test_what_is_no_frame_stays(message: str) -> None:
    assert taken_off(message) == message


@pytest.mark.parametrize(
    ("message", "left"),
    [
        ("what does the article say about remote work", "remote work"),
        ("What does it say on night shifts?", "night shifts?"),
        ("What's said in the text about the annual fee?", "the annual fee?"),
        ("Tell me which metrics count.", "which metrics count."),
        ("Would you list the owners, please?", "list the owners?"),
        ("what a log is for, examples pls", "what a log is for"),
        (
            "We ask whether he must sail. What is the article's opinion?",
            "We ask whether he must sail?",
        ),
        ("Must he sail? Any thoughts?", "Must he sail?"),
        ("What are good examples?", "What are good examples?"),
        ("What is your opinion?", "What is your opinion?"),
    ],
)
def test_what_is_asked_about_stays(message: str, left: str) -> None:
    assert taken_off(message) == left


@given(st.text(max_size=200))
def test_the_rest_is_part_of_the_message_and_rests(message: str) -> None:
    once = taken_off(message)
    assert taken_off(once) == once
    assert bool(once.strip()) == bool(message.strip())


def test_a_page_of_marks_takes_no_time() -> None:
    marks = "".join(random.Random(1).choices("?!.,;:( ", k=2000))
    taken_off("Warm up?")
    began = time.process_time()
    taken_off(marks)
    assert time.process_time() - began < 0.2
