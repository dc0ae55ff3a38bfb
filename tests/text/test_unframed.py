"""What only frames a question is taken off; what it asks stays in the visitor's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.unframed import unframed


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("Is it true that keepers come from Brest?", "whether keepers come from Brest"),
        ("is it correct to say keepers earn little", "whether keepers earn little"),
        ("I heard keepers are bored, is that true?", "whether keepers are bored"),
        ("My boss says keepers must row. Is that true?", "whether keepers must row"),
        ("keepers get a pension, right?", "whether keepers get a pension"),
        ("Am I right in thinking that keepers earn more?", "whether keepers earn more"),
        ("so do keepers row at night or what", "do keepers row at night"),
        ("and what about the boats", "what about the boats"),
        ("I'm a pilot. Can I become a keeper?", "Can I become a keeper"),
        ("Which boats carry the most oil? Names please.", "Which boats carry the most oil?"),
        ("I have a boat, am I a good fit?", "whether I am a good fit"),
        ("I have a boat, is it too old?", None),
        ("The post is senior. Can I get it?", None),
        ("Is it right to row alone?", None),
        ("is it true for pilots?", None),
        ("oil, right?", None),
        ("Can a keeper say no?", None),
        ("Do they row or something else", None),
    ],
)
def test_what_a_question_asks_without_its_frame(question: str, asked: str | None) -> None:
    expected = question if asked is None else asked
    assert unframed(question).strip(" ?!.") == expected.strip(" ?!.")


@given(st.text(max_size=60))
def test_anything_may_be_asked(question: str) -> None:
    assert isinstance(unframed(question), str)
