"""A claim puts the question that it wants confirmed, and no other."""

from __future__ import annotations

import pytest

from assistant.understanding.claimed import asked_by, behind_a_supposition, checked_by, denied_by


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("true or false: a keeper sells oil", "does a keeper sell oil?"),
        ("True or false? Keepers manage sailors.", "do Keepers manage sailors?"),
        ("T/F: the mate owns the log", "does the mate own the log?"),
        ("myth or fact: a keeper is just a sailor", "is a keeper just a sailor?"),
        ("fact check: a keeper decides what gets lit", "does a keeper decide what gets lit?"),
        ("Is it true that a licence is required?", "is a licence required?"),
        ("so keeper = sailor??", "is a keeper the same as a sailor?"),
        ("keepers write logs, right?", "do keepers write logs?"),
        ("Keepers do inspections - correct?", "do Keepers do inspections?"),
        ("harbour week quiet y/n", "is harbour week quiet?"),
        ("a keeper writes 20 pages right", "does a keeper write 20 pages?"),
        ("there are 5,000 keepers, right?", "are there 5,000 keepers?"),
        ("RNLI says 40 boats a year, yes?", "does RNLI say 40 boats a year?"),
        ("harbour calls are 20 percent, correct?", "are harbour calls 20 percent?"),
        ("LKs write logs, fact or myth?", "do LKs write logs?"),
        ("LK spend 30 days there, right?", "do LK spend 30 days there?"),
        ("median wage 9k true?", "is median wage 9k?"),
        ("writing takes more than 10%, right?", "does writing take more than 10%?"),
        ("licence required? y/n", "is licence required?"),
        ("so a keeper is basically a sailor?", "is a keeper basically a sailor?"),
        ("My boss says a licence is mandatory. Is he right?", "is a licence mandatory?"),
        ("can a cook become a keeper, yes or no?", "can a cook become a keeper?"),
        ("it's a night job, isn't it?", "is it a night job?"),
        ("T or F: keepers work on ships", "do keepers work on ships?"),
        ("isn't a keeper just a sailor?", "is a keeper just a sailor?"),
        ("Is it accurate to say the week is quiet?", "is the week quiet?"),
        ("I was told a watch takes ten hours. Is that true?", "does a watch take ten hours?"),
        ("one word answer: does a keeper row?", "does a keeper row?"),
        ("Really? A keeper reads charts?", "does a keeper read charts?"),
        ("am I right in thinking a keeper goes home?", "does a keeper go home?"),
    ],
)
def test_a_claim_puts_its_question(claim: str, question: str) -> None:
    assert asked_by(claim) == question


@pytest.mark.parametrize(
    "message",
    [
        # What denies, what says two things or asks otherwise, and what is no question at all.
        "keepers don't sell oil, right?",
        "how does a keeper get it right",
        "does a keeper get the log right",
        "the log is right",
        "true or false: no keeper sells oil",
        "Is it a myth that keepers sell oil?",
        "My boss says a licence is mandatory. Is he wrong?",
        "True or false: a keeper rows, a sailor sails.",
        "true or false: a keeper sells oil or wicks",
        "a keeper sells oil and what else?",
        "a keeper sells what?",
        "true or false: what does a keeper sell?",
        "does a keeper sell oil?",
        "what does a keeper do, right?",
        "A keeper sells oil.",
        "thanks, right?",
        "oil",
        "",
    ],
)
def test_other_messages_put_none(message: str) -> None:
    assert asked_by(message) == ""


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("Is it true that keepers never sell oil?", "do keepers sell oil?"),
        ("a keeper never sells oil, right?", "does a keeper sell oil?"),
        ("Is it true that keepers sell oil?", ""),
        ("Why do keepers never sell oil?", ""),
        ("Is it true that they never sell oil and never buy it?", ""),
    ],
)
def test_a_claim_of_never_denies_a_plain_question(message: str, question: str) -> None:
    assert denied_by(message) == question


@pytest.mark.parametrize(
    ("message", "question"),
    [
        ("If keepers own the oil, do they sell it too?", "do keepers sell it?"),
        ("Since a keeper is senior, do they at least row?", "do keepers row?"),
        ("so if a keeper rows, can he swim?", "can a keeper swim?"),
        ("If the pilot sells the oil, does a keeper row?", "does a keeper row?"),
        ("If the pilot sells the oil, does he row?", ""),
        ("If keepers own the oil, what do they sell?", ""),
        ("If keepers own the oil, do they not sell it?", ""),
        ("If I row, do I become a keeper?", ""),
        ("do keepers sell oil", ""),
    ],
)
def test_what_is_asked_behind_a_supposition(message: str, question: str) -> None:
    assert behind_a_supposition(message, ["keeper"]) == question


def test_without_a_name_a_supposition_is_of_nobody() -> None:
    assert behind_a_supposition("If keepers own the oil, do sailors sell it?", ["keeper", "sailor"])
    assert not behind_a_supposition("If keepers own the oil, do sailors sell it?", [])


@pytest.mark.parametrize(
    ("message", "question", "denies"),
    [
        ("so keepers never sell oil?", "do keepers sell oil?", True),
        ("so she wrote no log?", "did she write log?", True),
        ("and the lamp isn't theirs?", "is the lamp theirs?", True),
        ("so a keeper can't row alone?", "can a keeper row alone?", True),
        ("they cannot row, right?", "can they row?", True),
        ("so they don't sell oil?", "do they sell oil?", True),
        ("so the keeper does not sell oil?", "does the keeper sell oil?", True),
        ("So they report to the board?", "do they report to the board?", False),
        ("so they kept the lamp?", "did they keep the lamp?", False),
        ("so oil is cheap?", "is oil cheap?", False),
        ("don't they sell oil?", "do they sell oil?", False),
        ("so they don't sell oil, do they not row?", "", False),
        ("so they never sell no oil?", "", False),
        ("they don't sell oil.", "", False),
        ("why don't they sell oil?", "", False),
        ("and why not?", "", False),
        ("do they sell oil?", "", False),
    ],
)
def test_what_somebody_checks_is_put_as_a_question(
    message: str, question: str, denies: bool
) -> None:
    assert checked_by(message) == (question, denies)
