"""Pages of print as people have them: printed from a browser, turned, marked, in uneven columns."""

from __future__ import annotations

import pytest

from assistant.sources.readers import read_bytes
from tests.support.office_files import Placed, pdf, typeset
from tests.support.source_laws import assert_exact, assert_on_the_page

NOTICE = typeset("The lift is closed on Monday from eight to noon, so use the stairs.", top=560)
WALKS = (
    "The river walk is open all year.",
    "Dogs are welcome there on a lead.",
    "Cyclists have to dismount before the",
    "bridge, as it is narrow and slippery.",
    "The mill path is closed in winter and",
    "when the river is above two metres.",
    "Ask the warden, who lives at the mill.",
)
BOATS = (
    "Boats are hired at the lock for twelve",
    "pounds an hour, and for six pounds the",
    "half hour, oars and jackets included.",
    "Children need somebody with them who",
    "can swim, and nobody rows at night or",
    "when the red flag is up at the weir.",
    "The last boat goes out at five o'clock.",
)


def told(raw: bytes) -> list[str]:
    parsed = read_bytes(raw, "page.pdf")
    assert_exact(parsed)
    assert_on_the_page(parsed)
    return [passage.text for passage in parsed.passages]


def column(lines: tuple[str, ...], x: float, top: float, size: float = 10) -> list[Placed]:
    return [(x, top - 1.3 * size * n, size, line) for n, line in enumerate(lines)]


@pytest.mark.parametrize("apart", [0.0, 3.5, 6.5, 9.0])
def test_columns_whose_lines_lie_apart_are_two(apart: float) -> None:
    page = [(60.0, 780.0, 18.0, "River news"), *column(WALKS, 60, 740)]
    page += column(BOATS, 320, 740 - apart)
    assert " ".join(told(pdf(page))) == " ".join((*WALKS, *BOATS))


def test_large_words_beside_small_print_are_a_line_of_their_own() -> None:
    page = [(60.0, 741.0, 24.0, "River news"), *column(WALKS, 60, 700)]
    page += column(BOATS, 320, 752)
    assert " ".join(told(pdf(page))).endswith(" ".join((*WALKS, *BOATS)))


def test_what_stands_below_both_columns_comes_behind_them() -> None:
    page = [*column(WALKS, 60, 740), *column(BOATS, 320, 740)]
    page += [(60, 610, 14, "Dates"), (60, 590, 10, "Fete on 4 July"), (60, 575, 10, "Harvest")]
    assert told(pdf(page))[-2:] == ["Fete on 4 July", "Harvest"]


def test_a_raised_mark_belongs_to_the_word_that_it_touches() -> None:
    page = [*column(WALKS, 60, 740), *column(BOATS, 320, 734)]
    page[0] = (60, 740, 10, "The river walk is open all year")
    page.append((192.5, 744, 6, "1"))
    text = " ".join(told(pdf(page)))
    assert not any(sentence.strip("¹1 ") == "" for sentence in told(pdf(page)))
    assert "Cyclists have to dismount before the bridge" in text


@pytest.mark.parametrize(
    ("turn", "rotate"),
    [("0 1 -1 0 595 0", 90), ("0 -1 1 0 0 842", 270), ("-1 0 0 -1 595 842", 180),
     ("0 1 -1 0 595 0", 0), ("0 -1 1 0 0 842", 0), ("", 90)],
)  # fmt: skip
def test_a_page_on_its_side_is_read(turn: str, rotate: int) -> None:
    assert told(pdf(NOTICE, turn=turn, rotate=rotate)) == [
        "The lift is closed on Monday from eight to noon, so use the stairs."
    ]


def test_a_word_across_the_page_is_no_text() -> None:
    mark = "BT /F1 60 Tf .7071 .7071 -.7071 .7071 150 250 Tm (DRAFT) Tj ET"
    assert "DRAFT" not in " ".join(told(pdf(NOTICE, rules=[mark])))


def test_what_a_browser_prints_around_a_page_is_no_text() -> None:
    page = [(24.0, 820.0, 8.0, "11/27/26, 5:25 PM"), (300.0, 820.0, 8.0, "Prices"), *NOTICE]
    page += [(24, 20, 8, "https://club.example/prices"), (560, 20, 8, "1/1")]
    assert len(told(pdf(page))) == 1


def test_an_address_at_the_foot_of_a_page_stays() -> None:
    assert "www.club.example" in told(pdf([*NOTICE, (60, 30, 9, "www.club.example")]))


def test_drawn_signs_are_those_of_items() -> None:
    def ring(y: float) -> str:
        return f"62 {y} m 64 {y} 66 {y + 2} 66 {y + 4} c 64 {y + 4} 62 {y + 2} 62 {y} c S"

    page: list[Placed] = [(80.0, 700.0, 11.0, "bring a towel"), (80.0, 685.0, 11.0, "bring soap")]
    parsed = read_bytes(pdf(page, rules=[ring(701), ring(686)]), "page.pdf")
    assert [passage.text for passage in parsed.passages] == ["bring a towel", "bring soap"]


def test_headings_and_last_words_in_a_second_line() -> None:
    page: list[Placed] = [
        (60.0, 780.0, 20.0, "Hill Lane Allotments: a handbook for new"),
        (60.0, 750.0, 20.0, "holders"),
        (60.0, 700.0, 11.0, "A child with a fever stays at home all day. Please call us before"),
        (60.0, 686.0, 11.0, "8:30."),
    ]  # fmt: skip
    parsed = read_bytes(pdf(page), "page.pdf")
    assert parsed.document.title == "Hill Lane Allotments: a handbook for new holders"
    assert parsed.passages[-1].text == "Please call us before 8:30."
