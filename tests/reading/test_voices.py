"""What somebody says of something: the one whose text it is, and one whom it quotes."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.voices import quoting
from assistant.sources.readers import parse

SOURCE = """# Pilots

The Board of Harbour Offices counts 40 pilots and 12 tide readers a year. For work on deck, the BHO
pegs deck and winch masters at $900. That is not the tidy Harbourbook version of the work.
"""
PASSAGES = parse(SOURCE, "pilots").passages


@pytest.mark.parametrize(
    ("who", "about", "told"),
    [
        ("the BHO", "pilots", ["The Board"]),
        ("BHO", "tide readers", ["The Board"]),
        ("the Board of Harbour Offices", "pilots", ["The Board"]),
        ("the BHO", "deck and winch masters", ["For work"]),
        ("the BHO", "pilots / masters", ["The Board", "For work"]),
        # one of two is lacking, another thing, words that stand apart, one who is only named
        ("the BHO", "pilots and cooks", []),
        ("the BHO", "cooks", []),
        ("the BHO", "work masters", []),
        ("Harbourbook", "work", []),
    ],
)
def test_whom_a_sentence_quotes(who: str, about: str, told: list[str]) -> None:
    found = quoting(who, about, PASSAGES)
    assert len(found) == len(told)
    assert all(p.text.startswith(begins) for p, begins in zip(found, told, strict=True))


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("what does BLS say about software developers", "15 percent"),
        ("what does the BLS say about managers", "$171,200"),
        ("What does KORE1 say about bootcamp grads?", "bootcamp grads"),
        ("What does Mike Carter say about junior TPMs?", "a junior TPM almost always"),
    ],
)
def test_what_is_said_is_found_whoever_says_it(
    assistant: Assistant, question: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    assert words in answer.text


@pytest.mark.parametrize(
    "question",
    [
        "What does KORE1 say about remote work?",
        "What does the BLS say about product managers?",
        "What does Stripe say about TPMs?",
    ],
)
def test_what_nobody_says_stays_open(assistant: Assistant, question: str) -> None:
    assert assistant.ask(question).status == "not_covered"
