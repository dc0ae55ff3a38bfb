"""Status tells the truth about the index, and no secret."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from assistant.assistant import build_index
from assistant.errors import CorpusError
from assistant.language_model.pieces import Usage
from assistant.language_model.spending import ledger_of
from assistant.serving.status import status
from tests.conftest import MakeSettings


def test_missing_ready_damaged_stale(settings: MakeSettings, small_corpus: Path) -> None:
    here = settings(corpus_dir=small_corpus)
    assert str(status(here)["index"]).startswith("missing")
    assert not here.index_dir.exists()
    report = build_index(here)
    assert status(here)["index"] == f"ready ({report.fingerprint})"
    segment = max(here.index_dir.rglob("data_level0.bin"), key=lambda path: path.stat().st_size)
    os.truncate(segment, 10)
    assert str(status(here)["index"]).startswith("damaged")
    (small_corpus / "tools.md").write_text("Other words.\n", encoding="utf-8")
    found = status(here)
    assert str(found["index"]).startswith("stale")
    assert found["questions that point to nothing"] == 2


def test_what_there_is(settings: MakeSettings, small_corpus: Path) -> None:
    (small_corpus / "paper.pdf").write_bytes(b"%PDF")
    found = status(settings(corpus_dir=small_corpus))
    assert found["documents"] == {"fruit": "About Fruit", "tools": "Tools"}
    assert found["without a question bank about most of it"] == ["fruit"]
    assert "paper.pdf" in found["left out"][0]
    assert found["answers by"] == "extractive (no language model)"
    assert json.loads(json.dumps(found)) == found


def test_a_key_is_not_shown(settings: MakeSettings, small_corpus: Path) -> None:
    found = status(settings(corpus_dir=small_corpus, openai_api_key="sk-secret"))
    assert "sk-secret" not in json.dumps(found)
    assert found["settings"]["openai_api_key"] == "set"
    assert found["answers by"] == "gpt-4.1-mini"


def test_without_a_corpus(settings: MakeSettings, tmp_path: Path) -> None:
    with pytest.raises(CorpusError):
        status(settings(corpus_dir=tmp_path / "gone"))


def test_what_the_model_has_cost(settings: MakeSettings, small_corpus: Path) -> None:
    here = settings(
        corpus_dir=small_corpus, openai_base_url="http://127.0.0.1:1/v1", model_tokens_day=2_000
    )
    ledger_of(here).add(Usage(900, 100))
    found = status(here)
    assert found["tokens of the model today"] == "1,000 of 2,000 (50%)"
    assert found["tokens of the model this month"] == "1,000, no budget"
    assert "tokens of the model today" not in status(settings(corpus_dir=small_corpus))
