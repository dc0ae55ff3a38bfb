"""Talks about a document whose questions nobody knows: rows, choices, stories, earlier answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.settings import load_settings
from tests.support.talking import quotes, said

PIER = """# The Old Pier

## Berths

| Berth | Length | Fee per season | Waiting time |
|---|---|---|---|
| Small | 6 metres | £300 | 2 months |
| Middle | 9 metres | £450 | 9 months |
| Large | 14 metres | £800 | 3 years |

There are three sizes of ropes.

| Rope | Width | Price | Delivery |
|---|---|---|---|
| Thin | 8 mm | £9 | 3 weeks |
| Thick | 20 mm | £40 | 10 days |
| Steel | 12 mm | £70 | 1 year |

## Crew

The harbour master assigns the berths. The treasurer collects the fees. The spring dive is for
chains, the summer dive is for ropes, and the autumn dive is for lamps. Soup is served.

## The storm

In March 2018 a storm tore off the last third of the pier. The club had two choices: rebuild it in
oak, or shorten the pier for good. The harbour master talked them into oak, because boats moor
there in the west wind. It took two winters. Boats moored there again in May.

## Not allowed

Two things are not allowed on the pier:

- Open fires, because the deck is tarred.
- Cleaning fish, since the gulls come.
"""


@pytest.fixture(scope="module")
def pier(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("pier")
    (folder / "pier.md").write_text(PIER, encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    with Assistant.open(load_settings(corpus_dir=folder, index_dir=index, data_dir=index)) as made:
        yield made


SMALL, MIDDLE, LARGE = (
    line for line in PIER.splitlines() if line.startswith(("| Sm", "| Mi", "| La"))
)


@pytest.mark.parametrize(
    ("asked", "then", "row"),
    [
        ("what is the fee of the large berth", "the row above", MIDDLE),
        ("what is the fee of the small berth", "and the next one", MIDDLE),
        ("what is the fee of the middle berth", "and the last in that table", LARGE),
        ("what is the fee of the small berth", "no the big one", LARGE),
        ("what is the fee of the large berth", "nah i meant the small one", SMALL),
    ],
)
def test_one_row_has_others_beside_it(pier: Assistant, asked: str, then: str, row: str) -> None:
    assert quotes(said(pier, asked, then)) == [row]


def test_there_is_no_row_above_the_first(pier: Assistant) -> None:
    answer = said(pier, "what is the fee of the small berth", "the row above")
    assert answer.status == "not_covered"


def test_clauses_of_one_form_are_counted(pier: Assistant) -> None:
    answer = said(pier, "what are the dives for", "what about the second one")
    assert "summer dive" in quotes(answer)[0]


def test_a_date_is_held_against_the_date(pier: Assistant) -> None:
    answer = said(pier, "in which month did boats moor there again", "i think it was june")
    assert answer.text.startswith("That differs")
    assert "in May" in answer.text


def test_a_claim_typed_in_a_hurry_is_met_with_what_stands_there(pier: Assistant) -> None:
    answer = said(pier, "who collects the fees", "wrong, thats the harbour master")
    assert "treasurer collects" in answer.text


def test_a_story_comes_down_to_its_outcome_though_only_its_beginning_was_told(
    pier: Assistant,
) -> None:
    answer = said(pier, "what happened in march 2018", "just the outcome pls")
    assert ["talked them into oak" in quote for quote in quotes(answer)] == [True]


def test_a_line_that_leads_up_to_a_list_is_not_told_without_it(pier: Assistant) -> None:
    answer = said(pier, "what is not allowed on the pier", "shorter")
    assert "Open fires" in answer.text
    assert "gulls" in answer.text


def test_a_list_and_a_table_are_told_as_text(pier: Assistant) -> None:
    listed = said(pier, "what is not allowed on the pier", "as text, no bullets")
    assert "\n- " not in listed.text
    assert "gulls come. [3]" in listed.text
    table = said(pier, "the fees of all berths in a table", "in words, not a table")
    assert "|" not in table.text
    assert "£300" in table.text
    assert "£800" in table.text


def test_two_answers_stand_in_one_table(pier: Assistant) -> None:
    asked = ("who collects the fees", "who assigns the berths")
    answer = said(pier, *asked, "put both in a table")
    lines = answer.text.splitlines()
    assert lines[2].startswith("| Who collects the fees | The treasurer")
    assert lines[3].startswith("| Who assigns the berths | The harbour master")
    rows = said(pier, "the fee of the small berth", "and the large berth", "both as a table")
    assert quotes(rows) == [SMALL, LARGE]


@pytest.mark.parametrize(
    ("then", "row"),
    [
        ("which is the cheapest", "| Thin |"),
        ("which one do i get soonest", "| Thick |"),
        ("the one with the longest delivery?", "| Steel |"),
        ("the second", "| Thick |"),
        ("the last one", "| Steel |"),
    ],
)
def test_what_a_sentence_announces_is_counted_and_compared(
    pier: Assistant, then: str, row: str
) -> None:
    asked = "how many sizes of ropes are there"
    assert quotes(said(pier, asked)) == ["There are three sizes of ropes."]
    assert [quote.startswith(row) for quote in quotes(said(pier, asked, then))] == [True]


@pytest.mark.parametrize("message", ["summarise the document", "give me a summary of the pier"])
def test_a_summary_that_nobody_wrote_names_the_section_of_each_sentence(
    pier: Assistant, message: str
) -> None:
    lines = said(pier, message).text.splitlines()
    assert any(line.startswith("- **Crew**: The harbour master assigns") for line in lines)
