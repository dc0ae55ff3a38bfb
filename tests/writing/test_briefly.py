"""Several things of a list, told shorter."""

from __future__ import annotations

import pytest

from assistant.sources.readers import parse
from assistant.writing.briefly import briefly, shortened

CUT = [
    ("Quays in the old town, where the ferries tend to crowd the stairs.",
     "Quays in the old town …"),
    ("Night crews on the outer pier who need somebody awake at four.",
     "Night crews on the outer pier …"),
    ("Ropes, sails and oil are the chandler's job, and mixing them up costs the winter.",
     "Ropes, sails and oil are the chandler's job …"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "shorter"), CUT)
def test_what_a_clause_only_adds_goes_and_the_cut_is_shown(text: str, shorter: str) -> None:
    assert shortened(text) == shorter


@pytest.mark.parametrize(
    "text", ["The harbour, where it ends.", "Ropes and oil lie in the shed.", "Boats, who can?"]
)
def test_what_is_short_stays(text: str) -> None:
    assert shortened(text) == text


def test_each_thing_has_a_line_and_its_number() -> None:
    told = briefly(parse(f"{CUT[0][0]} {CUT[1][0]}", "harbour").passages)
    assert told.text == f"- {CUT[0][1]} [1]\n- {CUT[1][1]} [2]"
