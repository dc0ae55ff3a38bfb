"""The sides of a table over earlier answers, and what is no such table."""

from __future__ import annotations

import pytest

from assistant.understanding.asked import Exchange
from assistant.understanding.laid_out import denies, laid_out
from assistant.understanding.shown import Shown
from tests.support.small_document import SHOWN


def _told(message: str, *places: int) -> Exchange:
    return Exchange(message, message, shown=Shown(tuple(SHOWN[place] for place in places)))


OWNS, OTHERS = _told("what do they own", 2), _told("and what do they not own", 3)
TIME = _told("how long does a search take", 0)
TALK = (TIME, OWNS, OTHERS)


@pytest.mark.parametrize(
    "message",
    [
        "put both in a table",
        "both side by side pls",
        "the two of them in one table",
        "can you put those two answers in a table",
        "his vs hers as a table",
        "theirs vs not theirs in a table",
    ],
)
def test_the_last_two_answers_are_the_sides(message: str) -> None:
    assert [exchange for _, exchange in laid_out(message, TALK)] == [OWNS, OTHERS]


def test_as_many_as_are_asked_for() -> None:
    sides = laid_out("all three as a table", TALK)
    assert [exchange for _, exchange in sides] == [TIME, OWNS, OTHERS]
    assert [name for name, _ in sides][-1] == "what do they not own"


@pytest.mark.parametrize(
    ("message", "names", "meant"),
    [
        ("put owns vs doesn't own in a table pls", ("owns", "doesn't own"), (OWNS, OTHERS)),
        ("a table: search time vs owned", ("search time", "owned"), (TIME, OWNS)),
    ],
)
def test_a_side_is_the_answer_that_its_name_asks_for(
    message: str, names: tuple[str, str], meant: tuple[Exchange, Exchange]
) -> None:
    assert laid_out(message, TALK) == tuple(zip(names, meant, strict=True))


def test_what_each_of_the_questions_named_may_be_named() -> None:
    weeks = (_told("how is ship week", 0), _told("and planning week?", 1))
    assert [e for _, e in laid_out("one table of both weeks", weeks)] == list(weeks)
    assert laid_out("one table of both boats", weeks) == ()


@pytest.mark.parametrize(
    "message",
    [
        "keepers vs sailors in a table",
        "a table of both roles",
        "as a table",
        "what does the table say about both",
        "put the last one in a table",
    ],
)
def test_what_names_no_earlier_answer_is_no_such_table(message: str) -> None:
    assert laid_out(message, TALK) == ()


def test_one_answer_about_two_things_has_its_sides_itself() -> None:
    compared = _told("how do owners and engineers differ", 2, 3)
    assert laid_out("both in a table", (TIME, compared)) == ()
    assert laid_out("both in a table", (OWNS,)) == ()


def test_a_side_may_deny() -> None:
    assert denies("doesn't own")
    assert denies("handed off")
    assert not denies("owns")
