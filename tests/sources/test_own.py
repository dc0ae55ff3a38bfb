"""What an owner adds beside the corpus goes in, has the last word, and leaves the corpus alone."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.sources.corpus import read_corpus
from assistant.sources.own import DOCUMENTS, QUESTIONS, placed_before, plain
from tests.conftest import TOOLS_BANK


def add(folder: Path, *rows: dict[str, object]) -> None:
    folder.mkdir(exist_ok=True)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / QUESTIONS).write_text(lines, encoding="utf-8")


def test_a_folder_that_is_not_there_changes_nothing(small_corpus: Path, tmp_path: Path) -> None:
    plainly = read_corpus(small_corpus)
    assert read_corpus(small_corpus, tmp_path / "none").sha256 == plainly.sha256
    assert plainly.own == frozenset()


def test_documents_are_added_and_questions_may_point_into_all(
    small_corpus: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own"
    (own / DOCUMENTS).mkdir(parents=True)
    (own / DOCUMENTS / "nuts.md").write_text("Nuts keep for a year.\n", encoding="utf-8")
    add(
        own,
        {"kind": "answer", "passages": ["Nuts keep for a year."], "questions": ["nuts?"]},
        {"kind": "answer", "passages": ["Apples keep for a month."], "questions": ["apples?"]},
        {"kind": "answer", "passages": ["Nobody says this."], "questions": ["lost?"]},
    )
    corpus = read_corpus(small_corpus, own)
    assert list(corpus.documents) == ["fruit", "tools", "nuts"]
    assert {entry.text for entry in corpus.own} == {"nuts?", "apples?"}
    assert corpus.orphans == 1
    assert corpus.banked == {"tools"}


def test_the_owners_word_replaces_that_of_a_bank(small_corpus: Path, tmp_path: Path) -> None:
    assert "What cuts wood?" in TOOLS_BANK
    add(
        tmp_path / "own",
        {"kind": "uncovered", "topic": "cutting", "questions": ["what cuts  WOOD"]},
    )
    corpus = read_corpus(small_corpus, tmp_path / "own")
    same = [entry for entry in corpus.entries if plain(entry.text) == "what cuts wood"]
    assert [entry.kind for entry in same] == ["uncovered"]
    assert placed_before((), corpus.entries) == corpus.entries


def test_a_damaged_file_is_named_and_the_rest_goes_in(small_corpus: Path, tmp_path: Path) -> None:
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / QUESTIONS).write_text("{not json\n", encoding="utf-8")
    corpus = read_corpus(small_corpus, tmp_path / "own")
    assert [QUESTIONS in str(problem) for problem in corpus.problems] == [True]
    assert list(corpus.documents) == ["fruit", "tools"]
