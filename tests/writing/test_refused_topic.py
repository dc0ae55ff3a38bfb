"""A refusal names the thing that was asked about, and what only names the subject is not near."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.writing.refusal import topic_asked


@pytest.mark.parametrize(
    ("question", "topic"),
    [
        ("Does the article say anything on oil, or only on boats?", "oil"),
        ("is there any information about oil, lamps, or the boats?", "oil, lamps, or the boats"),
        ("does it mention anything about the mate", "the mate"),
        ("are oil lamps mentioned anywhere?", "oil lamps"),
        ("is there any oil on boats", ""),
        ("does the mate say anything about oil", ""),
    ],
)
def test_the_thing_is_named_without_what_is_supposed_in_its_place(
    question: str, topic: str
) -> None:
    assert topic_asked(question) == topic


def test_a_refusal_names_it_and_does_not_repeat_the_question(assistant: Assistant) -> None:
    answer = assistant.ask("is there any information about parental leave or the retirement plan")
    assert answer.status == "not_covered"
    assert "about parental leave or the retirement plan" in answer.text
    assert "is there any information" not in answer.text


def test_several_of_the_subject_bring_nothing_near(assistant: Assistant) -> None:
    answer = assistant.ask("Will AI replace TPMs?")
    assert answer.status == "not_covered"
    assert not any("bootcamp" in quote.quote for quote in answer.related)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("is it correct that TPMs get stock options?", "not say whether TPMs get stock options."),
        ("average lunch of tpms in brest", "about the average lunch of TPMs in brest"),
        ("tpm visa sponsorship h1b", "says nothing about “tpm visa sponsorship h1b”."),
        ("Please clarify the dress code for TPMs.", "does not give the dress code for TPMs."),
        ("um do tpms gotta drive", "not say whether TPMs have to drive."),
        ("so do TPMs get a parking space or what", "whether TPMs get a parking space"),
    ],
)
def test_what_is_refused_is_said_as_one_would_say_it(
    assistant: Assistant, question: str, said: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_covered"
    assert said in answer.text


@pytest.mark.parametrize(
    ("question", "near", "far"),
    [
        # what a known question is told in part, though the two share no word with it
        ("is terraform needed", "on real stacks", ""),
        ("do data scientists earn more than TPMs", "Individual TPM pay", "Data platform teams"),
        # one common word is no nearness
        ("do TPMs have to travel a lot", "", "leverage travels"),
        ("how many days off does a tpm get", "", "17 days"),
    ],
)
def test_what_comes_nearest_is_near(
    assistant: Assistant, question: str, near: str, far: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "not_covered"
    shown = " ".join(quote.quote for quote in answer.related)
    assert near in shown
    assert not far or far not in shown
