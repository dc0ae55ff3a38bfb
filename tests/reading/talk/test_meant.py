"""What is asked back about the talk itself is answered from it, or a word is asked for."""

from __future__ import annotations

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

TEAMS = "where do tpms work"


def test_a_word_that_nobody_named_is_asked_for(assistant: Assistant) -> None:
    answer = said(assistant, TEAMS, "what does that word mean")
    assert answer.text.startswith("Which word do you mean?")
    assert not quotes(answer)


def test_the_word_that_was_just_asked_about_is_meant(assistant: Assistant) -> None:
    first = "what does blast radius mean"
    answer = said(assistant, first, "what does that word mean")
    assert answer.missing == said(assistant, first).missing == ("what a blast radius is",)


def test_what_was_meant_is_what_was_shown(assistant: Assistant) -> None:
    assert set(quotes(said(assistant, TEAMS, "which one do you mean"))) == set(
        quotes(said(assistant, TEAMS))
    )


def test_nothing_stands_before_the_first_question(assistant: Assistant) -> None:
    answer = said(assistant, TEAMS, "summarise what we said", "and before that?")
    assert answer.text == "That was the first thing you asked."
    assert said(assistant, TEAMS, "recap", "and the question before?").text == answer.text
    more = said(assistant, "who wrote this", TEAMS, "recap please", "and before that?")
    assert "who wrote this" in more.text


def test_simpler_words_are_still_those_of_the_text(assistant: Assistant) -> None:
    assert said(assistant, TEAMS, "for a child").text.startswith("I only quote the article")
