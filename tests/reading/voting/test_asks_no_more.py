"""What is asked of the subject, and known to be told of others only."""

from __future__ import annotations

import pytest

from assistant.reading.voting.asks_no_more import asks_of_subject, asks_only_whether
from assistant.sources.bank import BankEntry

NAMES = ("lamplighter", "LL")
OTHERS = (BankEntry("how many openings are there per year", "answer", ("openings",)), 0.9)
LACKING = (
    BankEntry("how many LL openings per year", "partial", ("openings",), missing="how many"),
    0.7,
)


@pytest.mark.parametrize(
    "question",
    [
        "How many openings for lamplighters are there each year?",
        "how many lamplighter openings does the guild expect a year",
    ],
)
def test_what_is_told_of_others_is_lacking_of_the_subject(question: str) -> None:
    assert asks_of_subject(question, [OTHERS, LACKING], NAMES)


@pytest.mark.parametrize(
    "question", ["how many openings are there a year", "how many openings for lamplighters"]
)
def test_without_the_subject_or_all_that_is_known_to_lack_it_is_not(question: str) -> None:
    assert not asks_of_subject(question, [OTHERS, LACKING], NAMES)


def test_where_the_nearest_answered_question_names_the_subject_it_is_answered() -> None:
    own = (BankEntry("how many LL openings a year", "answer", ("own",)), 0.95)
    question = "how many LL openings are there per year"
    assert asks_of_subject(question, [OTHERS, LACKING], NAMES)
    assert not asks_of_subject(question, [own, LACKING], NAMES)


def test_a_corpus_without_a_name_for_its_subject_has_no_others() -> None:
    assert not asks_of_subject("how many LL openings per year", [OTHERS, LACKING], ())


WHETHER = BankEntry("can a mate row alone", "answer", ("rows",))
WHEN = BankEntry("when may a mate row alone", "partial", ("rows",), missing="when a mate may")
ON_CALL = BankEntry("can a mate be on call", "partial", ("rows",), missing="whether a mate can")


@pytest.mark.parametrize(
    ("question", "near", "whole"),
    [
        ("may a mate row by himself", [(WHEN, 0.87), (WHETHER, 0.85)], True),
        ("from when may a mate row", [(WHEN, 0.87), (WHETHER, 0.85)], False),
        ("may a mate row by himself", [(WHEN, 0.87), (WHETHER, 0.81)], False),  # too far behind
        ("may a mate row by himself", [(ON_CALL, 0.87), (WHETHER, 0.86)], False),
        ("may a mate row by himself", [(WHEN, 0.87)], False),
    ],
)
def test_who_asks_whether_lacks_no_when(
    question: str, near: list[tuple[BankEntry, float]], whole: bool
) -> None:
    assert asks_only_whether(question, near) is whole
