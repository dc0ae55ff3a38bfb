"""Names that the documents never mention."""

from __future__ import annotations

import pytest

from assistant.reading.unheard import unheard_names, words_of

KNOWN = words_of("Watt's engine and the Newcomen Society met in Boulton's yard. Scots came.")


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("What did Lavoisier see in his tin?", ["Lavoisier"]),
        ("In Antigone, who was the target?", ["Antigone"]),
        ("What did Watt build for Boulton?", []),
        ("who is watt?", []),
        ("Is it open on Monday in August? Could I come?", []),
        ("I wrote to you. Nobody answered. Am I late?", []),
        ("Where did the Scot live, and do you take CCTV or an iPhone?", []),
        ("I live in Cologne. Is Lavoisier far?", []),
        ("WHERE DID LAVOISIER LIVE?", []),
        ("Where Did Lavoisier Live Then?", []),
        ("", []),
    ],
)
def test_a_name_that_occurs_nowhere_is_one(question: str, expected: list[str]) -> None:
    assert unheard_names(question, KNOWN) == expected
