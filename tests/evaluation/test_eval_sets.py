"""The sets are well formed, fit the article, and were not trained on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import SetError
from eval.kinds.cases import READERS
from eval.sets import (
    NAMES,
    SETS,
    AnswerableCase,
    Sets,
    content_problems,
    format_problems,
    load_sets,
    normalise,
    shared_questions,
)
from tests.support.scripted import the_corpus

GOOD: dict[str, dict[str, object]] = {
    "answerable": {
        "id": "a1",
        "question": "Who?",
        "kind": "lookup",
        "style": "plain",
        "persona": "student",
        "needed": [["By Mike"]],
        "also": [],
        "facts": ["Mike"],
    },
    "unanswerable": {
        "id": "u1",
        "question": "Where?",
        "kind": "near_miss",
        "expect": "not_covered",
        "refutes": [],
        "style": "plain",
    },
    "conversations": {
        "id": "c1",
        "what": "why",
        "turns": [
            {
                "user": "Why?",
                "expect": "not_covered",
                "needed": [],
                "also": [],
                "facts": [],
                "shape": None,
            }
        ],
    },
    "robustness": {"id": "r1", "raw_base64": "AA==", "expect": "client_error", "why": "NUL"},
}


def write_sets(folder: Path, **changes: dict[str, object]) -> Path:
    for name, row in GOOD.items():
        line = json.dumps({**row, **changes.get(name, {})})
        (folder / f"{name}.jsonl").write_text(line + "\n", encoding="utf-8")
    return folder


def test_shipped_sets_are_well_formed() -> None:
    assert format_problems() == []


def test_shipped_sets_quote_the_article_word_for_word() -> None:
    texts = [document.text for document in the_corpus().documents.values()]
    assert content_problems(load_sets(), texts) == []


def test_there_are_enough_cases() -> None:
    sizes = load_sets().sizes()
    least = {"answerable": 150, "unanswerable": 120, "conversations": 40, "robustness": 60}
    assert all(sizes[name] >= count for name, count in least.items())


def test_every_section_of_the_article_is_asked_about() -> None:
    quotes = {quote for case in load_sets().answerable for group in case.needed for quote in group}
    (document,) = the_corpus().documents.values()
    asked = {
        passage.section
        for passage in the_corpus().passages
        for quote in quotes
        if passage.start <= document.text.index(quote) < passage.end
    }
    assert {passage.section for passage in the_corpus().passages} - asked == set()


def test_no_question_is_in_the_question_bank() -> None:
    bank = [entry.text for entry in the_corpus().entries]
    assert len(bank) > 1000
    assert [str(problem) for problem in shared_questions(load_sets(), bank)] == []


def test_few_questions_of_the_kinds_happen_to_be_in_the_bank() -> None:
    """They were written from the article alone, so a plain wording may meet one of the bank."""
    bank = {normalise(entry.text) for entry in the_corpus().entries}
    asked = [m.text for case in load_sets().kinds if not case.in_order for m in case.messages]
    assert sum(normalise(text) in bank for text in asked) <= 0.06 * len(asked)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("What’s a TPM?", "whats a tpm"),
        ("  time to   hire ", "Time to hire."),
        ("café", "CAFE"),
        ("TPM = PM + coding?", "tpm pm coding"),
    ],
)
def test_normalising_sees_through_typography(first: str, second: str) -> None:
    assert normalise(first) == normalise(second) != ""


def test_a_shared_question_is_found() -> None:
    case = AnswerableCase("a1", "Who WROTE it?", "lookup", "plain", "student", (), (), ())
    problems = shared_questions(Sets(answerable=(case,)), ["who wrote it", "other"])
    assert [problem.where for problem in problems] == ["a1"]


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("answerable", {"kind": "A riddle"}),
        ("answerable", {"needed": []}),
        ("answerable", {"needed": [[]]}),
        ("answerable", {"qustion": "x"}),
        ("unanswerable", {"expect": "refuted"}),
        ("unanswerable", {"refutes": ["By Mike"]}),
        ("conversations", {"turns": []}),
        ("robustness", {"body": {}}),
        ("robustness", {"raw_base64": "A"}),
    ],
)
def test_a_malformed_case_is_named_and_refused(
    tmp_path: Path, name: str, change: dict[str, object]
) -> None:
    folder = write_sets(tmp_path, **{name: change})
    assert format_problems(folder)[0].where == f"{name}.jsonl line 1"
    with pytest.raises(SetError, match=f"{name}.jsonl line 1"):
        load_sets(folder)


def test_the_well_formed_ones_are_read(tmp_path: Path) -> None:
    sets = load_sets(write_sets(tmp_path))
    assert sets.sizes() == dict.fromkeys(NAMES, 1)
    assert sets.robustness[0].body == b"\0"


def test_an_id_may_be_used_once(tmp_path: Path) -> None:
    problems = format_problems(write_sets(tmp_path, unanswerable={"id": "a1"}))
    assert [problem.what for problem in problems] == [
        "the id a1 is used in answerable.jsonl line 1"
    ]


def test_a_missing_set_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="There is no set"):
        load_sets(tmp_path)


def test_content_problems_are_found() -> None:
    case = AnswerableCase("a1", "?", "lookup", "plain", "student", (("absent",),), (), ("(",))
    found = content_problems(Sets(answerable=(case,)), ["the text"])
    assert [problem.where for problem in found] == ["a1", "a1"]


def test_limited_sets_are_spread_over_the_file() -> None:
    whole = load_sets()
    some = whole.limited(10)
    assert {name: some.sizes()[name] for name in NAMES} == dict.fromkeys(NAMES, 10)
    assert {kind: len(cases) for kind, cases in some.by_kind().items()} == dict.fromkeys(
        READERS, 10
    )
    assert some.sizes()["invariance"] == 20
    assert some.answerable[0] == whole.answerable[0]
    assert some.answerable[-1] == whole.answerable[9 * len(whole.answerable) // 10]


def test_lone_surrogates_survive_as_bytes() -> None:
    bodies = [case.body for case in load_sets(SETS).robustness]
    assert any(rb"\ud8" in body or rb"\udc" in body for body in bodies)
