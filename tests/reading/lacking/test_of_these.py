"""Below the names of some things, which of these is open, and not whether there are any."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.of_these import of_these
from assistant.reading.readings import Reading
from assistant.sources.readers import parse

LAMPS, NONE = parse(
    "# Light\n\nThe oil lamps are made by Argand, Carcel and Fresnel.\n\nOil lamps are old.\n", "x"
).passages


@pytest.mark.parametrize(
    ("lacks", "open_yet"),
    [
        ("which oil lamps you should know", "which of these oil lamps you should know"),
        ("what lamps to learn first", "which of these lamps to learn first"),
        ("which knots you should know", "which knots you should know"),
        ("which lamps are the best", "which lamps are the best"),
        ("whether lamps must be known", "whether lamps must be known"),
    ],
)
def test_which_of_those_named_is_open(lacks: str, open_yet: str) -> None:
    reading = Reading("partial", 0.5, (), chosen=(LAMPS,), missing=(lacks,))
    assert of_these(reading).missing == (open_yet,)


def test_where_nothing_is_named_all_is_open() -> None:
    reading = Reading("partial", 0.5, (), chosen=(NONE,), missing=("which lamps to know",))
    assert of_these(reading) == reading


def test_the_tools_that_are_shown_are_these(assistant: Assistant) -> None:
    answer = assistant.ask("which databases or data tools should i know")
    assert answer.missing == ("which of these databases or data tools you should know",)
