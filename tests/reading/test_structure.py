"""Sections by their place, tables and the ends of a text are read off its structure."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.reading.readings import Reading
from assistant.reading.structure import Structure, is_place
from assistant.reading.wholes import TOPIC_MOST, Wholes
from assistant.sources.corpus import Corpus, read_corpus

HARBOUR = """# The harbour

Keepers mind the lamps. They climb each night. The stairs are steep. A fourth thing is said here.

## What does it cost?

| Boat | Fee |
|---|---|
| Small | $40 |
| Large | $90 |

The office takes the fee each spring.

## Who may moor?

Members moor free of charge. Others ask the office first.

## Storms

Boats leave the pier before a storm. The office calls each owner.
"""


@pytest.fixture
def harbour(tmp_path: Path) -> Corpus:
    (tmp_path / "harbour.md").write_text(HARBOUR, encoding="utf-8")
    return read_corpus(tmp_path)


def nothing(question: str) -> Reading:
    return Reading("uncovered", 0.0, ())


def read(corpus: Corpus, message: str) -> tuple[str, list[str]]:
    reading = Wholes(corpus).read(message, nothing)
    return (reading.whole, [p.text for p in reading.chosen]) if reading else ("", [])


@pytest.mark.parametrize(
    ("message", "kind", "begins"),
    [
        ("what is the last section called", "section_name", "Storms"),
        ("title of section 2", "section_name", "Who may moor?"),
        ("what's the second section about", "section", "Members moor free"),
        ("what does the last section say?", "section", "Boats leave the pier"),
        ("summarise the second section", "section", "Members moor free"),
        ("what tables are in it", "tables", "| Boat | Fee |"),
        ("how does it start?", "opening", "Keepers mind the lamps."),
        ("what is the last sentence", "closing", "Boats leave the pier"),
        ("what questions does it answer", "questions", "What does it cost?"),
        ("what topics does it cover?", "outline", "The harbour"),
        ("is there a section about storms", "place", "Boats leave the pier"),
    ],
)
def test_structure_gives(harbour: Corpus, message: str, kind: str, begins: str) -> None:
    whole, told = read(harbour, message)
    assert whole == kind
    assert told[0].startswith(begins)


@pytest.mark.parametrize("message", ["what's the ninth section about", "title of section 0"])
def test_a_section_that_is_not_there_is_none(harbour: Corpus, message: str) -> None:
    assert read(harbour, message) == ("", [])


def test_a_section_of_one_of_several_documents_is_not_guessed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(HARBOUR, encoding="utf-8")
    (tmp_path / "b.md").write_text(HARBOUR.replace("Keepers", "Pilots"), encoding="utf-8")
    assert Structure(read_corpus(tmp_path)).section("first") is None


def test_a_long_section_keeps_its_first_sentence_and_its_tables_whole(tmp_path: Path) -> None:
    said = " ".join(f"Boat {n} carries salt over lake number {n}." for n in range(2, 14))
    rows = "\n".join(f"| Boat {n} | ${n} |" for n in range(2, 6))
    table = f"| Boat | Fee |\n|---|---|\n{rows}"
    text = f"# Lakes\n\nA fee is due. {said}\n\n{table}\n\n# End\n\nBye now.\n"
    (tmp_path / "lakes.md").write_text(text, encoding="utf-8")
    whole, told = read(read_corpus(tmp_path), "what is the first section about")
    assert whole == "section"
    assert told[0] == "A fee is due."
    assert sum(line.startswith("|") for line in told) == 4
    assert len(told) == TOPIC_MOST - 1 + 4


@pytest.mark.parametrize(
    ("words", "place"),
    [("the second section", True), ("section 3", True), ("the last part", True),
     ("the second skill", False), ("pay", False)],
)  # fmt: skip
def test_a_place_is_nothing_but_a_place(words: str, place: bool) -> None:
    assert is_place(words) is place


def test_a_text_in_parts_is_told_by_how_they_begin(tmp_path: Path) -> None:
    text = """# Club

By Ann Dale, May 2026

The rowing club keeps nine boats on the lake of Vell. Boats boats boats boats lake lake.

## Fees

A member pays forty dollars for each boat that he keeps. Fees are due in May.

## Boats

The club lends its boats from May to September only. Boats are of oak.

## Can I bring a dog?

Sadly not on any of the boats. Dogs wait at the pier of the lake.
"""
    (tmp_path / "club.md").write_text(text, encoding="utf-8")
    _, told = read(read_corpus(tmp_path), "summarise it")
    assert [sentence.split()[:3] for sentence in told] == [
        ["The", "rowing", "club"], ["A", "member", "pays"], ["The", "club", "lends"],
    ]  # fmt: skip


def test_who_made_a_text_is_read_off_its_ends(tmp_path: Path) -> None:
    (tmp_path / "handbook.md").write_text(
        "# Handbook\n\nMaintained by Ines Fair.\n\n## Hours\n\nWelcome to all. The shop opens at "
        "nine. It closes at six. Nobody stays. Two keys exist.\n\nA report published by Oxford "
        "says so. It is long.\n\n"
        "Leave is 25 days. Ask early. Wages come monthly. Lunch is free. Bring a cup.\n",
        encoding="utf-8",
    )
    corpus = read_corpus(tmp_path)
    assert [p.text for p in Structure(corpus).credits()] == ["Maintained by Ines Fair."]
    reading = Wholes(corpus).read("who wrote the handbook", lambda q: Reading("uncovered", 0, ()))
    assert reading is not None
    assert [p.text for p in reading.chosen] == ["Maintained by Ines Fair."]


def test_of_a_mere_list_the_columns_and_rows_are_the_summary(tmp_path: Path) -> None:
    rows = "".join(f"Card {n},{n} cm,{n}.50\n" for n in range(1, 20))
    (tmp_path / "prices.csv").write_text("Item,Size,Price\n" + rows, encoding="utf-8")
    corpus = read_corpus(tmp_path)
    reading = Wholes(corpus).read(
        "what's in this price list", lambda q: Reading("uncovered", 0, ())
    )
    assert reading is not None
    assert [p.cells[0].text for p in reading.chosen][:3] == ["Item", "Card 1", "Card 2"]
