"""What a few words ask of the place that was shown."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading.talk import close_by
from assistant.records import Passage
from tests.support.small_document import SHOWN


def saying(text: str) -> Passage:
    return replace(SHOWN[0], text=text)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("how much", "money"),
        ("price?", "money"),
        ("how much is that", "money"),
        ("when was that", "time"),
        ("in what year", "time"),
        ("and her email?", "address"),
        ("who answers email", None),
        ("how much rope", None),
        ("when do the seals sleep", None),
        ("where", None),
    ],
)
def test_a_bare_question_word_asks_for_one_kind_of_thing(words: str, kind: str | None) -> None:
    assert close_by.kind_asked(words) == kind


def test_what_gives_it_is_told_by_its_form() -> None:
    fare, time = saying("A return ticket is 11.00."), saying("The pool opens at 08:00.")
    dated = saying("The tower was built in 1871.")
    assert close_by.giving("money", [time, dated, fare]) == [fare]
    assert close_by.giving("time", [fare, time, dated]) == [time, dated]
    desk = saying("Write to desk@harbour.example.")
    assert close_by.giving("address", [fare, desk, time]) == [desk]


@pytest.mark.parametrize(
    ("words", "judgment"),
    [
        ("is that a lot?", "a lot"),
        ("how common is that", "common"),
        ("and which one is the hardest", "hardest"),
        ("which of them matters most", "matters most"),
        ("is that really normal though", "normal"),
        ("which one is closed on mondays", ""),
        ("is that the manager", ""),
        ("is reading it enough", "enough"),
        ("how common are red boats", ""),
    ],
)
def test_a_judgment_of_what_was_shown_is_told(words: str, judgment: str) -> None:
    assert close_by.judged(words) == judgment


def test_only_a_text_that_judges_answers_it() -> None:
    assert close_by.judges("hardest", [saying("The north wall is the hardest of all.")])
    assert not close_by.judges("common", [saying("The north wall is steep.")])
