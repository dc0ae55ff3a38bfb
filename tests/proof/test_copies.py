# ruff: noqa: E501 (a table of written texts reads better in one line each)
"""What is turned in copied words is named; what is an excerpt, or in other words, is left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.copies import misquoted
from assistant.proof.excerpts import excerpted

BRIDGE = (
    "The toll bridge. The county owns the piers, not the deck. It was rumoured that the mill may"
    " close in spring. Walkers pay two crowns and carts pay five. Most carters prefer the ford."
    " The warden reports to the clerk. Can a cart cross at night? The gate opens at six, and in"
    " winter, when the road freezes, the warden spreads sand."
)


@pytest.mark.parametrize(
    "claim",
    [
        "The county owns the deck, not the piers.",
        "Carts pay two crowns and walkers pay five.",
        "The clerk reports to the warden.",
        "All carters prefer the ford.",
        "Carters prefer the ford.",
        "It was rumoured that the mill closes in spring.",
        "The mill may close in spring.",
        "A cart can cross at night.",
        "The warden does not report to the clerk.",
        "The gate closes at six, and in winter, when the road freezes, the warden spreads sand.",
        "It would be a mistake to think that the warden reports to the clerk.",
        "The carters own the piers, not the deck.",
        "The gate only opens at six, and in winter, when the road freezes, sand is spread.",
    ],
)
def test_what_was_turned_is_named(claim: str) -> None:
    assert misquoted(claim, BRIDGE)
    assert not excerpted(claim, BRIDGE)


@pytest.mark.parametrize(
    "claim",
    [
        "The county owns the piers, but not the deck.",
        "Carts pay five, and walkers pay two crowns.",
        "The clerk is reported to by the warden.",
        "The greater part of the carters would rather take the ford.",
        "Whether a cart can cross at night is left open.",
        "Someone who walks is charged less than someone with a cart.",
        "In winter, when the road freezes, the warden spreads sand.",
    ],
)
def test_other_words_for_the_same_are_no_misquotation(claim: str) -> None:
    assert not misquoted(claim, BRIDGE)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("In winter, when the road freezes, the warden spreads sand.", BRIDGE),
        ("The average holds, but the day never does.", "The average holds; the day never does."),
        (
            "The canal carried mostly coal in its best year, 1824.",
            "The canal opened in 1801. It carried mostly coal in its best year, 1824.",
        ),
        ("It's at most ten days, or fewer.", "It is no more than ten days, or fewer."),
    ],
)
def test_an_excerpt_is_known(claim: str, premise: str) -> None:
    assert excerpted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The gate opens at six on Mondays.", "The gate opens at six."),
        ("The tail goes first on the way in.", "The tail goes first on the way out."),
        ("Rain is likely to fall.", "If the wind turns, rain is likely to fall."),
        ("He orders the sand each week.", "She orders the sand each week."),
        ("Bring a form and a reference.", "Bring a form or a reference."),
        ("The gate opens.", "Who says the gate opens?"),
    ],
)
def test_what_says_more_or_less_is_no_excerpt(claim: str, premise: str) -> None:
    assert not excerpted(claim, premise)


TOLD = "The soup is served at noon. Locals claim that its recipe is the oldest on the coast."


def test_what_somebody_says_is_no_fact() -> None:
    assert misquoted("The recipe of the soup is the oldest on the coast.", TOLD)
    assert not misquoted("According to locals, its recipe is the oldest on the coast.", TOLD)
    assert not misquoted("The soup is served at noon.", TOLD)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("Such a cart with no bell is not a great buy.", "Such a cart with no bell is a great buy, not a risk."),
        ("The firm calls the warden if the lift fails.", "If the lift fails, the warden calls the firm."),
        ("The ferry may stop the office in fog.", "In fog the office may stop the ferry."),
    ],
)  # fmt: skip
def test_a_turn_shows_among_other_denials_and_in_another_order(claim: str, premise: str) -> None:
    assert misquoted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The talk is recorded but not the discussion.", "The talk is recorded, the discussion is not."),
        ("In the cellar, yes; in the hall, no.", "Carts may be left in the cellar but not in the hall."),
        ("If the lift fails, the firm is called by the warden.", "If the lift fails, the warden calls the firm."),
    ],
)  # fmt: skip
def test_another_order_is_no_turn(claim: str, premise: str) -> None:
    assert not misquoted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("After market day, it is all sweeping.", "Market day, it is all sweeping."),
        ("In May 1792 the crown asked the coal owners for leave to dig.", "In May 1792 the coal owners asked the crown for leave to dig."),
    ],
)  # fmt: skip
def test_a_time_put_in_front_and_a_turn_behind_a_common_opening(claim: str, premise: str) -> None:
    assert misquoted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "premise", "turned"),
    [
        ("A bearded carter answers to the miller.", "A carter answers to the miller. A bearded carter answers to the smith.", True),
        ("A carter answers to the miller.", "A carter answers to the miller. A bearded carter answers to the smith.", False),
        ("The ford opens first, then the mill opens.", "The ford opens first. Then the mill opens.", False),
        ("The county owns the piers but not the sign-off on repairs.", "The county owns the piers, the deck, and the sign-off on repairs.", True),
        ("The county owns the piers, not the deck.", "The county owns the piers, not the deck.", False),
        ("The county owns the piers but not the deck.", "The county owns the piers. The mill owns the deck.", False),
        ("A bearded carter owns the two boats.", "A bearded carter owns the ford. They own the two boats.", False),
    ],
)  # fmt: skip
def test_the_end_of_one_sentence_is_not_that_of_another(
    claim: str, premise: str, turned: bool
) -> None:
    assert bool(misquoted(claim, premise)) is turned


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("A PM answers to the person who buys the goods.", "A PM and a TPM differ. A product manager answers to the person who buys the goods."),
        ("The county owns not only the piers but also the deck.", "The county owns the piers and the deck."),
        ("After the fair the stalls are swept.", "The stalls are swept when the fair is over."),
        ("Bread and milk take about 20% each.", "Bread takes about 20% and milk takes about 20%."),
    ],
)  # fmt: skip
def test_short_forms_and_both_are_no_turn(claim: str, premise: str) -> None:
    assert not misquoted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "turned"),
    [
        ("An untrained helper can be a bargain.", True),
        ("An untrained helper is a risk.", False),
        ("An untrained helper is hardly a bargain.", False),
        ("Helpers with training are a bargain.", False),
    ],
)
def test_what_a_thing_is_not_is_no_claim(claim: str, turned: bool) -> None:
    given = "An untrained helper is a risk, not a bargain."
    assert bool(misquoted(claim, given)) is turned


def test_a_complaint_is_nobody_complaining() -> None:
    given = "Complaint: Heartburn; Dose: 1 tablet; When: before breakfast"
    assert not misquoted("The dose for heartburn is 1 tablet, before breakfast.", given)


def test_figures_are_the_same_in_words() -> None:
    given = "The crossing takes ninety minutes and costs 14 crowns."
    assert excerpted("The crossing takes 90 minutes and costs fourteen crowns.", given)
    assert not misquoted("The crossing takes 90 minutes and costs fourteen crowns.", given)


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_two_texts_can_be_compared(one: str, other: str) -> None:
    assert isinstance(misquoted(one, other), str)
    assert isinstance(excerpted(one, other), bool)


@given(st.sampled_from(["The county owns the piers, not the deck.", "Most carters like the ford."]))
def test_the_same_words_are_never_turned(sentence: str) -> None:
    assert misquoted(sentence, f"Some heading. {sentence}") == ""


def test_the_plural_of_initials_is_the_same_word() -> None:
    claim = "When two TPMs disagree about a service, an engineering team writes the doc for it."
    there = "When two engineering teams disagree about a service, the TPM writes the doc for it."
    assert misquoted(claim, there)
    assert not misquoted(there, there)
