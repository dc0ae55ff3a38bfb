"""Every line of the table of wholes is read as it says."""

from __future__ import annotations

import pytest

from assistant.understanding.wholes import LONGEST, table, whole_asked

EXAMPLES = [(row.kind, example) for row in table() for example in row.examples]
OTHERS = [(row.kind, other) for row in table() for other in row.others]


@pytest.mark.parametrize(("kind", "message"), EXAMPLES)
def test_examples_are_read_as_their_way(kind: str, message: str) -> None:
    asked = whole_asked(message)
    assert asked is not None
    assert asked.kind == kind


@pytest.mark.parametrize(("kind", "message"), OTHERS)
def test_look_alikes_are_not(kind: str, message: str) -> None:
    asked = whole_asked(message)
    assert asked is None or asked.kind != kind


@pytest.mark.parametrize(
    ("message", "about"),
    [
        ("summarise the part about pay", "pay"),
        ("takeaways for a recruiter", "a recruiter"),
        ("One paragraph on the skills please", "the skills"),
    ],
)
def test_what_is_named_beside_it_is_kept(message: str, about: str) -> None:
    asked = whole_asked(message)
    assert asked is not None
    assert asked.about == about


def test_a_long_story_asks_for_no_whole() -> None:
    assert whole_asked("please give me a summary " + "and so on " * LONGEST) is None
