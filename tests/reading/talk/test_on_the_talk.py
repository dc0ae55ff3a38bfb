"""What is wanted of the talk itself, of one thing of several, and of more than was shown."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.signs import NAMES_SEVERAL, WHICH_OF
from tests.support.talking import quotes, said

TIME = "Where do the hours go?"
FAST = "How fast can you hire one?"
SKILLS = "which skills separate a real tpm from a relabeled one?"


@pytest.fixture(scope="module")
def talker(assistant: Assistant) -> Assistant:
    return assistant


@pytest.mark.parametrize(
    "asked",
    [
        "what was my second question",
        "what did i ask right before that",
        "repeat your second answer",
    ],
)
def test_a_question_in_the_middle_is_said_with_its_answer(talker: Assistant, asked: str) -> None:
    answer = said(talker, TIME, FAST, "Who wrote this?", asked)
    assert answer.text.startswith(f"You asked: “{FAST}”")
    assert quotes(answer) == quotes(said(talker, FAST))


def test_all_questions_are_said_over_what_was_told(talker: Assistant) -> None:
    for asked in ("list my questions", "what was my sixth question", "what have i asked so far"):
        answer = said(talker, TIME, "thanks", FAST, asked)
        assert answer.status == "answered"
        assert answer.text.startswith(f"You asked: “{TIME}” · “{FAST}”")


def test_a_figure_of_the_visitor_is_not_given_back(talker: Assistant) -> None:
    answer = said(talker, FAST, "is it true that it takes 4711 days", "list my questions")
    assert "4711" not in answer.text


def test_a_summary_can_be_a_table(talker: Assistant) -> None:
    answer = said(talker, "Who owns the API contract?", FAST, "recap as a table")
    assert answer.text.count("\n|") > 2
    assert "17 days" in answer.text


def test_two_things_of_a_list_are_told_by_their_places(talker: Assistant) -> None:
    rows = [quote for quote in quotes(said(talker, TIME)) if quote.startswith("|")]
    assert quotes(said(talker, TIME, "rows 2 and 4")) == [rows[1], rows[3]]
    assert quotes(said(talker, TIME, "the first and the last")) == [rows[0], rows[-1]]


def test_going_deeper_reads_on_behind_the_thing(talker: Assistant) -> None:
    bare = said(talker, SKILLS, "the first one")
    deeper = said(talker, SKILLS, "go deeper on the first one")
    assert set(quotes(bare)) < set(quotes(deeper))
    assert "sequence diagram" in deeper.text


def test_what_counts_instances_up_is_its_own_example(talker: Assistant) -> None:
    answer = said(talker, "which tools do data platform teams use", "for example?")
    assert answer.text.startswith("The article gives these:")
    assert "Snowflake" in answer.text
    assert said(talker, "do you charge a fee?", "for example?").status == "not_covered"


@pytest.mark.parametrize(
    ("text", "several"),
    [
        ("It takes nets, ropes, and lamps.", True),
        ("Papers (logs, charts) are kept.", True),
        ("Can the mate read a chart?", True),
        ("We sail, and yes, we charge a fee.", False),
        ("The quay is old and wet.", False),
    ],
)
def test_what_names_several_things(text: str, several: bool) -> None:
    assert (NAMES_SEVERAL.search(text) is not None) is several


def test_which_one_is_asked_of_what_was_shown(talker: Assistant) -> None:
    assert WHICH_OF.sub("", "which one uses sails") == " sails"
    answer = said(talker, "where do tpms work", "which one uses kubernetes")
    assert answer.status == "answered"
    told = "Infrastructure and platform groups living in AWS and Kubernetes."
    assert told in quotes(answer)[:2]  # and the line that leads up to it
    assert len(quotes(answer)) <= 2


def test_of_two_rows_told_one_after_the_other_the_larger_is_meant(talker: Assistant) -> None:
    answer = said(talker, "How much is writing?", "how much is the backlog?", "which is more?")
    assert "Writing" in answer.text
    assert "30%" not in answer.text


def test_a_difference_is_that_of_the_row_that_was_shown(talker: Assistant) -> None:
    answer = said(talker, "who does a tpm report to", "and a pm?", "so whats different")
    assert "CPO" in answer.text
    assert "sometimes Engineering" in answer.text


def test_a_figure_of_something_else_is_told_behind_what_was_asked(talker: Assistant) -> None:
    answer = said(talker, "How long does a search take?", "that's wrong, it's 90 days")
    assert answer.text.index("17 days") < answer.text.index("90 days")


def test_the_same_is_asked_of_whom_the_corpus_is_about(talker: Assistant) -> None:
    answer = said(talker, "how long does it take to hire a fisher", "ok, for a tpm then")
    assert answer.understood == "how long does it take to hire a tpm"
    assert "17 days" in answer.text


def test_how_many_is_read_in_the_paragraph_of_what_was_shown(talker: Assistant) -> None:
    hard = "why are good tpms hard to find"
    assert "129,200" in said(talker, hard, "how many openings").text
    assert said(talker, hard, "how many lighthouses").status == "not_covered"


def test_a_yes_or_no_rests_on_what_was_told_with_it(talker: Assistant) -> None:
    first = said(talker, "does a degree matter")
    why = said(talker, "does a degree matter", "why not")
    assert why.text.startswith("This is what stands in the article:")
    assert quotes(why) == quotes(first)
    assert said(talker, "How much of the time is the backlog?", "why").status == "not_covered"


def test_a_topic_is_told_again_in_another_form(talker: Assistant) -> None:
    answer = said(talker, FAST, TIME, "say the search again, as bullets")
    assert set(quotes(answer)) <= set(quotes(said(talker, FAST)))


def test_the_shorter_of_two_forms_keeps_what_answers(talker: Assistant) -> None:
    judgment = said(talker, SKILLS, "tell me more about the judgment part", "shorter")
    assert "Then judgment" not in judgment.text


def test_of_two_things_the_bigger_is_meant(talker: Assistant) -> None:
    two = ("how much is incident work", "and stakeholder translation")
    assert "20%" in said(talker, *two, "which of the two is bigger").text
    assert "15%" in said(talker, *two, "which is smaller").text


def test_a_figure_that_was_just_told_is_told_whole(talker: Assistant) -> None:
    stacks = said(talker, "which clouds", "how many devs on that openapi thing")
    assert stacks.status == "answered"
    assert "forty" in stacks.text


WANDERING = (
    "where do tpms work", "the second one", "what tools do they use", "quote it",
    "is azure there too", "what about the ML teams", "what is hard there", "go on",
    "so which skill matters most", "example?",
)  # fmt: skip


def test_a_talk_that_wanders_comes_back(talker: Assistant) -> None:
    listed = said(talker, *WANDERING, "back to the teams: list them again as bullets")
    assert "Stripe" in listed.text
    assert "Kubernetes" in listed.text
    last = said(talker, *WANDERING, "the last team again")
    assert "retrain" in last.text
    asked = said(talker, *WANDERING, "list my questions").text.splitlines()[0]
    assert asked.startswith("You asked: “where do tpms work”")
    assert "quote it" not in asked


def test_a_bare_claim_is_asked_of_the_other_one_where_it_names_it(talker: Assistant) -> None:
    answer = said(talker, "who does a tpm report to", "no, that's the pm")
    assert answer.understood == "who does a product manager report to"
    assert "CPO" in answer.text


def test_a_bare_claim_that_finds_nothing_is_met_with_what_stands_there(talker: Assistant) -> None:
    answer = said(talker, "How fast can you hire one?", "no, it's way slower")
    assert answer.text.startswith("This is what stands in the article:")
    assert "17 days" in answer.text
    assert said(talker, "what does a lighthouse cost", "no, it's cheap").status == "not_covered"


def test_a_table_is_told_without_one(talker: Assistant) -> None:
    answer = said(talker, TIME, "no table please")
    assert "\n|" not in answer.text
    assert quotes(answer) == quotes(said(talker, TIME))


def test_a_bare_claim_of_the_subject_is_no_question_what_it_is(talker: Assistant) -> None:
    answer = said(talker, "who makes sure it ships on time", "no, that's the tpm")
    assert answer.text.startswith("This is what stands in the article:")
    assert "project manager" in answer.text
    assert "Backlog" in said(talker, "How much is writing?", "no, that's the backlog").text
