"""Yes or no from known questions: said where words speak for it, and silent otherwise."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.reading.yes_no.known_yes_no import (
    NEAR_LEAST,
    NEAREST_LEAST,
    KnownYesNo,
    asks_who_pays,
)
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
        ("does the pilot keep the oil", OIL, "does the keeper keep the oil", None),
        ("doesn't the keeper keep the oil at all", OIL, "does the keeper keep the oil", None),
        ("does the keeper always keep the oil", OIL, "does the keeper keep the oil", None),
        ("is oil more than cutting", WICK, "is cutting more than oil", None),
        # it follows: what is not so is not so a lot, what is so can be so
        ("does the keeper always cut the wick", WICK, "does the keeper cut the wick", "no"),
        ("can the keeper keep the oil", OIL, "does the keeper keep the oil", "yes"),
        ("can the keeper cut the wick", WICK, "does the keeper cut the wick", None),
        # one word twice is a thing of its own: "the keeping of oil" by "the oil keeper"
        ("does the oil cutter cut the wick", WICK, "does the keeper cut the wick", None),
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


def test_who_manages_is_not_taken_for_what_is_managed(assistant: Assistant) -> None:
    text = assistant.ask("Is managing engineers the engineering manager's job?").text
    assert not text.startswith("No")


def test_a_nearer_question_that_is_turned_leaves_it_to_the_others() -> None:
    both = [*near("is cutting more than oil"), *near("does the keeper cut the wick", cosine=0.6)]
    assert says("does the keeper cut wick", [WICK], both) == "no"
    assert says("does the keeper cut no wick", [WICK], both) is None


def test_a_known_question_of_nearly_these_words_needs_no_neighbour() -> None:
    assert says("does the keeper often cut the wick", [WICK], []) == "no"
    assert says("does the keeper rarely cut the wick", [WICK], []) is None
    assert says("does the keeper cut the rope", [WICK], []) is None


def test_or_not_at_the_end_asks_the_same() -> None:
    known = near("does the keeper keep the oil")
    for tail in ("", " or not", ", or no?", " or what"):
        assert says(f"does the keeper keep the oil{tail}", [OIL], known) == "yes"
    assert says("does the keeper keep the oil or sell it", [OIL], known) is None


def test_what_is_too_far_says_nothing() -> None:
    asked, known = "is the keeper up", "is the oil up to them"
    assert says(asked, [OIL], near(known)) == "yes"
    assert says(asked, [OIL], near(known, cosine=NEAR_LEAST - 0.01)) is None


def test_neighbours_that_disagree_leave_it_to_the_one_with_the_same_words() -> None:
    both = near("can the mate touch the oil", "does the keeper keep the oil")
    assert says("does the keeper keep the oil", [OIL], both) == "yes"
    assert says("does the captain keep the oil", [OIL], both) is None
    below = near("does the keeper keep the oil", cosine=NEAREST_LEAST - 0.01)
    mixed = [*below, *near("does the mate keep the oil", cosine=NEAREST_LEAST - 0.02)]
    assert says("does the keeper keep oil up", [OIL], mixed) is None


def test_a_known_question_of_the_same_words_needs_no_neighbour() -> None:
    assert says("So does a keeper really keep oil?", [OIL], ()) == "yes"
    assert says("could the mate touch oil", [OIL], ()) == "no"
    assert says("does a keeper keep oil and rope", [OIL], ()) is None


def test_what_somebody_says_of_himself_goes_with_his_question() -> None:
    noted = YesNo("yes", ("I am a cook, could I keep the oil",), (OIL.id,))
    known = KnownYesNo([noted], NAMES)
    for asked in ("I'm a cook. Could I keep the oil?", "I am a cook for 6 years. May I keep oil?"):
        found = known.says(asked, [OIL], ())
        assert found is not None, asked
        assert found.says == "yes"
    assert known.says("Cooks are few. Could I keep the oil?", [OIL], ()) is None
    assert known.says("Is he a cook? Could I keep the oil?", [OIL], ()) is None


def test_a_word_that_stands_with_either_answer_elsewhere_turns_nothing() -> None:
    elsewhere = (
        YesNo("yes", ("is a harbour lit", "do harbours pay"), (WICK.id,)),
        YesNo("no", ("is a harbour dark", "do harbours sleep"), (WICK.id,)),
        YesNo("no", ("is a reef dark", "do reefs sleep"), (WICK.id,)),
    )
    known = KnownYesNo([NOTED[0], *elsewhere], NAMES)
    beside = near(*NOTED[0].questions)
    found = known.says("does the keeper keep the oil in the harbour", [OIL], beside)
    assert found is not None
    assert found.says == "yes"
    assert known.says("does the keeper keep the oil in the reef", [OIL], beside) is None
    assert known.says("does the keeper keep the oil in the harbour first", [OIL], beside) is None


def test_one_such_word_may_come_into_a_known_question_and_a_question_word_may_not() -> None:
    elsewhere = (
        YesNo("yes", ("is a harbour lit, and who rows", "who pays the harbours"), (WICK.id,)),
        YesNo("no", ("is a harbour dark, and who sleeps", "who needs harbours"), (WICK.id,)),
    )
    known = KnownYesNo([*NOTED, *elsewhere], NAMES)
    beside = near("does the keeper keep the oil", cosine=NEAREST_LEAST)
    found = known.says("does the keeper keep the oil in the harbour", [OIL], beside)
    assert found is not None
    assert found.says == "yes"
    assert known.says("does the keeper keep the oil and who", [OIL], beside) is None


def test_another_figure_leaves_it_open() -> None:
    noted = YesNo("yes", ("does the oil last 17 days", "do 17 days pass"), (OIL.id,))
    known = KnownYesNo([noted], NAMES)
    assert known.says("does the oil last 17 days", [OIL], near(*noted.questions))
    for figure in ("90", "ten"):
        question = f"does the oil last {figure} days"
        assert known.says(question, [OIL], near(*noted.questions)) is None


def test_how_far_it_holds_is_said_with_it() -> None:
    noted = YesNo("yes", ("may a mate keep the oil",), (OIL.id,), "if")
    found = KnownYesNo([noted], NAMES).says("can a mate keep oil", [OIL], ())
    assert found is not None
    assert (found.says, found.how) == ("yes", "if")


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


def test_which_of_two_pays_is_no_yes_or_no() -> None:
    assert asks_who_pays("do mates pay the harbour")
    assert not asks_who_pays("do mates or keepers pay the harbour")
    assert asks_who_pays("do mates pay the harbour or not")


def test_which_of_two_pays_is_not_denied(assistant: Assistant) -> None:
    answer = assistant.ask("does kore1 charge candidates or employers")
    assert answer.status == "answered"
    assert "we charge a fee when you hire" in answer.text


def test_an_answer_begins_with_it(assistant: Assistant) -> None:
    assert assistant.ask("Do bootcamp people get placed?").text.startswith("Yes. ")
    assert assistant.ask("is a tech lead the same as a TPM").text.startswith("No. ")
    assert not assistant.ask("Who places bootcamp people?").text.startswith(("No.", "Yes."))


def test_what_ships_is_said_once() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    says: dict[str, str] = {}
    for row in corpus.notes.yes_no:
        assert row.passages
        for question in row.questions:
            assert says.setdefault(question, row.says) == row.says
    assert len(says) > 3_000


@pytest.mark.parametrize(
    ("question", "begins"),
    [
        ("Could a junior person become a TPM?", "Yes, with conditions."),
        ("Is it realistic to become a TPM as a recent graduate?", "Usually not."),
        ("Is it a senior role? and can a junior do it", "Usually, yes."),
        ("Do TPMs manage engineers, and who does their performance reviews?", "No."),
        ("I was a software engineer for 6 years. Could I be a TPM?", "Yes."),
    ],
)
def test_yes_and_no_say_how_far_they_hold(assistant: Assistant, question: str, begins: str) -> None:
    assert assistant.ask(question).text.startswith(begins)


@pytest.mark.parametrize("whom", ["Do candidates pay you?", "Does KORE1 charge candidates a fee?"])
def test_a_yes_to_something_else_stands_behind_what_is_not_said(
    assistant: Assistant, whom: str
) -> None:
    answer = assistant.ask(whom)
    assert answer.status == "partial"
    assert answer.text.startswith("The article does not say whether")
    assert "we charge a fee" in answer.text
    assert assistant.ask("Do employers pay KORE1?").text.startswith("Yes.")


def test_an_interest_that_is_disclosed_is_a_yes(assistant: Assistant) -> None:
    for question in (
        "Does the author have a conflict of interest?",
        "Is there a conflict of interest on the part of the author?",
    ):
        answer = assistant.ask(question)
        assert answer.text.startswith("Yes. ")
        assert len(answer.citations) == 1
    assert not assistant.ask("How biased is the author?").text.startswith("Yes")


@pytest.mark.parametrize(
    ("opening", "said"),
    [
        ("Since the keeper keeps the oil, ", None),
        ("If keepers keep the oil, ", None),
        ("", "yes"),
    ],
)
def test_nothing_is_said_to_what_takes_something_for_granted(
    opening: str, said: str | None
) -> None:
    question = f"{opening}does the keeper keep the oil?"
    assert says(question, [OIL], near("does the keeper keep the oil")) == said
