"""What is missing is said in the visitor's words, and of nothing but what was asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.lacking.missing import indirect, missing_words
from assistant.sources.bank import BankEntry

NAMES = ("lighthouse keeper", "LK", "keeper")
SHORT = {"LK": "lighthouse keeper"}


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("What monthly fee does Fernhill charge?", "what monthly fee Fernhill charges"),
        ("How many users does Kafka have?", "how many users Kafka has"),
        ("Who trims the wick?", "who trims the wick"),
        ("explain what a wick is", "what a wick is"),
        ("Please explain to me what is a wick", "what a wick is"),
        ("describe how to trim a wick", "how to trim a wick"),
        ("explain the wick", "“explain the wick”"),
        (
            "which oil, such as rape or whale, should a keeper burn",
            "which oil a keeper should burn",
        ),
        ("Is 17 days from hail to signature?", "whether 17 days is from hail to signature"),
        ("is 17 days for a hail usual", "whether 17 days for a hail is usual"),
        ("how many keepers work there", "how many keepers work there"),
        ("How do I renew the licence?", "how to renew the licence"),
        ("What should I wear at night?", "what to wear at night"),
        ("what is the usual notice?", "what the usual notice is"),
        ("Can a keeper marry?", "whether a keeper can marry"),
        ("does the lighthouse keeper carry a gun", "whether the lighthouse keeper carries a gun"),
        ("What does an LK earn in Brest?", "what an LK earns in Brest"),
        ("what does an lk earn in Brest", "what an LK earns in Brest"),
        ("are lks insured", "whether LKs are insured"),
        ("Are keepers insured?", "whether keepers are insured"),
        ("how many boats does one keeper need", "how many boats one keeper needs"),
        ("how often does one work", "how often one works"),
        ("How many steps should a keeper tower have?", "how many steps a keeper tower should have"),
        ("What does the mate in the story earn?", "what the mate in the story earns"),
        ("keepers don't swim, do they?", "whether keepers swim"),
        ("I have ten years at sea. What do you think?", "what that means for you"),
        ("my mate rows badly, what should I do?", "what to do about that"),
        ("Kindly specify the pension of a keeper.", "what the pension of a keeper is"),
        # Nothing that is safe to turn around: quoted.
        ("what percentage do you charge", "“what percentage do you charge”"),
        ("average keeper salary Brest", "“average keeper salary Brest”"),
        ("What is it, and why?", "what it is, and why"),
        ("When did the keeper vanish?", "“When did the keeper vanish”"),
        # Of a story only what it asks.
        (
            "I have kept lights for six years and my family moves to Brest, so I would be "
            "grateful if you could tell me what yearly pay a keeper can expect there",
            "what yearly pay a keeper can expect there",
        ),
        (
            "We are a small harbour with eleven boats, and our mayor asks me: how much should we "
            "budget for a keeper per year?",
            "how much you should budget for a keeper per year",
        ),
        ("what's worse, oil or tar", "“what's worse, oil or tar”"),
        ("Does the article recommend a boat?", "“Does the article recommend a boat”"),
        (
            "My neighbour, who has been at sea since he was a boy of ten and knows every rock of "
            "this coast by its name, says they are all the same. Is he right?",
            "more about that",
        ),
        ("how long should a tower watch take", "how long a tower watch should take"),
        ("how long would a light report last?", "how long a light report would last"),
        ("how long does it take", "how long it takes"),
    ],
)
def test_a_question_becomes_a_clause_or_is_quoted(question: str, clause: str) -> None:
    assert indirect(question, NAMES, SHORT) == clause


def known(question: str, missing: str) -> BankEntry:
    return BankEntry(question, "partial", ("p",), missing=missing)


@pytest.mark.parametrize(
    ("question", "entry", "expected"),
    [
        # The same in all that matters.
        (
            "what is a keeper's pay in Brest",
            known("keeper pay in Brest?", "what a keeper earns in Brest"),
            "what a keeper earns in Brest",
        ),
        # Of more, or narrower, or of somebody's own, where nobody asked for that.
        (
            "do keepers answer to the mayor",
            known("do keepers answer to the mayor?", "what share of keepers answers to the mayor"),
            "whether keepers answer to the mayor",
        ),
        (
            "how is the lamp oil measured",
            known("how is the lamp oil measured", "how oil, wicks and glass are measured"),
            "how the lamp oil is measured",
        ),
        (
            "When do keepers know it is over?",
            known("what do keepers know when it is over", "what to do when it is over"),
            "when keepers know it is over",
        ),
        (
            "how long should a wick be?",
            known("how long should my wick be", "how long your wick should be"),
            "how long a wick should be",
        ),
        # One word differs on each side, and is exchanged.
        (
            "keeper pay in Ouessant",
            known("keeper pay in Brest", "what a keeper earns in Brest"),
            "what a keeper earns in Ouessant",
        ),
        # Only a name or a figure fits where another stood.
        (
            "how many men per quarter",
            known("how many men per boat", "how many men there are in a boat"),
            "how many men per quarter",
        ),
        # The place that was asked for is not in the known question.
        (
            "keeper pay in Brest?",
            known("keeper pay", "what a keeper earns"),
            "“keeper pay in Brest”",
        ),
        # One or several of the same are no other name.
        (
            "are JPMs on call",
            known("is a JPM on call", "whether a JPM is on call"),
            "whether a JPM is on call",
        ),
        # The subject is no name that another may stand for.
        (
            "must I know Morse and Prolog",
            known("must an LK know Morse", "whether an LK must know Morse"),
            "whether you must know Morse and Prolog",
        ),
        # The known one asks what for, or has the two exchanged.
        (
            "must a keeper know Morse?",
            known("what would a keeper know Morse for", "what a keeper uses Morse for"),
            "whether a keeper must know Morse",
        ),
        (
            "does the mate pay the keeper",
            known("does a keeper ever pay the mate", "whether a keeper pays the mate"),
            "whether the mate pays the keeper",
        ),
        # The known question has an amount that was not asked for.
        (
            "how long is the notice of a keeper",
            known("is the notice of a keeper 90 days", "whether the notice is 90 days"),
            "how long the notice of a keeper is",
        ),
    ],
)
def test_known_words_are_taken_over_only_where_they_hold(
    question: str, entry: BankEntry, expected: str
) -> None:
    assert missing_words(question, [entry], NAMES, SHORT) == expected


@given(st.text(alphabet="abc does what is keeper?,", max_size=60))
def test_every_figure_and_name_is_the_visitors(question: str) -> None:
    clause = indirect(question, NAMES, SHORT)
    assert clause
    assert "Brest" not in clause


@pytest.mark.parametrize(
    ("words", "clause"),
    [
        ("the usual fee?", "what the usual fee is"),
        ("their hours in winter", "what their hours in winter are"),
        ("the wage (ten? twelve?) that counts", "what the wage that counts is"),
        ("wages", "“wages”"),
    ],
)
def test_a_thing_that_is_only_named(words: str, clause: str) -> None:
    assert indirect(words, ("keeper",), SHORT) == clause


def test_whether_there_is_something_does_not_ask_what_it_is() -> None:
    near = [known("what is a night watch", "what a night watch is")]
    assert missing_words("is there a night watch", near, NAMES, SHORT) == (
        "whether there is a night watch"
    )
    assert missing_words("what is a night watch", near, NAMES, SHORT) == "what a night watch is"
