"""The row of the other of two things, where sentences only tell of the first."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading.talk.other_column import row_of_other
from assistant.records import Cell, Passage
from tests.support.small_document import SHOWN

HEADER = ("Dimension", "Keeper", "Head Keeper")
TWO = ("Dimension", "Harbour Keeper", "Senior Harbour Keeper")


def row(*cells: str, header: tuple[str, ...] = TWO) -> Passage:
    text = " | ".join(cells)
    return replace(
        SHOWN[-1], text=text, header=header, cells=tuple(Cell(cell, 0, 1) for cell in cells)
    )


def sentence(text: str) -> Passage:
    return replace(SHOWN[0], text=text)


NETS = row("Mends nets?", "Rarely", "Every week")
ROWS = [row("Pay", "Low", "High"), NETS]
OF_SENIOR = sentence("A senior harbour keeper mends nets on Mondays.")


def test_a_sentence_on_the_other_one_gives_way_to_the_row() -> None:
    assert row_of_other("what do harbour keepers do with nets", [OF_SENIOR], ROWS) == [NETS]
    by_initials = sentence("An SHK mends nets on Mondays.")
    assert row_of_other("what do harbour keepers do with nets", [by_initials], ROWS) == [NETS]


@pytest.mark.parametrize(
    ("question", "chosen"),
    [
        ("what do senior harbour keepers do with nets", OF_SENIOR),
        ("what do harbour keepers do with nets", sentence("A harbour keeper mends nets.")),
        ("what do harbour keepers do with nets", sentence("Nets are mended on Mondays.")),
        ("what do harbour keepers do with boats", OF_SENIOR),
        ("what do harbour keepers and senior harbour keepers do with nets", OF_SENIOR),
    ],
)
def test_what_may_be_about_the_thing_stays(question: str, chosen: Passage) -> None:
    assert row_of_other(question, [chosen], ROWS) == []


def test_columns_that_name_nothing_stand_for_nothing() -> None:
    nets = row("Mends nets?", "Rarely", "Weekly", header=HEADER)
    assert row_of_other("what do keepers do with nets", [OF_SENIOR], [nets]) == []
