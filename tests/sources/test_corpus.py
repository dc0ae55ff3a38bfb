"""A folder is read whole; what cannot be read is named and left out."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from assistant.errors import CorpusError
from assistant.sources.bank import ACTS_FILE, read_bank
from assistant.sources.corpus import read_corpus

ACTS = {entry.text for entry in read_bank(ACTS_FILE).entries}


def test_a_file_in_the_place_of_a_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Light.", encoding="utf-8")
    with pytest.raises(CorpusError, match="is a file"):
        read_corpus(tmp_path / "a.md")


def test_a_small_corpus(small_corpus: Path) -> None:
    corpus = read_corpus(small_corpus)
    assert list(corpus.documents) == ["fruit", "tools"]
    assert corpus.banked == {"tools"}
    assert [entry.text for entry in corpus.offers] == ["What cuts wood?"]
    assert {entry.text for entry in corpus.entries} - ACTS == {
        "What cuts wood?", "which tool for planks", "what does a saw cost",
    }  # fmt: skip
    assert len(corpus.by_id) == len(corpus.passages) == 7
    assert corpus.problems == ()


def test_what_cannot_be_read_is_left_out_and_the_rest_goes_in(small_corpus: Path) -> None:
    (small_corpus / "paper.pdf").write_bytes(b"%PDF")
    (small_corpus / "russian.txt").write_bytes("Привет всем".encode("cp1251"))
    (small_corpus / "latin.txt").write_bytes(b"A caf\xe9 is open.")
    (small_corpus / "empty.md").touch()
    (small_corpus / "tools.txt").write_text("Words of a namesake.\n", encoding="utf-8")
    (small_corpus / ".hidden.md").write_text("Hidden.\n", encoding="utf-8")
    (small_corpus / "README.md").write_text("About this folder.\n", encoding="utf-8")
    (small_corpus / "corpus.toml").write_text('leave_out = ["README.md"]\n', encoding="utf-8")
    (small_corpus / "blank.txt").write_text(" \n\t\n", encoding="utf-8")
    (small_corpus / "folder.md").mkdir()
    (small_corpus / "inner").mkdir()
    (small_corpus / "inner" / "one.md").write_text("Inner words.\n", encoding="utf-8")
    (small_corpus / "inner" / "two.xls").write_bytes(b"x")
    (small_corpus / "twin.md").write_bytes((small_corpus / "fruit.md").read_bytes())
    (small_corpus / "latin_files").mkdir()
    (small_corpus / "latin.html").write_text("<p>A page.", encoding="utf-8")
    (small_corpus / "latin_files" / "frame.html").write_text("<p>No.</p>", encoding="utf-8")
    corpus = read_corpus(small_corpus)
    assert list(corpus.documents) == [
        "fruit", "latin", "latin-txt", "tools", "tools-txt", "inner-one",
    ]  # fmt: skip
    assert sorted(problem.message.split()[0] for problem in corpus.problems) == [
        "blank.txt", "empty.md", "inner/two.xls", "paper.pdf", "russian.txt", "twin.md",
    ]  # fmt: skip
    assert all(problem.hint for problem in corpus.problems)


def test_a_document_is_left_out_only_where_one_other_says_all_of_it(small_corpus: Path) -> None:
    for name, text in (("x", "One. Two."), ("y", "Three."), ("z", "Two. Three."), ("zz", "Two.")):
        (small_corpus / f"{name}.md").write_text(text, encoding="utf-8")
    corpus = read_corpus(small_corpus)
    assert list(corpus.documents) == ["fruit", "tools", "x", "y", "z"]
    assert "all that it says is in “X” already" in corpus.problems[0].message


def test_a_broken_bank_is_a_problem_and_its_document_stays(small_corpus: Path) -> None:
    (small_corpus / "tools.questions.jsonl").write_text("{", encoding="utf-8")
    corpus = read_corpus(small_corpus)
    assert (list(corpus.documents), corpus.banked) == (["fruit", "tools"], frozenset())
    assert "tools.questions.jsonl, line 1" in corpus.problems[0].message


def test_the_same_question_in_two_banks_is_there_once(small_corpus: Path) -> None:
    line = '{"kind": "uncovered", "questions": ["what does a saw cost"]}\n'
    (small_corpus / "fruit.questions.jsonl").write_text(line, encoding="utf-8")
    corpus = read_corpus(small_corpus)
    keys = [(entry.kind, entry.text, entry.passages) for entry in corpus.entries]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    ("file", "old", "new", "differs"),
    [
        ("fruit.md", "a month", "two months", True),
        ("fruit.md", "## Prices", "## Costs", True),
        ("fruit.md", "About Fruit", "On Fruit", True),
        ("fruit.md", "$2", "$4", True),
        ("tools.questions.jsonl", "which tool", "what tool", True),
        ("tools.questions.jsonl", "uncovered", "premise", True),
        ("tools.questions.jsonl", '"offer": true, ', "", False),
        ("fruit.md", "title: About Fruit", "title: About Fruit\nauthor: Ann", False),
    ],
)
def test_the_hash_changes_with_what_is_indexed(
    small_corpus: Path, file: str, old: str, new: str, differs: bool
) -> None:
    before = read_corpus(small_corpus)
    path = small_corpus / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    assert (read_corpus(small_corpus).sha256 != before.sha256) is differs


def test_nothing_to_answer_from(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no corpus folder"):
        read_corpus(tmp_path / "gone")
    with pytest.raises(CorpusError, match="nothing to answer from") as caught:
        read_corpus(tmp_path)
    assert "Put an article in it" in caught.value.hint
    (tmp_path / "a.md").touch()
    with pytest.raises(CorpusError) as caught:
        read_corpus(tmp_path)
    assert "a.md was left out" in caught.value.hint


def test_a_link_to_nothing_is_said_and_names_of_files_are_titles(tmp_path: Path) -> None:
    (tmp_path / "NASA_trip-2 50%.txt").write_text("We go on Monday.")
    (tmp_path / "gone.md").symlink_to(tmp_path / "nowhere.md")
    corpus = read_corpus(tmp_path)
    assert [document.title for document in corpus.documents.values()] == ["NASA trip 2 50%"]
    (problem,) = corpus.problems
    assert problem.message == "gone.md was left out: it is a link to nothing."


def test_a_name_that_is_no_utf8_is_shown_in_another_way(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/t\xe4glich.txt"
    try:
        Path(os.fsdecode(raw)).write_text("Bread is baked at night.")
    except OSError:  # A file system that has no such names has no such files either.
        return
    corpus = read_corpus(tmp_path)
    assert [document.title for document in corpus.documents.values()] == ["T\\xe4glich"]
    assert corpus.sha256
