"""The words of a question that say something of their own."""

from __future__ import annotations

import pytest

from assistant.reading.yes_no.plain_words import plain_words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("do I need to know how to sail", "must I sail"),
        ("could someone land this job", "can I become it"),
        ("is it a good idea to row", "would it be wise to row"),
        ("I was a cook for 6 years, can I qualify", "I was a cook, could I become it"),
        ("my boss thinks that keepers row", "keepers row"),
        ("is it true that keepers row", "do keepers row"),
        ("isn't it hard to recruit", "is it not difficult to hire"),
    ],
)
def test_what_asks_alike_has_the_same_words(one: str, other: str) -> None:
    assert set(plain_words(one)) == set(plain_words(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("is it a good idea to row", "is it a bad idea to row"),
        ("does it take 6 years", "does it take 9 years"),
        ("can I row", "can I not row"),
        ("is it easy", "is it hard"),
    ],
)
def test_what_asks_something_else_has_not(one: str, other: str) -> None:
    assert set(plain_words(one)) != set(plain_words(other))
