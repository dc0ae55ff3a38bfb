"""What people want confirmed is answered with the yes or no of the plain question."""

from __future__ import annotations

import pytest

from assistant import Turn
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


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("If TPMs don't code, do they manage the engineers?", "No."),
        ("If a TPM owns the roadmap, do they own positioning too?", "No."),
        ("Since TPMs don't code, do they at least read code?", "Yes."),
        ("If product marketing does the launch, does the TPM do positioning?", "No."),
    ],
)
def test_what_is_asked_behind_a_supposition_has_its_own_verdict(
    assistant: Assistant, message: str, verdict: str
) -> None:
    assert assistant.ask(message).text.startswith(verdict)


def test_what_holds_under_a_condition_has_none(assistant: Assistant) -> None:
    text = assistant.ask("If a TPM commits features full-time, are they still a TPM?").text
    assert not text.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    "message",
    ["Is the growth figure about TPMs?", "is 15 percent the growth in TPM roles?"],
)
def test_a_figure_of_others_is_not_that_of_the_subject(assistant: Assistant, message: str) -> None:
    assert assistant.ask(message).text.startswith("No.")


@pytest.mark.parametrize(
    ("message", "verdict"),
    [
        ("so juniors never get hired?", "No."),
        ("so tpms don't write code?", "Right."),
        ("so the tpm doesn't do performance reviews?", "Right."),
        ("so a junior can't be a TPM?", "The"),
        ("so tpms don't get free snacks?", "The"),
    ],
)
def test_a_denial_that_is_checked_is_right_or_not(
    assistant: Assistant, message: str, verdict: str
) -> None:
    text = assistant.ask(message).text
    assert text.startswith(verdict), text


@pytest.mark.parametrize(
    ("before", "message", "verdict"),
    [
        ("what do they hand off?", "so they don't do performance reviews?", "Right."),
        ("what did she decide?", "so she wrote no code?", "Right."),
        ("what does a tpm hand off?", "so they manage the engineers?", "No."),
    ],
)
def test_what_was_understood_is_checked_in_a_later_turn(
    assistant: Assistant, before: str, message: str, verdict: str
) -> None:
    told = [Turn(role="user", content=before)]
    told.append(Turn(role="assistant", content=assistant.ask(before).text))
    assert assistant.ask(message, told).text.startswith(verdict)
