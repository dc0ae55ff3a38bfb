"""How something is done is told in all its steps."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.steps import Steps, wants_steps
from assistant.sources.readers import parse

PARSED = parse(
    "# Boathouse\n\n## How to rent a boat\n\n1. Ring the bell. It hangs by the door.\n"
    "2. Sign the book.\n3. Take the oars.\n\n## Keys\n\nTo return a key:\n\n1. Clean it.\n"
    "2. Hang it up.\n\nA key costs nine euros.\n\n## Rules\n\n- No fires.\n- No nets.\n",
    "boathouse",
)
STEPS = Steps(PARSED.passages, {PARSED.document.id: PARSED.document})
RENT = ["Ring the bell.", "It hangs by the door.", "Sign the book.", "Take the oars."]
RETURN = ["To return a key:", "Clean it.", "Hang it up."]


@pytest.mark.parametrize(
    ("question", "steps"),
    [
        ("How do I rent a boat?", RENT),
        ("what are the steps for renting a boat", RENT),
        ("how to return a key", RETURN),
        ("How do I rent a bicycle?", []),
        ("How do I clean the boathouse?", []),
    ],
)
def test_a_heading_or_line_names_what_steps_are_for(question: str, steps: list[str]) -> None:
    assert wants_steps(question)
    assert [passage.text for passage in STEPS.named(question)] == steps


def test_one_step_brings_the_others_and_bullets_are_none() -> None:
    by_text = {passage.text: passage for passage in PARSED.passages}
    assert [passage.text for passage in STEPS.of(by_text["Hang it up."])] == RETURN
    assert STEPS.of(by_text["No fires."]) == ()
    assert STEPS.of(by_text["A key costs nine euros."]) == ()


@pytest.mark.parametrize(
    "question", ["How much is a boat?", "How long does it take?", "How do you like it?"]
)
def test_a_detail_is_no_procedure(question: str) -> None:
    assert not wants_steps(question)


PROSE = parse(
    "# Machine\n\n## Frothing milk\n\nFill a jug with milk. Press the button. Wipe the wand.\n\n"
    "## Milk\n\nMilk is cold.\n",
    "machine",
)


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("how do i froth milk", ["Fill a jug with milk.", "Press the button.", "Wipe the wand."]),
        ("how do i froth soy milk", []),
        ("how do i milk it", []),
    ],
)
def test_a_short_section_that_is_named_is_told_in_full(question: str, told: list[str]) -> None:
    steps = Steps(PROSE.passages, {PROSE.document.id: PROSE.document})
    assert [passage.text for passage in steps.named(question)] == told
