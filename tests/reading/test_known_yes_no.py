"""Yes or no from known questions: said where words speak for it, and silent otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.reading.known_yes_no import NEAR_LEAST, NEAREST_LEAST, KnownYesNo
from assistant.records import Passage
from assistant.settings import PROJECT
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import read_corpus
from assistant.sources.notes import YesNo
from assistant.sources.readers import parse

OIL, WICK = parse("The keeper keeps the oil. The mate cuts the wick.\n", "x").passages
NAMES = ("keeper",)
NOTED = (
    YesNo("yes", ("does the keeper keep the oil", "is the oil up to them"), (OIL.id,)),
    YesNo("no", ("does the mate keep the oil", "can the mate touch the oil"), (OIL.id,)),
    YesNo("no", ("does the keeper cut the wick", "is cutting more than oil"), (WICK.id,)),
)
KNOWN = KnownYesNo(NOTED, NAMES)


def says(
    question: str, cited: Sequence[Passage], known: Sequence[tuple[BankEntry, float]]
) -> str | None:
    found = KNOWN.says(question, cited, known)
    return found.says if found is not None else None


def near(*texts: str, cosine: float = 0.95) -> Sequence[tuple[BankEntry, float]]:
    return [(BankEntry(text, "answer"), cosine) for text in texts]


@pytest.mark.parametrize(
    ("question", "cited", "known", "answer"),
    [
        ("does the keeper keep the oil?", OIL, "does the keeper keep the oil", "yes"),
        ("Does a keeper keep oil, right?", OIL, "does the keeper keep the oil", "yes"),
        ("does the keeper cut the wick", WICK, "does the keeper cut the wick", "no"),
        # the other one's word, a denial, a word that nobody knows, sides exchanged
        ("does the mate keep the oil", OIL, "does the keeper keep the oil", None),
        ("doesn't the keeper keep the oil at all", OIL, "does the keeper keep the oil", None),
        ("does the keeper always keep the oil", OIL, "does the keeper keep the oil", None),
        ("is oil more than cutting", WICK, "is cutting more than oil", None),
        # another passage proves it, another form of question, two in one
        ("does the keeper keep the oil", WICK, "does the keeper keep the oil", None),
        ("who does keep the oil", OIL, "does the keeper keep the oil", None),
        ("keeper keep the oil", OIL, "does the keeper keep the oil", None),
        ("could you list if keepers keep the oil", OIL, "does the keeper keep the oil", None),
        ("does the keeper keep the oil or sell it", OIL, "does the keeper keep the oil", None),
    ],
)
def test_what_one_known_question_says(
    question: str, cited: Passage, known: str, answer: str | None
) -> None:
    assert says(question, [cited], near(known)) == answer


def test_or_not_at_the_end_asks_the_same() -> None:
    known = near("does the keeper keep the oil")
    for tail in ("", " or not", ", or no?", " or what"):
        assert says(f"does the keeper keep the oil{tail}", [OIL], known) == "yes"
    assert says("does the keeper keep the oil or sell it", [OIL], known) is None


def test_what_is_too_far_says_nothing() -> None:
    far = near("does the keeper keep the oil", cosine=NEAR_LEAST - 0.01)
    assert says("does the keeper keep the oil", [OIL], far) is None


def test_neighbours_that_disagree_leave_it_to_the_one_with_the_same_words() -> None:
    both = near("does the mate keep the oil", "does the keeper keep the oil")
    assert says("does the keeper keep the oil", [OIL], both) == "yes"
    assert says("does the captain keep the oil", [OIL], both) is None
    below = near("does the keeper keep the oil", cosine=NEAREST_LEAST - 0.01)
    mixed = [*below, *near("does the mate keep the oil", cosine=NEAREST_LEAST - 0.02)]
    assert says("does the keeper keep the oil", [OIL], mixed) is None


def test_only_what_proves_it_is_left() -> None:
    found = KNOWN.says(
        "does the keeper keep the oil?", [WICK, OIL], near("is it", NOTED[0].questions[0])
    )
    assert found is not None
    assert found.passages == {OIL.id}


def test_without_notes_nothing_is_said() -> None:
    assert KnownYesNo((), ()).says("is it oil", [OIL], near("is it oil")) is None


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("do you bill the keepers", "yes"),
        ("do you bill mates", None),  # who pays stands elsewhere in the known question
        ("do mates pay", None),
        ("do you bill the keepers when mates sail", "yes"),
    ],
)
def test_who_pays_whom_is_not_turned_round(question: str, answer: str | None) -> None:
    noted = YesNo("yes", ("do you bill the keepers when mates sail and pay",), (OIL.id,))
    found = KnownYesNo([noted], ()).says(question, [OIL], near(*noted.questions))
    assert (found and found.says) == answer


def test_an_answer_begins_with_it(assistant: Assistant) -> None:
    assert assistant.ask("Do bootcamp people get placed?").text.startswith("Yes. ")
    assert assistant.ask("is a tech lead the same as a TPM").text.startswith("No. ")
    assert not assistant.ask("Who places bootcamp people?").text.startswith(("No.", "Yes."))


def test_what_ships_is_of_the_bank_and_said_once() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    known = {entry.text for entry in corpus.entries}
    says: dict[str, str] = {}
    for row in corpus.notes.yes_no:
        assert row.passages
        for question in row.questions:
            assert question in known
            assert says.setdefault(question, row.says) == row.says
    assert len(says) > 3_000
