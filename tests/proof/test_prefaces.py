# ruff: noqa: E501 (a table of written texts reads better in one line each)
"""What only introduces a claim is not judged with it, so that a false one does not hide behind it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.grounding import Grounding
from assistant.proof.judge import shipped_judge
from assistant.proof.prefaces import (
    cores,
    denied_in_front,
    foreign_scope,
    invented_condition,
    unprefaced,
)
from assistant.sources.readers import parse
from assistant.text.words import content

BRIDGE = parse(
    "# The toll bridge\n\nThe county owns the piers. Walkers pay two crowns and carts pay five.\n\n"
    "The warden reports to the clerk of the county. He spreads sand on the deck when it freezes.\n",
    "bridge",
)


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("In short, the county owns it.", "The county owns it."),
        ("**Short answer:** The county owns it.", "The county owns it."),
        ("Key facts – the county owns it.", "The county owns it."),
        ("Here's what I found: the county owns it.", "The county owns it."),
        ("The article also notes that the county owns it.", "The county owns it."),
        ("According to the passages, the county owns it.", "The county owns it."),
        ("The county owns it, according to the text.", "The county owns it."),
        ("Note that, overall, the county owns it.", "The county owns it."),
        ("✅ The county owns it.", "The county owns it."),
        ("“The county owns it.”", "The county owns it."),
        ("The county owns it ().", "The county owns it."),
        ("Yes, the county owns it.", "The county owns it."),
        ("No — the county owns it.", "The county owns it."),
        ("| Owner | The county owns it. |", "Owner: The county owns it."),
    ],
)
def test_an_introduction_goes(written: str, left: str) -> None:
    assert unprefaced(written) == left


@pytest.mark.parametrize(
    "written",
    [
        "As a rule, the county owns it.",
        "Usually the county owns it.",
        "According to the clerk, the county owns it.",
        "Sources close to the clerk say that the county owns it.",
        "The article says nothing about the county.",
        "In winter, the warden spreads sand.",
        "Answer: No.",
        "Yes.",
        "$5 is what a cart pays.",
        "[sic] the county owns it.",
    ],
)
def test_what_limits_a_claim_or_is_all_of_it_stays(written: str) -> None:
    assert unprefaced(written) == written


@given(
    st.text(max_size=80)
    | st.text(alphabet="In short, the article says that: *_“”()-–1 .", max_size=60)
)
def test_taking_off_leaves_a_part_of_the_words_in_order(text: str) -> None:
    rest = iter(text.lower())
    left = (character for character in unprefaced(text).lower() if character.isalnum())
    assert all(character in rest for character in left)


def test_what_is_known_to_nobody_is_judged_apart() -> None:
    known = content("The county owns the piers.")
    assert cores("From a legal perspective, the county owns it all.", known) == [
        "The county owns it all."
    ]
    assert cores("The county owns it all, which matters a lot.", known) == [
        "The county owns it all"
    ]
    assert cores("If the king agrees, the county owns it all.", known) == []
    assert cores("Of the piers, the county owns them all.", known) == []


def test_a_condition_of_which_nothing_is_known_is_named() -> None:
    known = content("A clean search takes about 17 days, once the role is scoped.")
    assert invented_condition(
        "If a recruiter with engineering background helps, it takes 17 days.", known
    )
    assert not invented_condition("If the role is scoped, a search takes 17 days.", known)
    assert not invented_condition("If the client agrees, a search takes 17 days.", known)
    assert not invented_condition("A search takes 17 days.", known)


def test_a_denial_in_front_turns_what_follows() -> None:
    assert denied_in_front("The reverse holds: the county owns the piers.", "The county owns it.")
    assert not denied_in_front(
        "A myth: the county owns it.", "It is a myth that the county owns it."
    )
    assert not denied_in_front("The piers: the county owns them.", "The county owns the piers.")


FORMS = [
    "In short, {} [{}].",
    "Yes, {} [{}].",
    "No. {} [{}].",
    "So, {} [{}].",
    "**Short answer:** {} [{}].",
    "- **First point**: {} [{}].\n",
    "Here is what the text says:\n\n- {} [{}].\n",
    "Key points:\n\n- {} [{}].\n",
    "When it comes to this bridge, {} [{}].",
    "It is worth noting that {} [{}].",
    "✅ {} [{}].",
    "{}, which matters a lot [{}].",
]


def _through(text: str) -> str:
    grounding = Grounding(BRIDGE.passages, {BRIDGE.document.id: BRIDGE.document}, shipped_judge())
    grounding.feed(text)
    grounding.finish()
    return grounding.resolved.text


@pytest.mark.parametrize("form", FORMS)
def test_nothing_false_hides_behind_an_introduction(form: str) -> None:
    assert "clerk reports" not in _through(
        form.format("the clerk of the county reports to the warden", 3)
    )
    assert "owns the deck" not in _through(form.format("the county owns the deck", 1))


@pytest.mark.parametrize("form", FORMS[:-1])
def test_what_is_true_stands_behind_one(form: str) -> None:
    assert "reports to the clerk" in _through(
        form.format("the warden reports to the clerk of the county", 3)
    )


@pytest.mark.parametrize("joint", [", and ", "; ", " – ", ", but ", ", while "])
def test_a_false_half_does_not_ride_along(joint: str) -> None:
    text = f"The county owns the piers{joint}the clerk of the county reports to the warden [1][3]."
    assert "clerk of the county reports" not in _through(text)


@pytest.mark.parametrize(
    ("claim", "given", "scope"),
    [
        ("Previously, a clerk sold the tickets.", "A clerk sells the tickets.", "Previously"),
        ("A clerk used to sell the tickets.", "A clerk sells the tickets.", "used to sell"),
        ("Ideally, a clerk sells the tickets.", "A clerk sells the tickets.", "Ideally"),
        ("In theory a clerk sells them.", "A clerk sells the tickets.", "In theory"),
        ("Only in rare cases does he sell it.", "He sells it, not the maker.", "in rare cases"),
        ("Imagine a clerk sells the tickets.", "A clerk sells the tickets.", "Imagine"),
        ("Suppose he sells one.", "Say he sells one, for example.", ""),
        ("Formerly, a clerk sold them.", "Before 1990 a clerk sold the tickets.", ""),
        ("In theory it costs 50.", "It costs up to 50.", ""),
        ("He seldom sells one.", "He sells few.", ""),
        ("Once he sells one, he rests.", "He rests when he sells one.", ""),
    ],
)
def test_a_past_or_a_theory_must_be_there(claim: str, given: str, scope: str) -> None:
    assert foreign_scope(claim, given) == scope
