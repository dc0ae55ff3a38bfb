"""The product's sentences hold together in every language it speaks."""

from __future__ import annotations

import re
from string import Formatter

import pytest

from assistant.text.language import KNOWN, foreign_language, language_of
from assistant.wording.english import REFUSED_ACTS, SENTENCES
from assistant.wording.other_languages import ASK_IN_ENGLISH, ASK_IN_THE_TEXTS_LANGUAGE
from assistant.wording.voice import LANGUAGES, Voice


def fields(sentence: str) -> set[str]:
    """The values that a sentence takes, without the nouns that the voice fills in itself."""
    names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
    return names - {"the", "The", "noun", "does", "is", "says", "gives", "puts", "has", "it"}


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_no_language_says_what_english_does_not(language: str) -> None:
    for key, sentence in LANGUAGES[language].items():
        assert fields(sentence) == fields(SENTENCES[key]), key


def test_what_a_language_lacks_is_said_in_english() -> None:
    lacking = set(SENTENCES) - set(LANGUAGES["it"])
    assert lacking
    assert all(Voice("it").knows(key) for key in lacking)
    assert Voice("sw").say("yes") == Voice("en").say("yes")


def test_verbs_agree_with_the_noun_of_the_corpus() -> None:
    assert Voice("en", "handbook").say("not_covered") == "The handbook does not cover that."
    assert Voice("en", "documents").say("not_covered") == "The documents do not cover that."


def test_refused_acts_have_their_sentence() -> None:
    assert set(REFUSED_ACTS.values()) <= set(SENTENCES)


def test_no_sentence_names_a_role() -> None:
    every = [s for sentences in LANGUAGES.values() for s in sentences.values()]
    assert not [s for s in every if re.search(r"\\btpm\\b|product manager|article", s, re.I)]


@pytest.mark.parametrize("language", sorted(ASK_IN_ENGLISH))
def test_a_visitor_is_told_in_his_own_language(language: str) -> None:
    told = Voice("en").only_this_language(language)
    assert language_of(told)[0] == language


def test_for_another_corpus_the_language_is_named() -> None:
    assert "Deutsch" in Voice("de").only_this_language("fr")
    assert "Deutsch" in Voice("de").only_this_language("ko")
    assert set(ASK_IN_THE_TEXTS_LANGUAGE) <= set(KNOWN)


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("Was verdient man in dieser Rolle in Berlin?", "de"),
        ("¿Cuántas horas trabaja a la semana?", "es"),
        ("क्या इस नौकरी में कोड लिखना पड़ता है?", "hi"),
        ("产品经理和技术产品经理有什么区别？", "zh"),
        ("これは何ですか", "ja"),
        ("Сколько зарабатывает менеджер?", "ru"),
    ],
)
def test_other_languages_are_recognised(message: str, language: str) -> None:
    assert foreign_language(message, "en", 0.3) == language


@pytest.mark.parametrize("message", ["API?", "comp", "is it hard", "kubectl", "wdym", "RFCs lol"])
def test_english_is_never_told_that_it_is_none(message: str) -> None:
    assert foreign_language(message, "en", 1.0) is None
    assert foreign_language(message, "en", 0.5) is None


@pytest.mark.parametrize(
    ("message", "language"),
    [
        ("Was verdient ein Matrose?", "de"),
        ("Cosa fa un marinaio?", "it"),
        ("Ile zarabia marynarz?", "pl"),
        ("Was Kafka named?", None),
        ("What does it cost?", None),
    ],
)
def test_a_question_word_of_a_language_needs_less_certainty(
    message: str, language: str | None
) -> None:
    assert foreign_language(message, "en", 0.75) == language
    assert foreign_language(message, "en", 0.9) is None
