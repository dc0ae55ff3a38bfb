"""Tables of sentences have a row for each thing, or are none."""

from __future__ import annotations

import pytest

from assistant.proof.citations import resolve
from assistant.records import Passage
from assistant.sources.readers import parse
from assistant.wording.voice import Voice
from assistant.writing.extractive import Teller
from assistant.writing.leaning import Leaning
from assistant.writing.sides import labelled, sides

SHORT = {"HK": "head keeper"}
SOURCE = """# Keepers

## The two roles

A head keeper decides what is kept. They sign the list. A store clerk carries the boxes. Both roles
are confused: the head keeper is no store clerk. The store opens at eight.

## Others

The weekly count is long. A porter has the van.

## Fees

- Lost key: 20 euros
- Third reminder: 5 | 6 euros
"""
PARSED = parse(SOURCE, "keepers")
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
DECIDES, SIGN, CARRIES, BOTH, OPENS, COUNT, PORTER, KEY, REMINDER = PASSAGES
TELLER = Teller(Leaning(PASSAGES, {DOCUMENT.id: DOCUMENT}), Voice("en", "text"), SHORT)


def table(question: str, *chosen: Passage) -> str:
    told = TELLER.tell(chosen, shape="table", question=question)
    return resolve(told.text, told.shown, {DOCUMENT.id: DOCUMENT}).text


@pytest.mark.parametrize(
    "question",
    [
        "Compare a HK and a store clerk in a table",
        "compare the HK and the store clerk, as a table please",
        "HK vs store clerk in a table?",
        "Put a HK and a store clerk side by side in a table",
        "Table with what a HK decides and what a store clerk does",
    ],
)
def test_each_thing_that_is_compared_has_a_row(question: str) -> None:
    assert table(question, CARRIES, DECIDES, SIGN).splitlines() == [
        "| | |",
        "|---|---|",
        "| HK | A head keeper decides what is kept. [1] They sign the list. [2] |",
        "| Store clerk | A store clerk carries the boxes. [3] |",
    ]


def test_what_is_said_of_both_or_of_none_stands_below() -> None:
    found = sides("HK vs store clerk", [DECIDES, CARRIES, BOTH, OPENS], SHORT)
    assert found is not None
    assert found.others == (BOTH, OPENS)
    text = table("HK vs store clerk in a table", DECIDES, CARRIES, BOTH)
    assert text.endswith(" |\n\nBoth roles are confused: the head keeper is no store clerk. [3]")


def test_a_thing_that_is_only_mentioned_has_no_row() -> None:
    said = "A porter hates the calls clerks make. The keys belong to the millers. They like clerks."
    text = parse(said, "more")
    hates, keys, like = text.passages
    found = sides("millers vs clerks", [hates, keys, like], {})
    assert found is None
    found = sides("millers vs porters", [hates, keys, like], {})
    assert found is not None
    assert found.rows == (("millers", (keys, like)), ("porters", (hates,)))


def test_where_one_of_the_things_has_no_sentence_there_are_bullets() -> None:
    assert sides("compare a porter and a miller", [PORTER, COUNT], SHORT) is None
    text = table("Compare a porter and a miller in a table", DECIDES, PORTER)
    assert text == "- A head keeper decides what is kept. [1]\n- A porter has the van. [2]"
    assert "|" not in table("pros and cons of a porter as a table", OPENS, PORTER)


def test_sentences_of_one_heading_are_no_table_and_of_several_stand_beside_them() -> None:
    assert table("the roles in a table", DECIDES, CARRIES).startswith("- A head keeper")
    assert "| Others | A porter has the van. [2] |" in table("the work in a table", OPENS, PORTER)


def test_labels_of_a_list_are_its_first_column() -> None:
    assert table("the fees as a table", KEY, REMINDER).splitlines()[2:] == [
        "| Lost key | 20 euros [1] |",
        "| Third reminder | 5 \\| 6 euros [2] |",
    ]
    assert labelled([KEY]) == labelled([KEY, PORTER]) == []
