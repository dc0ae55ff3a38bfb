"""Why-questions of which the passages say no more than that it is so."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.reading.lacking.reasons import (
    Reasons,
    says_first_of_two,
    says_so,
    says_so_in_a_clause,
    says_what_for,
)
from assistant.records import Passage
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import parse

CORPUS = read_corpus(PROJECT / "corpus")
REASONS = Reasons(CORPUS)
NAMES = CORPUS.naming.names


def passage(words: str) -> Passage:
    return next(p for p in CORPUS.passages if words in p.text)


WAGE, WRITING = passage("$171,200"), passage("~20% | The documents")
GROWTH, SENIOR = passage("15 percent"), passage("skews senior")
OWNS = passage("They own the API contract")
SCARCE = passage("stays expensive and scarce")
KILLED, PAY = passage("She killed"), passage("Individual TPM pay")


@pytest.mark.parametrize(
    ("question", "cited", "missing"),
    [
        ("Why is the median wage $171,200?", WAGE, True),
        ("how come writing takes 20%", WRITING, True),
        ("Why are there 129,200 openings a year?", GROWTH, True),
        ("Why does a TPM own the API contract?", OWNS, True),
        ("Why does engineering capacity stay expensive?", SCARCE, True),
        # Of something else than the sentence says.
        ("Why does a TPM own nothing of the API contract's price?", OWNS, False),
        # Another figure, a reason that is given, or no reason asked for.
        ("Why is the median wage $90,000?", WAGE, False),
        ("Why does the title skew senior?", SENIOR, False),
        ("Is the median wage $171,200?", WAGE, False),
        ("Why is the wage $171,200, and who gets it?", WAGE, False),
        # What is compared may be what is denied.
        ("Why do TPMs earn $171,200?", PAY, False),
    ],
)
def test_a_reason_is_missing(question: str, cited: Passage, missing: bool) -> None:
    assert REASONS.missing(question, (cited,)) is missing
    assert not REASONS.missing(question, ())


@pytest.mark.parametrize(
    ("question", "told", "says"),
    [
        ("why do it", WRITING, True),
        ("and why bother with writing?", WRITING, True),
        ("why is it done", WRITING, True),
        ("why is it 20%", WRITING, False),
        ("why do 20% writing", WRITING, False),
        ("why do they write so much", WRITING, False),
        ("why do it", OWNS, False),
        ("why do it", passage("| Usually reports to |"), False),
    ],
)
def test_what_a_row_says_comes_of_a_thing_is_why_it_is_done(
    question: str, told: Passage, says: bool
) -> None:
    assert says_what_for(question, told) is says


def test_what_is_taken_for_a_refutation_has_to_have_all_words() -> None:
    assert REASONS.missing("Why does writing take 20% of the time?", (WRITING,), refuted=True)
    assert not REASONS.missing("Why is the zebra 20% of writing?", (WRITING,), refuted=True)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Why did she spare the team a quarter of thrash?", True),
        ("Why did she not spare the team a quarter of thrash?", False),
        ("Why did the team spare her a quarter of thrash and a rewrite?", False),
        ("Why did she spare the team three quarters of thrash?", False),
        ("Why thrash?", False),
    ],
)
def test_what_a_passage_says_it_does_not_contradict(question: str, said: bool) -> None:
    assert says_so(question, KILLED, NAMES) is said


def test_no_known_false_premise_is_what_the_text_says() -> None:
    premises = [entry for entry in CORPUS.entries if entry.kind == "premise"]
    assert premises
    for says in (says_so, says_so_in_a_clause):
        taken = [e.text for e in premises if says(e.text, CORPUS.by_id[e.passages[0]], NAMES)]
        assert not taken


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("why does the light hold", True),
        ("why does the keeper never hold", False),
        ("why does the light never hold", False),
        ("why is light lovely to hold", False),
        ("does the light hold", False),
    ],
)
def test_one_clause_may_say_what_is_supposed(question: str, said: bool) -> None:
    holds = parse("# Light\n\nThe light holds; the keeper never does.\n", "x").passages[0]
    assert says_so_in_a_clause(question, holds, ("keeper",)) is said


def test_what_matters_more_is_said_by_what_sets_the_other_aside() -> None:
    lamps = parse("# Talk\n\nThey speak through lamps, not flags.\n", "x").passages[0]
    assert says_first_of_two("why do lamps matter more than flags", lamps, ())
    assert not says_first_of_two("why do flags matter more than lamps", lamps, ())


def test_a_supposition_that_is_said_is_not_put_differently(assistant: Assistant) -> None:
    for question in ("why does the average hold", "why do documents matter more than meetings"):
        assert "differently" not in assistant.ask(question).text, question


def test_it_says_that_no_reason_is_given(assistant: Assistant) -> None:
    answer = assistant.ask("Why is the median wage $171,200?")
    assert (answer.status, answer.citations) == ("not_covered", ())
    assert "no reason" in answer.text


@pytest.mark.parametrize(
    ("question", "says"),
    [
        ("why did she light both lamps instead of putting one out?", True),
        ("why did she go for both lamps rather than for one?", True),
        ("why did she put out both lamps instead of lighting them?", False),
        ("why did she not light both lamps instead of one?", False),
        ("why did she light both lamps?", False),
        ("why does a keeper light both lamps rather than her?", False),  # of him it says nothing
        ("why do keepers leave both lamps to her instead of lighting them?", False),
    ],
)
def test_the_first_of_two_that_is_said_is_not_put_right(question: str, says: bool) -> None:
    lit = parse("# Keepers\n\nShe lit both lamps at once and kept lighting both.\n", "x").passages[
        0
    ]
    assert says_first_of_two(question, lit, ("keeper",)) is says


def test_what_belongs_to_others_is_given_away() -> None:
    others, own = parse(
        "# Keepers\n\nPainting the tower belongs to the crew.\n\nThey own the log of the tower.\n",
        "x",
    ).passages
    away = "why do keepers leave painting the tower to the crew instead of doing it?"
    assert says_first_of_two(away, others, ("keeper",))
    kept = "why do keepers hand off the log of the tower instead of owning it?"
    assert not says_first_of_two(kept, own, ("keeper",))


def test_whom_a_passage_calls_she_may_be_named() -> None:
    lit = parse("# Keepers\n\nShe lit both lamps.\n", "x").passages[0]
    asked = "why did the mate have both lamps lit instead of one?"
    assert says_first_of_two(asked, lit, (), "The mate")
    assert not says_first_of_two(asked, lit, (), "")


def test_a_sentence_that_takes_the_other_away_says_so_too() -> None:
    flags = parse("# Keepers\n\nMost of their news goes by lamp, not by flag.\n", "x").passages[0]
    for asked in ("why lamps instead of flags", "why light up instead of flags?"):
        assert says_first_of_two(asked, flags, ())
    for asked in ("why flags instead of lamps", "why flags rather than horns"):
        assert not says_first_of_two(asked, flags, ())
