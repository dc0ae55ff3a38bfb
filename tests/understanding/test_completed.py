"""Whole questions that a short follow-up may come to."""

import pytest

from assistant.records import Turn
from assistant.understanding.completed import completions
from assistant.understanding.conversation import understand

PEOPLE = ("keeper",)


@pytest.mark.parametrize(
    ("before", "message", "whole"),
    [
        ("what does a keeper own?", "and not own?", "What does a keeper not own?"),
        ("what notices does a keeper write", "for whom?", "For whom does a keeper write notices?"),
        ("what does a keeper paint", "what for?", "What does a keeper paint for?"),
        ("Can a sailor be a keeper?", "on what kind of pier?",
         "On what kind of pier can a sailor be a keeper?"),
        ("how do I find a keeper", "how fast?", "How fast do I find a keeper?"),
        ("what does LAMPCO do", "what do they want from me", "What does LAMPCO want from me?"),
        ("what does a keeper wear", "where do they buy it then?", "Where do keepers buy it?"),
        ("Does a keeper steer boats?", "what happens if they try anyway?",
         "What happens if keepers try to steer boats anyway?"),
        ("how does a keeper differ from a sailor", "which one earns more?",
         "Which one earns more, a keeper or a sailor?"),
        ("what's a typical keeper's day like?", "is it the same in winter",
         "Is a typical keeper's day the same in winter?"),
        ("what tools should a keeper know about", "is a saw one of them?",
         "Is a saw one of the tools a keeper should know about?"),
        ("what notices does a keeper write", "how long should those be?",
         "How long should the notices a keeper writes be?"),
        ("what are the skills of a keeper", "is patience in there?",
         "Is patience among the skills of a keeper?"),
        ("how long does a watch take?", "and the cost?", "What is the cost of a watch?"),
        ("how long does a watch take?", "what's the alternative",
         "What is the alternative to a watch?"),
        ("Is an oil lamp needed?", "then what is?", "What is needed instead of an oil lamp?"),
        ("how important is a lamp", "so it's useless?", "Is a lamp useless?"),
        ("what happens in storm week", "how long does that last", "How long does storm week last?"),
        ("what does the fee buy me", "is it refundable", "Is the fee refundable?"),
        ("does a keeper need rope?", "at what level?", "At what level does a keeper need rope?"),
    ],
)  # fmt: skip
def test_what_is_left_out_comes_from_the_question_before(
    before: str, message: str, whole: str
) -> None:
    assert completions(message, [before], PEOPLE) == (whole,)


@pytest.mark.parametrize(
    ("before", "message"),
    [
        ("what does a keeper earn", "and the boss above them"),  # only names somebody
        ("do the ferry companies hire a keeper", "what do they pay"),  # the companies, it may be
        ("how does a keeper differ from a sailor", "who do they report to?"),
        ("who is a keeper's boss", "from whom"),
        ("I paint boats. Can a keeper do that?", "and what do they need"),
        ("is it dry in winter", "in hours?"),
        ("what does a keeper own", "who says so, what is that based on?"),
        ("how long does a watch take?", "is that normal?"),  # that it takes so long
        ("how long does a watch take?", "does that mean wages will go up"),
        ("how long does a watch take?", "and the writing?"),  # a thing of its own, it may be
        ("what does a keeper do", "and the cost?"),  # of somebody
    ],
)
def test_where_it_is_open_what_is_left_out_nothing_is_made(before: str, message: str) -> None:
    assert completions(message, [before], PEOPLE) == ()


def test_what_was_asked_for_is_meant_before_whom_it_was_asked_of() -> None:
    wholes = completions("who sets them", ["what marks does a keeper have"], PEOPLE)
    assert wholes[0] == "Who sets the marks a keeper has?"


def test_whom_the_question_before_asks_for_the_one_before_that_names() -> None:
    asked = ["who steers boats", "does a keeper steer boats"]
    assert completions("what do they drink", asked, PEOPLE) == ("What do keepers drink?",)


def test_nothing_is_made_whole_once_something_else_may_be_spoken_of() -> None:
    def turns(*said: str) -> list[Turn]:
        return [Turn(role="user", content=message) for message in said]

    first = "what does BOATCO do"
    asked = "what do they want from me"
    assert understand(asked, turns(first)).wholes == ("What does BOATCO want from me?",)
    assert understand("what does BOATCO do", turns(first)).wholes == ()
