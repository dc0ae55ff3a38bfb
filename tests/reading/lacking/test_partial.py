"""Beside some questions nothing is told, however near they sound."""

from __future__ import annotations

import pytest

from assistant.reading.lacking.partial import (
    Beside,
    denies_otherwise,
    makes_it_so,
    named_things,
    puts_himself,
    supposes,
    supposes_otherwise,
)
from assistant.sources.bank import BankEntry

NAMES = named_things(
    ["The lamp runs on Lumina oil, or on Gasol.", "Acme Lights places keepers for Acme Lights."],
    ["keeper", "Acme Lights places keepers."],
)
BESIDE = Beside(NAMES)


def test_names_are_found_inside_sentences_without_the_corpus_own() -> None:
    assert {"lumina", "gasol"} == NAMES


@pytest.mark.parametrize(
    "question",
    [
        "Why is Lumina so dear?",
        "why do keepers quit",
        "What if the lamp fails?",
        "If the light were automatic, who would watch it?",
        "Suppose nobody trims the wick",
        "does Lumina burn clean",
        "Who founded Gasol?",
        "Lumina or Gasol, which is cheaper",
        "how many people does Lumina employ",
        "What do the letters LK stand for?",
        "what does SOS stand for",
        "the abbreviation KP, please",
    ],
)
def test_nothing_is_told_beside_it(question: str) -> None:
    assert BESIDE.nothing(question)


@pytest.mark.parametrize(
    "question",
    [
        "what does a keeper earn in Brest",
        "Which Lumina grades do keepers use?",
        "how is the light tested, and why",
        "does a keeper need a degree",
        "what is it that a keeper stands for in the village",
        "If you drew the night as a pie, what would be the largest slice?",
        "is Lumina on the list",
    ],
)
def test_the_nearest_fact_may_be_told(question: str) -> None:
    assert not BESIDE.nothing(question)


@pytest.mark.parametrize(
    ("question", "nothing"),
    [
        ("what did the keeper in Lumina decide", False),
        ("tell me about the keeper you placed in Lumina", False),
        ("who is the founder in Lumina", True),
        ("the name of the firm that hired the keeper in Lumina", True),
        ("how many lamps are in Lumina", True),
    ],
)
def test_where_somebody_is_is_not_what_is_asked_about(question: str, nothing: bool) -> None:
    assert Beside(NAMES, ["keeper"]).nothing(question) is nothing


def test_a_corpus_without_names() -> None:
    assert not Beside(frozenset()).nothing("does it burn")


@pytest.mark.parametrize(
    ("question", "otherwise"),
    [
        ("If the lamp went out tomorrow, where would the boats go?", True),
        ("what if oil had never been found, would keepers exist", True),
        ("if I keep the lamp, what would I do all day", False),
        ("If one shadowed a keeper, how much of the time would be cleaning?", False),
        ("suppose somebody logged the nights: what share would be watching", False),
        ("If somebody burned the lamp, who would pay?", True),
        ("if the lamp goes out, who mends it", False),
        ("What would a keeper do?", False),
    ],
)
def test_another_world_is_supposed(question: str, otherwise: bool) -> None:
    assert supposes_otherwise(question) is otherwise


@pytest.mark.parametrize(
    ("question", "refuting", "taken"),
    [
        ("why is oil dear", 0.1, True),
        ("Given that oil is free, who pays?", 0.1, True),
        ("Oil is free. Who pays?", 0.1, True),
        ("Keepers are paid, aren't they?", 0.1, True),
        ("Which takes more time, oil or the log?", 0.1, False),
        ("how did she find out that it was dear", 0.1, False),
        ("What share is the log, and why is it so dear?", 0.1, False),
        ("What for do they keep a log?", 0.1, True),
        ("Which takes more time, oil or the log?", 0.6, True),
    ],
)
def test_what_a_question_takes_for_granted(question: str, refuting: float, taken: bool) -> None:
    assert supposes(question, refuting) is taken


@pytest.mark.parametrize(
    ("question", "near", "otherwise"),
    [
        ("why didn't she sail", ["why did she sail", "when she sailed, who came"], True),
        ("why did she sail", ["why did she sail"], False),
        ("why didn't she sail", ["why did she not stay", "why did she sail"], False),
        ("why didn't she sail", ["why did she sail", "she never sailed", "no one sailed"], False),
        ("why was the replacement late", ["why was it early"], False),
        ("why not sail. And who came?", ["why did she sail"], False),
        ("why didn't she sail", [], False),
    ],
)
def test_why_not_supposes_what_refutes_why(question: str, near: list[str], otherwise: bool) -> None:
    known = [BankEntry(text, "premise") for text in near]
    assert denies_otherwise(question, [BankEntry("she did not", "answer"), *known]) == otherwise


@pytest.mark.parametrize(
    ("question", "tells"),
    [
        ("what makes lamps hard to clean", True),
        ("what makes lamps cheap to clean", False),
        ("why are lamps hard to clean", False),
        ("what makes lamps hard to clean, and who cleans them?", False),
    ],
)
def test_what_makes_it_so_is_told_by_what_says_more_of_it(question: str, tells: bool) -> None:
    said = "Lamps pose the hard task of how to clean a burner that nobody reaches by hand at all."
    assert makes_it_so(question, said, ["keeper"]) is tells
    assert not makes_it_so("what makes lamps hard to clean", "Lamps are hard to clean.", [])


def test_who_puts_himself_in_a_place_asks_what_holds_there() -> None:
    assert puts_himself("If I kept the lamp, who would be the ones trimming it?")
    assert not puts_himself("If I were fired, who would hire me?")
    assert not puts_himself("If lamps were banned, who would trim them?")
    assert not puts_himself("If I kept the lamp, what happens?")
