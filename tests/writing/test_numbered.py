"""As many as somebody asked for."""

from __future__ import annotations

from assistant.records import Passage
from assistant.sources.readers import parse
from assistant.writing.leaning import Leaning
from assistant.writing.numbered import Kept, kept

SOURCE = """# Storage

You must not store:

- fuel
- jewellery. It is kept by the owner.
- animals

The office opens at eight. Keys cost little. It shuts at noon, one and two.

| Box | Price |
|---|---|
| Small | 5 |
| Large | 9 |
"""
PARSED = parse(SOURCE, "storage")
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
LEAD, FUEL, JEWELLERY, KEPT, ANIMALS, OPENS, KEYS, SHUTS, HEAD, SMALL, LARGE = PASSAGES
LEANING = Leaning(PASSAGES, {DOCUMENT.id: DOCUMENT})


def chosen(wanted: int, *passages: Passage, sentences: bool = False) -> Kept:
    return kept(wanted, passages, LEANING, sentences=sentences)


def test_of_a_list_so_many_items_are_kept_the_chosen_ones_first() -> None:
    assert chosen(2, LEAD).chosen == (FUEL, JEWELLERY, KEPT)
    assert chosen(2, ANIMALS, FUEL, OPENS).chosen == (FUEL, ANIMALS)
    assert chosen(3, ANIMALS, FUEL).chosen == (FUEL, JEWELLERY, KEPT, ANIMALS)


def test_a_list_with_fewer_is_told_whole_and_counted() -> None:
    found = chosen(5, LEAD, FUEL)
    assert found == Kept((FUEL, JEWELLERY, KEPT, ANIMALS), has=3)


def test_one_item_alone_is_not_filled_up_from_its_list() -> None:
    assert chosen(2, FUEL) == Kept((FUEL,))


def test_of_sentences_the_best_are_kept() -> None:
    assert chosen(1, KEYS, OPENS).chosen == (KEYS,)
    assert chosen(2, KEYS, OPENS) == Kept((KEYS, OPENS))


def test_fewer_are_said_where_no_sentence_may_name_several() -> None:
    assert chosen(3, KEYS, OPENS).few
    assert not chosen(3, SHUTS).few
    assert chosen(3, SHUTS, sentences=True).few


def test_rows_of_a_table_are_cut_and_a_mixture_is_left_alone() -> None:
    assert chosen(1, LARGE, SMALL).chosen == (LARGE,)
    assert chosen(1, LARGE, OPENS).chosen == (LARGE, OPENS)
