"""Hesitation and short forms are spelled out, and what a statement denies is said."""

from __future__ import annotations

import pytest

from assistant.text.spoken import affirmed, spelled_out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("um how much oil do keepers get", "how much oil do keepers get"),
        ("do keepers gotta row", "do keepers have to row"),
        ("how old do u gotta be", "how old do you have to be"),
        ("are there like free boats", "are there free boats"),
        ("what's the watch like you know", "what's the watch like"),
        ("what do you know about umbrellas", "what do you know about umbrellas"),
        ("does U/V light fade", "does U/V light fade"),
    ],
)
def test_what_is_spoken_is_spelled_out(typed: str, said: str) -> None:
    assert spelled_out(typed) == said


@pytest.mark.parametrize(
    ("denied", "said"),
    [
        ("keepers don't row", "keepers row"),
        ("a keeper doesn't really carry oil", "a keeper carries oil"),
        ("they didn't carry oil", "they carried oil"),
        ("a keeper can't marry", "a keeper can marry"),
        ("they won't be replaced", "they will be replaced"),
        ("keepers row", "keepers row"),
        ("it doesn't only shine", "it doesn't only shine"),
    ],
)
def test_what_a_statement_denies(denied: str, said: str) -> None:
    assert affirmed(denied) == said
