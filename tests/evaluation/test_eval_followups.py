"""Follow-ups of public conversations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.index.embedding import make_embedding
from assistant.settings import load_settings
from eval.errors import SetError
from eval.followups import measure_followups, of_half, read_followups

TURNS = [
    ("who built the lamp?", "who built the lamp?", "Ada Lund cast the lamp in bronze."),
    ("when did she die?", "when did Ada Lund die?", "Ada Lund died in Visby in 1911."),
    ("and her brother?", "when did Ada Lund's brother die?", "Her brother Olof outlived her."),
    ("did he paint?", "did Olof Lund paint?", "He painted the harbour every spring."),
]


def written(folder: Path) -> Path:
    rows = []
    history: list[str] = []
    for number, (question, rewrite, answer) in enumerate(TURNS):
        rows.append(
            {"id": f"D#{number}", "article": "Lund", "history": list(history),
             "question": question, "rewrite": rewrite}
        )  # fmt: skip
        history += [question, answer]
    path = folder / "talks.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n", encoding="utf-8")
    return path


def test_the_answer_is_read_from_the_next_turn(tmp_path: Path) -> None:
    cases = read_followups(written(tmp_path))
    assert [case.answer for case in cases] == [TURNS[1][2], TURNS[2][2], ""]
    assert cases[1].turns[-1].content == TURNS[1][2]
    assert of_half(cases, "odd", None) == []


def test_both_errors_and_what_is_found(tmp_path: Path) -> None:
    found = measure_followups(read_followups(written(tmp_path)), make_embedding(load_settings()))
    assert (found.questions, found.searched) == (3, 2)
    assert found.missed == 0.0
    assert found.understood == found.rewrite == 100.0
    assert found.recall == 100.0


def test_another_file_is_said_to_be_none(tmp_path: Path) -> None:
    path = tmp_path / "x.jsonl"
    path.write_text('{"id": "a"}\n', encoding="utf-8")
    with pytest.raises(SetError):
        read_followups(path)
