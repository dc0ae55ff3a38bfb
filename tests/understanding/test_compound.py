"""Messages that ask several things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.compound import (
    FEWEST_WORDS,
    MOST_PARTS,
    complete_parts,
    completed,
    parts,
)

CASES: list[tuple[str, tuple[str, ...]]] = [
    (
        "How long does hiring take, and what does one earn?",
        ("How long does hiring take", "what does one earn?"),
    ),
    (
        "who owns the roadmap and who manages the engineers",
        ("who owns the roadmap", "who manages the engineers"),
    ),
    (
        "I was a teacher. Do I need a degree? And is the role senior?",
        ("Do I need a degree?", "And is the role senior?"),
    ),
    (
        "Do they code?? and if so which language comes first, python or go",
        ("Do they code??", "and if so which language comes first, python or go"),
    ),
    (
        "How long is a watch, and roughly how many are there",
        ("How long is a watch", "roughly how many are there"),
    ),
    (
        "I need to know what tools they use, also whether the course counts.",
        ("I need to know what tools they use", "whether the course counts."),
    ),
    (
        "Tell me who owns the keys, along with the price of a spare (one? two?) that opens both.",
        ("Tell me who owns the keys", "the price of a spare (one? two?) that opens both."),
    ),
    (
        "median pay for keepers, the latest one, plus what the best get",
        ("median pay for keepers, the latest one", "what the best get"),
    ),
    (
        "does the keeper mend the lamp, and up to what amount",
        ("does the keeper mend the lamp", "up to what amount"),
    ),
    ("How long is a watch? Who pays?", ("How long is a watch?", "Who pays?")),
    ("Is a licence needed? And why not?", ("Is a licence needed?", "And why not?")),
    ("Who owns the keys and why?", ("Who owns the keys", "why?")),
    ("Who decides what is built and why?", ()),
    (
        "Name the keeper and say whether he is paid",
        ("Name the keeper", "say whether he is paid"),
    ),
    ("Who owns the keys? Why?", ("Who owns the keys?", "Why?")),
    ("Who pays? How long is a watch?", ()),
    ("How long is a watch? Who says?", ()),
    ("How long is a watch? Perhaps long?", ()),
    ("we keep bees and what would they eat", ()),
    ("I have no licence but did a course. Do I stand a chance?", ()),
    ("Which oil, such as rape or whale, should a keeper burn?", ()),
    ("I'm a clerk and have never been at sea. Do I stand a chance?", ()),
    (
        "I have no licence but do I need one? How do I get it?",
        ("do I need one?", "How do I get it?"),
    ),
    ("where does your know-how come from", ()),
    ("do the crew go along with the keeper's decisions", ()),
    ("What does a TPM do all day?", ()),
    ("What do they own and hand off?", ()),
    ("I used to be an analyst. Is that enough?", ()),
    ("difference between pm and tpm", ()),
    ("What is it and why?", ()),
    ("", ()),
]


@pytest.mark.parametrize(("message", "expected"), CASES)
def test_parts(message: str, expected: tuple[str, ...]) -> None:
    assert parts(message) == expected


@given(st.text(max_size=300))
def test_parts_are_words_of_the_message(message: str) -> None:
    found = parts(message)
    assert len(found) != 1
    assert len(found) <= MOST_PARTS
    assert all(part in message and part.split() for part in found)
    assert not found or len(found[0].split()) >= FEWEST_WORDS


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        ("How long is a watch, and the usual wage?", ("How long is a watch", "the usual wage?")),
        ("How long is a watch, plus wages?", ("How long is a watch", "wages?")),
        (
            "Who do the keepers report to and their pay in winter",
            ("Who do the keepers report to", "their pay in winter"),
        ),
        (
            "What does a keeper do, who hires them, and the fee?",
            ("What does a keeper do", "who hires them", "the fee?"),
        ),
        (
            "We'd like to know the rota and whether there are dogs",
            ("We'd like to know the rota", "whether there are dogs"),
        ),
        # What belongs to what stands before it is no question of its own.
        ("What do keepers do to help captains and their crews?", ()),
        ("Do they use oil, gas, and the sun?", ()),
        ("Does a keeper trim the wick, and clean it?", ()),
        ("Is the tower old, and damp?", ()),
        ("What is the difference between a keeper, and the mate?", ()),
        ("What is handed on, and to whom?", ()),
    ],
)
def test_a_thing_that_is_only_named_behind_a_question(
    message: str, expected: tuple[str, ...]
) -> None:
    assert parts(message) == expected


@pytest.mark.parametrize(
    ("message", "later"),
    [
        ("Who buys the oil, and who pays for the paint afterwards?", "who pays for the paint?"),
        ("Who buys the oil, and what happens afterwards?", "what happens afterwards?"),
        ("Who buys the oil, and who pays for it?", "who pays for it?"),
    ],
)
def test_a_later_part_is_asked_without_its_place_in_the_order(message: str, later: str) -> None:
    assert complete_parts(message)[1] == later


@pytest.mark.parametrize(
    ("part", "before", "expected"),
    [
        (
            "Also from a diary?",
            "How does a log differ from a ledger?",
            "How does a log differ from a diary?",
        ),
        ("and in winter", "What does a berth cost in summer?", "What does a berth cost in winter?"),
        ("what about for children?", "Is it free for adults?", "Is it free for children?"),
        ("and in winter", "What does a berth cost?", "and in winter"),
        ("and for which boats?", "What is a berth?", "What is a berth for which boats?"),
        ("and for whom is it free?", "What is a berth?", "and for whom is it free?"),
        ("Also from a diary?", "From a ledger?", "Also from a diary?"),
        ("and who pays", "Is it free for adults?", "and who pays"),
        (
            "for those who never pay any of it at all",
            "Is it free for adults?",
            "for those who never pay any of it at all",
        ),
    ],
)
def test_a_part_has_the_words_that_it_leaves_to_the_one_before(
    part: str, before: str, expected: str
) -> None:
    assert completed(part, before) == expected


@pytest.mark.parametrize(
    "message",
    [
        "How is it different from a ledger and from a diary?",
        "How does it differ from a ledger and a diary?",
        "What separates it from a ledger or a diary?",
    ],
)
def test_what_differs_from_two_things_is_asked_of_each(message: str) -> None:
    first, second = parts(message)
    assert first.endswith("from a ledger")
    assert completed(second, first) == f"{first.removesuffix('ledger')}diary?"


@pytest.mark.parametrize(
    "message",
    [
        "Can I read it from a phone and a laptop?",
        "What is the difference between a ledger and a diary?",
    ],
)
def test_two_things_that_nothing_differs_from_are_one_question(message: str) -> None:
    assert parts(message) == ()


def test_a_stroke_between_two_questions_parts_them_and_one_in_a_name_does_not() -> None:
    assert parts("do they row at night / is it cold out there") == (
        "do they row at night",
        "is it cold out there",
    )
    assert parts("is the and/or rule for keeper/mates") == ()


def test_what_is_quoted_is_not_taken_apart() -> None:
    assert parts('what does "the lamp burns; the night does not" mean?') == ()


def test_what_somebody_went_through_is_no_question_whatever_its_mark() -> None:
    told = "how fresh is this info? i've been burned by old posts from 2019?"
    assert parts(told) == ()
    assert len(parts("what is the fee? i've heard that it was waived?")) == 2


def test_a_sentence_that_tells_is_no_question_whatever_verb_goes_on_with_it() -> None:
    told = "I have two keepers: one rows, the other writes well but is a bit dull. "
    assert parts(f"{told}Who should I pick and why?") == ()
    assert parts("Our mate also does the log of the boats. What is the fee, and who pays it?") == (
        "What is the fee",
        "who pays it?",
    )
    assert len(parts("I keep the lamp but can I row, too? What is the fee?")) == 2


@pytest.mark.parametrize(
    "message",
    [
        "Who should I pick, and why?",
        "Which one do I take? Why?",
        "Who is right and why",
        "Our mate wants to row at night, since we are few. Is that ok, and what can go wrong?",
        "Our mate wants to row at night, since we are few. Fine or not? What would you call him?",
    ],
)
def test_the_reason_of_a_choice_and_what_judges_a_situation_are_no_questions_of_their_own(
    message: str,
) -> None:
    assert complete_parts(message) == []


def test_a_situation_does_not_keep_questions_together_that_name_something() -> None:
    told = "Our mate wants to row at night, since we are few. "
    assert len(complete_parts(f"{told}Is that ok, and what does a boat cost?")) == 2
    assert len(complete_parts("Is that ok, and what can go wrong?")) == 2


@pytest.mark.parametrize(
    "message",
    [
        "When the wind turns, what does a keeper do?",
        "who decides the why and what of the boat",
        "Which lamp do they need? Can you help me with that?",
        "He wants to know why they are scarce. What's the explanation?",
    ],
)
def test_what_says_in_which_case_or_asks_for_no_more_than_an_answer_is_no_part(
    message: str,
) -> None:
    assert parts(message) == ()


def test_what_only_looks_like_it_is_one() -> None:
    assert len(parts("When do they row, and which of them is the fastest?")) == 2
    assert len(parts("When is it dark, what do they do?")) == 2
