"""``/openapi.json`` tells the truth: real replies, events and problems fit what it says."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from assistant.assistant import Assistant
from assistant.records import EVENT_NAMES, Answer
from assistant.serving import schema
from assistant.serving.server import create_app
from tests.serving.test_server import events_of

QUESTIONS = (
    "who manages the engineers?",
    "How does a TPM spend the day?",
    "hello",
    "what is the capital of France?",
)


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    patient = copy.copy(assistant)
    patient.settings = assistant.settings.model_copy(update={"rate_per_minute": 10_000})
    with TestClient(create_app(patient), raise_server_exceptions=False) as opened:
        yield opened


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    loaded: dict[str, Any] = client.get("/openapi.json").json()
    return loaded


def check(document: dict[str, Any], wanted: dict[str, Any], value: object) -> None:
    Draft202012Validator({**wanted, "components": document["components"]}).validate(value)


def reply_schema(
    document: dict[str, Any], method: str, path: str, status: str = "200"
) -> dict[str, Any]:
    operation = document["paths"][path][method]
    found: dict[str, Any] = operation["responses"][status]["content"]["application/json"]["schema"]
    return found


def problem_schema(document: dict[str, Any], method: str, path: str) -> dict[str, Any]:
    content = document["paths"][path][method]["responses"]["default"]["content"]
    found: dict[str, Any] = content["application/problem+json"]["schema"]
    return found


@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_and_events(client: TestClient, document: dict[str, Any], question: str) -> None:
    answer = client.post("/api/chat", json={"message": question}).json()
    check(document, reply_schema(document, "post", "/api/chat"), answer)
    content = document["paths"]["/api/chat"]["post"]["responses"]["200"]["content"]
    told = content["text/event-stream"]["x-events"]
    assert set(told) == set(EVENT_NAMES.values())
    stream = client.post("/api/chat", json={"message": question, "stream": True}).text
    names = []
    for name, data in events_of(stream):
        names.append(name)
        check(document, told[name], data)
    assert names[-1] == "answered"


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/api/documents", "/api/documents"),
        ("/api/documents/{document_id}", "/api/documents/technical-product-manager"),
        ("/api/suggestions", "/api/suggestions"),
        ("/api/questions", "/api/questions"),
        ("/healthz", "/healthz"),
        ("/readyz", "/readyz"),
    ],
)
def test_other_replies(client: TestClient, document: dict[str, Any], path: str, asked: str) -> None:
    check(document, reply_schema(document, "get", path), client.get(asked).json())
    head = client.head(asked)
    assert (head.status_code, head.content) == (200, b"")
    wrong = client.delete(asked)
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET")
    check(document, problem_schema(document, "get", path), wrong.json())


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("POST", "/api/chat", b"{", 400),
        ("POST", "/api/chat", b'{"message": ""}', 422),
        ("POST", "/api/chat", b"{}", 422),
        ("POST", "/api/feedback", b'{"answer_id": "x", "rating": "up"}', 422),
        ("GET", "/api/documents/nothing", b"", 404),
        ("GET", "/nothing", b"", 404),
        ("GET", "/api", b"", 404),
        ("PUT", "/", b"", 405),
        ("POST", "/source/technical-product-manager", b"", 405),
        ("POST", "/widget/v1.js", b"", 405),
        ("GET", "/web/nothing.css", b"", 404),
        ("GET", "/widget/nothing", b"", 404),
        ("POST", "/api/chat", b" " * 1_000_001, 413),
    ],
)
def test_problems(
    client: TestClient,
    document: dict[str, Any],
    method: str,
    path: str,
    body: bytes,
    status: int,
) -> None:
    reply = client.request(method, path, content=body)
    assert reply.status_code == status
    assert reply.headers["content-type"] == "application/problem+json"
    check(document, {"$ref": "#/components/schemas/ProblemModel"}, reply.json())
    assert reply.json()["request_id"] == reply.headers["x-request-id"]


@pytest.mark.parametrize("path", ["/", "/source/technical-product-manager", "/widget/demo"])
def test_pages_have_a_head(client: TestClient, path: str) -> None:
    reply = client.head(path)
    assert (reply.status_code, reply.content) == (200, b"")
    assert reply.headers["content-type"].startswith("text/html")


def test_the_models_are_the_records() -> None:
    answer = Answer("i", "q", "small_talk", "t", "e", "f", 1.0)
    assert set(schema.AnswerModel.model_fields) == set(answer.to_json())
    assert set(schema.EVENTS) == set(EVENT_NAMES.values())


def test_every_operation_tells_its_reply_and_its_problem(document: dict[str, Any]) -> None:
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            assert "default" in operation["responses"], (path, method)
            assert '"schema": {}' not in json.dumps(operation["responses"]), (path, method)
