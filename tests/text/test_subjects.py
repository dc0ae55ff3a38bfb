"""What a question for yes or no asks about."""

from __future__ import annotations

import pytest

from assistant.text.subjects import subject_of


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Does the fee depend on the town?", "the fee"),
        ("so do harbour dues matter", "harbour dues"),
        ("Is the notice period paid?", "the notice period"),
        ("Will the price of a lamp rise?", "the price of a lamp"),
        ("can keepers swim", "keepers"),
        ("How much is the fee?", ""),
        ("The fee depends on the town.", ""),
        ("", ""),
    ],
)
def test_the_subject_stands_before_the_verb(question: str, subject: str) -> None:
    assert subject_of(question, ("keeper",)) == subject
