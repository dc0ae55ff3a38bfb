"""A corpus says itself what it is called; what it does not say comes from its documents."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.settings import PROJECT
from assistant.sources.corpus import read_corpus
from assistant.sources.naming import Naming, read_naming


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / name.replace("__", ".")).write_text(text, encoding="utf-8")
    return folder


def test_what_the_file_gives_is_used(tmp_path: Path) -> None:
    toml = 'title = "Keepers"\nsubject = "lighthouses"\nnoun = "handbook"\nstarters = ["Why?"]\n'
    corpus = read_corpus(write(tmp_path, light__md="The lamp burns.\n", corpus__toml=toml))
    assert (corpus.name, corpus.subject, corpus.noun) == ("Keepers", "lighthouses", "handbook")
    assert corpus.starters == ("Why?",)
    assert corpus.problems == ()


def test_one_document_lends_its_title(tmp_path: Path) -> None:
    source = "---\ntitle: The Lamp\ndisclosure: We sell lamps.\n---\nThe lamp burns.\n"
    corpus = read_corpus(write(tmp_path, light__md=source))
    assert (corpus.name, corpus.subject, corpus.noun) == ("The Lamp", "The Lamp", "document")
    assert (corpus.greeting, corpus.named.disclosure) == ("", "We sell lamps.")


def test_a_few_documents_are_listed_and_many_are_called_by_the_folder(tmp_path: Path) -> None:
    write(tmp_path, a__md="# Lamp\n\nIt burns.\n", b__md="# Oil\n\nIt flows.\n")
    assert read_corpus(tmp_path).name == "Lamp and Oil"
    assert read_corpus(tmp_path).noun == "documents"
    folder = tmp_path / "staff-rules"
    folder.mkdir()
    write(folder, **{f"{name}__txt": f"Rule {name} holds.\n" for name in "abcd"})
    assert read_corpus(folder).name == "Staff rules"


@pytest.mark.parametrize("toml", ["title = ", "title = 3", 'starters = "Why?"', "leave_out = [1]"])
def test_a_file_that_cannot_be_used_is_said_and_the_documents_are_read(
    tmp_path: Path, toml: str
) -> None:
    write(tmp_path, light__md="The lamp burns.\n", corpus__toml=toml)
    with pytest.raises(DocumentError, match=r"corpus\.toml was not used"):
        read_naming(tmp_path)
    corpus = read_corpus(tmp_path)
    assert len(corpus.documents) == len(corpus.problems) == 1


def test_only_what_is_named_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, README__md="The lamp burns.\n", draft__txt="Not yet.\n")
    assert list(read_corpus(tmp_path).documents) == ["readme", "draft"]
    write(tmp_path, corpus__toml='leave_out = ["draft*"]\n')
    assert list(read_corpus(tmp_path).documents) == ["readme"]
    assert Naming(leave_out=("drafts/*",)).leaves_out("drafts/one.md")


def test_the_shipped_corpus_names_itself() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    assert corpus.problems == ()
    assert corpus.noun == "article"
    assert corpus.subject in corpus.greeting
