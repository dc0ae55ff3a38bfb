"""Who publishes what the text calls its own."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.publishing import published
from assistant.reading.readings import Reading
from assistant.sources.readers import parse

PASSAGES = parse(
    "# Lamps\n\nHarborworks runs the towers, and we sell lamps.\n\n"
    "Our tower pay guide has the bands. The mate's own guide is old.\n",
    "x",
).passages
US, OURS, OTHER = PASSAGES


@pytest.mark.parametrize(
    ("question", "answered"),
    [
        ("Who publishes the pay guide?", True),
        ("and who publishes it?", True),
        ("whose pay guide is that?", True),
        ("Who offers the pay guide that you mention?", True),
        ("Who wrote the pay guide?", False),
        ("Who publishes the tide table?", False),
        ("What does the pay guide say?", False),
    ],
)
def test_who_publishes_what_is_ours(question: str, answered: bool) -> None:
    lacking = Reading("partial", 0.5, (), (OURS,), missing=("who publishes it",))
    reading = published(question, lacking, PASSAGES)
    assert (reading.outcome == "answer", reading.chosen == (OURS, US)) == (answered, answered)


def test_what_is_not_ours_stays_open() -> None:
    lacking = Reading("partial", 0.5, (), (OTHER,), missing=("who publishes it",))
    assert published("Who publishes the guide?", lacking, PASSAGES) is lacking


def test_the_publisher_is_told_behind_another_question(assistant: Assistant) -> None:
    answer = assistant.ask("What is the salary band for a TPM in Oslo, and who publishes it?")
    assert "KORE1" in answer.text
    assert "who publishes" not in answer.text
