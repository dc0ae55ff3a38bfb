"""What stands beside each other on a page of print: narrow columns, boxes, tables without rules."""

from __future__ import annotations

import pytest

from assistant.sources.parsed import Parsed
from assistant.sources.readers import read_bytes
from assistant.sources.right_to_left import in_reading_order, is_backwards
from tests.support.office_files import Placed, pdf
from tests.support.source_laws import assert_exact, assert_on_the_page

RUNNING = (
    "The members meet on Monday in the small", "hall of the old house, where the door is",
    "opened at seven. Who is late has to ring", "the bell and to wait for the guard, who",
    "may take a while. The fee of 20 euros is", "due in March and has to be paid in cash.",
)  # fmt: skip


def read(*placed: Placed) -> Parsed:
    parsed = read_bytes(pdf(placed), "a.pdf")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return parsed


def lines(x: float, *texts: str, top: float = 700, size: float = 10) -> list[Placed]:
    return [(x, top - 1.2 * size * n, size, text) for n, text in enumerate(texts)]


def texts(parsed: Parsed) -> list[str]:
    return [passage.text for passage in parsed.passages]


def test_columns_with_a_gutter_as_narrow_as_a_blank_are_two() -> None:
    left = [f"Left {n} has words that reach over to the other one," for n in range(10, 22)]
    right = [f"right {n} has words that come after the left column," for n in range(10, 22)]
    parsed = read(*lines(50, *left), *lines(289, *right))
    assert " ".join(texts(parsed)) == " ".join([*left, *right])


@pytest.mark.parametrize("x", [60.0, 330.0])
def test_a_box_beside_the_text_is_read_for_itself(x: float) -> None:
    note = ["Note of the house:", "Bring your card with you", "on Friday."]
    text = lines(60 if x > 200 else 210, *RUNNING)
    parsed = read(*text, *lines(x, *note, top=697, size=9))
    assert "Bring your card with you on Friday." in " ".join(texts(parsed))
    assert "The members meet on Monday in the small hall of the old house, where the door is " \
        "opened at seven." in texts(parsed)  # fmt: skip


def test_words_below_each_other_are_a_table() -> None:
    rows = (
        ("Room", "When", "What"), ("Blue", "9-10", "Opening with a talk about"),
        ("", "", "water in general"), ("Red", "10-11", "Swimming"), ("Green", "", "Closing"),
    )  # fmt: skip
    placed = [
        (60.0 + 110 * column, 700.0 - 13 * n, 10.0, cell)
        for n, row in enumerate(rows)
        for column, cell in enumerate(row)
        if cell
    ]
    parsed = read((60.0, 740.0, 10.0, "What is on this year:"), *placed)
    assert texts(parsed) == [
        "What is on this year:", "| Room | When | What |",
        "| Blue | 9-10 | Opening with a talk about water in general |",
        "| Red | 10-11 | Swimming |", "| Green |  | Closing |",
    ]  # fmt: skip
    assert parsed.passages[0].kind == "sentence"
    assert parsed.passages[1].kind == "table_header"


def test_lines_that_were_ended_on_purpose_stand_alone() -> None:
    parsed = read(
        *lines(60, "Bring these things with you when you come to the pool of our small town:"),
        *lines(80, "A large towel", "Some soap", "Good humour", top=688),
    )
    assert texts(parsed)[1:] == ["A large towel", "Some soap", "Good humour"]


def test_paragraphs_that_count_up_are_items() -> None:
    parsed = read(*lines(60, "1. Shower first.", "2. Swim.", "3. Go.", "12. May is too late."))
    assert texts(parsed) == ["Shower first.", "Swim.", "Go.", "12. May is too late."]
    assert "3. Go." in parsed.document.text


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["םילקש", "25", "הלוע", "הסינכה"], "הכניסה עולה 25 שקלים"),
        ([".17", "דע", "9-מ", "(החותפ)"], "(פתוחה) מ-9 עד 17."),
        (["ןאכ", "ליעפ", "MS", "Word", "10:30-ב"], "ב-10:30 MS Word פעיל כאן"),
    ],
)  # fmt: skip
def test_lines_from_right_to_left(words: list[str], expected: str) -> None:
    assert is_backwards(" ".join(words))
    assert in_reading_order(words) == expected
    assert not is_backwards("Open till 17.")
