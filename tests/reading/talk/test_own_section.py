"""A section that is only named, and what is asked of a list that nobody showed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.settings import load_settings
from tests.support.talking import quotes, said

SHED = """# The Boat Shed

## Pay

A hand is paid 19 pounds an hour.

Call Joe about the keys.

## On-call

Two hands are on the rota, which turns on Mondays.

| Duty | Pay |
|---|---|
| Night on standby | £40 |
| Swap at short notice | £15 |

## Money for tools

Every hand gets £60 a year for tools of his own.
"""


@pytest.fixture(scope="module")
def shed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder = tmp_path_factory.mktemp("shed")
    (folder / "shed.md").write_text(SHED, encoding="utf-8")
    index = tmp_path_factory.mktemp("index")
    with Assistant.open(load_settings(corpus_dir=folder, index_dir=index, data_dir=index)) as made:
        yield made


@pytest.mark.parametrize("asked", ["and on call?", "what about on-call then"])
def test_the_figures_of_a_section_are_told_behind_a_question_for_one(
    shed: Assistant, asked: str
) -> None:
    told = quotes(said(shed, "how much is a hand paid", asked))
    assert [("£40" in quote, "£15" in quote) for quote in told] == [(True, False), (False, True)]


def test_without_a_question_for_a_figure_a_section_is_told_from_its_beginning(
    shed: Assistant,
) -> None:
    told = quotes(said(shed, "whom do I call about the keys", "and on call?"))
    assert told[0].startswith("Two hands are on the rota")


@pytest.mark.parametrize("asked", ["what's in the second one", "who's in the third"])
def test_nothing_is_counted_where_nothing_was_listed(shed: Assistant, asked: str) -> None:
    assert said(shed, "how many interviews are there", asked).status == "not_covered"
