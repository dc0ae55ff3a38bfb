"""What takes a likelier answer, and what a less likely one."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.doubt import Doubt, holds_all, is_of_another
from assistant.records import Evidence
from assistant.sources.readers import parse
from assistant.text.words import content_stems

SOURCE = (
    "# Dentist\n\nTreatments over 500 pounds can be paid in ten instalments.\n\n"
    "| Treatment | Price |\n|---|---|\n| Porcelain crown | 780 pounds |\n"
)
PAYING, CROWN = (p for p in parse(SOURCE, "dentist").passages if p.kind != "table_header")
KNOWN = frozenset(content_stems(SOURCE))


@pytest.mark.parametrize(
    ("question", "held"),
    [
        ("can I pay in instalments", True),
        ("ok, is it paid in instalments?", True),
        ("why do I pay in instalments", False),
        ("can I pay in cheques", False),
        ("do you have instalments", False),
    ],
)
def test_a_sentence_with_all_words_of_a_question_for_yes_or_no(question: str, held: bool) -> None:
    assert holds_all(question, PAYING) is held
    least = Doubt(SOURCE).least(question, 0.2, Evidence(PAYING, 1, 1.0), 0.24)
    assert (least < 0.2) is held


@pytest.mark.parametrize(
    ("question", "another"),
    [
        ("how much are dental implants", True),
        ("what does an implant cost", True),
        ("how much is a crown", False),
        ("how much is it", False),
        ("the fees of all treatments on a sheet", False),
        ("do you do implants", False),
    ],
)
def test_the_price_of_one_thing_is_not_that_of_another(question: str, another: bool) -> None:
    assert is_of_another(question, CROWN, KNOWN) is another
    assert not is_of_another(question, PAYING, KNOWN)
