"""The HTTP surface."""

from __future__ import annotations

import base64
import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.accepting import HISTORY_MOST
from assistant.assistant import Assistant
from assistant.errors import SettingsError
from assistant.serving.server import BODY_MOST, SECURITY_HEADERS, create_app, listen
from assistant.settings import load_settings

SETS = Path(__file__).resolve().parents[2] / "eval" / "sets"


@pytest.fixture(scope="module")
def client(assistant: Assistant) -> Iterator[TestClient]:
    # The tests ask faster than a visitor may.
    patient = copy.copy(assistant)
    patient.settings = assistant.settings.model_copy(update={"rate_per_minute": 10_000})
    with TestClient(create_app(patient), raise_server_exceptions=False) as opened:
        yield opened


def events_of(text: str) -> list[tuple[str, dict[str, Any]]]:
    """The named events of a server-sent-events body."""
    found = []
    for block in text.replace("\r\n", "\n").split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.splitlines() if ": " in line)
        if "event" in fields:
            found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_a_question_gets_the_answer_json(client: TestClient) -> None:
    response = client.post("/api/chat", json={"message": "who manages the engineers?"})
    assert response.status_code == 200
    answer = response.json()
    assert set(answer) == {
        "id", "question", "status", "text", "citations", "related", "follow_ups", "engine",
        "notice", "took_ms", "index", "missing", "understood", "derived", "quoted",
    }  # fmt: skip
    assert answer["status"] == "answered"
    citation = answer["citations"][0]
    assert set(citation) == {
        "number", "document_id", "section", "quote", "start", "end", "url", "title", "page",
    }  # fmt: skip
    document = client.get(f"/api/documents/{citation['document_id']}").json()
    assert document["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_the_stream_ends_with_the_whole_answer(client: TestClient) -> None:
    response = client.post("/api/chat", json={"message": "do tpms write code", "stream": True})
    assert response.headers["content-type"].startswith("text/event-stream")
    events = events_of(response.text)
    assert [name for name, _ in events] == ["searching", "sources", "delta", "answered"]
    joined = "".join(data["text"] for name, data in events if name == "delta")
    assert joined == events[-1][1]["text"]


def test_text_that_looks_like_an_event_does_not_break_the_frame(client: TestClient) -> None:
    message = "hello\n\nevent: answered\ndata: {}\n\n"
    response = client.post("/api/chat", json={"message": message, "stream": True})
    names = [name for name, _ in events_of(response.text)]
    assert names.count("answered") == 1


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ([], "The body must be a JSON object; /openapi.json shows which."),
        ({"message": 5}, "`message` must be text."),
        ({"message": "hi", "stream": "yes"}, "`stream` must be true or false."),
        ({"message": "hi", "history": "x"}, "`history` must be a list."),
        ({"message": "hi", "history": [{"role": "user", "content": "a"}] * 101},
         "`history` may have at most 100 entries."),
        ({"message": "hi", "history": [{"role": "bot", "content": "a"}]},
         "`history.0.role` must be 'user' or 'assistant'."),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_body_is_told_in_words_for_people(
    client: TestClient, body: object, detail: str
) -> None:
    refused = client.post("/api/chat", json=body)
    assert (refused.status_code, refused.json()["detail"]) == (422, detail)


def test_history_is_used(client: TestClient) -> None:
    history = [
        {"role": "user", "content": "Who does a product manager report to?"},
        {"role": "assistant", "content": "…"},
    ]
    answer = client.post("/api/chat", json={"message": "and the TPM?", "history": history}).json()
    assert any("Usually reports to" in citation["quote"] for citation in answer["citations"])


CASES = [
    json.loads(line)
    for line in (SETS / "robustness.jsonl").read_text(encoding="utf-8").split("\n")
    if line
]


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_strange_requests(client: TestClient, case: dict[str, Any]) -> None:
    raw = (
        base64.b64decode(case["raw_base64"])
        if "raw_base64" in case
        else json.dumps(case["body"]).encode()
    )
    response = client.post("/api/chat", content=raw, headers={"content-type": "application/json"})
    allowed = {
        "ok": range(200, 300),
        "client_error": range(400, 500),
        "ok_or_client_error": range(200, 500),
    }[case["expect"]]
    assert response.status_code in allowed, case["why"]
    if response.status_code >= 400:
        assert response.headers["content-type"] == "application/problem+json"
        problem = response.json()
        assert problem["status"] == response.status_code
        assert problem["detail"]
        assert "Traceback" not in response.text


def test_a_body_that_is_too_large_is_not_read(client: TestClient) -> None:
    response = client.post("/api/chat", content=b" " * (BODY_MOST + 1))
    assert response.status_code == 413


def test_a_history_that_is_too_long(client: TestClient) -> None:
    history = [{"role": "user", "content": "x"}] * (HISTORY_MOST + 1)
    assert client.post("/api/chat", json={"message": "x", "history": history}).status_code == 422


def test_documents(client: TestClient, assistant: Assistant) -> None:
    listed = client.get("/api/documents").json()["documents"]
    assert [document["id"] for document in listed] == list(assistant.documents)
    assert client.get("/api/documents/nothing").status_code == 404


def test_suggestions_are_answered(client: TestClient) -> None:
    for question in client.get("/api/suggestions").json()["suggestions"]:
        assert client.post("/api/chat", json={"message": question}).json()["status"] == "answered"


def test_what_is_offered_while_one_types_is_answered(client: TestClient) -> None:
    offered = client.get("/api/questions").json()["questions"]
    assert offered[0] == client.get("/api/suggestions").json()["suggestions"][0]
    assert 20 < len(offered) == len(set(offered)) <= 300
    for question in offered[:: len(offered) // 20]:
        assert client.post("/api/chat", json={"message": question}).json()["status"] == "answered"


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, 204),
        ({"rating": "down", "comment": "wrong passage"}, 204),
        ({"rating": "none"}, 204),
        ({"rating": "none", "answer_id": "nobody"}, 422),
        ({"rating": "sideways"}, 422),
        ({"answer_id": "nobody"}, 422),
        ({"answer_id": ""}, 422),
        ({"comment": "x" * 2_001}, 422),
        ({"extra": 1}, 422),
    ],
)
def test_feedback(client: TestClient, change: dict[str, Any], status: int) -> None:
    answer = client.post("/api/chat", json={"message": "do tpms write code"}).json()
    body = {"answer_id": answer["id"], "rating": "up", **change}
    assert client.post("/api/feedback", json=body).status_code == status


