"""Yes or no to a figure that a question names, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.set_apart import set_apart
from assistant.reading.yes_no.said_figure import says_figure
from assistant.records import Passage
from assistant.sources.readers import parse

NAMES = ("lighthouse keeper", "keeper")
SOURCE = """# Lamps

The board expects boat and buoy posts to grow 12 percent through 2031, with about 4,300 vacancies a
year. The office puts ship captains at a $9,000 median wage as of May 2024. Single keeper pay sits
lower and varies by coast. A mate plans a six-month repair instead. Repairs that
drag past 60 days are rare. A six-oar boat comes in winter.

## How long does a repair take?

About 14 days for a plain repair.

| Work | Share |
|---|---|
| Trimming wicks | ~30% |
| Writing the log | ~20% |
| Rowing | 10% |
"""
PASSAGES = [p for p in parse(SOURCE, "lamps").passages if p.kind != "table_header"]
ROWS = [p for p in PASSAGES if p.kind == "table_row"]


def _passage(words: str) -> Passage:
    return next(p for p in PASSAGES if words in p.text)


SIX_MONTHS = _passage("six-month")
GROW, WAGE, LOWER = _passage("grow 12"), _passage("captains"), _passage("sits")
DRAG, SIX, REPAIR = _passage("drag"), _passage("six-oar"), _passage("About 14")
WICKS, LOG, ROWING = ROWS


@pytest.mark.parametrize(
    ("question", "told", "says"),
    [
        ("does writing take 20 % of the time?", LOG, "yes"),
        ("Is trimming wicks 30 percent of the week?", WICKS, "yes"),
        ("does half of the day go to writing?", LOG, "no"),
        ("does writing eat a quarter of their time", LOG, "no"),
        ("does a keeper spend 40% of the time on wicks", WICKS, "no"),
        ("does rowing take more than 5%?", ROWING, "yes"),
        ("is writing more than 35%", LOG, "no"),
        ("do boat posts grow 12% till 2031?", GROW, "yes"),
        ("do boat posts grow 25 percent through 2031", GROW, "no"),
        ("do boat posts grow 12 percent through 2030?", GROW, "no"),
        ("are there 4.3k vacancies a year", GROW, "yes"),
        ("do lighthouse keeper posts grow 12 percent through 2031?", GROW, "no"),  # of others
        ("is the growth really 12 percent for keepers", GROW, "no"),
        ("are 4,300 vacancies a year for keepers", GROW, "no"),
        ("do keeper posts grow 13 percent", GROW, None),
        ("are there 9,000 vacancies a year?", GROW, "no"),
        ("is the median from May 2023", WAGE, "no"),
        ("does the salary figure date from 2026?", WAGE, "no"),
        ("does the pay figure date back to May 2024", WAGE, "yes"),
        ("is the $9,000 from May 2023", WAGE, "no"),
        ("is it from May 2023", WAGE, None),
        ("is the salary $9,000", WAGE, None),  # whose it is decides
        ("does a plain repair take 2 weeks", REPAIR, "yes"),
        ("does a repair take 40 days?", REPAIR, "no"),
        # In words, in a claim, and as the measure that a thing is called by.
        ("so keepers spend half of their time on wicks, correct?", WICKS, "no"),
        ("do boat posts grow by a tenth", GROW, "no"),
        ("is rowing a tenth?", ROWING, "yes"),
        ("a repair takes a couple of months, right?", REPAIR, "no"),
        ("a repair takes a couple of weeks, right?", REPAIR, "yes"),
        ("a plain repair takes a year, right?", REPAIR, "no"),
        ("the repair took three months, right?", SIX_MONTHS, "no"),
        ("is the repair a year long?", SIX_MONTHS, "no"),
        ("I heard the repair took half a year, is that so?", SIX_MONTHS, "yes"),
        ("the repair took three months", SIX_MONTHS, None),  # nothing is asked
        # A bound, another thing, another period, a figure that is close or names something.
        ("is writing exactly 20%", LOG, None),
        ("is writing more than 20%", LOG, None),
        ("is writing 21%", LOG, None),
        ("does reading take 20%", LOG, None),
        ("does writing take 20% of the budget", LOG, None),
        ("do keeper posts grow 12% through 2031", GROW, "no"),
        ("do boat posts grow 12% per year", GROW, None),
        ("does a repair take 60 days", DRAG, None),
        ("does a boat come with six men in winter", SIX, None),
        ("how much does writing take, 20%?", LOG, None),
        ("does the repair of a boat take 14 days", REPAIR, None),
    ],
)
def test_a_figure_is_affirmed_or_denied(question: str, told: Passage, says: str | None) -> None:
    assert says_figure(question, told, ROWS, NAMES) == says


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("Is the 9k figure what a keeper earns?", "no"),
        ("is $9,000 a keeper's wage", "no"),
        ("is $9,000 what a senior keeper earns", "no"),
        ("does a keeper earn less than $9,000?", "yes"),
        ("do keepers get more than 9000 dollars", "no"),
        ("what does a keeper earn", None),
        ("is the $9,000 for keepers or for captains", None),
        ("can a keeper earn $9,000", None),
        ("does a keeper earn $9,000 in Boston", None),
        ("does a keeper earn $400", None),
    ],
)
def test_the_sentence_that_sets_a_figure_apart_decides(question: str, says: str | None) -> None:
    apart = set_apart(question, WAGE, LOWER, NAMES)
    assert apart is not None
    assert apart.says == says


def test_nothing_is_set_apart_from_another_or_by_another() -> None:
    assert set_apart("what does a captain earn", WAGE, LOWER, NAMES) is None
    assert set_apart("what does a keeper earn", WAGE, DRAG, NAMES) is None
    assert set_apart("what does a keeper earn", LOWER, DRAG, NAMES) is None


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("So TPMs spend half of their time in working sessions with engineers, correct?", "No."),
        ("Do TPMs spend half their time with engineers?", "No."),
        ("So the deprecation took three months, right?", "No."),  # told in part before
    ],
)
def test_no_yes_stands_beside_another_figure(
    assistant: Assistant, question: str, says: str
) -> None:
    answer = assistant.ask(question)
    assert (answer.status, answer.text[:3]) == ("answered", says)
