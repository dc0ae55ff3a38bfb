"""Whole questions made of a follow-up and the question before it."""

from __future__ import annotations

import pytest

from assistant.understanding.made_whole import further_bound, who_then

NAMES = ("keeper", "lighthouse keeper")


@pytest.mark.parametrize(
    ("message", "question", "whole"),
    [
        ("who does", "do they own oil?", "who owns oil"),
        ("so who does that then", "does a keeper carry it", "who carries it"),
        ("who can", "and can keepers watch the sea", "who can watch the sea"),
        ("but who is", "are they responsible for the lamp?", "who is responsible for the lamp"),
        ("who then", "did she light it", "who did light it"),
        ("who", "do they own oil?", ""),
        ("who does", "what do they own?", ""),
        ("who does it report to", "do they own oil?", ""),
        ("who does", "do sailors own oil", ""),
    ],
)
def test_who_does_asks_who_it_is_instead(message: str, question: str, whole: str) -> None:
    assert who_then(message, question, NAMES) == whole


@pytest.mark.parametrize(
    ("message", "question", "whole"),
    [
        ("and in winter", "How long does oil keep?", "How long does oil keep in winter"),
        ("what about at sea though", "do keepers row", "do keepers row at sea"),
        ("in Wales", "What do keepers earn in Kent?", "What do keepers earn in Wales"),
        ("in Wales", "What do keepers do at night?", "What do keepers do at night in Wales"),
        ("and in it", "How long does oil keep?", ""),
        ("for example", "How long does oil keep?", ""),
        ("and the price", "How long does oil keep?", ""),
    ],
)
def test_a_mere_bound_asks_the_last_question_within_it(
    message: str, question: str, whole: str
) -> None:
    assert further_bound(message, question) == whole
