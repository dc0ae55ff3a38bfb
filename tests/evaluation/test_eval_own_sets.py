"""Own sets for own documents: started, checked, gated; and what is said when words are lost."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

import eval.__main__ as command
from eval.errors import SetError
from eval.fitting import require_fit, what_became
from eval.new import from_bank, from_drafts, from_passages, from_rows, placed
from eval.own_files import read_questions, write_started
from eval.place import SHIPPED, place_of
from eval.sets import AnswerableCase, Sets, content_problems, format_problems, load_sets
from tests.support.scripted import the_corpus

DOCUMENT = """# Opening hours

The bakery opens at six in the morning. On Sundays it stays closed.

Bread that was baked on the day before costs “half the price”.
"""
TEXTS = {"d": DOCUMENT}
QUESTIONS: tuple[dict[str, object], ...] = (
    {"id": "1", "question": "when do you open", "gold": ["opens at six in the\nmorning"]},
    {"question": "old bread?", "gold": ['costs "half the price"'], "must_not": ["free"]},
    {"question": "both?", "need_all": True, "gold": ["opens at six", "On Sundays"]},
    {"question": "who bakes", "answerable": False, "kind": "near miss"},
    {"question": "hello", "answerable": False, "kind": "small_talk"},
    {"question": "is there coffee", "gold": ["Coffee costs two pounds"]},
    {"question": "why", "gold": []},
)


def question_file(folder: Path) -> Path:
    path = folder / "questions.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS), encoding="utf-8")
    return path


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr("sys.argv", ["eval", *arguments])
    with pytest.raises(SystemExit) as ended:
        command.main()
    code = ended.value.code
    return code if isinstance(code, int) else 0 if code is None else 1


def test_questions_become_cases_in_the_documents_own_words(tmp_path: Path) -> None:
    started = from_rows(read_questions(question_file(tmp_path)), TEXTS)
    write_started(started, tmp_path / "own")
    assert format_problems(tmp_path / "own") == []
    sets = load_sets(tmp_path / "own")
    assert content_problems(sets, TEXTS.values()) == []
    assert [case.needed for case in sets.answerable] == [
        (("opens at six in the morning",),),
        (("costs “half the price”",),),
        (("opens at six",), ("On Sundays",)),
    ]
    assert sets.answerable[1].wrong == ("free",)
    assert [(case.kind, case.expect) for case in sets.unanswerable] == [
        ("near_miss", "not_covered"),
        ("small_talk", "small_talk"),
    ]
    drafts = (tmp_path / "own" / "drafts.jsonl").read_text(encoding="utf-8")
    assert "Coffee costs two pounds" in drafts
    assert "Which words answer it?" in drafts
    with pytest.raises(SetError, match=r"already has answerable\.jsonl"):
        write_started(started, tmp_path / "own")


def test_a_line_that_is_no_question_is_named(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text('{"question": "a?"}\n{"gold": []}\n', encoding="utf-8")
    with pytest.raises(SetError, match=r"q\.jsonl line 2"):
        read_questions(path)


def test_a_quote_is_placed_or_it_is_not() -> None:
    assert placed("opens  at six", TEXTS) == "opens at six"
    assert placed("opens at seven", TEXTS) is None
    assert placed(" ", TEXTS) is None


def test_cases_of_the_bank_say_so_and_fit(tmp_path: Path) -> None:
    write_started(from_bank(the_corpus()), tmp_path / "own")
    sets = load_sets(tmp_path / "own")
    texts = [document.text for document in the_corpus().documents.values()]
    assert content_problems(sets, texts) == []
    assert len(sets.answerable) >= 30
    assert len(sets.unanswerable) >= 10
    assert {case.kind for case in sets.answerable} == {"bank"}
    assert list(sets.questions()) == []


def test_with_nothing_to_start_from_there_are_drafts(tmp_path: Path) -> None:
    started = from_passages(the_corpus())
    assert started.answerable == started.unanswerable == []
    assert len(started.drafts) >= 20
    assert all(draft["question"] is None for draft in started.drafts)
    assert from_drafts([]).drafts == []


def test_own_sets_keep_everything_beside_them(tmp_path: Path) -> None:
    place = place_of(tmp_path, tmp_path / "documents")
    assert place.own
    beside = (place.gate, place.baseline, place.reports, place.history, place.index)
    assert all(path is not None and path.parent == tmp_path for path in beside)
    assert place_of() == SHIPPED
    assert replace(place_of(None, tmp_path), corpus=None) == SHIPPED


def test_an_own_corpus_from_questions_to_gate(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    documents, own = tmp_path / "documents", str(tmp_path / "own")
    documents.mkdir()
    (documents / "hours.md").write_text(DOCUMENT, encoding="utf-8")
    both = ("--sets", own, "--corpus", str(documents))
    source = str(question_file(tmp_path))
    assert run(monkeypatch, "new", own, "--corpus", str(documents), "--from", source) == 0
    assert run(monkeypatch, "validate", *both) == 0
    assert run(monkeypatch, *both, "--no-gate") == 0
    assert run(monkeypatch, "gate", "--sets", own, "--write") == 0
    assert run(monkeypatch, *both) == 0
    # An edit of the document: its cases are named, with the words as they are now.
    (documents / "hours.md").write_text(DOCUMENT.replace("six in", "five in"), encoding="utf-8")
    capsys.readouterr()
    assert run(monkeypatch, *both) == 2
    said = " ".join(capsys.readouterr().err.split())
    assert "lost words that 2 cases rely on (a003, q-1)" in said
    assert "opens at five" in said
    assert "gate --write" not in said
    # Another corpus altogether.
    (documents / "hours.md").write_text("# Rain\n\nIt rained all day.\n", encoding="utf-8")
    assert run(monkeypatch, *both) == 2
    assert "written for other documents" in " ".join(capsys.readouterr().err.split())


def test_what_became_of_lost_words() -> None:
    assert "opens at five" in what_became(
        "The bakery opens at five in the morning.", {"d": DOCUMENT.replace("six", "five")}
    )
    assert what_became("A sentence about tigers in the zoo of Berlin.", TEXTS) == (
        "Nothing like it is left."
    )


def test_a_broken_pattern_is_said() -> None:
    case = AnswerableCase("a1", "?", "lookup", "plain", "x", (("On Sundays",),), (), ("(",))
    with pytest.raises(SetError, match="1 patterns are broken"):
        require_fit(Sets(answerable=(case,)), TEXTS)
