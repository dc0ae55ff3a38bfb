"""What visitors asked in vain becomes drafts, and a draft is not yet a case."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.keeping.sql_store import SqlVisitStore
from assistant.keeping.visits import Rated, Visit
from eval.errors import DataError
from eval.harvest import draft_cases, write_drafts
from eval.sets import load_sets

LINE = {"time": 1.0, "answer_id": "1", "status": "not_covered"}


def journal(folder: Path, *lines: dict[str, object]) -> Path:
    rows = [json.dumps({"kind": "refusal", **LINE, **line}) for line in lines]
    (folder / "journal.jsonl").write_text("\n".join([*rows, "cut o"]), encoding="utf-8")
    return folder


def test_refused_questions_come_most_asked_first(tmp_path: Path) -> None:
    folder = journal(
        tmp_path,
        {"question": "Do TPMs get a dog?"},
        {"question": "Is there a canteen?"},
        {"question": "is there a CANTEEN"},
    )
    drafts = draft_cases(folder)
    assert [(draft.question, draft.times) for draft in drafts] == [
        ("Is there a canteen?", 2),
        ("Do TPMs get a dog?", 1),
    ]
    assert {draft.why for draft in drafts} == {"refused"}


def test_thumbs_down_come_with_their_comment_and_thumbs_up_do_not(tmp_path: Path) -> None:
    folder = journal(
        tmp_path,
        {"kind": "feedback", "question": "Why?", "rating": "down", "comment": "too long"},
        {"kind": "feedback", "question": "How?", "rating": "up"},
        {"kind": "feedback", "question": "", "rating": "down"},
    )
    (draft,) = draft_cases(folder)
    assert (draft.question, draft.why, draft.comment) == ("Why?", "thumbs down", "too long")


def test_questions_that_a_set_has_are_left_out(tmp_path: Path) -> None:
    known = load_sets().unanswerable[0].question
    assert draft_cases(journal(tmp_path, {"question": known.upper()}), [known]) == []


def test_no_journal_is_said(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"no visitors\.db"):
        draft_cases(tmp_path)


def test_what_the_server_keeps_now_is_read_too(tmp_path: Path) -> None:
    store = SqlVisitStore.in_folder(tmp_path)
    for number, question in enumerate(("Is there a canteen?", "Is there a dog?")):
        store.asked(Visit(str(number), "c", 1.0, "not_covered", "page", question=question))
    store.asked(Visit("9", "c", 1.0, "answered", "page", question="Why?"))
    store.rated(Rated("9", "c", 2.0, "down", comment="too long"))
    drafts = draft_cases(tmp_path)
    assert sorted((draft.question, draft.why, draft.comment) for draft in drafts) == [
        ("Is there a canteen?", "refused", ""),
        ("Is there a dog?", "refused", ""),
        ("Why?", "thumbs down", "too long"),
    ]


def test_a_draft_is_not_a_case_until_a_person_finished_it(tmp_path: Path) -> None:
    drafts = draft_cases(journal(tmp_path, {"question": "Is there a canteen?"}))
    write_drafts(drafts, tmp_path / "drafts.jsonl")
    row = json.loads((tmp_path / "drafts.jsonl").read_text())
    assert row["question"] == "Is there a canteen?"
    assert row["needed"] is None
    with pytest.raises(DataError, match="cannot be written"):
        write_drafts(drafts, tmp_path)
