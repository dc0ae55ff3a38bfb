"""What people want confirmed is answered with the yes or no of the plain question."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant


@pytest.mark.parametrize(
    ("claim", "question"),
    [
        ("true or false: a TPM writes production code", "does a TPM write production code?"),
        ("TPM week predictable y/n", "is a TPM's week predictable?"),
        ("so tpm = tech lead??", "is a TPM the same as a tech lead?"),
        ("fact check: a TPM decides what gets built", "does a TPM decide what gets built?"),
    ],
)
def test_a_claim_has_the_verdict_of_its_question(
    assistant: Assistant, claim: str, question: str
) -> None:
    says = assistant.read(question).says
    assert says is not None
    assert assistant.read(claim).says == says


def test_two_claims_at_once_have_none(assistant: Assistant) -> None:
    claim = "True or false: a TPM decides what gets built, a TPM writes production code."
    assert assistant.read(claim).says is None
