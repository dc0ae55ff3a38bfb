"""What a few words ask of rows that were just shown, and of a rank outright."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.records import Answer
from tests.support.talking import quotes, said

MOST = "What does a TPM spend the most time on?"
SECOND = ["Writing", "Stakeholder translation"]
LAST = ["Backlog", "Incident"]
TABLE = "put all of it in a table"
REPORTS = "who do PMs and TPMs each report to"


def rows(answer: Answer) -> list[str]:
    """How the rows begin that were told."""
    return [quote.strip("| ") for quote in quotes(answer)]


def begin(answer: Answer, names: list[str]) -> bool:
    told = rows(answer)
    return len(told) == len(names) and all(map(str.startswith, told, names))


@pytest.mark.parametrize("plain", [False, True])
@pytest.mark.parametrize(
    "asked",
    [
        "and the second most?",
        "what comes after that?",
        "what's second?",
        "the runner-up?",
        "who's in second place?",
        "what's the next one up?",
    ],
)
def test_behind_the_most_comes_the_second(assistant: Assistant, asked: str, plain: bool) -> None:
    answer = said(assistant, MOST, asked, plain=plain)
    assert begin(answer, SECOND)
    assert "level with each other" in answer.text


def test_one_goes_on_down_to_the_end(assistant: Assistant) -> None:
    assert begin(said(assistant, MOST, "and next?", "and after that?"), LAST)
    ended = said(assistant, MOST, "and next?", "and after that?", "what is next then?")
    assert ended.status == "not_covered"
    assert "Nothing comes after that" in ended.text


def test_behind_a_shared_rank_all_that_share_it_are_told(assistant: Assistant) -> None:
    answer = said(assistant, MOST, "and third?")
    assert begin(answer, SECOND + LAST)
    assert answer.text.startswith("Some of them are level")


@pytest.mark.parametrize("asked", ["what's the second biggest", "and the second most?"])
def test_a_rank_is_found_in_a_table_that_was_shown_whole(assistant: Assistant, asked: str) -> None:
    answer = said(assistant, "How is a TPM's time split up?", asked)
    assert begin(answer, SECOND)


def test_the_second_one_of_a_whole_table_is_its_second_row(assistant: Assistant) -> None:
    answer = said(assistant, "How is a TPM's time split up?", "what about the second one")
    assert begin(answer, SECOND[:1])


def test_the_other_end_is_that_of_the_whole_table(assistant: Assistant) -> None:
    answer = said(assistant, MOST, "and the second most?", "and the least?")
    assert begin(answer, LAST)
    assert answer.text.startswith("The least:")


@pytest.mark.parametrize(
    "asked",
    ["What takes the second most time for a TPM?", "What's the second largest share of the week?",
     "Which task ranks second in time?", "What is the second longest activity in a TPM's week?"],
)  # fmt: skip
def test_a_rank_is_found_without_a_talk(assistant: Assistant, asked: str) -> None:
    assert begin(said(assistant, asked), SECOND)


def test_a_rank_of_what_has_no_figures_is_none(assistant: Assistant) -> None:
    answer = said(assistant, "What is the second most important skill?")
    assert not answer.text.startswith("The second most")


@pytest.mark.parametrize(
    "messages",
    [(MOST, TABLE, "are you sure it adds up to 100?"), ("Do the percentages add up to 100?",),
     ("Show me where the hours go", "does that add up to 100?"),
     ("Do the shares in the day table sum to 100%?",), ("Do all percentages together make 100?",)],
)  # fmt: skip
def test_whether_it_adds_up_is_worked_out(assistant: Assistant, messages: tuple[str, ...]) -> None:
    answer = said(assistant, *messages)
    assert answer.text.startswith("Yes.")
    assert "= ~100%" in answer.text


@pytest.mark.parametrize(
    ("messages", "result"),
    [
        (("What percentage goes to writing?", "how does that add up with stakeholder work?"), "40"),
        (("How much is backlog?", "and together with incidents?"), "30"),
        (("How much is writing?", "and backlog?", "do those add up to 40?"), "35"),
        ((MOST, "what comes after that?", "and next?", "do those four make 70?"), "70"),
        (("How much is backlog?", "and together with incidents?", "sure that's 30?"), "30"),
        (("Is writing plus backlog 35 percent?",), "35"),
    ],
)
def test_a_row_is_added_to_what_was_shown(
    assistant: Assistant, messages: tuple[str, ...], result: str
) -> None:
    assert f"= ~{result}%" in said(assistant, *messages).text


@pytest.mark.parametrize(
    "messages",
    [("How is a PM different from a TPM?", "who do they each report to", "Just the TPM"),
     (REPORTS, "only the TPM one please"), (REPORTS, "just the PM", "and the other?"),
     (REPORTS, "just the PM", "and for the TPM?")],
)  # fmt: skip
def test_one_side_of_a_row_is_told_alone(assistant: Assistant, messages: tuple[str, ...]) -> None:
    answer = said(assistant, *messages)
    assert "Head of Product, sometimes Engineering" in answer.text
    assert "CPO" not in answer.text


def test_last_is_the_other_end(assistant: Assistant) -> None:
    answer = said(assistant, MOST, "and what's last?")
    assert begin(answer, LAST)
    assert answer.text.startswith("The least:")


def test_what_about_one_side_is_told_alone(assistant: Assistant) -> None:
    answer = said(assistant, REPORTS, "just the TPM", "and what about PMs?")
    assert "CPO" in answer.text
    assert "sometimes Engineering" not in answer.text


def test_whether_it_sums_up_to_an_amount_asks_for_no_summary(assistant: Assistant) -> None:
    assert "In short" not in said(assistant, "Do the five shares sum up to 95?").text


@pytest.mark.parametrize(
    ("asked", "many"),
    [
        ("and the two smallest?", 2),
        ("the two biggest ones?", 3),
        ("bottom two?", 2),
        ("which two take the most", 3),
    ],
)
def test_several_rows_at_one_end_are_told_with_those_level_with_the_last(
    assistant: Assistant, asked: str, many: int
) -> None:
    assert len(said(assistant, "how does a typical day split up?", asked).citations) == many


def test_a_column_is_told_of_the_row_that_came_first(assistant: Assistant) -> None:
    week, which = "how does a typical day split up?", "which of those produces the PRDs"
    assert len(said(assistant, week, which).citations) > 1
    answer = said(assistant, week, which, "what does that one produce")
    assert len(answer.citations) == 1
    assert "The documents other teams build from" in answer.text


def test_a_column_is_asked_of_the_rows_that_were_shown(assistant: Assistant) -> None:
    answer = said(assistant, "where do the hours go", "which rows have 15", "what do they produce")
    assert len(answer.citations) == 2
    assert "Fewer repeat fires" in answer.text
