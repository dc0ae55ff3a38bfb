"""Yes and no are said only where the words leave no doubt."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.yes_no.outcome import said_by, yes_or_no
from assistant.records import Passage

NAMES = ("keeper", "lighthouse keeper")


def said(text: str) -> Passage:
    return Passage("x", "d", "sentence", 0, 0, (), 0, len(text), text)


TRIMS = said("A keeper trims the wick and cleans the lamp.")
AGENT = said("Selling the oil belongs to the agent.")
MATE = said("Hiring the crew, their pay, that’s the mate’s job.")
OWN = said("Painting the tower is the keeper's job.")
NO_JOB = said("Fishing is not the job.")
SHORTCUT = said("The licence is a help at the gate, not a requirement of the work itself.")
APART = said("The mate keeps the log, which is a different job with a different wage.")
CAME = said("We’ve hired keepers who came up as deck boys and former sailors.")
FEE = said("Fernhill hires keepers, and yes, we charge a fee when you take one of them.")
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
        ("Is selling the oil part of the keeper's job?", AGENT, "no"),
        ("is hiring the crew a keeper task", MATE, "no"),
        ("is the lamp the keeper's?", TRIMS, "yes"),
        ("is the oil the keeper's?", TRIMS, None),
        ("Is only trimming the wick the keeper's job?", TRIMS, None),
        ("does the article mention former sailors?", CAME, "yes"),
        ("are deck boys mentioned", CAME, "yes"),
        ("does it mention captains", CAME, None),
        ("does it mention only deck boys", CAME, None),
        ("Will I paint the tower?", OWN, None),
        ("Is it fishing?", NO_JOB, "no"),
        ("Does the keeper have to swim?", NEED_NOT, "no"),
        ("Is it unnecessary to swim?", NEED_NOT, None),
        ("Can a keeper swim?", NEED_NOT, None),
        ("Doesn't a keeper have to swim?", NEED_NOT, None),
        ("do I need a licence?", SHORTCUT, "no"),
        ("is a licence a requirement", SHORTCUT, "no"),
        ("do I need a boat?", SHORTCUT, None),
        ("is a licence not required?", SHORTCUT, None),
        ("do I need a licence or a boat", SHORTCUT, None),
        ("is a licence a help", SHORTCUT, None),
        ("is a keeper basically a mate", APART, "no"),
        ("is the keeper the same as a mate?", APART, "no"),
        ("is the mate a keeper", APART, None),
        ("is a keeper just a captain", APART, None),
        ("is there a difference between a keeper and a mate", APART, "yes"),
        ("is there a difference between a keeper and a captain", APART, None),
        ("can deck boys become keepers", CAME, "yes"),
        ("do you hire former sailors?", CAME, "yes"),
        ("can a cook become a keeper", CAME, None),
        ("does a keeper need to be a sailor", CAME, None),
        ("do you only hire former sailors", CAME, None),
        ("are all keepers former sailors", CAME, None),
        ("should you charge a fee", FEE, None),
        ("is the fee charged to me", FEE, None),
        ("do you charge me a fee", FEE, None),
        ("is a keeper a mate with a different title", APART, "no"),
        ("is a keeper different from a mate", APART, "yes"),
        ("do you have to charge a fee", FEE, None),
        ("do you charge a fee?", FEE, "yes"),
        ("do you charge keepers a fee?", FEE, None),
        ("do you charge a big fee", FEE, None),
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


def test_a_passage_that_is_not_the_best_may_say_it_in_so_many_words() -> None:
    cited = [TRIMS, SHORTCUT]
    assert said_by("do I need a licence?", cited, NAMES, sure=False) == "no"
    assert said_by("does a keeper trim the wick", cited, NAMES, sure=False) is None
    assert said_by("does a keeper trim the wick", cited, NAMES, sure=True) == "yes"
