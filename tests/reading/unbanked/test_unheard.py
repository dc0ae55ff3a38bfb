"""Names that the documents never mention."""

from __future__ import annotations

import pytest

from assistant.reading.unbanked.unheard import (
    is_mostly_unheard,
    shares_no_word,
    unheard_names,
    words_of,
)
from assistant.sources.readers import parse
from assistant.text.words import content_stems

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


STEMS = frozenset(content_stems("Children swim on Sundays. The pool has a slide and a lift."))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("what does a funeral cost the widow", True),
        ("may kids bring a trumpet and a drum", True),
        ("does a trumpet disturb the swimming children on the slide", False),
        ("how much is a funeral", False),  # One word may be another word for what is there.
        ("when can the kids swim", False),
        ("how long does it take", False),
        ("", False),
    ],
)
def test_most_of_what_is_asked_about_occurs_nowhere(question: str, expected: bool) -> None:
    assert is_mostly_unheard(question, STEMS) is expected


def test_what_shares_no_word_is_seen_with_its_headings() -> None:
    source = "# Tools\n\nDo not use the lift.\n\n## Fire\n\nLeave by the door.\n"
    lift, tools = parse(source, "shop").passages
    assert not shares_no_word("Can I take the lift?", lift)
    assert not shares_no_word("What happens if I break a tool?", lift)
    assert shares_no_word("What happens if I break a cup?", lift)
    assert not shares_no_word("and what if there is a fire?", tools)
    assert not shares_no_word("what is it", lift)
