"""A plain text is read by how people type, and stays as it was typed on its page."""

from __future__ import annotations

import pytest

from assistant.sources.readers import parse
from tests.support.source_laws import assert_on_the_page, lawful, passages, texts


def test_wrapped_sentences_stay_whole_and_no_line_is_lost() -> None:
    source = (
        "The Title\n\nA wrapped line\n  goes on. And\nends.\n\nA Heading\n\nText.\n\nSource: x\n"
    )
    assert [(p.text, p.heading) for p in passages(source, "text")] == [
        ("A wrapped line goes on.", "The Title"),
        ("And ends.", "The Title"),
        ("Text.", "A Heading"),
        ("Source: x", "A Heading"),
    ]
    assert texts("apples\n\npears\n\nplums\n", "text") == ["pears", "plums"]
    assert texts("A single line", "text") == ["A single line"]


def test_the_page_shows_it_as_it_was_typed() -> None:
    source = "RULES\n=====\n\n  1) Leave by the door,\n     never by the lift.\n"
    parsed = lawful(source, "text")
    assert [p.text for p in parsed.passages] == ["Leave by the door, never by the lift."]
    page = assert_on_the_page(parsed)
    assert "".join(text for _, _, text in page.pieces) == source


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("In case of fire:\n\n1) Shout.\n2) Go,\n   now.\n   a) Count.\n   b) Report.\n",
         ["In case of fire:", "Shout.", "Go, now.", "Count.", "Report."]),
        ("- one thing\n- another\n  thing\n* a third\n• a fourth",
         ["one thing", "another thing", "a third", "a fourth"]),
        ("The last drill took 4.\n5 minutes would do.",
         ["The last drill took 4.", "5 minutes would do."]),
        ("Machines with an age of\n> 5 years are repaired at the expense of their owner always.",
         ["Machines with an age of > 5 years are repaired at the expense of their owner always."]),
        ("We were founded in the year\n1999. Then we grew and grew and grew until it was enough.",
         ["We were founded in the year 1999.",
          "Then we grew and grew and grew until it was enough."]),
        ("Mon 9-5\nTue 9-6\nWed closed", ["Mon 9-5", "Tue 9-6", "Wed closed"]),
        ("A & B <c> [1](http://x.example) **no** `mark`.",
         ["A & B <c> [1](http://x.example) **no** `mark`."]),
    ],
)  # fmt: skip
def test_what_is_read(source: str, expected: list[str]) -> None:
    assert texts(source, "text") == expected


def test_headings() -> None:
    source = "Guide\n=====\nFirst.\n\nPay\n---\nSecond.\n\n## Leave\nThird.\n\nOPENING\n\nFourth.\n"
    assert [(p.text, p.section) for p in passages(source, "text")] == [
        ("First.", ("Guide",)),
        ("Second.", ("Guide", "Pay")),
        ("Third.", ("Guide", "Leave")),
        ("Fourth.", ("Guide", "Leave", "OPENING")),
    ]


def test_questions_and_answers() -> None:
    source = "Q: Can I pay by card?\nA: Yes. All cards.\n\nQ2. Is it open?\nA2. No.\n"
    assert [(p.text, p.heading) for p in passages(source, "text")] == [
        ("Yes.", "Can I pay by card?"),
        ("All cards.", "Can I pay by card?"),
        ("No.", "Is it open?"),
    ]


@pytest.mark.parametrize("bar", ["\t", " | ", "\t\t"])
def test_columns_are_a_table(bar: str) -> None:
    source = f"Prices:\nItem{bar}Price\nTea{bar}2.40\nCake{bar}3.10\n"
    lead, header, tea, _ = passages(source, "text")
    assert lead.text == "Prices:"
    assert (header.kind, tea.kind) == ("table_header", "table_row")
    assert tea.header == ("Item", "Price")
    assert [cell.text for cell in tea.cells] == ["Tea", "2.40"]


def test_numbered_titles_of_clauses_are_headings() -> None:
    parsed = parse(
        "LEASE\n\n1. TERM\nIt begins in May and ends in June.\n\n2. Rent\n2.1 It is 5 euros.\n"
        "2.2 It is due in May.\n\n3. Bring it\nall of it, and\n4. go.\n",
        "lease",
        "text",
    )
    told = [(p.heading, p.text) for p in parsed.passages]
    assert ("TERM", "It begins in May and ends in June.") in told
    assert ("Rent", "2.1 It is 5 euros.") in told
    assert not any(heading == "Bring it" for heading, _ in told)
