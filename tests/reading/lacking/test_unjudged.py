"""Who is told hard things is told, too, that the text names none of them the worst."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.unjudged import unjudged
from assistant.reading.readings import Reading
from assistant.records import Passage
from assistant.sources.readers import parse

STORMS, LADDER, COMES_FIRST, KEEP, SHEET = parse(
    "# Work\n\nA keeper stands alone in storms. The ladder is steep and has ninety steps.\n\n"
    "Patience comes first.\n\nKeep the glass clean.\n\nA two-page log ends any debate.\n",
    "x",
).passages


def told(question: str, *passages: Passage) -> tuple[str, str]:
    reading = unjudged(question, Reading("answer", 1.0, (), chosen=passages), {"TK": "keeper"})
    return reading.opening, reading.opens_with


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("What's the worst part of being a keeper?", "which part is the worst"),
        ("hardest thing about it", "which thing is the hardest"),
        ("what are the biggest risks for a keeper", "which risks are the biggest"),
        ("which storm is the most dangerous", "which storm is the most dangerous"),
        ("what's the worst kind of tk", "which kind of TK is the worst"),
    ],
)
def test_a_judgement_that_is_not_made_is_said_to_lack(question: str, lacks: str) -> None:
    assert told(question, STORMS, LADDER) == ("unjudged", lacks)


@pytest.mark.parametrize(
    "question",
    [
        "what is hard about being a keeper",
        "which room is the largest",
        "which is worse, wind or rain",
        "what takes the most time",
    ],
)
def test_no_other_question_lacks_one(question: str) -> None:
    assert told(question, STORMS, LADDER) == ("", "")


def test_what_ranks_or_advises_itself_lacks_none() -> None:
    assert told("what is the most important skill", COMES_FIRST) == ("", "")
    assert told("what is the best advice for a keeper", KEEP) == ("", "")


def test_an_amount_that_is_no_rule_is_said_to_be_none() -> None:
    assert told("how long should a log be", SHEET) == ("no_rule", "")
    assert told("how long is a good log", SHEET) == ("", "")
    assert told("how often should the glass be cleaned", KEEP) == ("", "")


def test_the_shipped_corpus_names_no_worst_part(assistant: Assistant) -> None:
    answer = assistant.ask("what's the worst part of being a TPM")
    assert answer.status == "answered"
    assert answer.text.startswith("The article does not say which part is the worst. What it says")


def test_no_figure_says_what_is_the_most_stressful(assistant: Assistant) -> None:
    text = assistant.ask("what's the most stressful week").text
    assert "Ship week" in text
    assert "The most:" not in text
