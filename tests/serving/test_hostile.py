"""What a stranger may send to any route: a problem document, never a 5xx, never a traceback."""

from __future__ import annotations

import copy
import logging
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.serving.doors import PageFunction
from assistant.serving.late_page import LatePage
from assistant.serving.server import create_app

CALL: dict[str, Any] = {
    "data": ["do tpms write code", "[]"],
    "fn_index": 0,
    "session_hash": "abc123",
    "event_data": None,
    "trigger_id": 10,
}
CLOSED = [
    ("POST", "/gradio_api/upload"),
    ("POST", "/gradio_api/run/ask"),
    ("POST", "/gradio_api/run/%00"),
    ("POST", "/gradio_api/api/predict"),
    ("POST", "/gradio_api/call/ask"),
    ("POST", "/gradio_api/call/v2/ask"),
    ("GET", "/gradio_api/call/ask/1"),
    ("GET", "/gradio_api/proxy=%00"),
    ("GET", "/gradio_api/proxy=http://evil.example/"),
    ("GET", "/gradio_api/file=/etc/passwd"),
    ("GET", "/gradio_api/file/etc/passwd"),
    ("GET", "/gradio_api/stream/a/b/c/playlist.m3u8"),
    ("POST", "/gradio_api/component_server"),
    ("POST", "/gradio_api/process_recording"),
    ("POST", "/gradio_api/vibe-edit"),
    ("GET", "/gradio_api/vibe-code"),
    ("GET", "/gradio_api/deep_link"),
    ("GET", "/gradio_api/openapi.json"),
    ("GET", "/gradio_api/mcp/sse"),
    ("GET", "/monitoring"),
    ("GET", "/login_check"),
    ("POST", "/login"),
    ("GET", "/static/../../etc/passwd"),
    ("GET", "/assets/%2e%2e/%2e%2e/etc/passwd"),
    ("GET", "/web/..%2f..%2fsettings.py"),
    ("GET", "/source/..%2f..%2fetc%2fpasswd"),
    ("GET", "/source/%00"),
    ("GET", "/api/documents/%00"),
    ("GET", "/api/documents/" + "x" * 5_000),
    ("GET", "/%00"),
    ("GET", "/" + "a/" * 500),
    ("GET", "/gradio_api/heartbeat/%00"),
    ("GET", "/gradio_api/queue/data"),
    ("GET", "/gradio_api/queue/data?session_hash=%00"),
]


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    patient = copy.copy(assistant)
    patient.settings = assistant.settings.model_copy(update={"rate_per_minute": 10_000})
    with TestClient(create_app(patient), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Iterator[None]:
    """No test may leave a traceback anywhere."""
    with caplog.at_level(logging.INFO):
        yield
    said = caplog.text + "".join(capfd.readouterr())
    assert "Traceback" not in said


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_what_the_page_does_not_need_is_closed(client: TestClient, method: str, path: str) -> None:
    body = b"x" * 1000 if method == "POST" else b""
    reply = client.request(method, path, content=body)
    assert 400 <= reply.status_code < 500, reply.text[:200]
    assert reply.headers["content-type"] == "application/problem+json"


def with_(**changes: Any) -> dict[str, Any]:
    return {**CALL, **changes}


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/run/predict"])
@pytest.mark.parametrize(
    "body",
    [
        with_(fn_index=999),
        with_(fn_index=-1),
        with_(fn_index="0"),
        with_(fn_index=None),
        with_(fn_index=True),
        with_(data=[]),
        with_(data=["only one"]),
        with_(data=[{"a": 1}, ""]),
        with_(data=[None, ""]),
        with_(data=["q", []]),
        with_(data="text"),
        with_(session_hash="\0"),
        with_(session_hash="x" * 100),
        with_(session_hash=["a"]),
        with_(event_id="a"),
        with_(batched=True),
        with_(request={}),
        {},
        [],
        None,
    ],
    ids=str,
)
def test_calls_that_the_page_does_not_make(client: TestClient, path: str, body: object) -> None:
    reply = client.post(path, json=body)
    assert 400 <= reply.status_code < 500
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/gradio_api/queue/join", "/gradio_api/cancel", "/api/feedback"])
@pytest.mark.parametrize("body", [b"\xff\xfe", b"[" * 100_000, b'"\\ud800"', b"NaN", b""])
def test_bodies_that_are_no_json(client: TestClient, path: str, body: bytes) -> None:
    reply = client.post(path, content=body)
    assert 400 <= reply.status_code < 500
    assert reply.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    "path", ["/gradio_api/queue/join", "/gradio_api/run/predict", "/api/feedback", "/nothing"]
)
def test_every_route_has_the_same_size_limit(client: TestClient, path: str) -> None:
    assert client.post(path, content=b" " * 1_000_001).status_code == 413


def test_the_page_knows_which_of_its_functions_ask(client: TestClient) -> None:
    assert client.portal is not None
    page: LatePage = client.app.state.page  # type: ignore[attr-defined]
    functions: Mapping[int, PageFunction] = client.portal.call(page.functions)
    asking = {number for number, function in functions.items() if function.asks}
    # One, for the box and the button alike.
    assert asking == {CALL["fn_index"]}
    assert functions[0].inputs == ("textbox", "textbox")


def test_floods_through_the_chat_pages_queue_are_refused(assistant: Assistant) -> None:
    limited = copy.copy(assistant)
    limited.settings = assistant.settings.model_copy(
        update={"rate_per_minute": 5, "metrics_token": SecretStr("t")}
    )
    with TestClient(create_app(limited), raise_server_exceptions=False) as client:
        codes = [client.post("/gradio_api/queue/join", json=CALL).status_code for _ in range(8)]
        assert codes == [200] * 5 + [429] * 3
        assert client.post("/api/chat", json={"message": "hello"}).status_code == 429
        told = client.get("/metrics", headers={"Authorization": "Bearer t"}).text
        assert client.get("/metrics").status_code == 404
    assert 'assistant_limited_total{act="ask"} 4.0' in told
