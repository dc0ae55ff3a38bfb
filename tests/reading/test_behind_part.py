"""What a later question of a message asks of the one before it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.behind_part import comes_of_row, share_given, with_row_named
from assistant.records import Passage
from assistant.sources.readers import parse

TABLE = "| Work | Roughly | Gives |\n|---|---|---|\n| Oil | ~20% | Light |\n| Log | ~10% | Rest |\n"
OIL, LOG = [p for p in parse(TABLE, "x").passages if p.kind == "table_row"]


@pytest.mark.parametrize(
    "words",
    ["How much time does that take?", "how much of the week is it", "What share is that?"],
)
def test_the_row_that_was_just_told_gives_its_share(words: str) -> None:
    assert share_given(words, [OIL]) == OIL


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("How much time does rowing take?", [OIL]),
        ("How much money does that bring?", [OIL]),
        ("Who does that?", [OIL]),
        ("How much time does that take?", [OIL, LOG]),
        ("How much time does that take?", []),
    ],
)
def test_no_other_question_is_given_a_share(words: str, shown: list[Passage]) -> None:
    assert share_given(words, shown) is None


@pytest.mark.parametrize(
    "words",
    ["and what's the output", "What comes out of it?", "why do it", "what is it good for"],
)
def test_the_row_that_was_just_told_says_what_comes_of_it(words: str) -> None:
    assert comes_of_row(words, [OIL]) == OIL
    assert comes_of_row(words, []) is None


@pytest.mark.parametrize("words", ["what's the output of rowing", "who gets it", "why so much"])
def test_no_other_question_is_what_comes_of_it(words: str) -> None:
    assert comes_of_row(words, [OIL]) is None


@pytest.mark.parametrize(
    "question",
    [
        "what share is stakeholder work and what's the result",
        "what does stakeholder translation produce and how much of the week is it",
    ],
)
def test_a_share_is_told_with_what_comes_of_it(assistant: Assistant, question: str) -> None:
    text = assistant.ask(question).text
    assert "~20%" in text
    assert "Fewer surprises, faster sign-off" in text
    assert "credibly" not in text


def test_a_share_that_stands_in_the_row_is_not_denied(assistant: Assistant) -> None:
    answer = assistant.ask(
        "What documents does a TPM write? How much time does that take? Who reads them?"
    )
    assert "~20%" in answer.text.split("**How much time")[1].split("**Who")[0]
    assert not any("time" in words for words in answer.missing)


def test_a_third_question_is_never_dropped(assistant: Assistant) -> None:
    answer = assistant.ask(
        "how fast is software dev employment growing, how many openings per year, "
        "and why does that matter for TPMs"
    )
    assert "Why does that matter" in answer.text
    assert "harder to keep" in answer.text


def test_a_row_is_no_reason(assistant: Assistant) -> None:
    answer = assistant.ask("Who does a TPM report to? Why is that? Do they manage anyone?")
    assert answer.status == "partial"
    assert answer.text.count("Head of Product, sometimes Engineering") == 1


def test_what_comes_of_it_is_why_it_is_done(assistant: Assistant) -> None:
    answer = assistant.ask("What's the stakeholder translation thing and why do it?")
    assert (answer.status, answer.missing) == ("answered", ())
    assert "Fewer surprises" in answer.text


def test_one_row_is_asked_on(assistant: Assistant) -> None:
    answer = assistant.ask(
        "what is on the backlog row, how much time is that, what comes out of it"
    )
    assert "A ranked queue engineering actually trusts" in answer.text
    assert "Fewer repeat fires" not in answer.text


def test_what_was_told_of_a_name_stands_beside_what_is_not_said_of_it(
    assistant: Assistant,
) -> None:
    answer = assistant.ask(
        "Where do TPMs work mostly? Which tools do they use there? "
        "And is Stripe a good place to recruit from?"
    )
    last = answer.text.split("recruit from?**")[1]
    assert "the Stripe and Twilio alumni" in last
    assert answer.missing == ("whether Stripe is a good place to recruit from",)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("How long does a search take? Who pays?", "charge a fee"),
        ("Do you charge a fee? How much?", "does not say how much."),
        ("Do developer roles grow? By how much?", "15 percent"),
        ("Is TPM pay below $171,200? By how much?", "does not say by how much"),
        ("Who gets the $171,200 and why?", "gives no reason for that."),
        ("what's the most undervalued skill and why?", "is worth more than the one with"),
        ("Who does a TPM report to and since when?", "does not say since when"),
        ("Can a junior be a TPM and what do they earn?", "does not say what they earn"),
        ("Is it a senior role? Why?", "because the judgment takes years"),
        ("Does a TPM write code? Who does?", "belongs to the engineers"),
    ],
)
def test_a_later_question_of_two_words_is_read_behind_the_first(
    assistant: Assistant, message: str, said: str
) -> None:
    assert said in assistant.ask(message).text


def test_what_answers_both_questions_is_told_once(assistant: Assistant) -> None:
    text = assistant.ask("Who ships on time? Who decides what?").text
    assert text.count("A TPM decides what gets built and why.") == 1


@pytest.mark.parametrize(
    ("words", "shown", "named"),
    [
        ("why is that activity valued", [OIL, LOG], "why is oil valued"),
        ("why is that activity valued", [], "why is that activity valued"),
        ("why is that valued", [OIL], "why is that valued"),
    ],
)
def test_that_activity_is_the_row_that_was_just_told(
    words: str, shown: list[Passage], named: str
) -> None:
    assert with_row_named(words, shown) == named


def test_a_figure_that_is_asked_for_again_is_not_called_open(assistant: Assistant) -> None:
    answer = assistant.ask("How does a TPM's pay compare to it, and what was that number again?")
    assert answer.status == "answered"
    assert "171,200" in answer.text
    other = assistant.ask("Who owns the roadmap, and what was that number again?")
    assert other.status == "partial"
