"""Yes and no are said only where the words leave no doubt."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.yes_no import yes_or_no
from assistant.records import Passage

NAMES = ("keeper", "lighthouse keeper")


def said(text: str) -> Passage:
    return Passage("x", "d", "sentence", 0, 0, (), 0, len(text), text)


TRIMS = said("A keeper trims the wick and cleans the lamp.")
AGENT = said("Selling the oil belongs to the agent.")
MATE = said("Hiring the crew, their pay, that’s the mate’s job.")
OWN = said("Painting the tower is the keeper's job.")
NO_JOB = said("Fishing is not the job.")
NEED_NOT = said("A keeper doesn’t have to swim.")


@pytest.mark.parametrize(
    ("question", "passage", "answer"),
    [
        ("Does a keeper trim the wick?", TRIMS, "yes"),
        ("do they clean the lamp", TRIMS, "yes"),
        ("Does a keeper sell the lamp?", TRIMS, None),
        ("Does a keeper only clean the lamp?", TRIMS, None),
        ("Does a captain clean the lamp?", TRIMS, None),
        ("Does a keeper sell oil?", AGENT, "no"),
        ("Should the keeper hire the crew?", MATE, "no"),
        ("Does a keeper leave the selling to others?", AGENT, None),
        ("Who sells the oil?", AGENT, None),
        ("Does a keeper sell oil, and at what price?", AGENT, None),
        ("Is the painting up to the keeper?", OWN, None),
        ("Will I paint the tower?", OWN, None),
        ("Is it fishing?", NO_JOB, "no"),
        ("Does the keeper have to swim?", NEED_NOT, "no"),
        ("Is it unnecessary to swim?", NEED_NOT, None),
        ("Can a keeper swim?", NEED_NOT, None),
        ("Doesn't a keeper have to swim?", NEED_NOT, None),
    ],
)
def test_yes_or_no(question: str, passage: Passage, answer: str | None) -> None:
    assert yes_or_no(question, passage, NAMES) == answer


def test_without_names_only_persons_are_asked_about() -> None:
    assert yes_or_no("do they sell oil", AGENT, ()) == "no"
    assert yes_or_no("Does a keeper sell oil?", AGENT, ()) is None


def test_an_answer_begins_with_it(assistant: Assistant) -> None:
    assert assistant.ask("Does a TPM manage engineers?").text.startswith("No. ")
    assert assistant.ask("Does a TPM review designs?").text.startswith("Yes. ")
    assert not assistant.ask("Who manages the engineers?").text.startswith(("No.", "Yes."))
