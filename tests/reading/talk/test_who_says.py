"""Who says what was just told, and from what it is known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.reading.attributed import attributed
from tests.support.small_document import SHOWN
from tests.support.talking import quotes, said

WRITER = "Last updated"


@pytest.mark.parametrize(
    "asked",
    ["who says so?", "what is that based on?", "who says so, what is that based on?",
     "how do they know?", "whose numbers are these"],
)  # fmt: skip
def test_a_table_rests_on_what_leads_up_to_it(assistant: Assistant, asked: str) -> None:
    told = quotes(said(assistant, "how does a TPM spend the day", asked))
    assert "averaged across" in told[0]
    assert told[1].startswith(WRITER)
    assert not any("BLS" in quote for quote in told)


@pytest.mark.parametrize("asked", ["says who?", "what is that based on?", "who found that out"])
def test_what_names_its_source_is_told_again(assistant: Assistant, asked: str) -> None:
    (told,) = quotes(said(assistant, "How many job openings are there a year?", asked))
    assert told.startswith("The Bureau of Labor Statistics")


def test_a_refusal_says_nothing_so_what_was_told_before_it_is_meant(assistant: Assistant) -> None:
    jobs = ("How many job openings are there a year?", "and in Germany?")
    (told,) = quotes(said(assistant, *jobs, "who says that"))
    assert told.startswith("The Bureau of Labor Statistics")


def test_else_the_writer_says_so_and_no_section_does(assistant: Assistant) -> None:
    answer = said(assistant, "is a CS degree needed?", "says who?")
    assert quotes(answer)[0].startswith(WRITER)
    assert "section" not in answer.text


def test_a_decision_is_based_on_its_reasons(assistant: Assistant) -> None:
    answer = said(assistant, "what did the payments hire decide", "what was that based on")
    assert any("blast radius" in quote for quote in quotes(answer))


def test_an_article_in_front_of_a_verb_names_nobody() -> None:
    keeper = replace(SHOWN[0], text="A project keeper makes sure it burns.", cells=())
    office = replace(keeper, text="The Bureau of Boats projects forty of them.")
    assert attributed([keeper, office]) == [office]
