"""What only frames a question is taken off; what it asks stays in the visitor's own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.unframed import own_case, unframed


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
        ("Keepers don't row far, do they?", "whether Keepers row far"),
        ("One keeper doesn't row alone, right?", "whether one keeper rows alone"),
        ("A keeper is allowed to row or not?", "whether a keeper is allowed to row"),
        ("I'm 45 and lost my boat, am I too old for this?", "whether I am too old for this"),
        ("Which keepers can row?", None),
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


@pytest.mark.parametrize(
    ("message", "tells"),
    [
        ("I have ten years at sea. What do you think?", True),
        ("I've been a keeper for eight years?", True),
        ("my mate rows badly, what should I do", True),
        ("My English is poor, is that a problem?", True),
        ("I have a question about oil", False),
        ("my mate rows badly", False),
        ("I have a boat, can I become a keeper?", False),
        ("What do you think?", False),
    ],
)
def test_who_only_tells_of_himself(message: str, tells: bool) -> None:
    assert own_case(message) is tells


@given(st.text(max_size=60))
def test_anything_may_be_asked(question: str) -> None:
    assert isinstance(unframed(question), str)
