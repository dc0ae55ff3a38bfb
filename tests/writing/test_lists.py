"""Items of lists are told with what they are items of."""

from __future__ import annotations

import pytest

from assistant.proof.citations import resolve
from assistant.records import Passage
from assistant.sources.notes import Needs
from assistant.sources.readers import parse
from assistant.wording.voice import Voice
from assistant.writing.extractive import Shape, Teller
from assistant.writing.leaning import Leaning
from assistant.writing.lists import Lists

SOURCE = """# Storage

## Rules

A clerk is not responsible for the following:

- paint thinner and fuel
- Clerks never open a locked box.
- jewellery. It is kept by the owner.

Three things separate a clerk from a keeper:

1. The keeper has the keys.
2. pay

The office opens at eight. Two clerks sit there.

## Required

- Working knowledge of scales
- Three years of lifting
- You speak one other language.
- Deposit: 20 euros

## Dates

Friday, 9 May

- 18:00 lecture on boxes
- 19:00 soup

Four steps lead there.

- ask
- pay

## Teams

The work lies with a few groups. Movers with vans. Packers with tape. Counters who stay.
"""
PARSED = parse(SOURCE, "storage")
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
PROSE = PASSAGES[-4:]
NOTES = {passage.id: Needs((PROSE[0],), True) for passage in PROSE[1:]}


def of(*beginnings: str) -> list[Passage]:
    return [next(p for p in PASSAGES if p.text.startswith(words)) for words in beginnings]


def told(*beginnings: str, shape: Shape = "plain", noted: bool = False) -> str:
    leaning = Leaning(PASSAGES, {DOCUMENT.id: DOCUMENT}, NOTES if noted else None)
    answer = Teller(leaning, Voice("en", "text")).tell(of(*beginnings), shape=shape)
    return resolve(answer.text, answer.shown, {DOCUMENT.id: DOCUMENT}).text


@pytest.mark.parametrize("shape", ["plain", "shorter", "one_sentence", "bullets"])
def test_an_item_goes_on_with_its_lead(shape: Shape) -> None:
    text = told("paint", shape=shape)
    assert "A clerk is not responsible for the following: paint thinner and fuel [1][2]" in text


def test_items_of_one_list_stand_under_their_lead_once() -> None:
    assert told("jewellery", "paint") == (
        "A clerk is not responsible for the following:\n\n"
        "- paint thinner and fuel [1][2]\n- jewellery. It is kept by the owner. [3]"
    )


def test_under_a_lead_that_denies_a_full_sentence_does_not_stand_alone() -> None:
    assert told("Clerks never").startswith("A clerk is not responsible for the following: Clerks")
    assert told("The keeper has") == "The keeper has the keys. [1]"
    assert told("pay").startswith("Three things separate a clerk from a keeper: pay")


def test_a_lead_that_was_chosen_too_is_told_once_and_first() -> None:
    assert told("pay", "Three things") == (
        "Three things separate a clerk from a keeper:\n\n"
        "1. The keeper has the keys. [1][2]\n2. pay [3]"
    )
    text = told("Three things", "pay", "The keeper has")
    assert text == (
        "Three things separate a clerk from a keeper: [1]\n\n"
        "1. The keeper has the keys. [2]\n2. pay [3]"
    )


def test_without_a_lead_the_heading_says_of_what_it_is_an_item() -> None:
    assert told("Working knowledge") == "**Required**\n\nWorking knowledge of scales [1]"
    assert told("You speak") == "You speak one other language. [1]"
    assert told("Deposit") == "Deposit: 20 euros [1]"


def test_a_line_without_an_end_and_a_sentence_that_counts_lead_too() -> None:
    assert told("18:00") == "Friday, 9 May: 18:00 lecture on boxes [1][2]"
    assert told("ask") == "Four steps lead there. ask [1][2]"


def test_sentences_that_were_noted_to_need_the_same_are_a_list() -> None:
    assert told("Packers", noted=True) == (
        "The work lies with a few groups. Packers with tape. [1][2]"
    )
    assert told("Movers", "Counters", noted=True).count("The work lies") == 1


def test_running_text_has_no_lead() -> None:
    lists = Lists(PASSAGES, {DOCUMENT.id: DOCUMENT}, {})
    for passage in of("The office", "Two clerks", "Packers", "Three things"):
        assert lists.lead(passage) is None
        assert not lists.hangs(passage)


def test_several_places_keep_the_items_under_their_lead_within_the_list() -> None:
    text = told("The office", "paint", "jewellery", "You speak")
    lead = "- A clerk is not responsible for the following:"
    assert lead in text
    assert "\n  - paint thinner and fuel" in text
    assert "\n  - jewellery." in text
