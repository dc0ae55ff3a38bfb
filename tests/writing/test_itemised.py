"""One sentence or one row as bullets, in its own words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.records import Cell
from assistant.writing.itemised import in_lines, row_in_lines
from tests.support.small_document import SHOWN
from tests.support.talking import said


@pytest.mark.parametrize(
    ("told", "lines"),
    [
        ("They make three calls: oil or gas, when to climb, and how long it burns. [1]",
         "They make three calls: [1]\n\n- oil or gas [1]\n- when to climb [1]\n"
         "- how long it burns [1]"),
        ("They own the lamp, the oil, and the stairs. [2]",
         "They own: [2]\n\n- the lamp [2]\n- the oil [2]\n- the stairs [2]"),
        ("A keeper trims lamps, counts ships, and sleeps by day. [1]",
         "- A keeper trims lamps [1]\n- counts ships [1]\n- sleeps by day [1]"),
        ("He has lamps (oil, gas, wax). [1]", ""),
        ("The lamp, which is old, burns oil. [1]", ""),
        ("Instead of oil, a keeper burns gas, or wax. [1]", ""),
        ("The office counts pilots, keepers, and mates to grow, with 90 more a year. [1]", ""),
        ("He keeps the lamp. [1] He trims it, oils it, and lights it. [2]", ""),
    ],
)  # fmt: skip
def test_what_a_sentence_counts_up_is_a_list(told: str, lines: str) -> None:
    assert in_lines(told) == lines


def test_a_row_has_a_line_for_each_column() -> None:
    cells = tuple(Cell(text, 0, 1) for text in ("Pay", "$90", "$120"))
    row = replace(SHOWN[0], kind="table_row", header=("What", "Keeper", "Pilot"), cells=cells)
    lines = "**Pay** [1]\n\n- **Keeper**: $90 [1]\n- **Pilot**: $120 [1]"
    assert row_in_lines(row, "[1]", str) == lines
    short = replace(row, cells=cells[:2], header=("What", "Keeper"))
    assert row_in_lines(short, "[1]", str) == ""


@pytest.mark.parametrize(
    ("before", "asked", "lines"),
    [
        ("which tools should they know", "bullets pls", ["- Kubernetes [1]", "- Kafka [1]"]),
        ("what are the core artifacts of a pm", "as bullets", ["- roadmaps [1]"]),
        ("what's the typical background", "as a list", ["- **Product Manager**: Business"]),
    ],
)
def test_one_line_that_was_told_becomes_a_list(
    assistant: Assistant, before: str, asked: str, lines: list[str]
) -> None:
    text = said(assistant, before, asked).text
    assert all(f"\n{line}" in text for line in lines)
