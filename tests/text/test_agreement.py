"""The verb of a question that is told back stands in the form of its subject."""

from __future__ import annotations

import pytest

from assistant.text.agreement import agreed
from assistant.text.reported import reported

NAMES = ("keeper", "job")


@pytest.mark.parametrize(
    ("question", "clause"),
    [
        ("what's a keeper make a year", "what a keeper makes a year"),
        ("whats a senior keeper earn in Brest?", "what a senior keeper earns in Brest"),
        ("how's a keeper get paid", "how a keeper gets paid"),
        ("what do a keeper earn", "what a keeper earns"),
        ("what a keeper earn in Brest", "what a keeper earns in Brest"),
        ("what does keepers make", "what keepers make"),
        ("is a keeper make more", "whether a keeper makes more"),
        ("what is meant by the limit", "what is meant by the limit"),
    ],
)
def test_the_clause_agrees_with_its_subject(question: str, clause: str) -> None:
    assert reported(question, NAMES) == clause


@pytest.mark.parametrize(
    "question",
    [
        "what is a keeper search", "what is the usual make of a lamp", "what is a lamp read as",
        "what do a and b make", "what job do old keepers get", "what do a few keepers earn",
        "what is a thing to do", "what keepers earn",
    ],
)  # fmt: skip
def test_another_question_stays_as_it_is(question: str) -> None:
    assert agreed(question, NAMES) == question
