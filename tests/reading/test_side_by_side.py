"""Things that a question compares, and those of which nothing is told, for any text."""

from __future__ import annotations

import pytest

from assistant.reading.side_by_side import laid_beside, left_out
from assistant.sources.readers import parse

SOURCE = """# People

A harbour pilot brings ships in. A light keeper trims the lamp.

The chief light keeper answers to the board. Our guide to the ship's agent sorts it out.
"""
PILOT, KEEPER, CHIEF, GUIDE = parse(SOURCE, "people").passages
SHORT = {"CLK": "chief light keeper"}


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("What's the difference between a pilot, a keeper and an agent?",
         ("pilot", "keeper", "agent")),
        ("pilot vs light keeper, how do they differ", ("pilot", "light keeper")),
        ("I mix up three jobs. Who does what: pilot, light keeper, agent?",
         ("pilot", "light keeper", "agent")),
        ("pm, tpm and agent whats different between the 3", ("pm", "tpm", "agent")),
        ("What does a pilot, an agent and a keeper cost?", ()),  # nothing is compared
        ("How is a pilot different?", ()),
    ],
)  # fmt: skip
def test_the_things_that_are_compared(question: str, things: tuple[str, ...]) -> None:
    assert laid_beside(question) == things


def test_what_nothing_told_speaks_of_is_left_out() -> None:
    things = ("pilot", "light keeper", "agent")
    assert left_out(things, [PILOT, KEEPER], SHORT) == ("agent",)
    assert left_out(things, [PILOT, KEEPER, GUIDE], SHORT) == ("agent",)  # only a pointer
    assert left_out(("HP", "light keeper"), [PILOT, KEEPER], SHORT) == ()
    assert left_out(things, [], SHORT) == things


def test_a_name_inside_a_longer_one_is_not_spoken_of() -> None:
    assert left_out(("light keeper", "CLK"), [CHIEF], SHORT) == ("light keeper",)
    assert left_out(("light keeper", "CLK"), [CHIEF, KEEPER], SHORT) == ()
