"""Strings that ask nothing are told from short questions."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.strangers import Strangers
from assistant.settings import PROJECT
from assistant.sources.corpus import Corpus, read_corpus

CORPUS: Corpus = read_corpus(PROJECT / "corpus")
STRANGERS = Strangers(CORPUS)


@pytest.mark.parametrize(
    "text",
    [
        "1,000.00",
        "0/0",
        "-1.00",
        "1#",
        "(╯°□°)╯",
        "…",
        "08",
        "$$$",
        "1'000'000",
        "https://example.org/some/page",
    ],
)
def test_what_has_no_word_is_unreadable(text: str) -> None:
    assert STRANGERS.unreadable(text)


@pytest.mark.parametrize(
    "text",
    [
        "<foo val='bar' />", "$(touch /tmp/x)", "' OR '1'='1", "1'; DROP TABLE users-- 1",
        "--version", "CLOCK$", "engineer seven of the the roadmap", "an of pay lemon role", "a the",
    ],
)  # fmt: skip
def test_code_and_words_thrown_together_are_unreadable(text: str) -> None:
    assert STRANGERS.unreadable(text)


@pytest.mark.parametrize(
    "text", ["writing an API spec", "the week, planning and the writing", "Is it the <td> one?"]
)
def test_what_is_a_phrase_is_readable(text: str) -> None:
    assert not STRANGERS.unreadable(text)


@pytest.mark.parametrize(
    "text",
    [
        "LPT1",
        "hasOwnProperty",
        "mushrooms",
        "shitake mushrooms",
        "tpm shitake",
        "Dr. Herman I. Libshitz",
    ],
)
def test_words_that_nobody_knows_here_ask_nothing(text: str) -> None:
    assert STRANGERS.says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "salary",
        "pay",
        "skills",
        "kubectl?",
        "hiring time",
        "what is a mushroom",
        "Usually not.",
        "kafka",
        "qualifications",
        "TPM",
    ],
)
def test_keywords_and_questions_are_looked_up(text: str) -> None:
    assert not STRANGERS.says_nothing(text)
    assert not STRANGERS.unreadable(text)


@pytest.mark.parametrize(
    "text", ["skils requred", "hirng proces lenght", "stakholder translation whats the benfit"]
)
def test_slips_do_not_make_a_string_of_it(assistant: Assistant, text: str) -> None:
    assert assistant.ask(text).status == "answered"


@pytest.mark.parametrize("text", ["1,000.00", "hasOwnProperty", "shitake mushrooms"])
def test_no_sentence_is_cited_for_a_mere_string(assistant: Assistant, text: str) -> None:
    answer = assistant.ask(text)
    assert (answer.status, answer.citations) == ("not_covered", ())
