"""PDF is read in reading order, with tables, and every sentence knows its page."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import DocumentError
from assistant.sources.corpus import read_corpus
from assistant.sources.parsed import Parsed
from assistant.sources.readers import read_bytes
from tests.support.office_files import Placed, pdf, typeset
from tests.support.source_laws import assert_exact, assert_on_the_page

WORDS = (
    "Readers with at least one item that was four days overdue were assigned by lot to one of "
    "three groups, and each of them got a card."
)


def read(raw: bytes) -> Parsed:
    parsed = read_bytes(raw, "paper.pdf")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return parsed


def test_lines_are_paragraphs_and_sizes_are_headings() -> None:
    page = [(60.0, 800.0, 18.0, "Cards"), (60.0, 770.0, 13.0, "Method"),
            *typeset(f"{WORDS} It worked.", "It was cheap.", top=745)]  # fmt: skip
    parsed = read(pdf(page))
    assert [(p.text, p.section, p.page) for p in parsed.passages] == [
        (WORDS, ("Cards", "Method"), 1),
        ("It worked.", ("Cards", "Method"), 1),
        ("It was cheap.", ("Cards", "Method"), 1),
    ]
    assert parsed.document.title == "Cards"


def test_two_columns_are_read_one_after_the_other() -> None:
    def column(x: float, word: str) -> list[Placed]:
        return [(x, 700 - 14 * n, 10, f"{word} {n} has some more words on its line.")
                for n in range(12)]  # fmt: skip

    parsed = read(pdf([(60, 760, 20, "A title over the whole width of this page"),
                       *column(50, "Left"), *column(310, "Right")]))  # fmt: skip
    order = [p.text.split()[0] for p in parsed.passages]
    assert order == sorted(order)
    assert len(order) == 24


def test_running_heads_and_page_numbers_are_no_text() -> None:
    pages = [
        [(60.0, 815.0, 8.0, "Working paper 27"), *typeset(f"Text {n} of it. {WORDS}"),
         (300.0, 20.0, 8.0, f"Page {n}")]
        for n in (1, 2, 3)
    ]  # fmt: skip
    parsed = read(pdf(*pages))
    assert {(p.text[:4], p.page) for p in parsed.passages} == {
        ("Text", 1), ("Text", 2), ("Text", 3), ("Read", 1), ("Read", 2), ("Read", 3),
    }  # fmt: skip


def test_a_sentence_over_two_pages_is_one_and_the_next_knows_its_page() -> None:
    first = [(60.0, 90.0, 11.0, "The trial took place between October and March, and then it")]
    second = [(60.0, 760.0, 11.0, "ended. Nobody was told about it until it was over.")]
    parsed = read(pdf(first, second))
    assert [(p.text, p.page) for p in parsed.passages] == [
        ("The trial took place between October and March, and then it ended.", 1),
        ("Nobody was told about it until it was over.", 2),
    ]


def test_parted_words_are_whole_again_and_raised_figures_are_footnotes() -> None:
    page = [(60, 760, 11, "The chimney was re-"), (60, 746, 11, "paired by chance."),
            (152, 750, 7, "3"), (160, 746, 11, "It cost 5 pounds."),
            (60, 60, 7, "3 All of it in one year.")]  # fmt: skip
    assert [p.text for p in read(pdf(page)).passages] == [
        "The chimney was repaired by chance.", "It cost 5 pounds.", "3 All of it in one year.",
    ]  # fmt: skip


def test_a_list_of_prices_is_read_line_by_line() -> None:
    rows = [("Tea", "2.40"), ("2 eggs", "3.10"), ("Cake of the day", "4.00")]
    page = [
        (x, 700.0 - 16 * n, 11.0, text)
        for n, row in enumerate(rows)
        for x, text in zip((60.0, 480.0), row, strict=True)
    ]
    parsed = read(pdf([*page, *typeset("All prices are in pounds.", top=600)]))
    assert [p.text for p in parsed.passages] == [
        "Tea 2.40", "2 eggs 3.10", "Cake of the day 4.00", "All prices are in pounds.",
    ]  # fmt: skip


def test_a_range_of_numbers_over_a_line_end_stays_one() -> None:
    page = [(60.0, 760.0, 11.0, "Open in the evening from 20-"), (60.0, 746.0, 11.0, "22 in May.")]
    assert [p.text for p in read(pdf(page)).passages] == ["Open in the evening from 20-22 in May."]


def test_pages_that_are_pictures_are_named(tmp_path: Path) -> None:
    """Two of three pages are scanned; the text of the other is read, and the two are said."""
    scan = ["q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"]
    text = pdf(typeset("Open on Monday and on no other day of the week."))
    (tmp_path / "words.pdf").write_bytes(text)
    (tmp_path / "mixed.pdf").write_bytes(
        pdf(typeset("Shut on Sunday and on every other day of May."), [], [], rules=scan)
    )
    corpus = read_corpus(tmp_path)
    assert len(corpus.documents) == 2
    (problem,) = corpus.problems
    assert problem.message == ("mixed.pdf: pages 2, 3 were left out: they are pictures (a scan).")
    assert problem.hint


def test_items_are_a_list() -> None:
    page = [(60, 760 - 20 * n, 11, f"• Thing number {n}") for n in range(3)]
    parsed = read(pdf(page))
    assert [p.text for p in parsed.passages] == [f"Thing number {n}" for n in range(3)]
    assert all(block.inside for block in parsed.blocks)


@pytest.mark.parametrize("down", [True, False])
def test_a_ruled_table_is_read_by_its_cells(down: bool) -> None:
    cells = [("Item", "Printed", "Hand"), ("Card", "0.19", "0.37"), ("Stamp", "0.75", "0.80")]
    page = [(60 + 150 * c, 700 - 20 * r, 10, text)
            for r, row in enumerate(cells) for c, text in enumerate(row)]  # fmt: skip
    rules = [f"50 {y} m 500 {y} l S" for y in (715, 695, 675, 655)]
    if down:
        rules += [f"{x} 655 m {x} 715 l S" for x in (50, 200, 350, 500)]
    parsed = read(pdf([*page, *typeset("They paid for it.", top=600)], rules=rules))
    assert [[cell.text for cell in p.cells] for p in parsed.passages] == [
        *(list(row) for row in cells), [],
    ]  # fmt: skip
    assert parsed.passages[1].header == cells[0]


@settings(max_examples=20, deadline=None)
@given(st.lists(st.lists(st.sampled_from([WORDS, "Short.", "So (it) is \\ 5 < 6!"]), min_size=1,
                         max_size=4), min_size=1, max_size=3))  # fmt: skip
def test_the_law(pages: list[list[str]]) -> None:
    parsed = read(pdf(*(typeset(*page) for page in pages)))
    said = "".join("".join(p.text.split()) for p in parsed.passages)
    assert said == "".join("".join(text.split()) for page in pages for text in page)


@pytest.mark.parametrize(
    ("raw", "reason"),
    [
        (b"%PDF-1.4 nothing", "it is damaged, or no PDF"),
        (b"words", "it is damaged, or no PDF"),
        (pdf(typeset("Cut off in the middle of it."))[:300], "damaged"),
        (pdf([]), "no text"),
    ],
)
def test_what_cannot_be_read_is_said(raw: bytes, reason: str) -> None:
    with pytest.raises(DocumentError, match=r"paper\.pdf was left out") as caught:
        read_bytes(raw, "paper.pdf")
    assert reason in caught.value.message
    assert caught.value.hint
