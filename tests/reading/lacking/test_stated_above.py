"""What stands in the answer is not called open below it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.stated_above import stated
from assistant.sources.readers import parse

PAY, LIMIT, ROLE, RARELY = parse(
    "# Pay\n\nThe pay of a keeper lies lower and varies by coast.\n\nThe real limit is the oil.\n\n"
    "It usually counts as a senior post.\n\nA keeper rarely has a warm room.\n",
    "x",
).passages
NAMES = ("keeper",)


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("is the pay of keepers lower", True),
        ("Is pay lower for a keeper?", True),
        ("is the pay of keepers lower than that of a mate", False),
        ("is the pay of keepers always lower", False),
        ("is the pay of mates lower", False),
        ("how much lower is the pay of keepers", False),
        ("is pay lower, and why", False),
    ],
)
def test_a_sentence_with_all_of_the_question_states_it(question: str, says: bool) -> None:
    assert stated(question, [PAY], NAMES) is says


def test_what_is_asked_of_several_is_stated_of_one() -> None:
    assert stated("Which of them is senior?", [ROLE], NAMES)
    assert not stated("which of them is more senior", [ROLE], NAMES)
    assert not stated("does a keeper have a warm room", [RARELY, PAY][1:], NAMES)


def test_a_sentence_that_says_what_a_term_is_explains_it() -> None:
    assert stated("What does 'the limit' refer to?", [LIMIT], NAMES)
    assert not stated("What does 'the pay' refer to?", [PAY], NAMES)
    assert not stated("who came up with the term 'limit'?", [LIMIT], NAMES)


def test_what_the_term_is_may_be_said_in_any_of_them() -> None:
    assert stated("what is the limit", [PAY, ROLE, LIMIT], NAMES)
    assert not stated("what is the pay", [PAY, LIMIT], NAMES)


def test_no_denial_stands_below_its_answer(assistant: Assistant) -> None:
    for question in ("Is pay for TPMs lower", "What does 'the bar' refer to"):
        answer = assistant.ask(question)
        assert answer.status == "answered", question
        assert not answer.missing


def test_words_that_point_back_are_told_with_what_they_mean(assistant: Assistant) -> None:
    answer = assistant.ask("What does 'that one swap' refer to")
    assert answer.status == "answered"
    assert "Customer." in answer.text


def test_what_is_named_is_all_that_is_asked_for(assistant: Assistant) -> None:
    answer = assistant.ask("Which technical literacy tests does the article name")
    assert answer.status == "answered"
    assert "sequence diagram" in answer.text
