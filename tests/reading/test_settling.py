"""What the words of a passage settle, for any text."""

from __future__ import annotations

import pytest

from assistant.reading.settling import about_figures, offered, over_or_under, settled
from assistant.records import Passage
from assistant.sources.readers import parse

SOURCE = """# Lamps

## What they cost

The office puts the median lamp at $1,200 as of May 2024. Oil is brought in about 20 days.

## What they burn

Keepers burn whale oil, rape oil, and paraffin on these coasts. Nobody burns coal any more.

| Work | Share |
|---|---|
| Trimming wicks (lamps, spare lamps) | 30% |
| Writing the log | 20% |

| Thing | Keeper |
|---|---|
| Tools | scissors, spare lamps |
"""
PASSAGES = [p for p in parse(SOURCE, "lamps").passages if p.kind != "table_header"]


def _passage(words: str) -> Passage:
    return next(p for p in PASSAGES if words in p.text)


MEDIAN, OIL, BURNT = _passage("median"), _passage("brought in"), _passage("whale oil")
WICKS, TOOLS = _passage("Trimming"), _passage("Tools")


@pytest.mark.parametrize(
    ("question", "passage", "says"),
    [
        ("is the median lamp above $1,000?", MEDIAN, "yes"),
        ("does the median clear the 2k mark", MEDIAN, "no"),
        ("is the median under $2,000", MEDIAN, "yes"),
        ("is oil brought in under four weeks?", OIL, "yes"),
        ("is oil brought within ten days", OIL, "no"),
        ("is oil brought in under 21 days", OIL, None),  # "about 20" is too near
        ("is the median wick above $1,000?", MEDIAN, None),  # of something else
        ("isn't the median lamp above $1,000?", MEDIAN, None),
        ("why is the median above $1,000", MEDIAN, None),
        ("is the median lamp above 10%?", MEDIAN, None),
    ],
)
def test_a_figure_lies_above_or_below_another(
    question: str, passage: Passage, says: str | None
) -> None:
    assert over_or_under(question, passage) == says


@pytest.mark.parametrize(
    ("question", "things"),
    [
        ("which of whale oil, coal and paraffin is missing?", ("whale oil", "coal", "paraffin")),
        ("Of wicks, lamps and oil, which is named", ("wicks", "lamps", "oil")),
        ("which of these isn't burnt: rape oil, tar, whale oil", ("rape oil", "tar", "whale oil")),
        ("which is cheaper, oil or coal", ()),
        ("what do they burn and what do they write", ()),
    ],
)
def test_what_a_question_offers(question: str, things: tuple[str, ...]) -> None:
    assert offered(question) == things


def test_of_things_offered_the_ones_that_are_not_named_are_told_apart() -> None:
    found = settled("which of these oils is not named: whale oil, tar", [BURNT], PASSAGES)
    assert found is not None
    assert (found.passages, found.unnamed) == ((BURNT,), ("tar",))


def test_where_something_is_named_is_looked_for_in_the_whole_text() -> None:
    found = settled("which of tar, rape oil and paraffin does it mention", [], PASSAGES)
    assert found is not None
    assert (found.passages, found.unnamed) == ((BURNT,), ("tar",))


def test_what_stands_elsewhere_is_not_called_unnamed() -> None:
    found = settled("which of whale oil and coal is named?", [BURNT], PASSAGES)
    assert found is not None
    assert found.unnamed == ()


def test_rows_that_name_a_thing_answer_where_it_stands() -> None:
    found = settled("spare lamps turn up in both tables, in which rows?", [WICKS, TOOLS], PASSAGES)
    assert found is not None
    assert found.passages == (WICKS, TOOLS)
    assert settled("in which rows do spare wicks turn up?", [WICKS, TOOLS], PASSAGES) is None


@pytest.mark.parametrize(
    ("question", "about"),
    [
        ("what takes the most of the week", True),
        ("trimming wicks and the log together?", True),
        ("what takes the most time of a junior keeper in Norway", False),
    ],
)
def test_questions_about_nothing_but_a_table(question: str, about: bool) -> None:
    words = ["Work Share", WICKS.text, "Writing the log 20%"]
    assert about_figures(question, words) is about
