"""The whole is read from notes where there are some, and from the structure elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.reading.readings import Reading
from assistant.reading.wholes import PASSAGES_MOST, Wholes
from assistant.settings import PROJECT
from assistant.sources.corpus import Corpus, read_corpus

SHIPPED = read_corpus(PROJECT / "corpus")
BOATS = """# Boats

A boat is a hull that floats and carries people over the water of a lake. The hull is of oak.
Boats of oak float well and carry people for 40 years. You should paint the hull every year.

## Sails

The sail of a boat catches the wind and moves the hull. Sails come from Harken in Bristol.
For prices, see our full guide to sails.
"""


@pytest.fixture
def boats(tmp_path: Path) -> Corpus:
    (tmp_path / "boats.md").write_text(BOATS, encoding="utf-8")
    return read_corpus(tmp_path)


def no_look_up(question: str) -> Reading:
    return Reading("uncovered", 0.0, ())


def words(corpus: Corpus, message: str) -> list[str]:
    reading = Wholes(corpus).read(message, no_look_up)
    return [] if reading is None else [passage.text for passage in reading.chosen]


def test_notes_give_the_passages_in_their_order() -> None:
    noted = next(w for w in SHIPPED.notes.wholes if "summarise the article" in w.questions)
    assert words(SHIPPED, "summarise the article") == [p.text for p in noted.passages]


def test_who_asks_for_a_figure_does_not_ask_for_the_whole_in_the_same_words() -> None:
    assert words(SHIPPED, "what does a TPM do all day")
    assert not words(SHIPPED, "how many days off does a TPM get")


def test_for_whom_it_is_meant_chooses_among_them() -> None:
    recruiter = words(SHIPPED, "takeaways for a recruiter who is hiring")
    candidate = words(SHIPPED, "takeaways for a candidate who wants the job")
    assert recruiter
    assert candidate
    assert recruiter != candidate


@pytest.mark.parametrize(
    ("message", "whole"),
    [
        ("pros and cons of being a TPM", True),
        ("advantages and disadvantages of the role as the article describes it", True),
        ("pros and cons of the job, as far as the text shows them", True),
        ("pros and cons of the role in a table please", True),
        ("upsides and downsides of hiring a junior", False),
        ("the pros and cons of remote work for TPMs", False),
    ],
)
def test_what_speaks_for_less_than_the_whole_is_another_question(message: str, whole: bool) -> None:
    assert bool(words(SHIPPED, message)) is whole


def test_what_speaks_for_it_and_against_it_are_two_sides() -> None:
    both = Wholes(SHIPPED).read("pros and cons of being a TPM", no_look_up)
    against = Wholes(SHIPPED).read("the downsides only", no_look_up)
    assert both is not None
    assert against is not None
    assert [part.words for part in both.parts] == ["pros", "cons"]
    assert against.chosen == both.parts[1].reading.chosen
    assert against.whole == "cons"


def test_headings_are_cited_where_they_stand(boats: Corpus) -> None:
    reading = Wholes(boats).read("give me an outline", no_look_up)
    assert reading is not None
    assert [p.text for p in reading.chosen] == ["Boats", "Sails"]
    text = boats.documents["boats"].text
    assert all(text[p.start : p.end] == p.text for p in reading.chosen)


def test_a_summary_without_notes_is_of_central_sentences(boats: Corpus) -> None:
    told = words(boats, "summarise this")
    assert 1 < len(told) <= PASSAGES_MOST
    assert told[0].startswith("A boat is a hull")


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("list all the numbers in it", "Boats of oak float well"),
        ("which companies are named", "Sails come from Harken"),
        ("what advice does it give", "You should paint"),
        ("what is not in it", "For prices"),
    ],
)
def test_what_the_structure_gives(boats: Corpus, message: str, begins: str) -> None:
    assert any(sentence.startswith(begins) for sentence in words(boats, message))


def test_a_part_is_found_by_its_heading(boats: Corpus) -> None:
    assert any(
        s.startswith("The sail of a boat") for s in words(boats, "summarise the part on sails")
    )


def test_a_question_like_any_other_is_left_alone() -> None:
    assert Wholes(SHIPPED).read("who does a TPM report to", no_look_up) is None
    assert Wholes(SHIPPED).read("summarise the French revolution", no_look_up) is None


def test_a_name_that_is_only_mentioned_is_shown_where_it_stands(boats: Corpus) -> None:
    line = "Sails come from Harken in Bristol."
    assert words(boats, "what does it say about Harken") == [line]
    assert words(boats, "quote the line about Bristol") == [line]
    assert words(boats, "what does it say about Lewmar") == []
    # What is answered is answered as ever.
    told = Reading("answer", 0.9, (), boats.passages[:1])
    assert Wholes(boats).read("what does it say about Harken", lambda _: told) is None


def test_a_word_that_few_sentences_have_is_shown_where_it_stands(boats: Corpus) -> None:
    assert [s[:8] for s in words(boats, "is there anything about wind in it?")] == ["The sail"]
    assert words(boats, "what does it say about the hull") == []  # too many speak of it


def test_what_is_said_of_a_thing_lacks_nothing(boats: Corpus) -> None:
    sail = next(p for p in boats.passages if "catches" in p.text)
    told = Reading("partial", 0.6, (), (sail,), missing=("which wind it is",))
    reading = Wholes(boats).read("what does it say about wind", lambda _: told)
    assert reading is not None
    assert (reading.outcome, reading.chosen, reading.missing) == ("answer", (sail,), ())
    # What does not speak of it is not told.
    assert Wholes(boats).read("what does it say about Lewmar", lambda _: told) is None


def test_a_topic_is_looked_for_by_itself_too(boats: Corpus) -> None:
    sail = next(p for p in boats.passages if "catches" in p.text)

    def look_up(question: str) -> Reading:
        if question == "what about catching":
            return Reading("answer", 0.9, (), (sail,))
        return Reading("uncovered", 0.0, ())

    reading = Wholes(boats).read("does the document mention catching at all", look_up)
    assert reading is not None
    assert reading.chosen == (sail,)


def test_what_came_of_somebody_is_told_to_the_end_of_the_paragraph(tmp_path: Path) -> None:
    (tmp_path / "wreck.md").write_text(
        "# Wrecks\n\nWrecks are rare. One lake ferry lost its oak hull in a storm. She was raised "
        "again. No one was hurt.\n\nThe lake has an oak pier.\n",
        encoding="utf-8",
    )
    corpus = read_corpus(tmp_path)
    told = words(corpus, "what happened to the lake ferry?")
    assert told == [
        "One lake ferry lost its oak hull in a storm.", "She was raised again.", "No one was hurt.",
    ]  # fmt: skip
    assert words(corpus, "what happened to the ferry?") == []  # one word is a name like any other
    assert words(corpus, "what happened to the oak pier?") == []  # nothing has happened there


def test_what_somebody_did_is_told_from_two_sentences_that_name_him(tmp_path: Path) -> None:
    (tmp_path / "quay.md").write_text(
        "# Quay\n\nOne search ended at the north quay. The mate began with one lamp. "
        "She mended it and lit it again.\n\nA mate has a bunk.\n",
        encoding="utf-8",
    )
    corpus = read_corpus(tmp_path)
    told = words(corpus, "What did the new mate do at the north quay?")
    assert told[0] == "One search ended at the north quay."
    assert told[-1] == "She mended it and lit it again."
    assert words(corpus, "what happened with the mate at the north quay") == told
    assert words(corpus, "What did the mate do at the south quay?") == []


def test_one_sentence_on_the_whole_is_the_one_that_sums_it_up(assistant: Assistant) -> None:
    for question in (
        "Summarise the article in one sentence.",
        "sum it up in one sentence",
        "Summarize this for me in a single sentence",
    ):
        answer = assistant.ask(question)
        assert "turns engineering reality into product decisions" in answer.text
        assert len(answer.citations) == 1


def test_only_what_has_names_is_said_to_be_named(assistant: Assistant) -> None:
    assert "gives names" not in assistant.ask("Which other guides does the article mention?").text
    assert "gives names" in assistant.ask("What companies are mentioned in the article?").text


CLUB = """# Statutes of the Heron Rowing Club

