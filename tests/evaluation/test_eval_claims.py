"""Claims are judged as a model would write them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.settings import PROJECT
from eval.claims import judge_claims, read_claims, read_sources, rows_of, write_failures
from eval.errors import EvalError

ARTICLE = PROJECT / "corpus" / "technical-product-manager.md"
TEXT = "# Pay\n\nThe wage is $30 an hour. Nobody works at night.\n"


def quiet(name: str, done: int, total: int) -> None:
    """No progress is shown in a test."""


def line(number: int, claim: str, label: str, kind: str, **changes: object) -> str:
    row = {
        "id": f"c{number}",
        "source": "pay",
        "passages": ["The wage is $30 an hour."],
        "claim": claim,
        "label": label,
        "kind": kind,
    }
    return json.dumps({**row, **changes})


def test_each_claim_is_let_through_or_not(tmp_path: Path) -> None:
    file, texts = tmp_path / "claims.jsonl", tmp_path / "claims_texts.jsonl"
    lines = [
        line(1, "The hourly wage is $30.", "supported", "medium_paraphrase"),
        line(2, "The wage is $31 an hour.", "contradicted", "number_changed"),
        line(3, "The wage is $30 a day.", "contradicted", "unit_or_period_changed"),
        line(4, "Out there.", "supported", "short", passages=["Not in the text."]),
    ]
    file.write_text("\n".join(lines) + "\n", "utf-8")
    texts.write_text(json.dumps({"source": "pay", "text": TEXT}) + "\n", "utf-8")
    claims = read_claims(file)
    assert len(claims) == 4
    judged = judge_claims(claims, read_sources(texts, ARTICLE), None, quiet)
    assert [one.through for one in judged] == [True, False, False]
    assert [one.by_words for one in judged] == [True, False, True]
    assert {name: len(group) for name, group in rows_of(judged)} == {
        "faithful let through, other texts": 1,
        "unfaithful stopped, other texts": 2,
        "+ medium_paraphrase": 1,
        "− number_changed": 1,
        "− unit_or_period_changed": 1,
    }
    assert write_failures(judged, tmp_path / "wrong.jsonl") == 0


def test_only_what_a_list_names_is_judged(tmp_path: Path) -> None:
    file, only = tmp_path / "claims.jsonl", tmp_path / "only.txt"
    file.write_text("\n".join(line(n, "A.", "supported", "k") for n in (1, 2)), "utf-8")
    only.write_text("c2\nanother", "utf-8")
    assert [claim.id for claim in read_claims(file, only)] == ["c2"]


def test_a_file_without_claims_is_an_error(tmp_path: Path) -> None:
    file = tmp_path / "claims.jsonl"
    file.write_text('{"id": "x"}\n', "utf-8")
    for path in (file, tmp_path / "missing.jsonl"):
        with pytest.raises(EvalError) as caught:
            read_claims(path)
        assert caught.value.hint
