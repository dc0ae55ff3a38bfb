"""Measuring documents without a question bank."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from eval.errors import DataError
from eval.plain import KEPT_ASIDE, Tally, load, measure, write_failures

MEMO = "# Keys\n\nA lost key costs 20 euros. The desk opens at nine.\n"


def write(path: Path, *rows: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n", encoding="utf-8")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    questions = [
        {
            "q": "what does a lost key cost?",
            "kind": "answer",
            "gold": ["A lost key costs 20 euros"],
        },
        {"q": "which colour has the key?", "kind": "near"},
        {"q": "without gold", "kind": "partial", "gold": []},
    ]
    more = [{"q": f"something else {n}?", "kind": "near"} for n in range(12)]
    for name, asked in (("a", questions), ("b", more)):
        last = {"id": f"last-{name}", "text": MEMO, "questions": asked}
        write(tmp_path / "owners" / f"{name}.jsonl", {"id": "first", "questions": []}, last)
    byo = tmp_path / "byo" / "memo"
    write(
        byo / "questions.jsonl",
        {"question": "What does a lost key cost?", "answerable": True, "need_all": True,
         "gold": ["A lost key costs 20 euros"], "must_not": [], "kind": "fact"},
        {"question": "Who painted the Mona Lisa?", "answerable": False, "need_all": True,
         "gold": [], "must_not": [], "kind": "off_topic"},
    )  # fmt: skip
    (byo / "corpus").mkdir()
    (byo / "corpus" / "memo.md").write_text(MEMO, encoding="utf-8")
    squad = tmp_path / "squad2"
    article = KEPT_ASIDE[0]
    text = "The river is 40 miles long. Boats pass in spring."
    write(
        squad / "articles.jsonl",
        {"article_id": article, "title": "River", "text": text},
        {"article_id": "Other", "title": "Other", "text": text},
    )
    write(
        squad / "questions.jsonl",
        {"article_id": article, "question": "How long is the river?", "is_impossible": False,
         "answers": [{"article_start": 13}]},
        {"article_id": article, "question": "How deep is it?", "is_impossible": True,
         "answers": []},
    )  # fmt: skip
    write(squad / "offtopic.jsonl", {"article_id": article, "question": "Who sings?"})
    return tmp_path


def test_only_what_was_kept_aside_is_asked(data: Path) -> None:
    (article,) = load(data, "squad2", 9)
    assert [asked.kind for asked in article.questions] == ["answer", "near", "offtopic"]
    owners = list(load(data, "owners", 9))
    assert [text.name for text in owners] == ["last-a", "last-b"]
    kinds = [asked.kind for asked in owners[0].questions]
    assert sorted(set(kinds)) == ["answer", "near", "offtopic"]
    assert kinds.count("offtopic") == 10


@pytest.mark.parametrize("group", ["owner", ".."])
def test_a_group_that_is_not_there_is_said(data: Path, group: str) -> None:
    with pytest.raises(DataError):
        list(load(data, group, 1))


def test_people_s_own_text_is_asked_and_scored(data: Path, tmp_path: Path) -> None:
    tally = measure(data, ["byo", "squad2"], 9, None, lambda *_: None)
    assert tally.cells["byo", "offtopic refused"] == [1.0]
    assert len(tally.cells["byo", "answer right"]) == 1
    assert set(tally.cells["squad2, BM25", "in five"]) == {1.0}
    assert not tally.skipped


def test_failures_are_written_one_a_line(tmp_path: Path) -> None:
    tally = Tally(failures=[{"question": "why?"}, {"question": "how?"}])
    write_failures(tally, tmp_path / "failures.jsonl")
    lines = (tmp_path / "failures.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["question"] for line in lines] == ["why?", "how?"]
