"""What a language model is told."""

from __future__ import annotations

import dataclasses
import re

from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.grounding import NOT_COVERED
from assistant.records import Passage, Turn
from assistant.writing.prompts import (
    MAX_TURN_CHARACTERS,
    MAX_TURNS,
    answer_messages,
    numbered,
    question_bank_messages,
    stand_alone_messages,
)
from tests.support.small_document import DOCUMENTS, SHOWN

DOCUMENT = DOCUMENTS["role"]


def test_passages_are_numbered_from_one_under_their_headings() -> None:
    lines = numbered(SHOWN, DOCUMENTS).splitlines()
    assert lines[0] == 'ARTICLE "The Technical Product Manager"'
    assert lines[2] == "## The work"
    assert lines[3] == "[1] A clean search takes about 17 days."
    assert lines[-2] == "Table with the columns: Task | Share"
    assert lines[-1] == "[8] Task: Backlog | Share: ~15%"


def test_an_article_says_when_it_was_updated_and_by_whom() -> None:
    dated = dataclasses.replace(DOCUMENT, updated="2026-06-16", author="A. Writer")
    assert "(updated 2026-06-16, A. Writer)" in numbered(SHOWN[:1], {dated.id: dated})


@given(st.permutations(SHOWN))
def test_the_number_is_the_place_in_the_list(shown: list[Passage]) -> None:
    found = re.findall(r"^\[(\d+)\] (.*)$", numbered(shown, DOCUMENTS), re.MULTILINE)
    assert [int(number) for number, _ in found] == list(range(1, len(shown) + 1))
    for (_, words), passage in zip(found, shown, strict=True):
        assert (passage.cells[0].text if passage.cells else passage.text) in words


def test_the_question_comes_last_and_the_rules_first() -> None:
    system, *_, user = answer_messages("How long?", (), SHOWN, DOCUMENTS)
    assert system["role"] == "system"
    assert NOT_COVERED in system["content"]
    assert user["role"] == "user"
    assert user["content"].endswith("Question: How long?")


def test_the_newest_turns_are_shown_without_their_markers() -> None:
    history = [Turn("user" if n % 2 == 0 else "assistant", f"turn {n} [1].") for n in range(20)]
    history.append(Turn("assistant", "x" * 9000))
    turns = answer_messages("And then?", history, SHOWN, DOCUMENTS)[1:-1]
    assert len(turns) == MAX_TURNS
    assert turns[0] == {"role": "assistant", "content": "turn 15."}
    assert len(turns[-1]["content"]) == MAX_TURN_CHARACTERS


def test_a_follow_up_is_shown_with_its_conversation() -> None:
    history = [Turn("user", "What is\na TPM?"), Turn("assistant", "A manager [1].")]
    _, user = stand_alone_messages("and their pay?", history)
    assert "User: What is a TPM?\nAssistant: A manager.\n" in user["content"]
    assert "Last message: and their pay?" in user["content"]


def test_a_question_bank_is_asked_for_in_numbers_and_json() -> None:
    system, user = question_bank_messages(SHOWN[7], DOCUMENT, answerable=7, near_misses=3)
    assert '{"answerable": ["..."], "near_misses": ["..."]}' in system["content"]
    assert '"answerable": 7 questions' in system["content"]
    assert '"near_misses": 3 questions' in system["content"]
    assert "Passage:\nTask: Backlog | Share: ~15%" in user["content"]
    assert "Section: The work" in user["content"]
