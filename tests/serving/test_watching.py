"""What is seen from outside: metrics, log lines and traces, and never what somebody asked."""

from __future__ import annotations

import copy
import io
import json
import logging
import re
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.serving import logs, tracing
from assistant.serving.server import create_app

WORDS = "zanzibar periwinkle"
TOKEN = {"Authorization": "Bearer t"}


@pytest.fixture
def spans(monkeypatch: pytest.MonkeyPatch) -> InMemorySpanExporter:
    exporter = InMemorySpanExporter()
    add = tracing.add
    monkeypatch.setattr(tracing, "add", lambda app, settings: add(app, settings, exporter))
    return exporter


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    level = root.level
    handler = logs.set_up("json")
    assert isinstance(handler, logging.StreamHandler)
    told = io.StringIO()
    handler.setStream(told)
    yield told
    root.removeHandler(handler)
    root.setLevel(level)


def test_everything_is_watched_and_nothing_tells_what_was_asked(
    assistant: Assistant, spans: InMemorySpanExporter, stream: io.StringIO
) -> None:
    watched = copy.copy(assistant)
    watched.settings = assistant.settings.model_copy(
        update={"metrics_token": SecretStr("t"), "otel_endpoint": "http://127.0.0.1:9"}
    )
    app = create_app(watched)
    with TestClient(app, raise_server_exceptions=False) as client:
        for message in (f"do tpms write code {WORDS}", f"{WORDS}?", "hello"):
            answer = client.post("/api/chat", json={"message": message})
            assert answer.status_code == 200
        client.post("/api/chat", json={"message": WORDS * 500})
        client.get(f"/{WORDS}?q={WORDS}")
        rated = {"answer_id": answer.json()["id"], "rating": "up", "comment": WORDS}
        assert client.post("/api/feedback", json=rated).status_code == 204
        metrics = client.get("/metrics", headers=TOKEN).text
        assert client.get("/metrics").status_code == 404
        app.state.traces.force_flush()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    requests = [line for line in lines if line["logger"] == "assistant.requests"]
    assert {line["route"] for line in requests} >= {"/api/chat", "/api/feedback", "other"}
    assert all(line["request_id"] and line["ms"] >= 0 for line in requests)
    names = {span.name for span in spans.get_finished_spans()}
    assert "POST /api/chat" in names
    told = [metrics, stream.getvalue(), *(span.to_json() for span in spans.get_finished_spans())]
    for word in (*WORDS.split(), "testclient"):
        assert [text[:2_000] for text in told if word in text] == [], word
    for wanted in (
        'assistant_questions_total{outcome="small_talk",surface="api"} 1.0',
        'assistant_ratings_total{rating="up"} 1.0',
        'assistant_http_requests_total{method="POST",route="/api/chat",status="422"} 1.0',
        'assistant_stage_seconds_count{stage="whole"} 3.0',
        "assistant_questions_in_flight 0.0",
    ):
        assert wanted in metrics
    assert f'assistant_index_info{{index="{assistant.index}"}} 1.0' in metrics
    assert re.search(r"^assistant_index_age_seconds [\d.e+]+$", metrics, re.MULTILINE)
    assert re.search(r"^assistant_store_waiting \d", metrics, re.MULTILINE)


def test_a_request_id_is_taken_from_a_trusted_proxy_only(assistant: Assistant) -> None:
    for trusted in (False, True):
        one = copy.copy(assistant)
        one.settings = assistant.settings.model_copy(update={"trust_proxy": trusted})
        with TestClient(create_app(one)) as client:
            reply = client.get("/nothing", headers={"X-Request-ID": "from-the-proxy-1"})
            assert (reply.headers["x-request-id"] == "from-the-proxy-1") is trusted
            assert reply.json()["request_id"] == reply.headers["x-request-id"]
            odd = client.get("/nothing", headers={"X-Request-ID": "a b\tc"})
            assert "a b" not in odd.headers["x-request-id"]
