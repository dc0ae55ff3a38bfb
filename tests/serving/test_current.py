"""An edited article reaches a running server: no restart, no failed question."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.serving import current as module
from assistant.serving.current import CurrentAssistant
from assistant.serving.server import create_app
from assistant.sources.bank import BankEntry
from assistant.sources.own import QUESTIONS
from tests.conftest import MakeSettings


def edit(path: Path, old: str, new: str) -> None:
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    os.utime(path, (time.time() + 5, time.time() + 5))


def test_an_edit_is_taken_over_while_questions_are_asked(
    settings: MakeSettings, plain_corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "LINGER_SECONDS", 0.2)
    chosen = settings(corpus_dir=plain_corpus, reload_seconds=0.1, rate_per_minute=10_000)
    with TestClient(create_app(Assistant.open(chosen))) as client:
        current: CurrentAssistant = client.app.state.current  # type: ignore[attr-defined]
        try:
            before = client.get("/readyz").json()["index"]
            edit(plain_corpus / "fruit.md", "Pears keep for a week.", "Pears keep for nine days.")
            texts = []
            for _ in range(600):
                reply = client.post("/api/chat", json={"message": "How long do pears keep?"})
                assert reply.status_code == 200
                texts.append(reply.json()["text"])
                if "nine days" in texts[-1]:
                    break
                time.sleep(0.05)
            assert "nine days" in texts[-1]
            assert "week" in texts[0]
            assert client.get("/readyz").json()["index"] != before
            assert "nine days" in client.get("/source/fruit").text
            (plain_corpus / "fruit.md").unlink()
            (plain_corpus / "tools.md").unlink()
            time.sleep(0.5)
            assert client.post("/api/chat", json={"message": "pears?"}).status_code == 200
        finally:
            current.close()


def test_a_question_of_the_owners_is_in_force_without_a_restart(
    settings: MakeSettings, plain_corpus: Path
) -> None:
    chosen = settings(corpus_dir=plain_corpus, reload_seconds=0, rate_per_minute=10_000)
    with TestClient(create_app(Assistant.open(chosen))) as client:
        current: CurrentAssistant = client.app.state.current  # type: ignore[attr-defined]
        try:
            asked = {"message": "Which one is the doctor's friend?"}
            assert client.post("/api/chat", json=asked).json()["status"] == "not_covered"
            assert current.refresh() is False
            assert current.renewal.at == 0
            chosen.added_dir.mkdir(parents=True)
            line = {"kind": "answer", "passages": ["Apples keep for a month."],
                    "questions": [asked["message"]]}  # fmt: skip
            path = chosen.added_dir / QUESTIONS
            path.write_text(json.dumps(line), encoding="utf-8")
            assert current.refresh() is True
            assert (current.renewal.running, current.renewal.well) == (False, True)
            assert "2 documents" in current.renewal.what
            answer = client.post("/api/chat", json=asked).json()
            assert [c["quote"] for c in answer["citations"]] == ["Apples keep for a month."]
            path.write_text(json.dumps({**line, "kind": "uncovered"}), encoding="utf-8")
            assert current.refresh() is True
            known = {"message": "How long do apples keep?"}
            assert client.post("/api/chat", json=known).json()["status"] == "answered"
            assert client.post("/api/chat", json=asked).json()["status"] == "not_covered"
            path.unlink()
            assert current.refresh(rebuild=True) is True
        finally:
            current.close()


def test_what_is_supposed_is_what_the_built_index_does(
    settings: MakeSettings, small_corpus: Path
) -> None:
    with Assistant.open(settings(corpus_dir=small_corpus)) as assistant:
        apples = next(p for p in assistant.corpus.passages if p.text.startswith("Apples"))
        entry = BankEntry("Which is the doctor's friend?", "answer", (apples.id,))
        gone = BankEntry("What cuts wood?", "uncovered", topic="wood")
        supposed = assistant.supposing([entry, gone])
        for question in (entry.text, gone.text, "which tool for planks"):
            before, then = assistant.ask(question), supposed.ask(question)
            assert (before.status != then.status) is (question != "which tool for planks")
        assert [c.source.quote for c in supposed.ask(entry.text).citations] == [apples.text]
        supposed.close()
        assert assistant.ask(gone.text).status == "answered"
