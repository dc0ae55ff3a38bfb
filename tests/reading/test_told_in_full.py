"""Answers in which nothing asked for is left out, by the shipped corpus."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import said


def test_each_of_three_things_compared_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("what's the difference between a TPM, a PM and a project manager?")
    assert answer.status == "answered"
    assert "A product manager answers to" in answer.text
    assert "A project manager makes sure" in answer.text
    assert "A TPM decides" in answer.text


def test_each_place_to_read_on_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("Which guides, templates or breakdowns does the article point to?")
    assert "job description template" in answer.text
    assert "product manager versus project manager" in answer.text
    assert "salary guide" in answer.text


def test_two_rows_beside_each_other_are_both_told(assistant: Assistant) -> None:
    answer = assistant.ask("what % of the week is meetings w engineers vs writing stuff")
    assert len(answer.citations) == 2
    assert "~30%" in answer.text
    assert "~20%" in answer.text


def test_who_wants_to_be_told_about_a_thing_gets_more_than_a_sentence(
    assistant: Assistant,
) -> None:
    assert len(assistant.ask("tell me about the comp").citations) > 1


@pytest.mark.parametrize(
    "question",
    [
        "Tell me about the TPM they placed in the Bay Area",
        "Tell me about the payments team's TPM search.",
        "tell me about the TPM you placed in the Bay Area",
    ],
)
def test_a_story_is_not_cut(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert text.startswith("One of the last TPM searches")
    assert "That was the job." in text


def test_what_no_false_premise_is_met_with_is_told_as_an_answer(assistant: Assistant) -> None:
    text = assistant.ask("Why do companies pay TPMs more than PMs?").text
    assert text.startswith("Comp tracks the technical bar.")


def test_who_names_nothing_supposes_nothing(assistant: Assistant) -> None:
    answer = said(assistant, "what happened with the billing api", "why did she do that")
    assert answer.text.startswith("She killed the rewrite")
    assert "reading the blast radius" in answer.text


def test_where_something_is_said_is_answered_with_the_section(assistant: Assistant) -> None:
    answer = assistant.ask("Which section talks about salaries?")
    assert answer.text.startswith("That comes from")
    assert answer.citations


@pytest.mark.parametrize(
    ("question", "lacking"),
    [
        ("meaning of 'blast radius' in the billing story?", "blast radius"),
        ("what does 'platform cost' include as a metric", "platform cost"),
        ("Who came up with the term 'blast radius'?", "who came up with"),
    ],
)
def test_a_term_that_is_merely_used_is_told_with_what_lacks(
    assistant: Assistant, question: str, lacking: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert lacking in " ".join(answer.missing)


def test_what_is_asked_openly_is_not_put_right(assistant: Assistant) -> None:
    answer = assistant.ask("Which takes more time, stakeholder work or backlog?")
    assert answer.text.startswith("More:")


def test_a_string_without_a_word_is_not_repeated_as_a_question(assistant: Assistant) -> None:
    answer = assistant.ask("asdf qwer")
    assert answer.status == "not_covered"
    assert "asdf" not in answer.text
    assert assistant.ask("salario tpm").status == "not_covered"


def test_a_question_that_ends_in_what_was_stated_is_no_second_one(assistant: Assistant) -> None:
    answer = assistant.ask("Patch the old API or build it anew: how did the woman end that?")
    assert answer.status == "answered"
    assert not answer.missing


def test_what_opens_a_sentence_is_told_in_front_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("whats the difference between a tpm and a regular pm")
    assert "Customer. A product manager answers to the person buying the product." in answer.text


def test_a_name_alone_is_told_with_what_is_said_of_it(assistant: Assistant) -> None:
    assert "Kafka" in assistant.ask("Kafka").text
    assert assistant.ask("Kafka").status == "answered"
    assert assistant.ask("Terraform").status == "not_covered"


def test_what_is_typed_in_a_hurry_is_told_in_full_too(assistant: Assistant) -> None:
    asked = assistant.ask("What does a TPM do all day?")
    assert assistant.ask("wat does a tpm do all day").text == asked.text


def test_what_is_done_is_no_answer_to_what_is_not(assistant: Assistant) -> None:
    answer = assistant.ask("list what they dont own and who does")
    assert "product marketing" in answer.text
    assert "build-versus-buy" not in answer.text


def test_one_sentence_is_a_full_one(assistant: Assistant) -> None:
    answer = assistant.ask("difference pm vs tpm in one sentence")
    assert answer.text.startswith("A product manager answers to")
    assert "A technical product manager answers to" in answer.text
    both = assistant.ask("difference between tpm and project manager in one line").text
    assert "decides what gets built" in both
    assert "ships on time" in both


def test_a_quote_on_a_thing_speaks_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("give me a quote I can use about writing")
    assert "> Most of a TPM’s leverage travels through documents, not meetings." in answer.text
    assert "predictable" not in answer.text
    assert assistant.ask("I need a good quote on judgment for my slides").status == "answered"


def test_the_sentence_that_somebody_wants_quoted_stands_alone(assistant: Assistant) -> None:
    answer = assistant.ask("quote the sentence about four hats")
    assert answer.text.startswith("> A TPM who tries to own all of it becomes a bottleneck")
    assert len(answer.text.splitlines()) == 1


def test_no_figure_of_the_subject_is_said_before_that_of_others(assistant: Assistant) -> None:
    for question in ("how much does a TPM make", "what's the salary", "average TPM salary?"):
        answer = assistant.ask(question)
        assert answer.status == "answered"
        assert answer.text.startswith("The article gives no figure for that itself")
        assert answer.text.index("sits lower") < answer.text.index("$171,200")
    assert assistant.ask("what is the median wage").text.startswith("For leadership")
    in_part = assistant.ask("what would a technical product manager earn in Berlin?")
    assert "gives no figure" not in in_part.text  # it says itself what it lacks


def test_what_comes_second_of_several_is_no_beginning(assistant: Assistant) -> None:
    text = assistant.ask("what skills matter").text
    assert text.index("Technical literacy comes first") < text.index("Then judgment.")


def test_what_is_said_of_a_thing_is_quoted(assistant: Assistant) -> None:
    answer = assistant.ask("quote me what it says about junior tpms")
    assert answer.text.startswith("> The title skews senior")
    assert assistant.ask("cite what the article says about Kafka").status == "answered"
    assert assistant.ask("quote what it says about vacation").status == "not_covered"
