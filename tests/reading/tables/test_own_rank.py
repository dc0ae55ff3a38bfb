"""Who asks whether he gets what others get is told where his own lies."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.tables.own_rank import with_own_rank
from assistant.sources.readers import parse

PASSAGES = parse(
    "Harbour masters get $90,000 a year. A keeper's pay is lower. Pilots get $80,000. They row.\n",
    "pay",
).passages
MASTERS, LOWER, PILOTS, _ = PASSAGES


@pytest.mark.parametrize(
    "question", ["Would I earn what harbour masters earn?", "does a keeper get the masters' pay"]
)
def test_the_own_amount_is_ranked(question: str) -> None:
    assert with_own_rank(question, [MASTERS], PASSAGES, ["keeper"]) == [MASTERS, LOWER]


@pytest.mark.parametrize(
    "question", ["What do harbour masters earn?", "do harbour masters earn much", "may I row"]
)
def test_who_asks_of_others_is_not_told_his_own(question: str) -> None:
    assert with_own_rank(question, [MASTERS], PASSAGES, ["keeper"]) == [MASTERS]


def test_nothing_is_added_where_the_next_sentence_ranks_nothing() -> None:
    assert with_own_rank("would I get that", [PILOTS], PASSAGES, ["keeper"]) == [PILOTS]


def test_a_visitor_is_not_left_with_the_pay_of_others(assistant: Assistant) -> None:
    answer = assistant.ask("Would I earn what information systems managers earn?")
    assert "sits lower" in answer.text
