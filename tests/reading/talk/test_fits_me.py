"""Which of what was told fits the visitor, or is required; what happens now or anyway."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.settings import load_settings
from tests.support.talking import quotes, said

WALK = """# The Ridge Walk

## Fees

The walk costs 90 euros until 31 January and 120 euros after that.

A place may be passed on until 20 April. After that it is forbidden, and whoever walks with a
stranger's number is barred for two years.

## Guides we look for

### Required

- A first-aid certificate
- Two seasons as a guide

### Welcome, but not required

- Dutch, which some guests speak
"""


@pytest.fixture(scope="module")
def walk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("walk")
    (folder / "walk.md").write_text(WALK, encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    with Assistant.open(load_settings(corpus_dir=folder, index_dir=index, data_dir=index)) as made:
        yield made


@pytest.mark.parametrize("asked", ["which of these is a must", "and what is mandatory?"])
def test_what_stands_as_required_is_picked_of_the_last_answers(walk: Assistant, asked: str) -> None:
    told = quotes(said(walk, "do guides need a first-aid certificate", "what about dutch", asked))
    assert [quote.lstrip("- ") for quote in told] == ["A first-aid certificate"]


def test_when_it_is_is_no_doubt_about_what_was_told(walk: Assistant) -> None:
    answer = said(walk, "how much does the walk cost", "it's february now")
    assert "120 euros" in answer.text
    assert not answer.text.startswith("That differs")


def test_what_comes_of_it_stands_with_what_was_told(walk: Assistant) -> None:
    told = quotes(said(walk, "until when may a place be passed on", "what if he does it anyway"))
    assert len(told) == 1
    assert told[0].endswith("is barred for two years.")


@pytest.mark.parametrize(
    "asked",
    ["which one fits me, I did data analytics for 6 years", "I worked in data. which is for me?"],
)
def test_what_has_a_word_of_the_visitors_work_fits_him(assistant: Assistant, asked: str) -> None:
    told = quotes(said(assistant, "where do TPMs work mostly", asked))
    assert [quote for quote in told if quote.startswith("Data platform teams")]
    assert not [quote for quote in told if quote.startswith("API and developer")]


def test_what_fits_is_looked_for_in_the_list_before_one_thing_of_it(assistant: Assistant) -> None:
    asked = "which one fits me, I ran data pipelines for years"
    told = quotes(said(assistant, "where do TPMs work mostly", "tell me about the first", asked))
    assert [quote for quote in told if quote.startswith("Data platform teams")]
