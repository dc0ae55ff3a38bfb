"""Public data sets are read as their makers mean them; the assistant is scripted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import eval.public_sets
from eval.errors import DataError
from eval.public_sets import PublicResult, measure_public

ARTICLE = "Cats sleep for 15 hours. Dogs bark at night. Birds sing."
STARTS = (0, 25, 45)


class FirstWord:
    """Ranks the sentences of its documents by shared words, and believes in shared words."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self.documents = {
            name.removesuffix(".txt"): SimpleNamespace(text=text) for name, text in files.items()
        }
        self.corpus = SimpleNamespace(passages=list(self._passages()))

    def _passages(self) -> Iterator[Any]:
        for key, document in self.documents.items():
            ends = [i + 1 for i, char in enumerate(document.text) if char == "."]
            starts = [0, *(end + 1 for end in ends)]
            for start, end in zip(starts, ends, strict=False):
                yield SimpleNamespace(document_id=key, start=start, end=end)

    def _shared(self, question: str, passage: Any) -> int:
        words = self.documents[passage.document_id].text[passage.start : passage.end].lower()
        return sum(word in words.strip(".").split() for word in question.lower().split())

    def retrieve(self, question: str) -> list[Any]:
        ranked = sorted(self.corpus.passages, key=lambda p: -self._shared(question, p))
        return [SimpleNamespace(passage=passage) for passage in ranked]

    def read(self, question: str) -> Any:
        best = max(self._shared(question, passage) for passage in self.corpus.passages)
        return SimpleNamespace(p_covered=min(best / 2, 1.0))

    def ask(self, question: str) -> Any:
        first = self.retrieve(question)[0].passage
        return SimpleNamespace(citations=[SimpleNamespace(source=first)])


@pytest.fixture(autouse=True)
def scripted(monkeypatch: pytest.MonkeyPatch) -> None:
    @contextmanager
    def corpus(folder: Path, files: Mapping[str, str]) -> Iterator[FirstWord]:
        yield FirstWord(files)

    monkeypatch.setattr(eval.public_sets, "_corpus", corpus)


def write(folder: Path, name: str, *rows: dict[str, Any]) -> None:
    (folder / name).write_text("".join(json.dumps(row) + "\n" for row in rows))


def measured(name: str, data: Path) -> dict[str, float]:
    result = measure_public(
        name, data, articles=None, questions=10, progress=lambda what, done, total: None
    )
    assert result.write(data).read_text().count("\n| ") == len(result.figures) + 1
    return {figure.name: figure.value for figure in result.figures}


def test_squad(tmp_path: Path) -> None:
    def asked(question: str, start: int | None) -> dict[str, Any]:
        answers = [] if start is None else [{"article_start": start}]
        return {
            "article_id": "zoo",
            "question": question,
            "is_impossible": start is None,
            "answers": answers,
        }

    write(tmp_path, "articles.jsonl", {"article_id": "zoo", "title": "Zoo", "text": ARTICLE})
    write(
        tmp_path,
        "questions.jsonl",
        asked("how long do cats sleep", STARTS[0] + 15),
        asked("do dogs bark at night", STARTS[1]),
        asked("cats sleep, or who sing", STARTS[2]),
        asked("what do dogs eat", None),
    )
    write(tmp_path, "offtopic.jsonl", {"article_id": "zoo", "question": "capital of France"})
    figures = measured("squad2", tmp_path)
    assert figures["sentence R@1"] == pytest.approx(2 / 3)
    assert figures["sentence R@5"] == 1.0
    assert figures["AUROC, off topic"] == 1.0
    # The impossible question ties with the vague one and loses against the two others.
    assert figures["AUROC, impossible"] == pytest.approx(5 / 6)


def test_clapnq(tmp_path: Path) -> None:
    sentences = ["Cats sleep for 15 hours .", "Dogs bark at night ."]
    yes = {
        "id": "1",
        "question": "cats sleep",
        "title": "Zoo",
        "text": " ".join(sentences),
        "sentences": sentences,
        "answerable": True,
        "outputs": [{"selected": [0, 1]}],
    }
    other = {"text": "Birds sing .", "sentences": ["Birds sing ."], "question": "fish"}
    no = {**yes, **other, "id": "2", "answerable": False, "outputs": []}
    write(tmp_path, "dev.jsonl", yes, no)
    figures = measured("clapnq", tmp_path)
    assert figures["passage R@1"] == 1.0
    assert figures["selected sentences in ten"] == 1.0
    assert figures["selected sentences cited"] == 0.5
    assert figures["AUROC, unanswerable"] == 1.0


def test_scifact(tmp_path: Path) -> None:
    rows = [
        {"doc_id": 1, "title": "Cats", "sentences": ["Cats sleep."]},
        {"doc_id": 2, "title": "Dogs", "sentences": ["Dogs bark."]},
    ]
    write(tmp_path, "corpus.jsonl", *rows)
    write(tmp_path, "beir_test.jsonl", {"id": "1", "query": "dogs bark", "qrels": {"2": 1}})
    figures = measured("scifact", tmp_path)
    assert figures["nDCG@10"] == figures["R@10"] == 1.0
    assert figures["documents"] == 2.0
    assert figures["peak memory, MB"] > 0


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lacks corpus\.jsonl, beir_test\.jsonl"):
        measured("scifact", tmp_path)
    with pytest.raises(DataError, match="no public set"):
        measured("trivia", tmp_path)


def test_an_empty_result_is_an_empty_table(tmp_path: Path) -> None:
    assert PublicResult("none", ()).write(tmp_path).read_text().startswith("# none")
