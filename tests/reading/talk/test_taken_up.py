"""What a few words take up of what was just told."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from tests.support.talking import quotes, said

OWNS = "what does a tpm own"
FAST = "How fast can you hire one?"
OTHERS = ["Shipping production code", "Managing those engineers", "The customer-facing launch"]
TIMES = ["About 17 days", "The searches that drag past 90 days"]


def begin(quoted: list[str], openings: list[str]) -> bool:
    return len(quoted) == len(openings) and all(map(str.startswith, quoted, openings))


@pytest.mark.parametrize(
    "asked",
    ["and what not?", "which not", "and not for what", "what don't they own?", "what isn't theirs",
     "so what do others own then"],
)  # fmt: skip
def test_what_is_not_owned_is_what_others_have_and_nothing_else(
    assistant: Assistant, asked: str
) -> None:
    answer = said(assistant, OWNS, asked)
    assert begin(quotes(answer), OTHERS)


@pytest.mark.parametrize("asked", ["who does that then", "and who does?", "whose job is it then"])
def test_who_does_what_others_have_is_told_of_them(assistant: Assistant, asked: str) -> None:
    assert begin(quotes(said(assistant, OWNS, "and what not?", asked)), OTHERS)


@pytest.mark.parametrize("before", [FAST, "what are the core artifacts of a tpm"])
def test_where_nobody_owns_anything_what_not_asks_for_something_else(
    assistant: Assistant, before: str
) -> None:
    told = quotes(said(assistant, before, "and what not?"))
    assert not any(quote.startswith(OTHERS[0]) for quote in told)


@pytest.mark.parametrize(
    "asked", ["so 30 days is normal?", "so 2 months?", "is 60 days normal then", "a month is ok?"]
)
def test_a_time_of_ones_own_is_held_against_the_times_that_were_told(
    assistant: Assistant, asked: str
) -> None:
    answer = said(assistant, FAST, asked)
    assert answer.text.startswith("This is what stands in")
    assert begin(quotes(answer), TIMES)


def test_of_several_amounts_the_same_one_is_told(assistant: Assistant) -> None:
    answer = said(assistant, FAST, "so 90 days then?")
    assert begin(quotes(answer), TIMES[1:])
    assert not answer.text.startswith("This is what")


def test_an_amount_of_another_kind_is_not_held_against_a_time(assistant: Assistant) -> None:
    answer = said(assistant, FAST, "so 30 meters is normal?")
    assert not any(quote.startswith(TIMES[0]) for quote in quotes(answer))


def test_a_time_that_was_told_of_something_else_is_not_what_is_held_against(
    assistant: Assistant,
) -> None:
    answer = said(assistant, "who wrote this", "so 30 days is normal?")
    assert not any("two decades" in quote for quote in quotes(answer))


def test_where_one_time_was_told_the_one_behind_it_is_told_too(assistant: Assistant) -> None:
    answer = said(assistant, "how long does hiring a TPM take", "100 days then?")
    assert begin(quotes(answer), TIMES)


@pytest.mark.parametrize(
    "asked", ["why longer sometimes?", "why slower sometimes", "what makes it longer?"]
)
def test_why_it_is_sometimes_longer_is_told_of_what_was_told(
    assistant: Assistant, asked: str
) -> None:
    assert begin(quotes(said(assistant, FAST, asked)), TIMES[1:])


def test_why_slower_asks_nothing_of_what_takes_no_time(assistant: Assistant) -> None:
    answer = said(assistant, "does a tpm write code", "why slower then")
    assert answer.status == "not_covered"


def test_whom_a_figure_is_about_it_says_itself(assistant: Assistant) -> None:
    answer = said(assistant, "what's the growth for developers", "is that for tpms too?")
    assert answer.text.startswith("This is what stands in")
    assert begin(quotes(answer), ["The Bureau of Labor Statistics projects"])


def test_who_does_what_was_denied_is_told_alone(assistant: Assistant) -> None:
    assert begin(quotes(said(assistant, "do tpms code", "then who does")), OTHERS[:1])


SKILLS = "what are the main skills a tpm needs"


def test_who_goes_back_to_a_list_does_not_count_in_the_last_answer(assistant: Assistant) -> None:
    asked = "going back to the first two, which one is harder to find?"
    answer = said(assistant, SKILLS, "tell me more about the writing one", asked)
    told = quotes(answer)
    assert answer.status == "partial"
    assert told[0].startswith("Technical literacy comes first")
    assert not [quote for quote in told if quote.startswith("Writing is the one")]


def test_one_of_the_things_gone_back_to_is_picked_by_its_words(assistant: Assistant) -> None:
    asked = "going back to the first two, which of them runs on Snowflake?"
    told = quotes(said(assistant, SKILLS, "tell me more about the writing one", asked))
    assert told[0].startswith(("Then judgment", "A TPM lives in tradeoffs"))


def test_a_lesson_of_a_story_is_how_it_ended(assistant: Assistant) -> None:
    told = quotes(said(assistant, "tell me about the billing api story", "is there a moral to it?"))
    assert begin(told, ["She killed the rewrite"])


@pytest.mark.parametrize(
    ("asked", "status"),
    [("what would I have to give up", "answered"), ("what wouldn't I do anymore", "answered"),
     ("what would I miss from my old job", "partial")],
)  # fmt: skip
def test_what_is_given_up_is_what_others_do(assistant: Assistant, asked: str, status: str) -> None:
    answer = said(assistant, "would an engineer still ship code as a tpm", asked)
    assert answer.status == status
    assert begin(quotes(answer), OTHERS)


def test_what_is_remembered_as_denied_is_told_where_it_is(assistant: Assistant) -> None:
    told = quotes(said(assistant, "do tpms code", "you said they can't code, right?"))
    assert "Shipping production code is not the job." in " ".join(told)


@pytest.mark.parametrize(
    "asked", ["is that about tpms or developers?", "is it for engineers or for TPMs"]
)
def test_a_choice_of_whom_a_figure_is_about_is_told_with_the_figure(
    assistant: Assistant, asked: str
) -> None:
    answer = said(assistant, "what's the growth for developers", asked)
    assert answer.status == "answered"
    assert begin(quotes(answer), ["The Bureau of Labor Statistics projects"])


@pytest.mark.parametrize("asked", ["so like 140k?", "just 140k then", "is it 140k"])
def test_a_sum_that_is_not_told_is_said_to_be_missing_in_plain_words(
    assistant: Assistant, asked: str
) -> None:
    answer = said(assistant, "how much do tpms earn", asked)
    assert answer.missing == ("whether it is 140k",)
    assert any("$171,200" in quote for quote in quotes(answer))
