"""A short follow-up read as the whole question that it comes to."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

OWNS = "what does a technical product manager own?"
LEAD = "If someone is committing features full-time"
JUNIOR = "The title skews senior"


@pytest.mark.parametrize(
    ("before", "message", "first", "read_as"),
    [
        (OWNS, "and not own?", "Shipping production code belongs",
         "What does a technical product manager not own?"),
        ("Can a junior be a TPM?", "on what kind of team?", JUNIOR,
         "On what kind of team can a junior be a TPM?"),
        ("What's a full-time coder with a product title?", "are they paid differently?", LEAD,
         "Are full-time coders paid differently?"),
        ("what's a typical TPM day like?", "is that the same every week?", "That split is a polite",
         "Is a typical TPM day the same every week?"),
        ("Does a TPM manage engineers?", "what happens if they try anyway?", "Managing those",
         "What happens if TPMs try to manage engineers anyway?"),
    ],
)  # fmt: skip
def test_the_whole_question_is_answered_and_shown(
    assistant: Assistant, before: str, message: str, first: str, read_as: str
) -> None:
    answer = said(assistant, before, message)
    assert answer.status == "answered"
    assert any(first in quote for quote in quotes(answer)[:2])
    assert answer.understood == read_as


def test_what_the_whole_question_adds_is_told(assistant: Assistant) -> None:
    answer = said(assistant, "what does KORE1 do", "what do they want from me")
    assert any("we charge a fee" in quote for quote in quotes(answer))


def test_the_whole_question_is_refused_where_nothing_is_found(assistant: Assistant) -> None:
    asked = "What is the difference between a PM and a TPM?"
    answer = said(assistant, asked, "which one earns more?")
    assert answer.status == "not_covered"
    assert "which one earns more, a PM or a TPM" in answer.text


def test_what_the_whole_question_is_told_in_part_is_told(assistant: Assistant) -> None:
    answer = said(assistant, "How long does a search take?", "and the cost?")
    assert answer.status == "partial"
    assert any("we charge a fee" in quote for quote in quotes(answer))
    assert answer.missing == ("what the cost of a search is",)


def test_what_is_lacking_is_what_the_follow_up_asks_for(assistant: Assistant) -> None:
    answer = said(assistant, "what does technical judgment mean", "how do I get it")
    assert answer.missing == ("how to get technical judgment",)


@pytest.mark.parametrize(
    ("before", "message", "named"),
    [
        ("what does the fee buy me", "is it refundable", "whether the fee is refundable"),
        ("what happens in ship week", "how long does that last", "how long ship week lasts"),
        ("What does technical literacy mean?", "can that be taught?",
         "whether technical literacy can be taught"),
        ("how important is a degree", "so it's useless?", "whether a degree is useless"),
        ("Is a CS degree needed?", "since when",
         "“since when”, asked after “Is a CS degree needed”"),
    ],
)  # fmt: skip
def test_a_refusal_names_what_the_follow_up_is_about(
    assistant: Assistant, before: str, message: str, named: str
) -> None:
    answer = said(assistant, before, message)
    assert answer.status == "not_covered"
    assert named in answer.text


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("whats the bls number for managers", "is that a lot?"),
        ("how long does a schema decision stick around", "in which database?"),
        ("What are the skills of a good TPM?", "is empathy in there?"),
    ],
)
def test_what_the_text_has_no_word_of_stays_open(
    assistant: Assistant, before: str, message: str
) -> None:
    assert said(assistant, before, message).status in ("not_covered", "partial")


def test_a_swap_is_made_in_the_last_whole_question(assistant: Assistant) -> None:
    asked = ("What is the median wage for managers over technical product?", "as of when")
    told = quotes(said(assistant, *asked, "and for the TPM themselves?"))
    assert told[0].startswith("Individual TPM pay")
