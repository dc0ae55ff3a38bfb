"""A thing that is asked about has to be spoken of by what is told."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.talk.vouching import Vouching
from assistant.reading.yes_no.whose import Whose
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus
from assistant.sources.naming import Naming
from assistant.sources.readers import parse

PARSED = parse(
    "# Keepers\n\nWages of a keeper depend on the town. Fernhill takes a fee.\n\n"
    "The oil is hard to find, and so is a good keeper.\n",
    "keepers",
)
WAGES, FEE, OIL = (p for p in PARSED.passages if p.kind == "sentence")
ASKED = [BankEntry(f"{said} salaries depend on it", "answer", (WAGES.id,)) for said in "abc"]
CORPUS = Corpus(
    documents={PARSED.document.id: PARSED.document},
    passages=PARSED.passages,
    entries=(*ASKED, BankEntry("do tips depend on it", "answer", (WAGES.id,))),
    naming=Naming(names=("lighthouse keeper", "LK")),
    banked=frozenset([PARSED.document.id]),
)


@pytest.mark.parametrize(
    ("question", "of_another"),
    [
        ("Do wages depend on the town?", False),
        ("Do salaries depend on the town?", False),  # so it is often asked
        ("Do tips depend on the town?", True),  # one question in passing
        ("Does the fee depend on the town?", True),  # spoken of, but not this
        ("Does the keeper's fee depend on the town?", True),
        ("Do keepers depend on the town?", False),
        ("Does it depend on the town?", False),
        ("Does this fee depend on the town?", False),
        ("What does the fee depend on?", False),
    ],
)
def test_the_same_passage_speaks_of_the_thing_and_of_what_is_asked_of_it(
    question: str, of_another: bool
) -> None:
    assert Whose(Vouching(CORPUS)).of_another(question, [WAGES, FEE]) is of_another


def test_another_of_the_same_kind_is_not_the_subject() -> None:
    whose = Whose(Vouching(CORPUS))
    assert whose.of_another("Are time keepers hard to find?", [OIL])
    assert not whose.of_another("Are lighthouse keepers hard to find?", [OIL])


def test_without_known_questions_nobody_knows_what_a_thing_is_called() -> None:
    corpus = Corpus(documents=CORPUS.documents, passages=CORPUS.passages, entries=())
    assert not Whose(Vouching(corpus)).of_another("Do tips depend on the town?", [WAGES])


@pytest.mark.parametrize(
    "question",
    [
        "Does the fee depend on the city?",
        "Does the interview vary by profile?",
        "Are product managers hard to find?",
        "Do the benefits vary by level?",
    ],
)
def test_what_is_said_of_another_thing_is_no_yes(assistant: Assistant, question: str) -> None:
    answer = assistant.ask(question)
    assert answer.status == "partial"
    assert not answer.text.startswith(("Yes", "No"))


@pytest.mark.parametrize(
    "question",
    ["Do TPMs have 129,200 openings a year?", "Are TPMs growing 15 percent through 2034?"],
)
def test_a_figure_of_others_is_no_yes(assistant: Assistant, question: str) -> None:
    assert not assistant.ask(question).text.startswith("Yes")


def test_a_number_in_a_condition_contradicts_nothing(assistant: Assistant) -> None:
    asked = "Will a search take longer if the job description mixes two roles?"
    assert "another figure" not in assistant.ask(asked).text


def test_a_figure_that_is_set_apart_is_a_no_of_any_rank(assistant: Assistant) -> None:
    assert assistant.ask("Is $171,200 what a senior TPM earns?").text.startswith("No.")
