"""Questions that share a frame are each written out in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.compound import complete_parts
from assistant.understanding.doubled import MOST, taken_apart


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "how many days does a calm crossing take and a rough one?",
            ("how many days does a calm crossing take", "how many days does a rough crossing take"),
        ),
        (
            "How often do pilots sail and how often do clerks?",
            ("How often do pilots sail", "How often do clerks sail"),
        ),
        (
            "which harbours does it name and which ships?",
            ("which harbours does it name", "which ships does it name"),
        ),
        (
            "what does a pilot own and hand over?",
            ("what does a pilot own", "what does a pilot hand over"),
        ),
        (
            "list everything a pilot owns and everything they hand over",
            ("list everything a pilot owns", "list everything a pilot hands over"),
        ),
        (
            "list all that pilots own and settle",
            ("list all that pilots own", "list all that pilots settle"),
        ),
        (
            "Compare pilots and clerks on pay, hours and on rank.",
            (
                "Compare pilots and clerks on pay",
                "Compare pilots and clerks on hours",
                "Compare pilots and clerks on rank",
            ),
        ),
        (
            "give me the toll, the fee for a berth and the wage of a pilot",
            ("give me the toll", "give me the fee for a berth", "give me the wage of a pilot"),
        ),
        (
            "what does a pilot own and a clerk?",
            ("what does a pilot own", "what does a clerk own"),
        ),
        (
            "Do pilots burn oil and talk with the keepers?",
            ("Do pilots burn oil", "Do pilots talk with the keepers"),
        ),
        (
            "which ships carry oil and which boats?",
            ("which ships carry oil", "which boats carry oil"),
        ),
        ("describe calm day and rough day", ("describe calm day", "describe rough day")),
        ("wage and working hours of a pilot", ("wage of a pilot", "working hours of a pilot")),
        ("pilot: wage, rank and hours?", ("pilot wage", "pilot rank", "pilot hours")),
        (
            "what should I do and what should I avoid when I moor?",
            ("what should I do when I moor", "what should I avoid when I moor"),
        ),
        (
            "what are the rank and the tools of a pilot?",
            ("what is the rank of a pilot", "what are the tools of a pilot"),
        ),
    ],
)
def test_what_is_shared_is_put_back(question: str, asked: tuple[str, ...]) -> None:
    assert taken_apart(question) == asked
    assert complete_parts(question) == list(asked)


@pytest.mark.parametrize(
    "question",
    [
        "how do a pilot and a clerk differ",
        "what is the difference between the pilot and the clerk",
        "what does a pilot sell and oil",
        "list everything a pilot buys and oil",
        "what do pilots and clerks do",
        "is there an old harbour and a new one",
        "compare pilots and clerks on what they earn and how they work",
        "which harbours does it name and which one",
        "give me the toll and whatever else the clerk wrote",
        "list the a, the b, the c, the d and the e",
        "pros and cons of a harbour",
        "roles and duties of a pilot",
        "what are the posts above pilot, such as chief pilot or head pilot",
        "list pilots and clerks of the harbour",
        "note: a pilot, as is known, sails",
        "describe the old harbour and sea",
    ],
)
def test_one_question_stays_one(question: str) -> None:
    assert taken_apart(question) == ()


def test_a_frame_behind_another_question_is_taken_apart_too() -> None:
    assert complete_parts("Who owns it? Give me the toll and the wage.") == [
        "Who owns it?",
        "Give me the toll",
        "Give me the wage",
    ]


@given(st.text(max_size=80))
def test_any_text_is_taken(text: str) -> None:
    assert len(taken_apart(text)) <= MOST
