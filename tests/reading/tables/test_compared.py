"""The table that lays two things side by side is their comparison, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.tables.compared import compared
from assistant.sources.readers import parse

PASSAGES = parse(
    """# People

A harbour pilot brings ships in.

| Dimension | Harbour Pilot | Light Keeper |
|---|---|---|
| Tools | boat | lamp |
| Pay | $9,000 | $4,000 |
""",
    "people",
).passages
PILOT = PASSAGES[0]
ROWS = [p for p in PASSAGES if p.kind == "table_row"]
SHORT = {"LK": "light keeper", "HP": "harbour pilot"}


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("compare harbour pilot and light keeper", [*ROWS, PILOT]),
        ("LK vs HP", [*ROWS, PILOT]),
        ("how do the light keeper and the harbour pilot compare?", [*ROWS, PILOT]),
        # One of them has no column, something special is asked, nothing is compared.
        ("compare harbour pilot and ship agent", [PILOT]),
        ("compare the education of light keeper and harbour pilot", [PILOT]),
        ("what does a harbour pilot do, and a light keeper?", [PILOT]),
    ],
)
def test_a_bare_comparison_is_the_table(question: str, told: list[object]) -> None:
    assert compared(question, [PILOT], PASSAGES, SHORT) == told


def test_rows_that_are_told_are_not_told_again() -> None:
    assert compared("LK vs HP", ROWS[:1], PASSAGES, SHORT) == ROWS[:1]


@pytest.mark.parametrize("question", ["Compare PM and TPM", "TPM vs PM"])
def test_the_two_roles_are_compared_by_their_table(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert "| Success metric |" in answer.text
    assert "Usually reports to" in answer.text
