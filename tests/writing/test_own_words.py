"""The answer without a model: every way of telling keeps the contract, on any corpus."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.proof.citations import check
from assistant.reading.readings import Part, Reading
from assistant.reading.wholes import Wholes
from assistant.records import Answer
from assistant.sources.corpus import Corpus, read_corpus
from assistant.understanding.conversation import Understood
from assistant.writing.overview import points_wanted
from assistant.writing.own_words import OwnWords
from assistant.writing.suggestions import Suggestions

LEAFLET = """# Harbour rules

## 1. Before you moor

Tie the boat fast. She drifts otherwise. You need two ropes.

## 2. Prices

| Berth | Price |
|---|---|
| Small | $20 |
| Large | $45 |
"""
DRAFT = Answer("1", "?", "small_talk", "", "extractive", "x", 0.0)


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    (tmp_path / "harbour.md").write_text(LEAFLET, encoding="utf-8")
    return read_corpus(tmp_path)


def answered(corpus: Corpus, message: str, reading: Reading) -> Answer:
    own_words = OwnWords(corpus, Suggestions(corpus))
    answer = own_words.answer(
        replace(DRAFT, question=message), Understood(message, message), reading
    )
    check(answer, corpus.documents)
    return answer


def no_look_up(question: str) -> Reading:
    return Reading("uncovered", 0.0, ())


@pytest.mark.parametrize(
    "message",
    ["give me an outline", "how many words does it have", "summarise it", "list all the numbers",
     "what's the title of this document", "What does the document say about “Prices”?"],
)  # fmt: skip
def test_the_whole_keeps_the_contract(corpus: Corpus, message: str) -> None:
    reading = Wholes(corpus).read(message, no_look_up)
    assert reading is not None
    assert answered(corpus, message, reading).status == "answered"


def test_a_partial_answer_says_what_is_lacking(corpus: Corpus) -> None:
    chosen = tuple(p for p in corpus.passages if p.text == "Tie the boat fast.")
    reading = Reading("partial", 0.9, (), chosen, missing=("how tight",))
    answer = answered(corpus, "how tight do I tie the boat", reading)
    assert (answer.status, answer.missing) == ("partial", ("how tight",))
    assert answer.text == "Tie the boat fast. [1]\n\nThe document does not say how tight."


def test_what_a_visitor_typed_is_no_markdown_and_no_citation(corpus: Corpus) -> None:
    chosen = tuple(p for p in corpus.passages if p.text == "Tie the boat fast.")
    reading = Reading("partial", 0.9, (), chosen, missing=("what [1] is", "“*how*? [1]”"))
    answer = answered(corpus, "how do I tie the boat, and what is [1]", reading)
    assert answer.missing == ("what [1] is", "“*how*? [1]”")
    assert answer.text == (
        "Tie the boat fast. [1]\n\nThe document does not say what \\[1] is. "
        "The document does not answer “\\*how\\*? \\[1]”."
    )
    parts = (
        *(Part(words, Reading("uncovered", 0.0, ())) for words in ("is [1] *red*", "who sings")),
        Part("how do I tie", Reading("answer", 0.9, (), chosen)),
    )
    answer = answered(corpus, "all three", Reading("answer", 0.9, (), chosen, parts=parts))
    assert "**Is \\[1] \\*red\\***" in answer.text
    refused = answered(corpus, "who *sings* [1]?", Reading("uncovered", 0.0, ()))
    assert refused.text.endswith("on who \\*sings\\* \\[1].")


def test_three_questions_stand_each_under_their_own_words(corpus: Corpus) -> None:
    tie, ropes = (p for p in corpus.passages if p.text.startswith(("Tie", "You need")))
    parts = (
        Part("how do I tie", Reading("answer", 0.9, (), (tie,))),
        Part("how many ropes", Reading("answer", 0.9, (), (ropes,))),
        Part("who paints it", Reading("uncovered", 0.0, ())),
    )
    reading = Reading("answer", 0.9, (), (tie, ropes), parts=parts)
    answer = answered(corpus, "how do I tie, how many ropes, who paints it", reading)
    assert answer.status == "partial"
    assert answer.text.index("**How do I tie**") < answer.text.index("Tie the boat fast. [1]")
    assert "You need two ropes. [2]" in answer.text
    assert "Who paints it" in answer.text.split("[2]")[1]


def test_each_side_stands_under_its_own_line(corpus: Corpus) -> None:
    tie, drifts = corpus.passages[:2]
    sides = (
        Part("pros", Reading("answer", 1.0, (), (tie,), whole="pros")),
        Part("cons", Reading("answer", 1.0, (), (drifts,), whole="cons")),
    )
    both = Reading("answer", 1.0, (), (tie, drifts), whole="pros_cons", parts=sides)
    answer = answered(corpus, "pros and cons", both)
    pros, cons = answer.text.split("What speaks against it:")
    assert pros.startswith("What speaks for it, as far as the document says:")
    assert "[1]" in pros
    assert "[2]" in cons
    assert len(answer.citations) == 2


def test_a_thing_that_is_requested_stands_above_as_a_thing(corpus: Corpus) -> None:
    tie = corpus.passages[0]
    told = Reading("answer", 0.9, (), (tie,))
    parts = tuple(Part(f"give me the {thing}", told) for thing in ("knot", "price", "rope"))
    text = answered(corpus, "the three", replace(told, parts=parts)).text
    assert text.startswith("**The knot**")


@pytest.mark.parametrize("asked", ["describe the pay of a pilot", "the pay of a pilot, explained"])
def test_a_refusal_to_describe_a_thing_names_the_thing(corpus: Corpus, asked: str) -> None:
    text = answered(corpus, asked, Reading("uncovered", 0.2, ())).text
    assert text.startswith("I did not find anything about the pay of a pilot in the document.")


def test_a_sum_is_listed_as_derived(corpus: Corpus) -> None:
    rows = tuple(p for p in corpus.passages if p.kind == "table_row")
    answer = answered(corpus, "small and large together?", Reading("answer", 0.9, (), rows[:1]))
    assert answer.derived == ("$65",)
    assert "$20 + $45 = $65" in answer.text


def test_another_language_is_told_so_in_it(corpus: Corpus) -> None:
    message = "Wie viel kostet ein großer Liegeplatz im Sommer?"
    answer = answered(corpus, message, Reading("uncovered", 0.0, (), known_words=0.1))
    assert answer.status == "not_covered"
    assert "auf Englisch" in answer.text
    assert answer.follow_ups


def test_a_refusal_names_what_was_looked_for(corpus: Corpus) -> None:
    answer = answered(corpus, "who sings?", Reading("uncovered", 0.2, ()))
    assert answer.text == "I did not find anything in the document that answers “who sings”."


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("How many ropes does a ferry need?", "on how many ropes a ferry needs."),
        ("<b>Is the pier open?</b> https://example.org/pier", "on whether the pier is open."),
        ("why do you charge double", "that answers “why do you charge double”."),
        ("can you help me with my boat?", "that answers “can you help me with my boat”."),
        ("pier lights yes", "that answers “pier lights yes”."),
        (
            "Does the document say that large berths are lit at night?",
            "on whether large berths are lit at night.",
        ),
    ],
)
def test_a_refusal_has_the_question_as_a_clause_where_that_is_safe(
    corpus: Corpus, asked: str, said: str
) -> None:
    answer = answered(corpus, asked, Reading("uncovered", 0.2, ()))
    assert answer.text == f"I did not find anything in the document {said}"
    certain = answered(corpus, asked, Reading("uncovered", 0.0, (), certain_silence=True))
    if said.startswith("on "):
        clause = said[3:].replace("whether large", "that large")
        assert certain.text == f"The document does not say {clause}"


@pytest.mark.parametrize(
    ("message", "many"),
    [
        ("What is it about? Two or three sentences please.", 3),
        ("the main points, max 4", 4),
        ("the highlights, 5 max", 5),
        ("in two points please", 2),
        ("give me the top 5 takeaways", 5),
        ("just one thing", 1),
        ("in short", 0),
        ("what happens in 2024", 0),
    ],
)
def test_as_many_points_as_are_asked_for(message: str, many: int) -> None:
    assert points_wanted(message) == many


def test_a_summary_in_two_points_has_two(corpus: Corpus) -> None:
    reading = Wholes(corpus).read("summarise it in two points", no_look_up)
    assert reading is not None
    assert len(reading.chosen) > 2
    answer = answered(corpus, "summarise it in two points", reading)
    assert answer.text.count("\n- ") == 2
    assert reading.chosen[0].text in answer.text
    assert reading.chosen[1].text not in answer.text  # the first few are all of one subject


def test_that_nothing_is_said_of_a_topic_is_said_of_the_topic(corpus: Corpus) -> None:
    reading = Reading("uncovered", 0.0, (), certain_silence=True)
    answer = answered(corpus, "What does it say about Visas?", reading)
    assert answer.text == "The document says nothing about Visas."
    doubtful = Reading("uncovered", 0.01, ())
    answer = answered(corpus, "is there anything on night work", doubtful)
    assert answer.text.startswith("I did not find anything about night work in the document.")


def test_things_that_are_not_named_are_told_apart(corpus: Corpus) -> None:
    chosen = tuple(p for p in corpus.passages if "two ropes" in p.text)
    reading = Reading("answer", 0.9, (), chosen, unnamed=("a buoy",))
    answer = answered(corpus, "which of these is missing: two ropes, a buoy", reading)
    assert answer.text == "You need two ropes. [1]\n\nNot named there: “a buoy”."


def test_two_questions_are_answered_one_after_the_other(corpus: Corpus) -> None:
    tie, drifts, _ropes, _, small, large = corpus.passages
    parts = (
        Part("what is the large one", Reading("answer", 0.9, (), (large,))),
        Part("must I tie it", Reading("answer", 0.9, (), (tie, drifts), says="yes")),
    )
    reading = Reading("answer", 0.9, (), (large, tie, drifts), parts=parts)
    text = answered(corpus, "what is the large one, and must I tie it?", reading).text
    assert (
        text
        == "**Large** — Price: $45 [1]\n\nYes. Tie the boat fast. [2] She drifts otherwise. [3]"
    )
    shared = replace(reading, parts=(parts[0], Part("both", Reading("answer", 0.9, (), (large,)))))
    assert not answered(corpus, "x and y?", replace(shared, chosen=(large,))).text.count("\n\n")
    lacking = replace(parts[0], reading=replace(parts[0].reading, missing=("its age",)))
    partly = replace(reading, outcome="partial", missing=("its age",), parts=(lacking, parts[1]))
    text = answered(corpus, "x and y?", partly).text
    assert text.startswith("**Large** — Price: $45 [1]\n\n")
    assert text.endswith("She drifts otherwise. [3]\n\nThe document does not say its age.")
    rows = (parts[0], Part("and the small one", Reading("answer", 0.9, (), (small,))))
    tabled = answered(corpus, "x and y?", replace(reading, chosen=(large, small), parts=rows)).text
    assert tabled.startswith("| Berth | Price |")


@pytest.mark.parametrize(
    ("message", "begins"),
    [
        ("does it have tables", "The document has these tables:"),
        ("where does it talk about prices", "That is in the section “Harbour rules › Prices”"),
    ],
)
def test_headings_are_told_without_numbers_that_nothing_proves(
    corpus: Corpus, message: str, begins: str
) -> None:
    reading = Wholes(corpus).read(message, no_look_up)
    assert reading is not None
    assert answered(corpus, message, reading).text.startswith(begins)


def test_who_wants_a_list_gets_one_where_there_are_no_rows(corpus: Corpus) -> None:
    tie, _, ropes, _, small, large = corpus.passages
    told = Reading("answer", 0.9, (), (tie, ropes))
    listed = answered(corpus, "list what I have to do", told).text
    assert listed == "- Tie the boat fast. [1]\n- You need two ropes. [2]"
    assert "- " not in answered(corpus, "what do I have to do", told).text
    rows = replace(told, chosen=(small, large))
    assert answered(corpus, "list the berths", rows).text.startswith("| Berth | Price |")
