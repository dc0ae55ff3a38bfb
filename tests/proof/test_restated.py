"""Premises put as claims would put them: answers said in full, reckoned years as figures."""

from __future__ import annotations

import pytest

from assistant.proof.restated import restated, unanswered
from assistant.proof.support import Support
from assistant.sources.readers import parse


@pytest.mark.parametrize(
    ("premise", "said"),
    [
        ("Does a leave affect the pay? No, time runs on.", "A leave does not affect the pay. Time"),
        ("Are dogs allowed on board? No.", "Dogs are not allowed on board."),
        ("Do I need a permit? No. We get it.", "You do not need a permit. We get it."),
        ("Can the owner come in? Not always.", "The owner can not always come in."),
        ("Is the trial night paid? Yes, in full.", "The trial night is paid. In full."),
        ("Do the members pay? Never.", "The members do never pay."),
        ("How long is it? No more than a week.", "How long is it? No more than a week."),
        ("Is it senior? It usually lands so.", "Is it senior? It usually lands so."),
    ],
)
def test_an_answer_is_said_in_full(premise: str, said: str) -> None:
    assert restated(premise, "").startswith(said)


@pytest.mark.parametrize(
    ("premise", "claim", "said"),
    [
        ("Opened in 1839; within five years it was lost.", "By 1844", "within five years (1844)"),
        ("Asked in 1792. Agreed the following year.", "In 1793", "the following year (1793)"),
        ("Built in 1792. Three years later it fell.", "In 1795", "Three years later (1795)"),
        ("Ended in 1792. It began two years earlier.", "In 1790", "two years earlier (1790)"),
        ("Asked in 1792. Agreed the following year.", "In 1794", "the following year."),
    ],
)
def test_a_year_that_the_claim_names_is_reckoned(premise: str, claim: str, said: str) -> None:
    assert said in restated(premise, claim)


def test_a_claim_is_read_without_the_yes_or_no_in_front() -> None:
    assert unanswered("No, a leave does not count.") == "a leave does not count."
    assert unanswered("No leave counts.") == "No leave counts."


class ReadsStatements:
    """A judge that believes what begins like its premise, and nothing of a question."""

    threshold = 0.5

    def support(self, claim: str, premise: str) -> float:
        return float(premise.lower().startswith(claim.lower()[:12]))

    def odds(self, claim: str, premise: str) -> float:
        return 1.0


def test_what_the_text_answers_is_judged_as_a_statement() -> None:
    parsed = parse("# Leave\n\n## Does a leave affect the pay?\n\nNo, time runs on.\n", "leave")
    support = Support(parsed.passages, {parsed.document.id: parsed.document}, ReadsStatements())
    cited = [p for p in parsed.passages if p.text.startswith("No,")]
    assert not support.verdict("No, the wage does not change.", cited).supported
    assert support.verdict("No, a leave does not affect the wage.", cited).supported
