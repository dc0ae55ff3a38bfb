"""How a claim differs from what it cites, in figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.edits import FEATURES, features

ROLES = (
    "A director decides how a scene looks. A producer finds the money. Role: Grip; Tool: rope;"
    " Pay: $30 Role: Clerk; Tool: pen; Pay: $20 Who tastes the soup?"
)
PREMISE = "Most bread is sold before ten, as customers come early. The shop is not open on Sundays."


def figure(name: str, claim: str, premise: str = PREMISE) -> float:
    return dict(zip(FEATURES, features(claim, premise), strict=True))[name]


@pytest.mark.parametrize(
    ("name", "claim", "other"),
    [
        ("stronger", "All bread is sold before ten.", "Most bread is sold before ten."),
        ("hedge_lost", "Bread is sold before ten.", "Most bread is sold before ten."),
        ("opposite", "Most bread is sold after ten.", "Most bread is sold before ten."),
        ("negation", "The shop is open on Sundays.", "The shop isn't open on Sundays."),
        ("not_lost", "The shop is open on Sundays.", "The shop isn't open on Sundays."),
        ("not_added", "Most bread isn't sold before ten.", "Most bread is sold before ten."),
        ("novel_in_copy", "Most cheese is sold before ten.", "Most bread is sold before ten."),
        (
            "tail_novel",
            "Most bread is sold before ten to hotels.",
            "Most bread is sold before ten.",
        ),
        ("head_novel", "Cheese is sold before ten.", "Bread is sold before ten."),
        ("cause", "The shop is shut on Sundays because of noise.", "The shop is shut on Sundays."),
        ("said_by", "Critics say that bread is sold.", "Bread is sold."),
        ("swapped", "Early customers come before bread is sold.", "Most bread is sold before ten."),
    ],
)
def test_each_figure_sees_its_change(name: str, claim: str, other: str) -> None:
    assert figure(name, claim) > figure(name, other)


@pytest.mark.parametrize(
    ("name", "claim", "other"),
    [
        ("mixed_rows", "A producer decides how a scene looks.", "A director decides that."),
        ("mixed_rows", "The clerk earns $30.", "The clerk earns $20."),
        ("mixed_parts", "The rope costs $30.", "The pen."),
        ("asked", "Somebody tastes the soup.", "A producer finds the money."),
    ],
)
def test_what_belongs_together_is_seen(name: str, claim: str, other: str) -> None:
    assert figure(name, claim, ROLES) > figure(name, other, ROLES)


def test_an_opposite_beside_the_same_word_is_seen() -> None:
    premise = "Less theory, more practice."
    assert figure("turned", "It means more theory and less practice.", premise) == 1.0
    assert figure("turned", "It means less theory and more practice.", premise) == 0.0


def test_a_copy_has_no_edits() -> None:
    copy = dict(zip(FEATURES, features(PREMISE.split(". ")[0] + ".", PREMISE), strict=True))
    quiet = {"novel", "novel_in_copy", "one_novel", "negation", "opposite", "stronger", "swapped"}
    assert {name: copy[name] for name in quiet} == dict.fromkeys(quiet, 0.0)
    assert copy["whole"] == copy["copied"] == copy["known"] == 1.0


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_have_finite_figures(claim: str, premise: str) -> None:
    found = features(claim, premise, 2.0)
    assert len(found) == len(FEATURES)
    assert all(abs(value) < 50 for value in found)
