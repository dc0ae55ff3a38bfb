"""Answers made of a document's own words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.citations import check, resolve
from assistant.reading.tables.figures import figured
from assistant.records import Answer, Passage
from assistant.sources.notes import Needs
from assistant.sources.readers import parse
from assistant.wording.voice import Voice
from assistant.writing import tables
from assistant.writing.extractive import SHAPES, Shape, Teller
from assistant.writing.leaning import Leaning
from assistant.writing.places import sections

SOURCE = """The role is new.

## What it is

A TPM owns the interface. They own the contract too. Nobody owns [1] the rest.

Writing is undervalued. It travels < far & wide.

| Task | Share | Result |
|---|---|---|
| Talking | ~30% | Decisions |
| Writing | ~20% | Documents |
| Waiting | ~50% | Nothing |
"""
PARSED = parse(SOURCE, "role")
DOCUMENT, PASSAGES = PARSED.document, PARSED.passages
ROLE, OWNS, THEY, NOBODY, WRITING, TRAVELS, HEADER, TALKING, WRITES, WAITING = PASSAGES


VOICE = Voice("en", "article")
TELLER = Teller(Leaning(PASSAGES, {DOCUMENT.id: DOCUMENT}), VOICE)


def write(chosen: list[Passage], shape: Shape = "plain", **options: Any) -> str:
    """The answer with its numbers as they are shown."""
    told = TELLER.tell(chosen, shape=shape, **options)
    return resolve(told.text, told.shown, {DOCUMENT.id: DOCUMENT}).text


def quotes(chosen: list[Passage], shape: Shape = "plain", **options: Any) -> list[str]:
    told = TELLER.tell(chosen, shape=shape, **options)
    cited = resolve(told.text, told.shown, {DOCUMENT.id: DOCUMENT}).citations
    return [citation.source.quote for citation in cited]


def test_one_sentence_is_given_as_it_is() -> None:
    assert write([WRITING]) == "Writing is undervalued. [1]"


def test_neighbours_stay_together_in_reading_order() -> None:
    assert write([OWNS, THEY]) == "A TPM owns the interface. [1] They own the contract too. [2]"


def test_the_best_passage_comes_first_unless_it_leans_on_the_one_before() -> None:
    assert write([TRAVELS, WRITING]).startswith("Writing is undervalued. It travels")
    assert write([NOBODY, THEY]).startswith("Nobody owns")


def test_a_leaning_sentence_is_told_and_cited_with_the_one_before() -> None:
    assert write([THEY]) == "A TPM owns the interface. They own the contract too. [1]"
    assert quotes([THEY]) == ["A TPM owns the interface. They own the contract too."]


def test_places_far_apart_become_bullets() -> None:
    text = write([ROLE, OWNS, WRITING])
    assert text == (
        "- The role is new. [1]\n- A TPM owns the interface. [2]\n- Writing is undervalued. [3]"
    )


def test_one_row_is_spelled_out_with_its_header() -> None:
    assert write([WRITES]) == "**Writing** — Share: ~20%; Result: Documents [1]"


def test_a_cell_that_was_asked_for_is_said() -> None:
    assert write([WRITES], question="how much time goes into writing?") == "**Writing**: ~20% [1]"
    assert write([WRITES], question="what is the result of writing") == "**Writing**: Documents [1]"


def test_rows_become_a_table_again() -> None:
    assert write([WRITES, TALKING]) == (
        "| Task | Share | Result |\n|---|---|---|\n"
        "| Talking | ~30% | Decisions [1] |\n| Writing | ~20% | Documents [2] |"
    )


def test_a_column_that_was_asked_for_is_shown_alone() -> None:
    text = write([TALKING, WRITES, WAITING], question="give me the result column")
    assert text.splitlines()[0] == "| Task | Result |"
    assert len(quotes([TALKING, WRITES, WAITING], question="give me the result column")) == 3


def test_a_chosen_header_carries_its_marker() -> None:
    assert write([HEADER, TALKING]).splitlines()[0] == "| Task | Share | Result [1] |"
    assert write([HEADER]) == "Task · Share · Result [1]"


def test_shapes() -> None:
    assert write([OWNS, THEY], "shorter") == "A TPM owns the interface. [1]"
    assert write([OWNS], "shorter").startswith(VOICE.say("already_short"))
    assert write([OWNS, THEY], "one_sentence") == "A TPM owns the interface. [1]"
    assert write([OWNS], "verbatim") == "> A TPM owns the interface. [1]"
    bullets = write([TALKING, OWNS], "bullets")
    assert [line[:2] for line in bullets.splitlines()] == ["- ", "- "]
    assert write([WRITES], "table").count("\n") == 4


def test_a_refutation_says_so() -> None:
    assert write([OWNS], refutes=True).startswith(VOICE.say("premise"))


def test_yes_or_no_comes_first_and_is_softened_as_the_words_are() -> None:
    assert write([OWNS], says="yes") == "Yes. A TPM owns the interface. [1]"
    assert write([OWNS], says="no").startswith("No. A TPM")
    often = replace(OWNS, text="A TPM usually owns the interface.")
    assert TELLER.tell([often], says="no").text.startswith("Usually not. A TPM")


def test_brackets_and_markup_of_the_document_are_only_text() -> None:
    assert "\\[1] the rest" in write([NOBODY])
    assert "\\< far & wide" in write([WRITING, TRAVELS])


def test_sections() -> None:
    say = VOICE.say
    assert sections(TELLER.voice, [OWNS]).text.startswith(f"{say('section_lead')} “What it is”:")
    assert sections(TELLER.voice, [ROLE]).text.startswith(say("no_section"))
    both = sections(TELLER.voice, [OWNS, ROLE, WRITING]).text
    assert both.startswith(say("sections_lead"))
    assert "- “What it is” [1][3]" in both
    assert "- the beginning [2]" in both


@given(
    st.lists(st.sampled_from(PASSAGES), min_size=1, unique=True),
    st.sampled_from(SHAPES),
    st.booleans(),
)
def test_whatever_is_chosen_the_contract_holds(
    chosen: list[Passage], shape: Shape, refutes: bool
) -> None:
    told = TELLER.tell(chosen, shape=shape, refutes=refutes)
    resolved = resolve(told.text, told.shown, {DOCUMENT.id: DOCUMENT})
    answer = Answer(
        id="1",
        question="?",
        status="answered",
        text=resolved.text,
        citations=resolved.citations,
        engine="extractive",
        index="x",
        took_ms=0.0,
    )
    check(answer, {DOCUMENT.id: DOCUMENT})
    if shape in ("shorter", "one_sentence", "table"):
        return
    for passage in chosen:
        assert any(
            c.source.start <= passage.start and passage.end <= c.source.end
            for c in resolved.citations
        )


@given(st.lists(st.sampled_from(PASSAGES), min_size=1, unique=True))
def test_only_the_documents_words_are_said(chosen: list[Passage]) -> None:
    text = write(chosen)
    known = set(re.findall(r"\w+", SOURCE))
    assert set(re.findall(r"\w+", re.sub(r"(?<!\\)\[\d+\]", "", text))) <= known


@pytest.mark.parametrize("passage", PASSAGES)
def test_where_it_is_from_cites_it(passage: Passage) -> None:
    told = sections(TELLER.voice, [passage])
    assert len(resolve(told.text, told.shown, {DOCUMENT.id: DOCUMENT}).citations) == 1


@pytest.mark.parametrize(
    ("table", "question", "said"),
    [
        # Columns that are named alike: a cell is of one of them, and says of which.
        (
            "| Matter | Basic plan | Large plan |\n|---|---|---|\n| Price | 5 € | 9 € |\n",
            "price of the large plan?",
            "**Price** (Large plan): 9 € [1]",
        ),
        # A row that asks needs no colon behind it.
        (
            "| Matter | Answer |\n|---|---|\n| Pets allowed? | Rarely, and only cats |\n",
            "what is the answer on pets",
            "**Pets allowed?** Rarely, and only cats [1]",
        ),
        # A column that only says that its figures are not exact says nothing beside them.
        (
            "| Task | Roughly | What it gives |\n|---|---|---|\n| Walking | ~20% | Good air |\n",
            "",
            "**Walking**: ~20%; what it gives: Good air [1]",
        ),
    ],
)
def test_a_cell_and_a_row_say_what_they_are(table: str, question: str, said: str) -> None:
    parsed = parse(f"# Facts\n\n{table}", "facts")
    teller = Teller(Leaning(parsed.passages, {parsed.document.id: parsed.document}), VOICE)
    told = teller.tell([parsed.passages[-1]], question=question)
    assert resolve(told.text, told.shown, {parsed.document.id: parsed.document}).text == said


LEAD = """# Work

