"""A question bank is read line by line, and points to passages by their words."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import DocumentError
from assistant.settings import PROJECT
from assistant.sources.bank import ACTS_FILE, BankEntry, bank_path, read_bank
from assistant.sources.corpus import read_corpus
from assistant.sources.readers import parse

KEPT = "Pears keep for days. Apples keep for weeks. Figs are dear here.\n"
PASSAGES = parse("One. Two. One.\n", "doc").passages
ONE, TWO, ONE_AGAIN = (passage.id for passage in PASSAGES)


def bank(tmp_path: Path, *rows: Any) -> Path:
    path = tmp_path / "doc.questions.jsonl"
    lines = [row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def answer(**changes: Any) -> dict[str, Any]:
    return {"kind": "answer", "passages": ["Two.", "One."], "questions": ["q?"], **changes}


def test_every_kind_of_line(tmp_path: Path) -> None:
    read = read_bank(
        bank(
            tmp_path,
            answer(questions=["a?", "b?"]),
            "",
            {"kind": "premise", "passages": ["Two."], "questions": ["c?"]},
            {"kind": "uncovered", "topic": "pay", "passages": ["Gone."], "questions": ["d?", " "]},
            {"kind": "partial", "passages": ["One."], "missing": "how many", "questions": ["e?"]},
            {"kind": "act", "act": "greeting", "questions": ["hi"]},
        ),
        PASSAGES,
    )
    assert read.entries == (
        BankEntry("a?", "answer", (TWO, ONE)),
        BankEntry("b?", "answer", (TWO, ONE)),
        BankEntry("c?", "premise", (TWO,)),
        BankEntry("d?", "uncovered", (), topic="pay"),
        BankEntry("e?", "partial", (ONE,), missing="how many"),
        BankEntry("hi", "act", (), act="greeting"),
    )
    assert (read.offers, read.orphans) == ((), 0)


def test_a_bank_is_whole_where_most_sentences_are_asked_about(tmp_path: Path) -> None:
    passages = parse(KEPT, "doc").passages
    rows = [answer(passages=["Pears keep for days."]),
            {"kind": "uncovered", "topic": "figs", "passages": ["Figs are dear here."],
             "questions": ["why?"]}]  # fmt: skip
    assert not read_bank(bank(tmp_path, *rows), passages).is_whole(passages)
    rows.append(answer(passages=["Apples keep for weeks."], questions=["r?"]))
    assert read_bank(bank(tmp_path, *rows), passages).is_whole(passages)


def test_a_follow_up_is_known_alone_and_with_its_history(tmp_path: Path) -> None:
    row = {"kind": "answer", "passages": ["One."], "history": ["a", "b"], "question": "and c",
           "standalone": "what is c"}  # fmt: skip
    entries = read_bank(bank(tmp_path, row), PASSAGES).entries
    assert [entry.text for entry in entries] == ["what is c", "a | b | and c"]


def test_of_equal_sentences_the_first_is_meant(tmp_path: Path) -> None:
    (entry,) = read_bank(bank(tmp_path, answer(passages=["One."])), PASSAGES).entries
    assert entry.passages == (ONE,)
    assert ONE_AGAIN not in entry.passages


def test_offers_are_answers_only(tmp_path: Path) -> None:
    rows = (
        answer(offer=True),
        {"kind": "uncovered", "offer": True, "questions": ["no?"]},
        answer(offer="yes", questions=["maybe?"]),
    )
    assert [e.text for e in read_bank(bank(tmp_path, *rows), PASSAGES).offers] == ["q?"]


def test_questions_whose_words_are_gone_are_counted_and_left_out(tmp_path: Path) -> None:
    rows = (answer(passages=["Gone."], questions=["x?", "y?"]), answer(passages=["Gone.", "One."]))
    read = read_bank(bank(tmp_path, *rows), PASSAGES)
    assert read.orphans == 2
    assert read.entries == (BankEntry("q?", "answer", (ONE,)),)


def test_an_equal_question_of_one_kind_is_kept_once(tmp_path: Path) -> None:
    read = read_bank(bank(tmp_path, answer(), answer(passages=["One."])), PASSAGES)
    assert read.entries == (BankEntry("q?", "answer", (TWO, ONE)),)


def test_unusual_line_ends_inside_a_question_do_not_end_the_line(tmp_path: Path) -> None:
    (entry,) = read_bank(bank(tmp_path, answer(questions=["a\u2028b\x85c"])), PASSAGES).entries
    assert entry.text == "a\u2028b\x85c"


def test_a_byte_order_mark_and_crlf_are_read(tmp_path: Path) -> None:
    path = tmp_path / "b.questions.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps(answer()).encode() + b"\r\n")
    assert len(read_bank(path, PASSAGES).entries) == 1


@pytest.mark.parametrize(
    "row",
    [
        "{",
        "[]",
        "3",
        '"text"',
        {"kind": "answer"},
        {"questions": ["q"]},
        {"kind": "other", "questions": ["q"]},
        {"kind": ["answer"], "questions": ["q"]},
        answer(questions="not a list"),
        answer(questions=[1]),
        answer(passages="One."),
        answer(passages=[None]),
        answer(topic=3),
        {"kind": "act", "act": ["greeting"], "questions": ["hi"]},
        {"kind": "answer", "history": "a", "question": "b", "standalone": "c", "passages": []},
        {"kind": "answer", "history": ["a"], "question": 1, "standalone": "c", "passages": []},
        '{"kind": "uncovered", "questions": ["\\ud800"]}',
    ],
)
def test_a_line_that_is_none_is_named(tmp_path: Path, row: Any) -> None:
    with pytest.raises(DocumentError, match=r"line 2: not a bank line") as caught:
        read_bank(bank(tmp_path, answer(), row), PASSAGES)
    assert caught.value.hint


def test_a_bank_that_is_not_utf8_or_not_there(tmp_path: Path) -> None:
    path = tmp_path / "b.questions.jsonl"
    with pytest.raises(DocumentError, match="cannot be read"):
        read_bank(path)
    path.write_bytes(b"caf\xe9")
    with pytest.raises(DocumentError, match="cannot be read"):
        read_bank(path)


def test_a_bank_lies_beside_its_document() -> None:
    assert bank_path(Path("/c/v1.2.md")) == Path("/c/v1.2.questions.jsonl")


def test_the_shipped_bank_points_to_words_that_are_there() -> None:
    corpus = read_corpus(PROJECT / "corpus")
    assert corpus.problems == ()
    assert corpus.orphans == 0
    assert corpus.banked == set(corpus.documents)
    asked = {identity for e in corpus.entries if e.kind == "answer" for identity in e.passages}
    sentences = {p.id for p in corpus.passages if p.kind != "table_header"}
    # Nearly every sentence can be asked for; the rest are bare asides.
    assert len(sentences - asked) <= len(sentences) // 10
    assert len(corpus.offers) >= 6


def test_a_wording_has_one_label_in_the_shipped_bank() -> None:
    path = bank_path(PROJECT / "corpus" / "technical-product-manager.md")
    labels: dict[str, set[str]] = {}
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        for text in row.get("questions", ()):
            wording = " ".join(re.findall(r"\w+", text.lower()))
            labels.setdefault(wording, set()).add(row["kind"])
    assert [text for text, kinds in labels.items() if text and len(kinds) > 1] == []


def test_the_shipped_acts_are_named() -> None:
    acts = read_bank(ACTS_FILE).entries
    assert acts
    assert all(entry.kind == "act" and entry.act for entry in acts)
