"""The question behind a statement."""

from __future__ import annotations

import pytest

from assistant.reading.behind import asked_behind


@pytest.mark.parametrize(
    ("message", "asked"),
    [
        ("Since the fee is refunded, which form do I send?", "which form do I send"),
        (
            "Keepers work alone from day one; how are they trained then?",
            "how are they trained then",
        ),
        ("as the lamp burns gas, what does a litre cost", "what does a litre cost"),
        ("With weeks being so quiet, on which day is leave taken?", "on which day is leave taken"),
        ("I'll own the boat as keeper, so what's on the list?", "what's on the list"),
        ("What is a keeper?", ""),
        ("how long is a watch, and who keeps it", ""),
        ("the lamp burns gas, how come?", ""),
        ("Hello there, what is a keeper?", ""),
        ("Is it dark? I wonder, what do they burn", ""),
        ("", ""),
    ],
)
def test_asked_behind(message: str, asked: str) -> None:
    assert asked_behind(message) == asked
