"""What is known about a question once it was read."""

from __future__ import annotations

from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.records import Evidence
from tests.reading.test_reader import APPLES, PEARS


def test_a_question_that_is_near_everything_a_little_is_vague() -> None:
    weak = Reading("partial", 0.5, (Evidence(APPLES, 1, 0.2), Evidence(PEARS, 2, 0.19)))
    assert weak.vague
    assert not replace(weak, evidence=(Evidence(APPLES, 1, 0.8),)).vague
