"""What people who look after it see of a language model on the running application.

One conversation with a scripted server: it works, fails, is left alone, is probed by one question,
comes back, and its budget ends. At each step stand what the visitor gets, ``/readyz``, the metrics
and the owner's page.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.language_model import spending
from assistant.owner.passwords import hashed
from assistant.serving.server import create_app
from assistant.settings import Settings
from tests.support.model_servers import Reply, ScriptedServer, chunk, fails

MakeSettings = Callable[..., Settings]
PASSWORD = "a long pass phrase"
TOKEN = "a token for the one who measures"
ASKED = "How long do pears keep?"


def says_pears(tokens: int) -> Reply:
    """What the article proves, and what it cost."""
    usage = {"choices": [], "usage": {"prompt_tokens": tokens - 5, "completion_tokens": 5}}
    return Reply(
        events=(
            chunk({"content": "Pears keep for a week [2]."}),
            chunk({}, "stop"),
            f"data: {json.dumps(usage)}",
            "data: [DONE]",
        )
    )


@pytest.fixture
def watched(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> Iterator[Assistant]:
    chosen = settings(
        corpus_dir=plain_corpus,
        openai_base_url=scripted_server.base_url,
        model="scripted",
        model_tokens_day=1_000,
        owner_password_hash=SecretStr(hashed(PASSWORD)),
        remembered=0,
        metrics_token=SecretStr(TOKEN),
        connect_timeout=30.0,
        first_token_timeout=60.0,
    )
    with Assistant.open(chosen) as assistant:
        yield assistant


@pytest.fixture
def client(watched: Assistant) -> Iterator[TestClient]:
    with TestClient(create_app(watched), base_url="http://127.0.0.1") as made:
        made.post("/owner/login", data={"password": PASSWORD})
        yield made


def ask(client: TestClient) -> dict[str, Any]:
    reply: dict[str, Any] = client.post("/api/chat", json={"message": ASKED}).json()
    assert "week" in reply["text"]  # whoever wrote it
    return reply


def measured(client: TestClient, name: str) -> float:
    lines = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text.splitlines()
    found = [line.split()[1] for line in lines if line.split()[0].endswith(f"_model_{name}")]
    assert len(found) == 1, name
    return float(found[0])


def ready(client: TestClient) -> str:
    told: str = client.get("/readyz").json()["model"]
    return told


def test_a_model_is_watched_through_failure_rest_probe_and_budget(
    client: TestClient,
    watched: Assistant,
    scripted_server: ScriptedServer,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert (ready(client), measured(client, "tokens_today")) == ("unknown", 0)

    scripted_server.enqueue(says_pears(400))
    answer = ask(client)
    assert (answer["engine"], answer["notice"]) == ("scripted", None)
    assert ready(client) == "answering"
    assert [measured(client, n) for n in ("calls", "failures", "tokens_today", "failing")] == [
        1, 0, 400, 0,
    ]  # fmt: skip
    page = client.get("/owner/state").text
    assert "working, 1 calls, 0 failed" in page
    assert "400 of 1,000 (40%)" in page

    # It fails until it is left alone: the visitors get the article's own words at once.
    scripted_server.enqueue(*[fails(401)] * spending.FAILURES_MOST)
    for _ in range(spending.FAILURES_MOST + 2):
        answer = ask(client)
        assert answer["engine"] == "extractive"
        assert "did not answer" in answer["notice"]
    assert "left alone" in answer["notice"]
    assert len(scripted_server.requests) == 1 + spending.FAILURES_MOST
    assert ready(client) == "failing"
    assert [measured(client, n) for n in ("failures", "failing")] == [spending.FAILURES_MOST, 1]
    assert "did not accept the key" in client.get("/owner/state").text

    # After its rest one question probes it; it fails once more, and rests again.
    asked = len(scripted_server.requests)
    later = time.monotonic() + spending.REST_SECONDS + 1
    breaker = watched._writer._model._client._breaker  # type: ignore[attr-defined]
    monkeypatch.setattr(breaker, "_clock", lambda: later)
    scripted_server.enqueue(fails(401))
    ask(client)
    ask(client)
    assert len(scripted_server.requests) == asked + 1

    # The next probe finds it well.
    monkeypatch.setattr(breaker, "_clock", lambda: later + spending.REST_SECONDS + 1)
    scripted_server.enqueue(says_pears(700))
    assert ask(client)["engine"] == "scripted"
    assert (ready(client), measured(client, "failing")) == ("answering", 0)
    assert measured(client, "tokens_today") == 1_100

    # Its budget is used up: nobody is asked, and the visitor is told.
    asked = len(scripted_server.requests)
    answer = ask(client)
    assert answer["engine"] == "extractive"
    assert "budget of the language model for this day is used up" in answer["notice"]
    assert len(scripted_server.requests) == asked
    assert "1,100 of 1,000 (110%)" in client.get("/owner/state").text
