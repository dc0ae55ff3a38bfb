"""The duties of a pasted description are asked of one by one, and nothing else is."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.understanding.duties import duties_asked

CALLED = ("LK", "lighthouse keeper")
LETTER = """Hi Ann,

we look for somebody who sells oil, owns the log and manages five sailors. We call it LK.

What do you think about this posting?

Best, Tom"""


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        (
            "We hire an LK: you will write logs, manage a crew of 5, own boats. Is this JD ok?",
            ["an LK write logs", "an LK manage a crew of 5", "an LK own boats"],
        ),
        (
            "Is this a lighthouse keeper? Owns the oil and the wicks, signs off repairs.",
            [
                "a lighthouse keeper own the oil and the wicks",
                "a lighthouse keeper sign off repairs",
            ],
        ),
        (LETTER, ["an LK sell oil", "an LK own the log", "an LK manage five sailors"]),
        (
            "JD: - own the oil - clean the office - approve holidays. ok?",
            ["an LK own the oil", "an LK clean the office", "an LK approve holidays"],
        ),
        (
            "Does this sound like an LK: follows up on wrecks, polishes glass, cooks lunch",
            ["an LK follow up on wrecks", "an LK polish glass", "an LK cook lunch"],
        ),
        (
            "Requirements: sea degree required, 5 years of oil, log writing. Does that fit an LK?",
            ["an LK need a sea degree", "an LK need 5 years of oil", "an LK need log writing"],
        ),
        # One duty, nothing that asks whether it fits, a denial, no description.
        ("An LK will write logs. Is that right?", []),
        ("An LK will write logs, manage sailors, own boats.", []),
        ("What do you think about lamps, oil and boats?", []),
        ("Is this a job for somebody who never writes logs, and hates oil?", []),
        ("Is this role senior, and does it pay well?", []),
        ("ok", []),
    ],
)
def test_a_description_is_asked_about_duty_by_duty(message: str, asked: list[str]) -> None:
    assert list(duties_asked(message, CALLED)) == [f"Does {words}?" for words in asked]


def test_nothing_is_asked_of_a_corpus_without_a_subject() -> None:
    assert duties_asked(LETTER, ()) == ()


def test_every_duty_of_an_advertisement_is_told_or_missing(assistant: Assistant) -> None:
    answer = assistant.ask(
        "JD: you will own the API contract, do performance reviews, run positioning, "
        "approve holidays. Is this ok?"
    )
    assert answer.status == "partial"
    assert answer.missing == ("whether a TPM approves holidays",)
    assert answer.text.count("No. ") == 2
    assert "engineering manager" in answer.text
    assert "product marketing" in answer.text
    assert "Yes. " in answer.text
