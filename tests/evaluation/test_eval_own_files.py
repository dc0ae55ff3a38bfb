"""Own sets: questions as people keep them, finished drafts, and what is said on the way."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import eval.__main__ as command
from eval.errors import EvalError, SetError
from eval.fitting import require_cases
from eval.harvest import Draft
from eval.new import CaseRow, Started, from_drafts, from_rows
from eval.own_files import read_questions, read_started, take_over, write_started
from eval.run import report_file
from eval.sets import Sets, format_problems, load_sets

TEXTS = {"d": "# Pool\n\nThe pool is 4 metres deep. Dogs stay outside.\n\n| day | 5 |\n"}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize("apart", [",", ";", "\t"])
def test_a_table_is_read(tmp_path: Path, apart: str) -> None:
    head = ["Question", "gold", "answerable", "facts"]
    lines = [
        head,
        ["how deep", "The pool is 4 metres deep.", "", "4||deep"],
        ["a day?", "| day | 5 |", "yes", ""],
        ["sauna?", "", "Nein", ""],
        ["", "", "", ""],
    ]
    text = "\ufeff" + "\r\n".join(apart.join(line) for line in lines)
    rows = read_questions(written(tmp_path, "q.CSV", text))
    started = from_rows(rows, TEXTS)
    assert [row["question"] for row in started.answerable] == ["how deep", "a day?"]
    assert started.answerable[0]["facts"] == ["4", "deep"]
    assert [row["question"] for row in started.unanswerable] == ["sauna?"]


def test_plain_questions_become_drafts_that_ask_for_words(tmp_path: Path) -> None:
    rows = read_questions(written(tmp_path, "q.txt", "how deep?\n\nsauna?\n"))
    started = from_rows(rows, TEXTS)
    assert started.answerable == []
    assert [row["question"] for row in started.drafts] == ["how deep?", "sauna?"]
    assert all("Which words answer it?" in str(row["_draft"]) for row in started.drafts)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("q.jsonl", "# Pool\n", "line 1 is no question: it is not JSON"),
        ("q.jsonl", '["a"]\n', "it is no object"),
        ("q.jsonl", '{"gold": []}\n', "it lacks “question”"),
        ("q.jsonl", '{"question": " "}\n', "its question is empty"),
        ("q.jsonl", "\n", "has no question"),
        ("q.csv", "frage;gold\na;b\n", "no column “question”"),
    ],
)
def test_what_is_no_file_of_questions_is_said(
    tmp_path: Path, name: str, text: str, words: str
) -> None:
    with pytest.raises(SetError) as told:
        read_questions(written(tmp_path, name, text))
    assert words in str(told.value)
    assert "Errno" not in str(told.value)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(SetError, match="there is no such file"):
        read_questions(tmp_path / "none.jsonl")


def test_ids_are_kept_in_the_form_of_the_sets_and_are_never_used_twice(tmp_path: Path) -> None:
    rows: list[CaseRow] = [
        {"id": "10-Pool.1", "question": "how deep", "gold": "The pool is 4 metres deep."},
        {"id": "10 pool 1", "question": "how deep is it", "gold": "The pool is 4 metres deep."},
        {"question": "How deep?", "gold": "The pool is 4 metres deep."},
        {"question": "dogs", "gold": ["Dogs stay outside."]},
    ]
    started = from_rows(rows, TEXTS).new_to(Started())
    names = [str(row["id"]) for row in started.answerable]
    assert names[0] == "q-10-pool-1"
    assert len(set(names)) == len(names) == 3
    write_started(started, tmp_path / "own")
    assert format_problems(tmp_path / "own") == []


def test_finished_drafts_are_taken_over_and_the_others_wait(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_started(from_drafts([Draft("h001", "sauna?", "refused", 2)]), own)
    drafts = own / "drafts.jsonl"
    more: list[CaseRow] = [
        {"id": "a1", "question": "how deep?", "needed": [["The pool is 4 metres deep."]]},
        {"id": "a2", "question": None, "needed": [["Dogs stay outside."]]},
        {"id": "a3", "question": "is it warm?", "needed": [["The pool is warm."]]},
    ]
    (asked,) = (json.loads(line) for line in drafts.read_text("utf-8").splitlines())
    rows = [asked | {"answerable": False}, *more]
    drafts.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    take_over(from_rows(read_started(own).drafts, TEXTS), own)
    sets = load_sets(own)
    assert [case.id for case in sets.answerable] == ["a1"]
    assert [(case.id, case.expect) for case in sets.unanswerable] == [("h001", "not_covered")]
    waiting = read_started(own).drafts
    assert [row["id"] for row in waiting] == ["a2", "a3"]
    assert "No document has the words" in str(waiting[1]["_draft"])
    finished = [waiting[0] | {"question": "my dog?"}]
    take_over(from_rows(finished, TEXTS), own)
    assert not drafts.exists()
    assert len(load_sets(own).answerable) == 2


def test_drafts_are_added_to_a_set_and_never_twice(tmp_path: Path) -> None:
    own = tmp_path / "own"
    cases: list[CaseRow] = [{"question": "how deep", "gold": ["The pool is 4 metres deep."]}]
    write_started(from_rows(cases, TEXTS), own)
    asked = from_drafts(
        [Draft("h001", "How deep?", "refused", 1), Draft("h002", "x?", "refused", 1)]
    )
    for _ in range(2):
        write_started(asked.new_to(read_started(own)), own)
    assert [row["question"] for row in read_started(own).drafts] == ["x?"]
    assert len(load_sets(own).answerable) == 1


def test_a_set_without_a_case_is_not_in_order(tmp_path: Path) -> None:
    own = tmp_path / "own"
    write_started(from_drafts([Draft("h001", "x?", "refused", 1)]), own)
    with pytest.raises(SetError, match="no case in") as told:
        require_cases(load_sets(own), own)
    assert "1 drafts wait" in told.value.hint
    require_cases(Sets(unanswerable=load_sets().unanswerable[:1]), own)


def test_the_report_of_own_sets_is_the_newest(tmp_path: Path) -> None:
    (tmp_path / "reports" / "1" / "other").mkdir(parents=True)
    (tmp_path / "reports" / "2").mkdir()
    for time in ("1", "2"):
        (tmp_path / "reports" / time / "report.json").write_text("{}")
    newest = tmp_path / "reports" / "2" / "report.json"
    assert report_file(tmp_path) == report_file(newest.parent) == report_file(newest) == newest
    with pytest.raises(EvalError, match="no report"):
        report_file(tmp_path / "reports" / "1" / "other")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("new", "OWN", "--bank", "--visitors"), "Only one of"),
        (("new", "OWN", "--corpus", "DOCS", "--drafts"), "There are no drafts"),
        (("new", "OWN", "--corpus", "DOCS", "--bank"), "no question bank"),
        (("export", "--sets", "OWN"), "Nothing was asked for"),
        (("diff", "OWN", "OWN"), "There is no report"),
        (("validate", "--sets", "OWN", "--corpus", "DOCS"), "There is no set"),
        (("gate", "--sets", "OWN", "--corpus", "DOCS"), "There is no report"),
    ],
)
def test_a_wrong_turn_ends_with_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    plain_corpus: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    words: str,
) -> None:
    own = tmp_path / "own"
    own.mkdir()
    places = {"OWN": str(own), "DOCS": str(plain_corpus)}
    monkeypatch.setattr("sys.argv", ["eval", *(places.get(word, word) for word in arguments)])
    with pytest.raises(SystemExit) as ended:
        command.main()
    assert ended.value.code == 2
    said = " ".join(capsys.readouterr().err.split())
    assert words in said
    assert "Errno" not in said
