"""The table of acts: every example is read as its act, and no look-alike is."""

from __future__ import annotations

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understanding.acts import Act, mended, recognise, table, unhurried

EXAMPLES = [(row.act, said) for row in table() for said in row.examples]
OTHERS = [(row.act, said) for row in table() for said in row.others]


def test_every_act_has_examples_and_look_alikes() -> None:
    rows = table()
    assert {row.act for row in rows} == set(get_args(Act))
    assert all(row.examples and row.others for row in rows)


@pytest.mark.parametrize(("act", "said"), EXAMPLES)
def test_an_example_is_read_as_its_act(act: Act, said: str) -> None:
    found = recognise(said)
    assert found is not None
    assert found.act == act


@pytest.mark.parametrize(("act", "said"), OTHERS)
def test_a_look_alike_is_not(act: Act, said: str) -> None:
    found = recognise(said)
    assert found is None or found.act != act


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("the second one", 2),
        ("number 3", 3),
        ("what does [2] mean", 2),
        ("tell me about the 4th one", 4),
        ("the last one sounds cool, tell me more", -1),
    ],
)
def test_an_ordinal_has_its_place(said: str, place: int) -> None:
    found = recognise(said)
    assert found is not None
    assert found.place == place


def test_a_return_has_a_topic_and_what_is_asked_about_it() -> None:
    found = recognise("back to the sign-off, what else do they own?")
    assert found is not None
    assert (found.about, found.further) == ("the sign-off", "what else do they own")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("exmaple?", "example?"),
        ("shoter pls", "shorter pls"),
        ("as bulets", "as bullets"),
        ("stable?", "stable?"),
        ("who trims the wcik", "who trims the wcik"),
        ("example?", "example?"),
    ],
)
def test_a_slip_in_an_act_is_mended_and_nothing_else_is(typed: str, meant: str) -> None:
    assert mended(typed, {"stable", "trims"}.__contains__) == meant


@pytest.mark.parametrize(
    ("said", "about"),
    [
        ("quote me that sentence exactly", ""),
        ("the full exact sentence please, not paraphrased", ""),
        ("quote the line about the lamp", "about the lamp"),
        ("which section is that table in?", ""),
    ],
)
def test_what_a_piece_of_text_is_called_is_no_topic(said: str, about: str) -> None:
    found = recognise(said)
    assert found is not None
    assert found.about == about


@given(st.text(max_size=400))
def test_any_text_is_an_act_or_none(said: str) -> None:
    found = recognise(said)
    assert found is None or found.act in get_args(Act)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("what share is meetings w engineers", "what share is meetings with engineers"),
        ("talk w/ the mgr b4 that", "talk with the manager before that"),
        ("w/o a degree?", "without a degree?"),
        ("pay per mo for a sr keeper", "pay per month for a senior keeper"),
        ("a 60 w bulb, and W", "a 60 w bulb, and W"),
        ("see https://x.y/w/o", "see https://x.y/w/o"),
    ],
)
def test_what_is_typed_short_is_written_out(typed: str, written: str) -> None:
    assert unhurried(typed) == written
