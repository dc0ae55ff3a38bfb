"""All variants of a question have the same forms."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.forms import forms, plain

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
