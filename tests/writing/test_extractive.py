"""Answers made of a document's own words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.citations import check, resolve
from assistant.records import Answer, Passage
from assistant.sources.readers import parse
from assistant.wording import english as wording
from assistant.writing.extractive import Shape, sections, write

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


def test_one_sentence_is_given_as_it_is() -> None:
    assert write([WRITING]) == "Writing is undervalued. [1]"


def test_neighbours_stay_together_in_reading_order() -> None:
    assert write([OWNS, THEY]) == "A TPM owns the interface. [1] They own the contract too. [2]"


def test_the_best_passage_comes_first_unless_it_leans_on_the_one_before() -> None:
    assert write([TRAVELS, WRITING]).startswith("Writing is undervalued. [2] It travels")
    assert write([NOBODY, THEY]).startswith("Nobody owns")


def test_a_leaning_sentence_alone_gets_its_heading() -> None:
    assert write([THEY]) == "**What it is**\n\nThey own the contract too. [1]"


def test_places_far_apart_become_bullets() -> None:
    text = write([ROLE, OWNS, WRITING])
    assert text == (
        "- The role is new. [1]\n- A TPM owns the interface. [2]\n- Writing is undervalued. [3]"
    )


def test_one_row_is_spelled_out_with_its_header() -> None:
    assert write([WRITES]) == "**Writing** — Share: ~20%; Result: Documents [1]"


def test_rows_become_a_table_again() -> None:
    assert write([WRITES, TALKING]) == (
        "| Task | Share | Result |\n|---|---|---|\n"
        "| Talking | ~30% | Decisions [2] |\n| Writing | ~20% | Documents [1] |"
    )


def test_a_chosen_header_carries_its_marker() -> None:
    assert write([HEADER, TALKING]).splitlines()[0] == "| Task | Share | Result [1] |"
    assert write([HEADER]) == "Task · Share · Result [1]"


def test_shapes() -> None:
    assert write([OWNS, THEY], shape="shorter") == "A TPM owns the interface. [1]"
    assert write([OWNS], shape="shorter").startswith(wording.ALREADY_SHORT)
    bullets = write([TALKING, OWNS], shape="bullets")
    assert [line[:2] for line in bullets.splitlines()] == ["- ", "- "]


def test_a_refutation_says_so() -> None:
    assert write([OWNS], refutes=True).startswith(wording.PREMISE)


def test_brackets_and_markup_of_the_document_are_only_text() -> None:
    assert "\\[1] the rest" in write([NOBODY])
    assert "&lt; far &amp; wide" in write([WRITING, TRAVELS])


def test_sections() -> None:
    assert sections([OWNS]).startswith(f"{wording.SECTION_LEAD} “What it is”:")
    assert sections([ROLE]).startswith(wording.NO_SECTION)
    both = sections([OWNS, ROLE, WRITING])
    assert both.startswith(wording.SECTIONS_LEAD)
    assert "- “What it is” [1][3]" in both
    assert "- the beginning [2]" in both


SHAPES: list[Shape] = ["plain", "bullets", "shorter"]


@given(
    st.lists(st.sampled_from(PASSAGES), min_size=1, unique=True),
    st.sampled_from(SHAPES),
    st.booleans(),
)
def test_whatever_is_chosen_the_contract_holds(
    chosen: list[Passage], shape: Shape, refutes: bool
) -> None:
    text = write(chosen, shape=shape, refutes=refutes)
    resolved = resolve(text, chosen, {DOCUMENT.id: DOCUMENT})
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
    cited = {(c.source.start, c.source.end) for c in resolved.citations}
    wanted = chosen[:1] if shape == "shorter" else chosen
    assert cited == {(p.start, p.end) for p in wanted}


@given(st.lists(st.sampled_from(PASSAGES), min_size=1, unique=True))
def test_only_the_documents_words_are_said(chosen: list[Passage]) -> None:
    text = write(chosen)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    known = set(re.findall(r"\w+", SOURCE))
    assert set(re.findall(r"\w+", re.sub(r"(?<!\\)\[\d+\]", "", text))) <= known


@pytest.mark.parametrize("passage", PASSAGES)
def test_where_it_is_from_cites_it(passage: Passage) -> None:
    assert len(resolve(sections([passage]), [passage], {DOCUMENT.id: DOCUMENT}).citations) == 1
