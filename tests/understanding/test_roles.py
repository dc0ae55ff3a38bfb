"""The same question about somebody else, where no table says who stands for whom."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.roles import Roles

ROLES = Roles(("lighthouse keeper", "LK", "post"), {"LK": "lighthouse keeper"})
CASES = [
    ("and an lk", "what does a coast guard officer do", "what does a lk do"),
    ("and an lk", "does a tech lead climb", "does a lk climb"),
    ("ok, for a lighthouse keeper then", "how long does it take to hire a ship's mate", ""),
    ("ok, for a lighthouse keeper then", "how long does it take to train a fisher", "how long does "
     "it take to train a lighthouse keeper"),
    ("what about lighthouse keepers", "do harbour managers climb", "do lighthouse keepers climb"),
    ("and a harbour manager", "who pays the LK", "who pays a harbour manager"),
    ("and an analyst", "do lighthouse keepers climb", "do analysts climb"),
    ("and engineers", "who do lighthouse keepers talk to", ""),
    ("the inspector", "who pays a lighthouse keeper", ""),
    ("a number", "who pays a lighthouse keeper", ""),
    ("and the lamp", "who pays a lighthouse keeper", ""),
    ("and an lk", "who pays a lighthouse keeper", ""),
    ("and an lk", "is the other number higher in the summer", ""),
    ("and a post", "who pays a fisher", ""),
]  # fmt: skip


@pytest.mark.parametrize(("fragment", "question", "whole"), CASES)
def test_swapped(fragment: str, question: str, whole: str) -> None:
    assert ROLES.swapped(fragment, question) == whole


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_corpus_about_no_person_swaps_nobody(fragment: str, question: str) -> None:
    assert Roles(("garden",), {}).swapped(fragment, question) == ""


@pytest.mark.parametrize(
    ("fragment", "question", "whole"),
    [
        ("and a pilot", "how is an LK different from a fisher",
         "how is an LK different from a pilot"),
        ("and a sailor", "can a fisher become a lighthouse keeper",
         "can a sailor become a lighthouse keeper"),
        ("and a mate", "LK vs mate", ""),
        ("and a pilot", "LK vs mate", "LK vs a pilot"),
        ("and a pilot", "who pays a mate", "who pays a pilot"),
        ("and an LK", "how is an LK different from a fisher", ""),
        ("and a pilot", "who's the manager of an LK", ""),
        ("of a pilot", "how is an LK different from a fisher", ""),
        ("and a pilot", "is an LK a senior post", ""),
    ],
)  # fmt: skip
def test_of_two_that_are_held_against_one_another_the_other_one_is_swapped(
    fragment: str, question: str, whole: str
) -> None:
    swapped = ROLES.beside(fragment, question, {"mate", "lk"})
    assert swapped == ("" if whole == question else whole)
