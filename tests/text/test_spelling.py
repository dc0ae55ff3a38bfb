"""Typing mistakes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text.spelling import Speller

COMMON = frozenset(
    (
        *(
            "what",
            "does",
            "the",
            "manager",
            "own",
            "search",
            "heavier",
            "quit",
            "surprising",
            "people",
        ),
        *(
            "stock",
            "many",
            "cut",
            "did",
            "first",
            "surprise",
            "merge",
            "ghost",
            "hosting",
            "product",
        ),
        *("developer", "engineering", "decisions"),
    )
)
TEXTS = ["the manager of the product", "many decisions of engineering", "TPM RFC RFC"] * 2 + [
    "stock search heavier first surprising people cut did what does own hosting developer many"
] * 2


@pytest.fixture
def speller() -> Speller:
    return Speller(TEXTS, COMMON.__contains__)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("waht does teh manger own", "what does the manager own"),
        ("enginering desicions", "engineering decisions"),
        ("a hevier serch?", "a heavier search?"),
        ("suprising poeple", "surprising people"),
        ("mny stok", "many stock"),
        ("wat did people own cuz of it", "what did people own because of it"),
        ("WUT, u say", "what, u say"),
        # Known words stay, and so do their inflections.
        ("quitting merges ghosting managers", "quitting merges ghosting managers"),
        # Names, abbreviations and short words stay.
        ("TMP at KORE1 by QA", "TMP at KORE1 by QA"),
        ("dud cud", "dud cud"),
        ("Kubernetes and Snowflake", "Kubernetes and Snowflake"),
        ("", ""),
        ("12 % of €4 — ok?", "12 % of €4 — ok?"),
    ],
)
def test_corrections(speller: Speller, typed: str, meant: str) -> None:
    assert speller.corrected(typed) == meant


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("what does the manager own", 1.0),
        ("wie viel kostet", 0.0),
        ("сколько", 0.0),
        ("12 %", 1.0),
        ("does a manager own what I own", 1.0),
        ("what's a manager", 1.0),
        ("a i", 0.0),
        ("a kostet manager", 1 / 3),
        ("y a manager", 1 / 3),
        ("l'manager", 0.5),
    ],
)
def test_the_share_of_known_words(speller: Speller, text: str, share: float) -> None:
    assert speller.share_known(text) == share


@given(st.text(max_size=120))
def test_mending_twice_changes_nothing_more(text: str) -> None:
    speller = Speller(TEXTS, COMMON.__contains__)
    once = speller.corrected(text)
    assert speller.corrected(once) == once


@given(st.lists(st.sampled_from(sorted(COMMON)), max_size=12))
def test_right_words_are_never_touched(words: list[str]) -> None:
    text = " ".join(words)
    assert Speller(TEXTS, COMMON.__contains__).corrected(text) == text


def test_no_word_of_a_document_is_a_mistake(speller: Speller) -> None:
    assert speller.corrected("the mangger") == "the manager"
    rare = Speller(TEXTS, COMMON.__contains__, ["A mangger is a feeding trough."])
    assert rare.corrected("the mangger") == "the mangger"


@pytest.mark.parametrize(
    "text",
    ["Darf ich einen Hund halten?", "¿Cuántos días de vacaciones tengo?", "Où est la gare ?"],
)
def test_another_language_is_left_alone(text: str) -> None:
    known = ["and hunt held hand vacations search are is"] * 2
    assert Speller(known, frozenset(known[0].split()).__contains__).corrected(text) == text


def test_where_the_documents_are_not_english_nothing_is_mended() -> None:
    speller = Speller(TEXTS, COMMON.__contains__, language="de")
    assert speller.corrected("the mangger") == "the mangger"


def test_what_denies_a_word_is_no_slip_of_it() -> None:
    words = ["biased keepers usually own many stock"] * 3
    speller = Speller(words, frozenset(words[0].split()).__contains__)
    assert speller.corrected("unbiased nonstock stockk") == "unbiased nonstock stock"


def test_what_stays_odd_is_said_as_it_was_typed(speller: Speller) -> None:
    assert speller.changed("does the managr own it") == {}  # mended throughout
    assert speller.changed("does the manager own it") == {}
    assert speller.changed("does the managr own zzqxv") == {"manager": "managr"}


def test_letters_that_changed_places_are_put_back_and_words_of_the_documents_are_meant() -> None:
    texts = ["the unstuck wick", "an unstuck wick"]
    speller = Speller(texts, COMMON.__contains__, ["A lampkeeper trims it."] * 2)
    assert speller.corrected("what does the unsutck wick") == "what does the unstuck wick"
    assert speller.corrected("what does the lmpkeepr own") == "what does the lampkeeper own"
    assert speller.corrected("what does the usntukc own") == "what does the usntukc own"


def test_only_what_is_short_for_a_word_is_written_out(speller: Speller) -> None:
    assert speller.written_out("wat does teh manger own") == "what does teh manger own"
    german = Speller(TEXTS, COMMON.__contains__, language="de")
    assert german.written_out("wat is dat") == "wat is dat"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("does the manager own oncall", "does the manager own on-call"),
        ("who did buildversusbuy", "who did build-versus-buy"),
        ("Oncall first", "on-call first"),
        ("on-call first", "on-call first"),
    ],
)
def test_what_the_documents_write_with_a_hyphen_may_be_typed_in_one(typed: str, meant: str) -> None:
    documents = ["The on-call rota.", "A build-versus-buy call."]
    known = COMMON | {"who"}
    assert Speller(TEXTS, known.__contains__, documents).corrected(typed) == meant


def test_a_long_word_that_people_type_often_is_no_mistake() -> None:
    often = Speller([*TEXTS, *(["literate manager"] * 10)], COMMON.__contains__)
    assert often.corrected("a litterate manager") == "a literate manager"
    seldom = Speller([*TEXTS, *(["literate manager"] * 9)], COMMON.__contains__)
    assert seldom.corrected("a litterate manager") == "a litterate manager"


def test_swapped_letters_of_a_built_word_are_put_back(speller: Speller) -> None:
    assert speller.corrected("outsaerch of people") == "outsearch of people"
    assert speller.corrected("outmaerch of people") == "outmaerch of people"
