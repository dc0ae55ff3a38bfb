"""The trained evidence reader, as it is shipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.reading.unbanked.evidence import NULL_LOGIT, EvidenceReader, shares
from assistant.reading.unbanked.pairs import Context

LATE = Context("Invoices: Overdue amounts bear interest at 1.5 % per month.")
LICENCE = Context("Licence: BSD-3-Clause.")
HOURS = Context("Visiting: The gallery is open from 9 to 17 and closed on Mondays.")
CONTEXTS = [HOURS, LATE, LICENCE]


@pytest.fixture(scope="module")
def reader() -> EvidenceReader:
    return EvidenceReader()


@pytest.mark.parametrize(
    ("question", "best"),
    [
        ("What happens if we pay late?", LATE),
        ("What licence is it under?", LICENCE),
        ("Can I visit on a Monday?", HOURS),
    ],
)
def test_it_finds_answers_in_other_words(
    reader: EvidenceReader, question: str, best: Context
) -> None:
    logits = reader.score(question, CONTEXTS)
    assert CONTEXTS[logits.index(max(logits))] == best


def test_a_logit_does_not_depend_on_the_other_passages(reader: EvidenceReader) -> None:
    together = reader.score("What happens if we pay late?", CONTEXTS)
    alone = [reader.score("What happens if we pay late?", [one])[0] for one in CONTEXTS]
    assert together == alone
    assert reader.score("What happens if we pay late?", CONTEXTS) == together


def test_a_question_about_something_else_is_not_answered(reader: EvidenceReader) -> None:
    assert max(reader.score("Who won the chess olympiad of 1972?", CONTEXTS)) < NULL_LOGIT


def test_odd_input_is_read(reader: EvidenceReader) -> None:
    long = Context("word " * 3000, "before " * 500, "after " * 500)
    assert len(reader.score("?" * 4000, [long, Context("")])) == 2
    assert reader.score("", []) == []


def test_shares_leave_room_for_no_answer() -> None:
    assert shares([NULL_LOGIT]).tolist() == pytest.approx([0.5])
    assert shares([5.0, 5.0]).sum() < 1.0
    assert shares([]).tolist() == []


def test_a_missing_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="evidence reader is missing"):
        EvidenceReader(tmp_path).score("Why?", [LATE])
