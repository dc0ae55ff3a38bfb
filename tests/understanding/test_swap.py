"""Follow-ups that swap the subject for another of the corpus."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.swap import Swaps
from tests.support.small_document import SHOWN

ROW = replace(SHOWN[-1], header=("What", "Lighthouse Keeper", "Senior Lighthouse Keeper"))
SWAPS = Swaps((ROW,))
CASES = [
    (
        "and a slk's",
        "what is a lighthouse keeper's day",
        "what is a senior lighthouse keeper's day",
    ),
    ("of a regular LK?", "who pays an SLK", "who pays a lighthouse keeper"),
    ("and LKs", "do slks climb", "do lighthouse keepers climb"),
    ("what about the lighthouse keeper", "does an SLK climb", "does a lighthouse keeper climb"),
    ("and a slk", "what does a senior lighthouse keeper earn", ""),
    ("and the lamp", "what does an slk earn", ""),
    ("and for an slk?", "who do they report to", "who do senior lighthouse keepers report to"),
    ("and an lk", "how tall is the tower", ""),
    ("the normal one", "who pays an SLK", "who pays a lighthouse keeper"),
    ("the senior one", "who pays an LK", "who pays a senior lighthouse keeper"),
    ("of the senior ones", "and their duties", "duties of a senior lighthouse keeper"),
    (
        "just the SLK",
        "who do LKs and SLKs each report to",
        "who do senior lighthouse keepers report to",
    ),
    ("the lighthouse one", "who pays an LK", ""),
    ("is that the same for an lk?", "who pays an SLK", "who pays a lighthouse keeper"),
    ("how does that differ from lks", "typical pay?", "typical pay of a lighthouse keeper"),
    (
        "does that also go for an slk",
        "what does an lk earn",
        "what does a senior lighthouse keeper earn",
    ),
]


@pytest.mark.parametrize(("fragment", "question", "whole"), CASES)
def test_swapped(fragment: str, question: str, whole: str) -> None:
    assert SWAPS.swapped(fragment.rstrip("?"), question) == whole


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_corpus_without_such_names_swaps_nothing(fragment: str, question: str) -> None:
    assert Swaps(SHOWN).swapped(fragment, question) == ""


@pytest.mark.parametrize(
    ("message", "question", "whole"),
    [
        ("what do they not trim", "what does an lk trim", "what do lighthouse keepers not trim"),
        ("what do they not trim", "how tall is the tower", ""),
        ("what is not trimmed", "what does an lk trim", ""),
    ],
)
def test_they_are_who_the_question_before_named(message: str, question: str, whole: str) -> None:
    assert SWAPS.resolved(message, question) == whole


@pytest.mark.parametrize(
    ("question", "whole"),
    [
        ("who pays an SLK", "who pays a lighthouse keeper"),
        ("what does an LK trim", "what does a senior lighthouse keeper trim"),
        ("how tall is the tower", ""),
    ],
)
def test_the_other_of_two(question: str, whole: str) -> None:
    assert SWAPS.other(question) == whole


def test_a_name_may_be_wanted_in_the_question() -> None:
    assert SWAPS.swapped("for an slk", "typical pay?")
    assert SWAPS.swapped("for an slk", "typical pay?", named=True) == ""
    assert SWAPS.swapped("for an slk", "what does an lk earn", named=True)


@pytest.mark.parametrize(
    ("message", "asked", "whole"),
    [
        ("do they trim it", ["what does an lk trim"], "does a lighthouse keeper trim it"),
        ("are they senior?", ["who pays an slk", "do they swim"],
         "is a senior lighthouse keeper senior?"),
        ("do they pay more", ["what do harbour teams want from an lk"], ""),
        ("do they pay more", ["what does an lk trim", "and the teams?"], ""),
        ("what do they trim", ["what does an lk trim"], ""),
    ],
)  # fmt: skip
def test_a_question_of_yes_or_no_is_asked_of_whom_the_talk_named(
    message: str, asked: list[str], whole: str
) -> None:
    assert SWAPS.asked_of(message, asked) == whole


def test_whose_artifacts_were_asked_for_may_be_put_right() -> None:
    assert SWAPS.swapped("an slk", "and their lamps?", named=True) == (
        "lamps of a senior lighthouse keeper"
    )
