"""A breakdown is the table above the sentence that speaks of it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.tables.split_up import whole_table, with_its_table, with_other_rows
from assistant.sources.readers import parse

PASSAGES = parse(
    "# Day\n\n| What | Hours |\n|---|---|\n| Lamp | 3 |\n| Log | 2 |\n\n"
    "That split is a guess. The keeper sleeps.\n",
    "x",
).passages
ROWS = [p for p in PASSAGES if p.kind == "table_row"]
SPLIT, SLEEPS = (p for p in PASSAGES if p.kind == "sentence")


@pytest.mark.parametrize("question", ["how is the day split", "What's the breakdown of the day?"])
def test_the_rows_come_before_the_sentence(question: str) -> None:
    assert with_its_table(question, [SPLIT], PASSAGES) == [*ROWS, SPLIT]


def test_rows_that_were_told_behind_it_come_before_it_too() -> None:
    told = with_its_table("how is the day split", [SPLIT, ROWS[1], SLEEPS], PASSAGES)
    assert told == [*ROWS, SPLIT, SLEEPS]


@pytest.mark.parametrize(
    "question",
    ["is the day split like that", "how true is the split", "why is the day split", "who sleeps"],
)
def test_another_question_has_the_sentence_alone(question: str) -> None:
    assert with_its_table(question, [SPLIT], PASSAGES) == [SPLIT]


def test_a_sentence_that_points_at_no_table_stays_alone() -> None:
    assert with_its_table("how is the day split", [SLEEPS], PASSAGES) == [SLEEPS]
    assert with_its_table("how is the day split", [ROWS[0]], PASSAGES) == [ROWS[0]]
    assert with_its_table("how is the day split", [], PASSAGES) == []


def test_it_is_told_as_a_table(assistant: Assistant) -> None:
    answer = assistant.ask("how is the week split")
    assert answer.text.startswith("| What fills the time |")
    assert "polite fiction" in answer.text


SHARES = parse(
    "# Day\n\nThe day is long.\n\n| What | Share |\n|---|---|\n| Lamp work | 60% |\n"
    "| Log book | 40% |\n\n# Pay\n\nPay is low.\n",
    "x",
).passages
LONG, _, LAMP, LOG, LOW = SHARES


def test_one_share_behind_a_sentence_of_its_section_is_all_of_them() -> None:
    assert with_other_rows("what is it like", [LONG, LAMP], SHARES) == [LONG, LAMP, LOG]


def test_a_share_that_is_asked_for_or_stands_elsewhere_stays_alone() -> None:
    for question, told in (
        ("how long is the lamp on", [LONG, LAMP]),  # named
        ("what is it like", [LAMP, LONG]),  # it is the answer itself
        ("what is it like", [LOW, LAMP]),  # of another section
        ("what is it like", [LAMP]),
    ):
        assert with_other_rows(question, told, SHARES) == told
    hours = [SPLIT, ROWS[0]]
    assert with_other_rows("what is it like", hours, PASSAGES) == hours  # no shares of a whole


@pytest.mark.parametrize(
    "question",
    [
        "list where the hours go", "the day in percent", "tabulate the day", "break the day down",
        "where does the time go", "how is the day split",
    ],
)  # fmt: skip
def test_a_table_that_is_asked_for_as_a_whole_is_told_whole(question: str) -> None:
    assert whole_table(question, [LAMP], SHARES) == [LAMP, LOG]
    assert whole_table(question, [LONG, LAMP, LOW], SHARES) == [LAMP, LOG, LONG]


@pytest.mark.parametrize(
    "question",
    ["list the share of lamp work", "where does most of the time go", "what is the lamp for"],
)
def test_one_row_that_is_asked_for_stays_alone(question: str) -> None:
    assert whole_table(question, [LAMP], SHARES) == [LAMP]


def test_where_the_hours_go_is_the_table(assistant: Assistant) -> None:
    assert len(assistant.ask("list where the hours go in a tpm day").citations) == len(
        ["sessions", "writing", "translation", "backlog", "incidents"]
    )
