"""Rows told in prose: a cell stays in its row, and what is told as it stands needs no judge."""

from __future__ import annotations

import pytest

from assistant.proof.rows import from_another_row, told_as_it_stands
from assistant.records import Cell, Passage

HEADER = ("Event", "Start", "Place", "Led by")


def row(number: int, *cells: str, header: tuple[str, ...] = HEADER) -> Passage:
    """A row of the programme."""
    made = tuple(Cell(text, 0, len(text)) for text in cells)
    text = " | ".join(cells)
    return Passage(f"r{number}", "d", "table_row", number, 0, (), number, 1, text, header, made)


HEAD = row(0, *HEADER)
MENDING = row(1, "Mending bowls *", "13:30", "Workshop B", "Yuki Tan")
MOULDS = row(2, "Making moulds", "14:00", "Workshop A", "Nell Farrow")
SUPPER = row(3, "Supper (booked beforehand)", "19:00", "Shed 3", "The Slip Trailers")
SHOWN = (HEAD, MENDING, MOULDS, SUPPER)


@pytest.mark.parametrize(
    ("claim", "cited", "foreign"),
    [
        ("Yuki Tan leads the mending of bowls.", [MENDING], ""),
        ("Nell Farrow leads the mending of bowls.", [MENDING], "Nell Farrow"),
        ("Mending bowls takes place in Workshop A.", [MENDING], "Workshop A"),
        ("Mending bowls starts at 14:00.", [MENDING], "14:00"),
        ("Supper is led by Yuki Tan.", [SUPPER], "Yuki Tan"),
        ("Supper is in Shed 3.", [SUPPER], ""),
        # Both rows are cited, and the claim mixes them.
        ("Nell Farrow leads the mending of bowls.", [MENDING, MOULDS], "Nell Farrow"),
        ("Nell Farrow shows how to make moulds.", [MENDING, MOULDS], ""),
        ("Yuki Tan mends bowls, and Nell Farrow makes moulds.", [MENDING, MOULDS], ""),
        ("Yuki Tan mends bowls.", [], ""),
    ],
)
def test_a_cell_belongs_to_its_row(claim: str, cited: list[Passage], foreign: str) -> None:
    assert from_another_row(claim, cited, SHOWN) == foreign


def test_a_cell_that_goes_on_is_another_one() -> None:
    header = ("Complaint", "When")
    heartburn = row(1, "Heartburn", "before breakfast", header=header)
    ulcer = row(2, "Ulcer", "before breakfast and supper", header=header)
    shown = [heartburn, ulcer]
    assert from_another_row("For heartburn: before breakfast and supper.", [heartburn], shown)
    assert not from_another_row("For heartburn: before breakfast.", [heartburn], shown)
    assert not from_another_row("For an ulcer: before breakfast and supper.", [ulcer], shown)


@pytest.mark.parametrize(
    ("claim", "cited", "told"),
    [
        ("Mending bowls: Workshop B", [MENDING], True),
        ("Mending bowls starts at 13:30 in Workshop B.", [MENDING], True),
        ("Supper is held in Shed 3, led by The Slip Trailers.", [SUPPER], True),
        ("Mending bowls starts at 13:30, making moulds at 14:00.", [MENDING, MOULDS], True),
        ("Mending bowls starts at 14:00.", [MENDING], False),
        ("Mending bowls never starts at 13:30.", [MENDING], False),
        ("All mending of bowls is led by Yuki Tan.", [MENDING], False),
        ("Mending bowls is fun, says Yuki Tan.", [MENDING], False),
        ("The start of mending bowls is Yuki Tan.", [MENDING], False),
        ("Yuki Tan starts at 13:30.", [MENDING], False),
    ],
)
def test_a_row_in_its_own_words_needs_no_judge(
    claim: str, cited: list[Passage], told: bool
) -> None:
    assert told_as_it_stands(claim, cited) is told


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ("The Plus weighs 540 g and is waterproof.", True),
        ("The Plus weighs 310 g and is waterproof.", False),
        ("The Plus weighs 540 g and is not waterproof.", False),
        ("Only the Plus is waterproof.", False),
    ],
)
def test_a_yes_is_told_by_the_name_of_its_column(claim: str, told: bool) -> None:
    plus = row(1, "Plus", "540 g", "yes", header=("Model", "Weight", "Waterproof"))
    assert told_as_it_stands(claim, [plus]) is told


def test_a_cell_is_told_in_its_order() -> None:
    shift = row(1, "Night shift", "Sunday to Wednesday", header=("Shift", "Days"))
    assert told_as_it_stands("Night shift: Sunday to Wednesday", [shift])
    assert not told_as_it_stands("Night shift: Wednesday to Sunday", [shift])


def test_a_cell_that_limits_is_told_whole() -> None:
    dose = row(1, "Heartburn", "up to 14 days", header=("Complaint", "For how long"))
    assert told_as_it_stands("Heartburn: up to 14 days", [dose])
    assert not told_as_it_stands("Heartburn: 14 days", [dose])
