"""An answer has what the form of its question demands."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.demands import unmet
from assistant.sources.readers import parse

KINDS, MANY, WARDEN, NAMED, ROW = (
    p
    for p in parse(
        "# Club\n\nThe club has active and passive members. It has a dozen boats.\n\n"
        "The warden looks after the boats. Our warden, Ines Okoro, has the key.\n\n"
        "| Boat | Seats |\n|---|---|\n| Heron | 4 |\n",
        "club",
    ).passages
    if p.kind != "table_header"
)


@pytest.mark.parametrize("asked", ["how many members does the club have", "so how many are there?"])
def test_how_many_takes_a_number(asked: str) -> None:
    assert unmet(asked, [KINDS])
    assert not unmet(asked, [KINDS, MANY])
    assert not unmet(asked, [ROW])


@pytest.mark.parametrize(
    "asked",
    ["what is the warden's name", "whats the name of the warden", "What is the warden called?"],
)
def test_what_somebody_is_called_takes_a_name(asked: str) -> None:
    assert unmet(asked, [WARDEN])
    assert not unmet(asked, [NAMED])
    assert not unmet(asked, [ROW])


@pytest.mark.parametrize("asked", ["who looks after the boats", "what do the members do"])
def test_other_questions_demand_nothing(asked: str) -> None:
    assert not unmet(asked, [KINDS])
