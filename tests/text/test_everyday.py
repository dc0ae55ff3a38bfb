"""Words of every day that stand for one another."""

from __future__ import annotations

from assistant.text.everyday import alike
from assistant.text.words import stem


def test_families_are_the_same_from_each_of_their_words() -> None:
    for one, other in (("kids", "children"), ("bike", "bicycles"), ("price", "costs")):
        assert alike(stem(one)) == alike(stem(other))
        assert stem(other) in alike(stem(one))


def test_a_word_of_no_family_stands_for_itself() -> None:
    assert alike("lighthous") == {"lighthous"}
