"""A follow-up that only names a thing, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading import named
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
