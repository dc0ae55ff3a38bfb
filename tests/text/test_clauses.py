"""Questions of a shape of their own become clauses, and what only names a thing is one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.clauses import clause_of, counted, thing_named

NAMES = ("keeper",)


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("what's the watch like", "what the watch is like"),
        ("is 9 hours what a watch takes", "whether 9 hours is what a watch takes"),
        ("is $90 how much a berth costs", "whether $90 is how much a berth costs"),
        ("what are the nights like in winter?", "what the nights are like in winter"),
        (
            "Is the job going away because of radar",
            "whether the job is going away because of radar",
        ),
        ("are keepers being replaced", "whether keepers are being replaced"),
        ("how lonely is it", "how lonely it is"),
        ("how many boats are there per island", "how many boats there are per island"),
        (
            "What is the difference between a keeper and a pilot?",
            "what the difference between a keeper and a pilot is",
        ),
        (
            "what was the name of the man who lit both lamps",
            "the name of the man who lit both lamps",
        ),
        ("I trimmed wicks for six years, realistic to switch", "whether it is realistic to switch"),
        ("oil lamps worth it for a pilot", "whether oil lamps is worth it for a pilot"),
        ("Since keepers row, should I learn it?", "whether you should learn it"),
        ("which should a keeper use", "which one a keeper should use"),
        ("which boat was it?", "which boat it was"),
        ("what's tar used for", "what tar is used for"),
        ("do owners sponsor work permits", "whether owners sponsor work permits"),
        ("who hired the mate and which boat is it", "who hired the mate, or which boat it is"),
        ("how does night work affect sleep", "how night work affects sleep"),
        (
            "what fee did the mate in the story of the lamp accept",
            "what fee the mate in the story of the lamp accepted",
        ),
        ("Which boats do you recommend for a pilot", "which boats are recommended for a pilot"),
        (
            "how is a pilot different, and which one pays more",
            "how a pilot is different, or which one pays more",
        ),
        ("Who built the tower, and when?", "who built the tower, and when"),
        ("do owners sponsor visas", "whether owners sponsor visas"),
        (
            "does a good or even great keeper have to row at night",
            "whether a good or even great keeper has to row at night",
        ),
        (
            "how much did they actually save by not painting",
            "how much they actually saved by not painting",
        ),
        ("compare keepers and pilots on pay", "how keepers and pilots compare on pay"),
        (
            "compare the pay of keepers with that of pilots",
            "how the pay of keepers and that of pilots compare",
        ),
        (
            "how does a keeper's pay compare to a pilot's",
            "how a keeper's pay compares to a pilot's",
        ),
        (
            "how do the duties of a keeper and a pilot differ",
            "how the duties of a keeper and a pilot differ",
        ),
        (
            "what are the pros of having a keeper on board",
            "what the pros of having a keeper on board are",
        ),
        ("what can I legally do about it", "what you can legally do about it"),
    ],
)
def test_a_shape_of_its_own_becomes_a_clause(question: str, clause: str) -> None:
    assert clause_of(question, NAMES) == clause


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("how many berths a year for pilots?", "how many berths a year there are for pilots"),
        ("how many berths are there for pilots", ""),
        ("how many berths were on the boat in Brest", ""),
        ("how many keepers work on the boat", ""),
    ],
)
def test_what_is_counted_without_a_verb_gets_one(question: str, clause: str) -> None:
    assert counted(question) == clause


@pytest.mark.parametrize(
    "question",
    [
        "do you offer a guarantee",
        "why did the keepers hire leave",
        "did the keeper hire choose the boat",
        "what if the lamp goes out",
        "lamps",
        "is the hiring boat plan useful",
        "do they row and how big are the boats and who pays",
    ],
)
def test_where_no_shape_is_certain_nothing_is_given(question: str) -> None:
    assert clause_of(question, NAMES) == ""


@pytest.mark.parametrize(
    ("words", "thing"),
    [
        ("what about parental leave and sick days", "parental leave and sick days"),
        ("growth rate of harbour fees", "the growth rate of harbour fees"),
        ("unemployment rate among pilots", "the unemployment rate among pilots"),
        ("signs of rust", "signs of rust"),
        ("any remote options?", "remote options"),
        ("latest lamp version?", "the latest lamp version"),
        ("share of women among keepers", "the share of women among keepers"),
        ("pay at the coast, roughly", "pay at the coast"),
        ("steps to set up a lamp", "steps to set up a lamp"),
        ("what about visas", "visas"),
        ("oil company name", "oil company name"),
        ("pilot versus harbour pilot", "pilot versus harbour pilot"),
        ("which lamps does the article mention?", "lamps"),
    ],
)
def test_what_only_names_a_thing_is_one(words: str, thing: str) -> None:
    assert thing_named(words) == thing


@pytest.mark.parametrize(
    "words",
    [
        "describe the duties of a pilot",
        "keeper needs oil vs lamps",
        "list the lamps of the tower",
        "keeper needs oil",
        "women percentage keepers towers lamps",
        "is it dark",
        "xX9#kk2 @@!! 77zq",
        "lamp or flag",
        "who rows",
        "1,000.00",
        "",
    ],
)
def test_a_question_a_request_and_a_heap_of_keywords_name_no_thing(words: str) -> None:
    assert thing_named(words) == ""


@given(st.text(max_size=80))
def test_anything_may_be_asked(words: str) -> None:
    assert isinstance(clause_of(words, NAMES), str)
    assert isinstance(thing_named(words), str)
