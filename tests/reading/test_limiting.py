"""What limits a passage stands behind it, or one sentence further on."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.limits import Limits
from assistant.sources.readers import parse

PARSED = parse(
    "# School\n\nChildren in Year 6 may bring a phone. It is handed in at the office. All other "
    "children leave phones at home. Lunch is at noon. It costs 3 euros.\n\n"
    "We ship everywhere. However, lamps are not sent abroad. Everybody else pays.\n\n"
    "Doors open at nine.\n\nBags are searched.\n\nAll others wait outside.\n",
    "school",
)
TEXTS = {passage.text: passage for passage in PARSED.passages}


@pytest.mark.parametrize(
    ("cited", "shown"),
    [
        ("Children in Year 6 may bring a phone.",
         ["Children in Year 6 may bring a phone.", "All other children leave phones at home."]),
        ("Lunch is at noon.", ["Lunch is at noon."]),
        ("However, lamps are not sent abroad.", ["However, lamps are not sent abroad."]),
        ("Doors open at nine.", ["Doors open at nine."]),
    ],
)  # fmt: skip
def test_what_holds_for_all_others_is_told_too(cited: str, shown: list[str]) -> None:
    found = Limits(PARSED.passages).beside([TEXTS[cited]])
    assert [passage.text for passage in found] == shown


def test_what_opens_with_a_word_of_exception_is_told_too() -> None:
    told = Limits(PARSED.passages).beside([TEXTS["We ship everywhere."]])
    assert [passage.text for passage in told[1:]] == ["However, lamps are not sent abroad."]
