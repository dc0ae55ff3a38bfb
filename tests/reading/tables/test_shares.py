"""What a share makes of a whole that the question gives."""

from __future__ import annotations

import pytest

from assistant.reading.tables.figures import figured
from assistant.sources.readers import parse

SOURCE = """| What fills the night | Roughly |
|---|---|
| Trimming the wick | ~15% |
| Writing the log | ~20% |
| Keeping a lookout | ~65% |
"""
ROWS = [row for row in parse(SOURCE, "tower").passages if row.kind == "table_row"]


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("If I work a 40 hour week, how many hours is the log?", "~20% of 40 hours = ~8 hours"),
        ("Out of 50 hours, how many go into the wick?", "~15% of 50 hours = ~7.5 hours"),
        ("I am up 5 hours a night, how many hours on the log?", "~20% of 5 hours = ~1 hour"),
        ("in a ten hour night how long is the lookout", "~65% of 10 hours = ~6.5 hours"),
    ],
)
def test_the_hours_of_a_share_stand_with_what_they_come_from(question: str, said: str) -> None:
    found = figured(question, ROWS)
    assert found is not None
    assert found.computed
    assert (found.way, found.sum) == ("share", said)
    assert found.derived == (said.rpartition(" = ")[2],)


@pytest.mark.parametrize(
    "question",
    [
        "how many hours is the log?",
        "I work 8 hours a day, how many hours a week is the log?",
        "are 8 hours a week right for the log, or how many hours should it be",
        "of 40 hours how many days is the log",
        "of 40 hours how many are for the log and the wick",
    ],
)
def test_without_one_whole_and_one_row_nothing_is_worked_out(question: str) -> None:
    found = figured(question, ROWS)
    assert found is None or found.way != "share"
