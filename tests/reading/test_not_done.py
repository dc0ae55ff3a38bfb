"""What somebody does is no answer to what he does not do."""

from __future__ import annotations

import pytest

from assistant.reading.not_done import without_what_is_done
from assistant.sources.readers import parse

PARSED = parse(
    "The boat belongs to the crew. Keepers own the lamp. They never own a boat.\n", "keepers"
)
BOAT, LAMP, NEVER = PARSED.passages


@pytest.mark.parametrize("question", ["what don't they own", "list the things keepers do not own"])
def test_what_says_that_the_subject_does_it_is_left_out(question: str) -> None:
    told = without_what_is_done(question, [BOAT, LAMP, NEVER], ["keepers"])
    assert told == (BOAT, NEVER)


@pytest.mark.parametrize(
    "question",
    [
        "what do they own",
        "what do they own and what do they not own",
        "why don't they own the boat",
        "don't they own the lamp",
        "what don't they row",
    ],
)
def test_no_other_question_loses_anything(question: str) -> None:
    told = without_what_is_done(question, [BOAT, LAMP, NEVER], ["keepers"])
    assert told == (BOAT, LAMP, NEVER)


def test_what_is_told_first_stays() -> None:
    told = without_what_is_done("what don't they own", [LAMP, BOAT], ["keepers"])
    assert told == (LAMP, BOAT)
