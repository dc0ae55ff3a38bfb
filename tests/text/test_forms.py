"""All variants of a question have the same form."""

from __future__ import annotations

import re
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.forms import plain, shown

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
def test_variants_have_the_same_form(variant: str) -> None:
    assert shown(variant, SHORT) == "what is an sre?"


def test_plurals_are_shortened_too() -> None:
    assert plain("Do site reliability engineers sleep?", SHORT) == "do sres sleep"


@pytest.mark.parametrize(
    ("said", "form"),
    [
        ("Who's paid, and how's that set?", "who is paid, and how is that set"),
        ("It’s that what's there's why", "it is that what is there is why"),
        ("whos on call and wheres the log", "who is on call and where is the log"),
        ("HOWS it run, whats it cost", "how is it run, what is it cost"),
        ("Can't they? Can not they, cant they", "cannot they? cannot they, cannot they"),
        ("won't it wont", "will not it will not"),
        ("isn't it, dont they, COULDN’T we", "is not it, do not they, could not we"),
        ("the plant wants gifts", "the plant wants gifts"),
    ],
)
def test_contractions_are_written_out(said: str, form: str) -> None:
    assert plain(said, {}) == form


@given(st.text(max_size=80))
def test_the_form_is_settled(text: str) -> None:
    asked = shown(text, SHORT)
    assert shown(asked, SHORT) == asked


def test_a_long_name_that_is_not_said_is_not_looked_for() -> None:
    many = {f"A{number}": f"word{number} of another" for number in range(600)}
    with mock.patch("assistant.text.patterns.sub", wraps=re.sub) as sub:
        assert plain("What is a  Word7 of Another?", many) == "what is a a7"
    assert sub.call_count == 2, "blanks, and the one name"
