"""A false half does not ride along with a true one, where both share a subject as well."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.grounding import Grounding
from assistant.proof.halves import Half, conjuncts, rides_along
from assistant.proof.judge import shipped_judge
from tests.support.scripted import the_corpus


@pytest.mark.parametrize(
    ("sentence", "second"),
    [
        ("A keeper winds the clock and feeds the birds.", "A keeper feeds the birds."),
        ("Keepers wind the clock, and feed the birds.", "Keepers feed the birds."),
        ("The tower was built in 1902 and restored twice.", "The tower was restored twice."),
        ("She killed the rewrite but kept the team.", "She kept the team."),
        ("A keeper can read the log and change a watch.", "A keeper can change a watch."),
        ("The dip keeps for days and can be frozen.", "The dip can be frozen."),
        ("He rarely rows far but swims daily.", "He swims daily."),
    ],
)
def test_what_one_subject_does_twice_is_cut(sentence: str, second: str) -> None:
    first, found = conjuncts(sentence)
    assert found == second
    assert sentence.startswith(first)


@pytest.mark.parametrize(
    "sentence",
    [
        "A keeper owns boats and nets.",
        "The hours stay long and hard to fill.",
        "She does not row and fish.",
        "Those who row and swim daily sleep well.",
        "Ordinary members pay little and families of four half.",
        "The log, which names ships and lists loads, is old.",
        "Two oars and a sail lie there.",
    ],
)
def test_what_may_be_one_statement_is_not(sentence: str) -> None:
    assert conjuncts(sentence) == []


@given(st.text(max_size=80))
def test_any_text_can_be_cut(text: str) -> None:
    assert len(conjuncts(text)) in (0, 2)


@pytest.mark.parametrize(
    ("halves", "false"),
    [
        ([Half(2.0, 1.0), Half(-4.5, 1.0)], True),
        ([Half(0.5, 0.6), Half(-3.0, 0.0)], True),
        ([Half(2.0, 1.0), Half(-3.0, 1.0)], False),  # In other words.
        ([Half(-3.5, 0.2), Half(-3.0, 0.2)], False),  # All of it is in other words.
        ([Half(-5.0, 0.0)], False),
    ],
)
def test_a_half_is_false_beside_a_true_one(halves: list[Half], false: bool) -> None:
    assert rides_along(halves) is false


def _shown(claim: str, *begins: str) -> str:
    corpus = the_corpus()
    numbers = [n for n, p in enumerate(corpus.passages, 1) if p.text.startswith(begins)]
    grounding = Grounding(corpus.passages, corpus.documents, shipped_judge())
    return "".join(grounding.stream([claim + "".join(f"[{n}]" for n in numbers)]))


@pytest.mark.parametrize(
    ("true", "false", "begins"),
    [
        (
            "The title leans senior on account of how slowly judgment is built",
            "decides the pay of an engineer",
            "The title skews senior",
        ),
        (
            "The author gives the unvarnished account rather than the neat one from LinkedIn",
            "sits on a platform team",
            "What follows",
        ),
    ],
)
def test_a_false_half_takes_the_claim_with_it(true: str, false: str, begins: str) -> None:
    assert true in _shown(f"{true}.", begins)
    assert false not in _shown(f"{true} and {false}.", begins)


def test_two_true_halves_stay() -> None:
    claim = "A TPM reads code and argues about systems."
    assert claim.strip(".") in _shown(claim, "A TPM reads code")
