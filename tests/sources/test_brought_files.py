"""Files as people bring them are read as their readers see them, or left out with a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DocumentError
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import read_document
from tests.support.source_laws import assert_exact, assert_on_the_page

FOLDER = Path(__file__).resolve().parents[1] / "data" / "byo"


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


EXPECTED = rows(FOLDER / "hard-files" / "expected.jsonl")
CORPORA = sorted(path.parent for path in FOLDER.glob("*/questions.jsonl"))


@pytest.mark.parametrize("row", EXPECTED, ids=[row["file"] for row in EXPECTED])
def test_hard_files(row: dict[str, Any]) -> None:
    path = FOLDER / "hard-files" / "corpus" / row["file"]
    if row["expect"] != "read":
        with pytest.raises(DocumentError, match="was left out") as caught:
            read_document(path)
        assert row["file"] in caught.value.message
        assert caught.value.hint
        return
    parsed = read_document(path)
    assert_exact(parsed)
    assert_on_the_page(parsed)
    said = "\n".join(passage.text for passage in parsed.passages)
    told = "\n".join([said, *(name for p in parsed.passages for name in p.section)])
    assert [words for words in row["must_contain"] if words not in told] == []
    assert [words for words in row["must_not_contain"] if words in parsed.document.text] == []


def test_a_folder_of_hard_files_is_read_as_far_as_it_goes() -> None:
    corpus = read_corpus(FOLDER / "hard-files" / "corpus")
    wanted = [row["file"] for row in EXPECTED if row["expect"] == "read"]
    assert len(corpus.documents) == len(wanted)
    assert len(corpus.problems) == len(EXPECTED) - len(wanted)
    assert corpus.language == "en"  # though one file is in Chinese, and one in Arabic


@pytest.mark.parametrize("folder", CORPORA, ids=[path.name for path in CORPORA])
def test_every_answer_of_a_corpus_is_in_one_passage(folder: Path) -> None:
    corpus = read_corpus(folder / "corpus")
    assert corpus.problems == ()
    for parsed in corpus.parsed.values():
        assert_exact(parsed)
        assert_on_the_page(parsed)
    lost: list[str] = []
    for row in rows(folder / "questions.jsonl"):
        holding = [
            [p for p in corpus.passages if gold in " ".join(p.text.split())] for gold in row["gold"]
        ]
        lost.extend(gold for gold, found in zip(row["gold"], holding, strict=True) if not found)
        if row["page"] is not None and row["gold"]:
            assert row["page"] in {p.page for found in holding for p in found}
    assert lost == []
