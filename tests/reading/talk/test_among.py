"""Whether something is one of what was shown, how many there are, and them without one."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

TEAMS = "where do tpms work"
TOOLS = "what tools do tpms work with"
HOURS = "how does a tpm spend the day"
HANDED = "what do tpms hand off"


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (TOOLS, "is Kafka one of them?"),
        (TEAMS, "are data platform teams among them"),
        (TEAMS, "is AWS in there"),
        (HANDED, "does that include product marketing?"),
    ],
)
def test_what_was_shown_holds_it(assistant: Assistant, first: str, asked: str) -> None:
    answer = said(assistant, first, asked)
    assert answer.text.startswith("Yes.")
    assert len(quotes(answer)) <= 2


@pytest.mark.parametrize(
    ("first", "asked", "lacks"),
    [
        (TOOLS, "is Azure one of them?", "anything about Azure"),
        (TEAMS, "does that include banks", "that this includes banks"),
        ("which metrics count for a tpm", "is retention one of them", "that retention is among"),
    ],
)
def test_what_it_does_not_hold_is_lacking_beside_it(
    assistant: Assistant, first: str, asked: str, lacks: str
) -> None:
    answer = said(assistant, first, asked)
    assert answer.status == "partial"
    assert lacks in answer.text
    assert set(quotes(answer)) <= set(quotes(said(assistant, first)))


def test_what_another_place_says_of_it_is_told(assistant: Assistant) -> None:
    assert (
        "They own the API contract"
        in said(assistant, HANDED, "is the API contract one of those").text
    )


def test_one_that_was_picked_leaves_the_list_in_question(assistant: Assistant) -> None:
    assert said(assistant, TEAMS, "the first one", "is AWS in there?").text.startswith("Yes.")


@pytest.mark.parametrize(
    ("first", "asked", "number"),
    [
        (HOURS, "how many of those were there", "five"),
        (HOURS, "so four in total?", "five"),
        (TEAMS, "how many kinds is that", "four"),
        ("which metrics count for a tpm", "how many are there", "four"),
    ],
)
def test_what_was_shown_is_counted(
    assistant: Assistant, first: str, asked: str, number: str
) -> None:
    answer = said(assistant, first, asked)
    assert answer.text.startswith(f"Counted: {number}.")
    assert quotes(answer)


@pytest.mark.parametrize(
    ("talk", "asked"),
    [
        ((TEAMS, "tell me about the first"), "how many of them"),
        (("what happens in ship week",), "how many hours is that"),
    ],
)
def test_other_things_are_not_counted(
    assistant: Assistant, talk: tuple[str, ...], asked: str
) -> None:
    assert said(assistant, *talk, asked).status == "not_covered"


def test_what_is_no_list_is_not_counted_for_the_text(assistant: Assistant) -> None:
    owns = said(assistant, "what are tpms responsible for", "how many things is that")
    assert "does not count them" in owns.text
    assert "does not count them" in said(assistant, TOOLS, "so six of them?").text


@pytest.mark.parametrize(
    ("first", "asked", "gone", "kept"),
    [
        (HOURS, "leave out the first row", "Working sessions", "Backlog"),
        (HOURS, "without the incidents", "Incident", "Backlog"),
        (HOURS, "all but the last", "Incident", "Backlog"),
        (TEAMS, "skip the last one", "newest pocket", "Snowflake"),
    ],
)
def test_one_of_them_is_left_out(
    assistant: Assistant, first: str, asked: str, gone: str, kept: str
) -> None:
    answer = said(assistant, first, asked)
    assert gone not in answer.text
    assert kept in answer.text


def test_what_was_no_part_of_it_cannot_be_left_out(assistant: Assistant) -> None:
    answer = said(assistant, HANDED, "leave out the holidays")
    assert answer.text.startswith("That was no part of the answer before")
    assert set(quotes(answer)) == set(quotes(said(assistant, HANDED)))


def test_a_condition_leaves_nothing_out(assistant: Assistant) -> None:
    answer = said(assistant, "is it a senior role", "without a degree?")
    assert "Without that" not in answer.text


def test_rows_that_are_counted_out_stand_alone_in_their_table(assistant: Assistant) -> None:
    assert len(quotes(said(assistant, HOURS, "put the first two side by side"))) == 2


def test_of_several_others_it_is_asked_which(assistant: Assistant) -> None:
    answer = said(assistant, HANDED, "and the other one?")
    assert answer.text.startswith("Which of these do you mean?")
    picked = said(assistant, TEAMS, "the first", "and the other one?")
    assert "Which of these" not in picked.text


def test_whether_it_holds_for_others_is_lacking_beside_it(assistant: Assistant) -> None:
    answer = said(assistant, TOOLS, "is that for nurses too")
    assert answer.missing == ("whether that holds for nurses too",)
    assert "Kafka" in answer.text
