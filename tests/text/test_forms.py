"""All variants of a question have the same forms; abbreviations come from the corpus."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.forms import abbreviations_of, forms, plain

SHORT = {"SRE": "site reliability engineer"}


@pytest.mark.parametrize(
    "variant",
    [
        "What's an SRE?",
        "what is an SRE",
        "WHAT IS AN SRE??",
        "What’s an SRE ?",
        "whats an sre",
        "What is an site reliability engineer?",
        "what is an  Site  Reliability Engineer!",
    ],
)
def test_variants_have_the_same_forms(variant: str) -> None:
    assert forms(variant, SHORT) == ("what is an sre", "what is an sre?")


def test_plurals_are_shortened_too() -> None:
    assert plain("Do site reliability engineers sleep?", SHORT) == "do sres sleep"


@given(st.text(max_size=80))
def test_forms_are_settled(text: str) -> None:
    said, asked = forms(text, SHORT)
    assert asked == said + "?"
    assert plain(said, SHORT) == said


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("A site reliability engineer (SRE) is on call.", (), SHORT),
        ("The site reliability engineer rests. An SRE, a site reliability engineer.", (), SHORT),
        ("An SRE is on call.", ("site reliability engineer", "SRE"), SHORT),
        ("The Bureau of Labor Statistics (BLS) counts.", (), {"BLS": "bureau of labor statistics"}),
        ("An SRE is on call.", (), {}),
        ("A site reliability engineer and the SRE.", (), {}),
        ("IBM sells. I buy mugs. It begins Monday.", (), {}),
        ("", (), {}),
    ],
)
def test_abbreviations_are_found_in_the_words_of_the_corpus(
    text: str, names: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert abbreviations_of([text], names) == expected


def test_an_abbreviation_of_two_things_is_left_alone() -> None:
    text = "A PCR (primary care record) and a PCR (project change request)."
    assert abbreviations_of([text]) == {}
