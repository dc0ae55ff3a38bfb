"""A follow-up that only names a thing, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading.talk import named
from tests.support.small_document import SHOWN


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("and dogs?", "dogs"),
        ("what about the old harbour", "old harbour"),
        ("in winter too?", "winter"),
        ("oracle as well", "oracle"),
        ("who pays", ""),
        ("what about them?", ""),
        ("tell me more", ""),
        ("the boats that lie in the old harbour", ""),
    ],
)
def test_a_thing_is_named_and_nothing_else(words: str, thing: str) -> None:
    assert named.thing_named(words) == thing


def test_what_stands_behind_a_preposition_sets_bounds_to_the_last_question() -> None:
    assert named.bound_to_last("and in winter?")
    assert not named.bound_to_last("and dogs?")


def test_what_stands_in_the_same_section_is_found() -> None:
    here = SHOWN[0]
    elsewhere = replace(here, section=("Another",))
    assert named.in_sections_of([here], [elsewhere, here]) == [here]


def test_a_thing_that_is_told_once_is_found_by_its_name() -> None:
    lamp = replace(SHOWN[0], id="lamp", text="Fewer lamps, more foghorns.")
    assert named.naming("foghorns", [*SHOWN, lamp]) == [lamp]
    assert named.naming("lamps", [*SHOWN, lamp]) == [lamp]
    assert named.naming("lamp", [*SHOWN, lamp]) == []
    assert named.naming("horn", [*SHOWN, lamp]) == []
    many = [replace(lamp, id=f"lamp{number}") for number in range(named.NAMED_MOST + 1)]
    assert named.naming("foghorns", many) == []


def test_a_row_that_begins_with_the_thing_comes_before_all_that_only_have_the_word() -> None:
    row = SHOWN[-1]
    others = [replace(SHOWN[0], id=f"s{n}", text="The backlog again.") for n in range(5)]
    assert named.naming("backlog", [*others, row]) == [row]
