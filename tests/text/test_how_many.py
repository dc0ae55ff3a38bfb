"""How many of something a message wants."""

from __future__ import annotations

import pytest

from assistant.text.how_many import each_a_sentence, how_many


@pytest.mark.parametrize(
    ("message", "many"),
    [
        ("Give me 3 reasons why keepers leave", 3),
        ("two examples of what a keeper owns", 2),
        ("What are the top five things a keeper does?", 5),
        ("Can you name two backgrounds keepers come from?", 2),
        ("list the three most important skills", 3),
        ("Tell me one thing that a keeper hands off", 1),
        ("please, show me at least four kinds of boxes", 4),
        ("which two teams are named", 2),
        ("three companies whose staff become keepers", 3),
        ("Give me 12 tools", 12),
    ],
)
def test_a_number_of_things_is_wanted(message: str, many: int) -> None:
    assert how_many(message) == many


@pytest.mark.parametrize(
    "message",
    [
        "What is one of the reasons?",
        "Is 3 years enough?",
        "Explain it in three sentences",
        "Tell me two sentences about it",
        "Two keepers disagree, who decides?",
        "How many reasons are there?",
        "Give me 30 days of leave",
        "Two questions: what is it, and why?",
        "What do ten years give?",
        "Give me that one",
    ],
)
def test_other_numbers_count_nothing_wanted(message: str) -> None:
    assert how_many(message) == 0


def test_reasons_take_a_sentence_each_and_names_do_not() -> None:
    assert each_a_sentence("Give me 3 reasons why")
    assert not each_a_sentence("Give me 3 tools")
