"""Which column a question names, for any table."""

from __future__ import annotations

import pytest

from assistant.reading.tables.columns import column_asked

ALIKE = ("Dimension", "Light Keeper", "Chief Light Keeper")
PRICES = ("Berth", "Summer price", "Depth")


@pytest.mark.parametrize(
    ("question", "header", "column"),
    [
        ("typical pay of a light keeper", ALIKE, 1),
        ("typical pay of a chief light keeper", ALIKE, 2),
        ("typical pay of a CLK", ALIKE, 2),
        ("typical pay chief LK", ALIKE, 2),
        ("pay of a light keeper and of a chief light keeper", ALIKE, None),
        ("set a light keeper and a chief one side by side", ALIKE, None),
        ("compare the light keeper with the chief", ALIKE, None),
        ("I was a light keeper, what would change for me", ALIKE, None),
        ("which pay is for a CLK but not for a light keeper", ALIKE, None),
        ("read out the CLK column of the comparison", ALIKE, 2),
        ("compare the summer price of berth A and B", PRICES, 1),
    ],
)
def test_the_column_that_is_named(
    question: str, header: tuple[str, ...], column: int | None
) -> None:
    assert column_asked(question, header) == column
