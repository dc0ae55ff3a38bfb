"""The judge that ships: it tells the plain cases, and is the same each time."""

from __future__ import annotations

import json

import pytest

from assistant.proof.edits import FEATURES
from assistant.proof.judge import JUDGE_DIR, MOST_ODDS, ClaimJudge, shipped_judge

PREMISE = "Opening hours. The bakery opens at six on weekdays; on Sundays it stays shut."


@pytest.fixture(scope="module")
def judge() -> ClaimJudge:
    return ClaimJudge()


def test_the_card_and_the_weights_are_there(judge: ClaimJudge) -> None:
    decided = json.loads((JUDGE_DIR / "judge.json").read_text("utf-8"))
    assert set(decided["weights"]) == set(FEATURES)
    assert 0 < judge.threshold < 1
    assert (JUDGE_DIR / "README.md").is_file()
    assert shipped_judge() is shipped_judge()


def test_the_same_pair_has_the_same_chance(judge: ClaimJudge) -> None:
    claim = "On weekdays the bakery opens at six."
    assert judge.support(claim, PREMISE) == ClaimJudge().support(claim, PREMISE)
    assert abs(judge.odds(claim, PREMISE)) <= MOST_ODDS


def test_what_is_said_is_likelier_than_what_is_not(judge: ClaimJudge) -> None:
    said = judge.support("On Sundays the bakery is shut.", PREMISE)
    for claim in ("The bakery never opens on weekdays.", "Everyone at the butcher's must bake."):
        assert judge.support(claim, PREMISE) < said


def test_texts_of_any_length_are_read(judge: ClaimJudge) -> None:
    for claim, premise in (("", ""), ("a" * 5000, PREMISE), ("A", "word " * 5000)):
        assert 0 <= judge.support(claim, premise) <= 1
