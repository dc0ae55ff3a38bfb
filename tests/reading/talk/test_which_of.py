"""A superlative is asked of what was shown, and is refused where that says nothing of it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

OWNS = "what does a tpm hand off"
TEAMS = "where do tpms work"
SKILLS = "which skills separate a real tpm from a relabeled one?"


@pytest.mark.parametrize(
    ("first", "asked"),
    [
        (OWNS, "which of them is the biggest job"),
        (OWNS, "the smallest one?"),
        (TEAMS, "the largest?"),
        ("how do a pm and a tpm differ", "which of these is the biggest difference"),
    ],
)
def test_a_table_elsewhere_measures_other_things(
    assistant: Assistant, first: str, asked: str
) -> None:
    assert said(assistant, first, asked).status == "not_covered"


@pytest.mark.parametrize(
    ("first", "asked", "told"),
    [
        (TEAMS, "which of them is the newest", "newest pocket"),
        (SKILLS, "which of those comes first", "comes first"),
        (SKILLS, "which one is undervalued?", "Writing is the one"),
    ],
)
def test_what_was_shown_says_which(assistant: Assistant, first: str, asked: str, told: str) -> None:
    answer = said(assistant, first, asked)
    assert told in answer.text
    assert set(quotes(answer)) < set(quotes(said(assistant, first))) or len(quotes(answer)) == 1


def test_a_thing_that_was_picked_leaves_the_list_in_question(assistant: Assistant) -> None:
    assert "newest" in said(assistant, TEAMS, "the first one", "which of these is the newest").text


def test_a_table_that_was_shown_is_measured(assistant: Assistant) -> None:
    answer = said(assistant, "Where do the hours go?", "which of them is the biggest")
    assert "30%" in answer.text


def test_a_whole_question_asks_of_the_text(assistant: Assistant) -> None:
    assert "30%" in said(assistant, OWNS, "which task takes the most time?").text


def test_counting_goes_on_in_the_list_and_not_in_one_thing_of_it(assistant: Assistant) -> None:
    talk = (TEAMS, "tell me about the second one", "and the last two", "what do they pay")
    assert "Stripe" in said(assistant, *talk, "ok and number 1").text


def test_a_part_that_was_picked_leaves_the_whole_list_in_question(assistant: Assistant) -> None:
    talk = (SKILLS, "tell me more about number two", "which one is undervalued?")
    assert "Writing is the one" in said(assistant, *talk).text


def test_what_was_named_there_is_told_of_elsewhere(assistant: Assistant) -> None:
    tools = "what tools do tpms work with"
    assert (
        "Snowflake, Databricks, and dbt"
        in said(assistant, tools, "which of these for data platforms?").text
    )


def test_nothing_unrelated_answers_which_of_them(assistant: Assistant) -> None:
    metrics = "which metrics count for a tpm"
    assert said(assistant, metrics, "which of them is about money").status == "not_covered"


def test_the_question_before_is_no_answer_to_which_of_them(assistant: Assistant) -> None:
    talk = ("which clouds", "how many devs on that openapi thing")
    assert said(assistant, *talk, "which of those is the hardest to learn").status == "not_covered"