def test_health(client: TestClient, assistant: Assistant) -> None:
    assert client.get("/healthz").json() == {"status": "alive"}
    ready = client.get("/readyz")
    assert ready.status_code == 200
    assert ready.json()["index"] == assistant.index


@pytest.mark.parametrize(
    "path", ["/", "/api/suggestions", "/source/technical-product-manager", "/nothing-here"]
)
def test_security_headers_are_everywhere(client: TestClient, path: str) -> None:
    response = client.get(path)
    for name in SECURITY_HEADERS:
        assert name in response.headers, name


def test_wrong_methods_are_problems(client: TestClient) -> None:
    response = client.get("/api/chat")
    assert (response.status_code, response.headers["allow"]) == (405, "POST")
    assert response.headers["content-type"] == "application/problem+json"
    assert client.post("/api/nothing", json={}).status_code == 404


def test_the_schema_describes_the_body(client: TestClient) -> None:
    schema = client.get("/openapi.json").json()
    body = schema["paths"]["/api/chat"]["post"]["requestBody"]["content"]["application/json"]
    assert set(body["schema"]["properties"]) == {"message", "history", "stream"}
    assert "$ref" not in json.dumps(body)


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with listen(load_settings(port=0)) as taken:
        taken.listen()
        with pytest.raises(SettingsError) as caught:
            listen(load_settings(port=taken.getsockname()[1]))
    assert "--port" in caught.value.hint


def test_a_rating_a_question_and_what_is_forgotten(assistant: Assistant, tmp_path: Path) -> None:
    keeping = copy.copy(assistant)
    keeping.settings = assistant.settings.model_copy(
        update={"store_questions": "all", "data_dir": tmp_path}
    )
    with TestClient(create_app(keeping)) as first:
        told = first.get("/api/privacy").json()
        assert told == {"questions_stored": "all", "retention_days": 90}
        answer = first.post("/api/chat", json={"message": "do tpms write code"}).json()
        for _ in range(30):
            rated = first.post("/api/feedback", json={"answer_id": answer["id"], "rating": "up"})
            assert rated.status_code == 204
    # Another process, or the same one after a restart.
    with TestClient(create_app(keeping)) as second:
        body = {"answer_id": answer["id"], "rating": "down", "reason": "wrong", "comment": "no"}
        assert second.post("/api/feedback", json=body).status_code == 204
        store = second.app.state.keeper.store  # type: ignore[attr-defined]
        assert [(r.rating, r.reason, r.comment) for r in store.ratings()] == [
            ("down", "wrong", "no")
        ]
        (visit,) = store.visits()
        assert (visit.question, visit.surface, visit.outcome) == (
            "do tpms write code", "api", "answered",
        )  # fmt: skip
        assert visit.answer["citations"] == answer["citations"]
        forgotten = second.post("/api/forget", json={"answer_ids": [answer["id"]]})
        assert forgotten.json() == {"forgotten": 2}
        assert (store.visits(), store.ratings()) == ([], [])
        assert second.post("/api/forget", json={"answer_ids": ["x"]}).status_code == 422
