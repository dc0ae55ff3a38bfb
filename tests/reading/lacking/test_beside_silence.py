"""What helps beside the words that something is not said, for any text."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.beside_silence import beside_silence
from assistant.reading.voting.asks_no_more import asks_no_more
from assistant.sources.bank import BankEntry
from assistant.sources.readers import parse

NAMES = ("lighthouse keeper", "keeper")
SOURCE = """# Lamps

Some towers use Trinity lamps. A keeper works with oil, Trinity lamps and Morse keys. Most of it is
learnt by talks. Kites are flown.

| What fills the day | Share |
|---|---|
| Trimming wicks | ~70% |
| Writing the log | ~30% |
"""
PASSAGES = parse(SOURCE, "lamps").passages


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("is Morse required", ["A keeper works"]),
        ("so is trinity a must for the job?", ["A keeper works", "Some towers"]),
        ("is Morse knowledge mandatory", ["A keeper works"]),
        ("are Morse skills compulsory?", ["A keeper works"]),
        ("is knowledge of Morse a hard requirement", ["A keeper works"]),
        ("how many hours go on talks", ["| Trimming", "| Writing"]),
        ("how much time does a keeper spend in talks?", ["| Trimming", "| Writing"]),
        ("how many hours go into writing talks", ["| Writing"]),
        # Not named, no name, somebody else, nothing that is spoken of, no such question.
        ("is Prolog required", []),
        ("is oil required", []),
        ("is Prolog knowledge mandatory", []),
        ("how much time do pilots spend in talks", []),
        ("how much time goes into yoga", []),
        ("how many hours a week", []),
        ("is Morse required on ships", []),
    ],
)
def test_what_is_told_beside_a_silence(question: str, told: list[str]) -> None:
    found = beside_silence(question, PASSAGES, NAMES)
    assert len(found) == len(told)
    assert all(p.text.startswith(words) for p, words in zip(found, told, strict=True))


def test_what_is_merely_named_is_told_with_what_is_open(assistant: Assistant) -> None:
    answer = assistant.ask("is Kubernetes required")
    assert answer.status == "partial"
    assert answer.missing == ("whether Kubernetes is required",)
    assert "Kubernetes" in answer.text


def _known(text: str, kind: str, missing: str = "") -> BankEntry:
    return BankEntry(text, kind, ("p",), missing=missing or None)  # type: ignore[arg-type]


BOTH = _known("who owns the lamp and who talks to pilots", "partial", "who talks to pilots")
WHOLE = _known("who owns the lamp in winter", "answer")


def test_half_of_a_known_question_lacks_nothing() -> None:
    assert asks_no_more("who owns the lamp", [(BOTH, 0.9), (WHOLE, 0.85)])


@pytest.mark.parametrize(
    ("question", "near"),
    [
        ("who owns the lamp", [(BOTH, 0.9), (WHOLE, 0.7)]),
        ("who owns the lamp and talks to pilots", [(BOTH, 0.9), (WHOLE, 0.85)]),
        ("who owns the lamp", [(_known("who owns a lamp", "partial", "price"), 0.9), (WHOLE, 0.9)]),
        ("who sells the lamp", [(BOTH, 0.9), (WHOLE, 0.85)]),
        ("who owns the lamp", [(WHOLE, 0.9), (BOTH, 0.85)]),
        ("who", [(BOTH, 0.9), (WHOLE, 0.85)]),
    ],
)
def test_what_is_lacking_stays_lacking(question: str, near: list[tuple[BankEntry, float]]) -> None:
    assert not asks_no_more(question, near)
