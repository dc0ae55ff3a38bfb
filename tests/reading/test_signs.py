"""Signs: what the words of a question ask for, and what those of a passage give."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.reading import signs
from tests.support.small_document import SHOWN


@pytest.mark.parametrize(
    ("question", "text", "counts"),
    [
        ("how many boats could be hit", "It can hit three small boats at once.", True),
        ("how many boats", "There are 12 boats.", True),
        ("how many steps", "There are 12 boats.", False),
        ("how long is the pier", "There are 12 piers.", False),
    ],
)
def test_a_number_of_things_is_counted(question: str, text: str, counts: bool) -> None:
    passage = replace(SHOWN[0], text=text)
    assert signs.counting(question, [passage]) == ([passage] if counts else [])


@pytest.mark.parametrize(
    ("question", "text", "unnamed"),
    [
        ("in which harbour?", "A boat lay in a harbour.", True),
        ("in which harbour?", "A boat lay in Tern harbour.", False),
        ("what harbour was that", "Some harbour is always open.", True),
        ("until what year", "It costs 12 a year.", False),
        ("who owns the harbour", "A boat lay in a harbour.", False),
    ],
)
def test_which_one_is_not_said_of_what_has_no_name(question: str, text: str, unnamed: bool) -> None:
    assert signs.unnamed(question, [replace(SHOWN[0], text=text)]) is unnamed


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("It takes 17 days.", True),
        ("a six-month closure", True),
        ("around week three", True),
        ("fewer repairs next quarter", False),
        ("every day", False),
    ],
)
def test_a_length_of_time_has_a_number(text: str, given: bool) -> None:
    assert (signs.TIME_GIVEN.search(text) is not None) is given


def test_what_people_ask_a_passage_for_tells_what_it_is() -> None:
    known = ["why is it shut", "how come it is shut", "when is it shut"]
    assert signs.asked_as(known, signs.ASKED_WHY, 0.5)
    assert not signs.asked_as(known, signs.ASKED_EXAMPLE, 0.1)
    assert not signs.asked_as([], signs.ASKED_WHY, 0.0)


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("is that a lot?", True),
        ("so are those working days", True),
        ("is the pier that long?", False),
        ("what is that?", False),
    ],
)
def test_a_question_about_what_was_just_shown(message: str, about: bool) -> None:
    assert (signs.ABOUT_SHOWN.search(message) is not None) is about


@pytest.mark.parametrize(
    ("words", "reads_on"),
    [
        ("anywhere i can read more on that", True),
        ("where can i read about it", True),
        ("is there a guide or sth", True),
        ("where can i see the seals", False),
        ("where do they learn to sail", False),
    ],
)
def test_who_wants_to_read_on_is_told_from_who_asks(words: str, reads_on: bool) -> None:
    assert (signs.READS_ON.search(words) is not None) == reads_on


@pytest.mark.parametrize(
    "words", ["who made them", "and who published these figures?", "who says that"]
)
def test_who_asks_whose_a_figure_is(words: str) -> None:
    assert signs.WHOSE.match(words)
    assert not signs.WHOSE.match("who made the boats")


@pytest.mark.parametrize(
    ("words", "asks"),
    [
        ("whats the problem with mixing those", True),
        ("why's it bad to mix those up", True),
        ("what's the problem with oak", False),
        ("why is the harbour closed", False),
    ],
)
def test_what_is_bad_about_something_shown_is_asked_for(words: str, asks: bool) -> None:
    assert (signs.HARM_ASKED.search(words) is not None) == asks


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("how do i avoid that", True),
        ("so what can we do about it", True),
        ("what's the fix", True),
        ("how do i avoid the ferry", False),
        ("how can i change it to winter", False),
    ],
)
def test_what_can_be_done_about_it_is_asked(said: str, asked: bool) -> None:
    assert (signs.REMEDY_ASKED.fullmatch(said) is not None) is asked


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("so they're the same really", True),
        ("are they basically the same then", True),
        ("is it the same job", True),
        ("are they the same age as the crew members are", True),
        ("do they pay the same", False),
    ],
)
def test_whether_they_are_the_same_is_asked(said: str, asked: bool) -> None:
    found = signs.SAME_ASKED.match(said)
    assert (found is not None) is asked


def test_a_case_is_told_in_its_first_words() -> None:
    assert signs.STORY.search("One of the last storms took the jetty.")
    assert not signs.STORY.search("Storms are one of the last dangers.")


@pytest.mark.parametrize(
    ("words", "asked"),
    [
        ("which one did she take", True),
        ("which of the two did they choose", True),
        ("so he went with what", True),
        ("which boats do they take out", False),
        ("what did she say", False),
    ],
)
def test_what_was_chosen_is_asked_for(words: str, asked: bool) -> None:
    assert (signs.CHOICE_ASKED.search(words) is not None) is asked


def test_what_stands_in_the_place_of_another_thing_is_told() -> None:
    assert signs.INSTEAD_ASKED.match("what do they draw instead?")
    assert not signs.INSTEAD_ASKED.match("why do they draw maps instead")
    assert signs.INSTEAD.search("Fewer lamps would do. Less light, more sound.")
    assert not signs.INSTEAD.search("They draw maps.")
