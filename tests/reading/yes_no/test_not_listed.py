"""A row that names all there is says of another thing that it is not so."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.yes_no.not_listed import not_listed
from assistant.sources.readers import parse

SOURCE = """# Boats

| Matter | Large boat | Small boat |
|---|---|---|
| Usually reports to | The board | The navy, sometimes the port |
"""
ROW = next(p for p in parse(SOURCE, "boats").passages if p.kind == "table_row")


@pytest.mark.parametrize(
    ("question", "so"),
    [
        ("Does a small boat report to the bishop?", True),
        ("is it true that small boats report to the bishop", True),
        ("Does a small boat report to the port?", False),  # named
        ("Does a small boat report to the board?", False),  # of the other column
        ("Does a small boat carry the bishop?", False),  # another row
        ("Who does a small boat report to?", False),
        ("Does a small boat never report to the bishop?", False),
        ("Should a small boat report to the bishop?", False),
        ("Does the bishop report to a small boat?", False),  # the other way round
        ("Does a keeper report to the bishop?", False),  # of somebody else
    ],
)
def test_what_a_row_does_not_name(question: str, so: bool) -> None:
    assert not_listed(question, ROW, ["small boat"]) is so


def test_without_a_name_nothing_is_asked_of_the_subject() -> None:
    assert not not_listed("Does a small boat report to the bishop?", ROW, [])


def test_the_answer_says_that_it_is_not_so_and_nothing_more(assistant: Assistant) -> None:
    answer = assistant.ask("Is it true that TPMs report to the CTO?")
    assert answer.text.startswith("Not according to the article:")
    assert "does not say" not in answer.text
    assert "Head of Product" in answer.text
