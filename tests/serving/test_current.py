"""An edited article reaches a running server: no restart, no failed question."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from assistant.assistant import Assistant
from assistant.serving import current as module
from assistant.serving.current import CurrentAssistant
from assistant.serving.server import create_app
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
