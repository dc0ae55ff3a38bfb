"""Yes or no from a row that sets like things side by side, for any table."""

from __future__ import annotations

import pytest

from assistant.reading.yes_no.said_in_row import said_in_row
from assistant.sources.readers import parse

SOURCE = """| Dimension | Light Keeper | Chief Light Keeper |
|---|---|---|
| Core tools | scissors, oil can | log book, telescope, oil can |
| Usual background | fishing | navy, piloting |
| Usually reports to | the chief | the board, sometimes the navy |
"""
TOOLS, PAST, BOSS = (r for r in parse(SOURCE, "keepers").passages if r.kind == "table_row")
NAMES = ("chief light keeper", "CLK")


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Is a telescope a core tool of the chief light keeper?", "yes"),
        ("do scissors count among the CLK's core tools", "no"),
        ("is the log book one of a CLK's core tools?", "yes"),
        ("does a light keeper use scissors as a core tool", "yes"),
        ("Is a telescope a core tool of a plain LK?", "no"),
        ("do light keepers have scissors", None),
        ("do LKs have an oil can", None),
        ("does a CLK have scissors", None),  # of another dimension, maybe
        ("does a CLK have an oil can", None),  # both have
        ("is a telescope a core tool of the captain", None),
        ("isn't a telescope a core tool of a CLK", None),
        ("is a telescope the only core tool of a CLK", None),
        ("which core tools does a CLK have", None),
        ("is a brass telescope a core tool of a CLK", None),
    ],
)
def test_what_a_cell_has(question: str, says: str | None) -> None:
    assert said_in_row(question, TOOLS, NAMES) == says


def test_what_is_so_only_sometimes_is_neither() -> None:
    assert said_in_row("does a CLK report to the navy", BOSS, NAMES) is None
    assert said_in_row("is fishing the usual background of a CLK", PAST, NAMES) == "no"