The club has its seat in Wexmouth and promotes rowing as a sport.

## Fees

Fees are due by the end of March in each year.

## Meetings

The general meeting takes place once a year, in October.

## Boats

The warden decides when a boat is out of use and who repairs it.
"""


@pytest.mark.parametrize(
    "message",
    [
        "give me a summary of the statutes",
        "what are these statutes about?",
        "summarise the statutes of the rowing club",
        "what's in the statutes",
    ],
)
def test_words_of_the_title_stand_for_the_document(tmp_path: Path, message: str) -> None:
    (tmp_path / "club.md").write_text(CLUB, encoding="utf-8")
    told = words(read_corpus(tmp_path), message)
    assert len(told) == len(words(read_corpus(tmp_path), "summarise the document")) == 4


@pytest.mark.parametrize("message", ["how long are the statutes valid", "summarise the meetings"])
def test_other_questions_on_words_of_the_title_are_left_alone(tmp_path: Path, message: str) -> None:
    (tmp_path / "club.md").write_text(CLUB, encoding="utf-8")
    assert len(words(read_corpus(tmp_path), message)) < 4


@pytest.mark.parametrize(
    ("message", "begins"), [("Fees", "Fees are due"), ("meetings?", "The gen")]
)
def test_a_mere_heading_asks_for_what_stands_under_it(
    tmp_path: Path, message: str, begins: str
) -> None:
    (tmp_path / "club.md").write_text(CLUB, encoding="utf-8")
    told = words(read_corpus(tmp_path), message)
    assert [text.startswith(begins) for text in told] == [True]