The keeper minds the light, the log, the boat and the stores of the rock all year. They also paint.
They never sleep. See the full keeper guide.
"""


def test_the_sentence_that_answers_stands_out_behind_a_long_lead() -> None:
    parsed = parse(LEAD, "lead")
    teller = Teller(Leaning(parsed.passages, {parsed.document.id: parsed.document}), VOICE)
    told = teller.tell([parsed.passages[1]])
    lead = "The keeper minds the light, the log, the boat and the stores of the rock all year."
    assert told.text == f"{lead} **They also paint.** [1]"
    assert told.shown[0].text == f"{lead} They also paint."


def test_where_there_is_only_a_pointer_it_is_called_one() -> None:
    parsed = parse(LEAD, "lead")
    teller = Teller(Leaning(parsed.passages, {parsed.document.id: parsed.document}), VOICE)
    text = teller.tell([parsed.passages[-1]]).text
    assert text == "The article gives no more than this pointer:\n\nSee the full keeper guide. [1]"
    both = teller.tell([parsed.passages[0], parsed.passages[-1]]).text
    assert "pointer" not in both


def test_sentences_of_one_section_are_no_table() -> None:
    assert write([OWNS, THEY], "table").splitlines() == [
        "- A TPM owns the interface. [1]",
        "- They own the contract too. [2]",
    ]
    assert write([ROLE, OWNS], "table").startswith("| | |")


def test_a_row_that_is_counted_says_its_figure_and_what_it_was_held_against() -> None:
    def said(question: str) -> str:
        found = figured(question, [TALKING, WRITES, WAITING])
        assert found is not None
        return TELLER.figures(found, question).text

    assert said("what takes more, talking or writing?") == (
        "More: **Talking**: ~30% [1]\n\n**Writing**: ~20% [2]"
    )
    assert "Nothing" not in said("what takes the most time")
    assert "Nothing" in said("what takes the most time and what is the result")


QUESTIONS = parse(
    "# Keepers\n\n## Does a licence matter?\n\nLess than people assume, though it helps. "
    "We have placed keepers who came from fishing boats.\n\n## Work\n\n"
    "A keeper trims the lamp. That matters just as much. The log belongs to the mate. "
    "It lies in the tower. The key hangs beside it.\n",
    "x",
)
LESS, PLACED, TRIMS, JUST_AS_MUCH, LOG, LIES, KEY = QUESTIONS.passages


def told(chosen: list[Passage], **options: Any) -> str:
    documents = {QUESTIONS.document.id: QUESTIONS.document}
    notes = {LESS.id: Needs(heading=True), JUST_AS_MUCH.id: Needs((TRIMS,)), LIES.id: Needs((LOG,))}
    return Teller(Leaning(QUESTIONS.passages, documents, notes), VOICE).tell(chosen, **options).text


def test_behind_yes_or_no_the_question_of_the_document_is_not_repeated() -> None:
    assert "**Does a licence matter?**" in told([LESS], question="need papers?")
    assert told([LESS], question="need papers?", says="no") == (
        "No. Less than people assume, though it helps. [1]"
    )


def test_what_leans_on_a_question_of_the_document_has_it_also_behind_its_neighbour() -> None:
    text = told([PLACED, LESS], question="was on boats, any chance")
    assert text.startswith("We have placed")
    assert "**Does a licence matter?**\n\nLess than" in text


def test_a_sentence_that_only_leads_up_to_the_answer_is_not_told_behind_it() -> None:
    assert told([LOG, JUST_AS_MUCH], question="who has the log") == (
        "The log belongs to the mate. [1]"
    )


def test_a_short_sentence_that_says_something_of_it_is_told_behind_the_answer() -> None:
    assert "It lies in the tower. [2]" in told([KEY, LIES], question="where is the key")


def test_a_table_of_two_rows_that_are_named_has_these_two() -> None:
    asked = "compare talking and waiting"
    text = write([TALKING, WAITING], "table", question=asked)
    assert "Talking" in text
    assert "Waiting" in text
    assert "Writing" not in text
    assert "Writing" in write([TALKING, WAITING], "table", question="compare the tasks")


def test_the_number_of_a_section_heads_no_table() -> None:
    numbered = replace(ROLE, section=("5. Insurance",), text="Cover is dear.", cells=())
    assert tables.head_of(numbered, [numbered]) == "Insurance"
    year = replace(numbered, section=("Prices of 1999",))
    assert tables.head_of(year, [year]) == ""
    assert tables.head_of(year, [replace(year, text="In 1999 it was dear.")]) == "Prices of 1999"
