"""The figure, time or fate that stands in what is told is not called open below it."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.given_above import giving
from assistant.sources.readers import parse
from tests.support.talking import said

PARSED = parse(
    "# Light\n\nIts lamp is an OpenGate burner that forty northern boats depend on. "
    "The watch carries a mast in four years, and the wick you trim today burns for nine hours. "
    "It takes oil, whether a “small” lamp is a six-week job. Boat traffic will grow 15 percent. "
    "The post skews senior, which is why a junior keeper almost always sits with an old one. "
    "A mate makes sure that it burns on time. Three other lights told of the oil cost.\n\n"
    "| Work | Share | Gives |\n|---|---|---|\n| Cleaning (glass, brass) | ~20% | A clear light |\n",
    "x",
).passages
NAMES = ("keeper",)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how many northern boats did that gate burner have", "forty"),
        ("How many boats depend on that burner?", "forty"),
        ("how long does the wick you trim burn", "nine hours"),
        ("what was the traffic growth figure again", "15 percent"),
        ("what was that percentage for boat traffic", "15 percent"),
        ("what was the number of boats", "forty"),
        ("what was that growth number for traffic", "15 percent"),
        ("what happens to juniors", "sits with"),
        ("what cleaning means in practice", "clear light"),
        ("what does the cleaning part involve", "clear light"),
        ("how much of the day goes to cleaning", "~20%"),
    ],
)
def test_what_is_asked_for_stands_in_a_passage(question: str, words: str) -> None:
    given = [found for p in PARSED if (found := giving(question, [p], NAMES))]
    assert [words in p.text for p in given] == [True], question


@pytest.mark.parametrize(
    "question",
    [
        "how many northern boats have a burner of brass",
        "how many boats should depend on that burner",
        "how many burners do boats have",
        "how long should a wick burn",
        "how long does oil last",
        "what was the oil cost figure",
        "what is the percentage for boats in Brest",
        "what happens to a mate",
        "what does glass mean in practice",
        "how many boats depend on that burner, and why",
    ],
)
def test_another_thing_is_still_open(question: str) -> None:
    assert not any(giving(question, [p], NAMES) for p in PARSED), question


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("how many external devs did that api spec have", "forty"),
        ("how many external devs did the openapi spec have", "forty"),
        ("what was the growth figure again", "15 percent"),
        ("until what year was the growth figure", "2034"),
        ("what happens to juniors", "junior TPM almost always sits"),
        ("what writing means in practice", "The documents other teams build from"),
    ],
)
def test_nothing_shown_is_denied(assistant: Assistant, question: str, words: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered", question
    assert words in answer.text
    assert not answer.missing


def test_nothing_shown_is_denied_in_a_talk(assistant: Assistant) -> None:
    last = said(
        assistant,
        "which stacks do tpms work with",
        "how many external devs did that api spec have",
    )
    assert last.status == "answered"
    assert "forty" in last.text
