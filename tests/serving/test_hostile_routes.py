"""Every route there is, with everything switched on, and what no client would send: odd paths,
headers, bodies and forms, also by an owner who is signed in. Nothing may end as our fault."""

from __future__ import annotations

import json
import logging
import random
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr
from starlette.routing import Route

from assistant.assistant import Assistant
from assistant.owner.passwords import hashed
from assistant.serving.server import create_app
from assistant.serving.watch import each_route
from assistant.settings import load_settings
from tests.conftest import FRUIT

PASSWORD = "correct horse battery"
PAGE = [
    *("/", "/config", "/theme.css", "/robots.txt", "/favicon.ico", "/assets/{x}", "/static/{x}"),
    *("/svelte/{x}", "/web/{x}", "/gradio_api/info", "/gradio_api/app_id", "/{x}"),
    *("/gradio_api/queue/join", "/gradio_api/run/predict", "/gradio_api/cancel"),
    *("/gradio_api/reset", "/gradio_api/heartbeat/", "/gradio_api/file={x}", "/gradio_api/upload"),
]
VALUES = [
    *("", "\0", "a" * 5_000, "ä" * 200, "../../etc/passwd", "..", "%", "{{7*7}}", "<script>", "💥"),
    *("null", "-1", "1e999", "9" * 400, "\u202e", "a\r\nX: y", "fruit", "csv"),
]
HEADERS: list[tuple[str, list[bytes]]] = [
    ("accept", [b"\xff\xfe", b"", b"text/html", b"a/b;q=x"]),
    ("accept-encoding", [b"identity;q=0, *;q=0", b"br;q=x", b"\xff"]),
    ("accept-language", [b"\xff", b"x" * 3_000, b"de;q=x"]),
    ("authorization", [b"Bearer", b"Bearer \xff", b"Basic eDp5", b"x"]),
    ("content-encoding", [b"gzip", b"x"]),
    ("content-type", [b"multipart/form-data; boundary=", b"\xff", b"multipart/form-data",
                      b"application/json; charset=x", b"application/x-www-form-urlencoded"]),
    ("cookie", [b"\xff", b"a=b; c", b"owner_session=x", b"=;=;" * 500]),
    ("forwarded", [b"for=\xff", b"x"]),
    ("if-modified-since", [b"never", b"\xff"]),
    ("if-none-match", [b"*", b'W/"x"', b"\xff"]),
    ("mcp-protocol-version", [b"1", b"\xff"]),
    ("mcp-session-id", [b"x", b"\xff"]),
    ("origin", [b"null", b"http://[", b"http://[::1", b"\xff", b"http://a:99999"]),
    ("range", [b"bytes=0-", b"bytes=-1", b"bytes=9-1", b"lines=1", b"bytes=0-0,2-2", b"\xff"]),
    ("referer", [b"http://[", b"http://a:x/", b"\xff", b"x"]),
    ("sec-fetch-site", [b"cross-site", b"same-site", b"x"]),
    ("traceparent", [b"00-x", b"\xff"]),
    ("x-forwarded-for", [b"x", b"\xff", b",", b"1.2.3.4:5"]),
    ("x-forwarded-host", [b"", b"\xff", b"[::1", b"a b"]),
    ("x-forwarded-proto", [b"javascript", b""]),
    ("x-request-id", [b"../..", b"\xff"]),
]  # fmt: skip
BODIES: list[bytes] = [
    b"", b"\xff\xfe", b"[" * 50_000, b'"\\ud800"', b"NaN", b"null", b"[]", b"{}", b"1" * 9_000,
    b'{"message": 1e400}', b'{"message": "a", "history": [{"role": "user"}]}',
    b'{"answer_id": "\\u0000", "rating": "up"}', b'{"answer_ids": ["", null]}',
    b'{"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": false}',
    b'{"jsonrpc": "2.0", "id": {}, "method": "\\ud800"}', b"--x\r\n\r\n", b"a=b&" * 3_000,
]  # fmt: skip
FIELDS = ["action", "act", "ids", "question", "questions", "passages", "kind", "topic", "days",
          "name", "document", "password", "next", "draft", "confirm", "text", "path"]  # fmt: skip


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    everything = load_settings(
        corpus_dir=folder / "corpus", index_dir=folder / "index", data_dir=folder / "data",
        rate_per_minute=100_000, rate_per_minute_all=1_000_000, mcp=True, owner_uploads=True,
        owner_password_hash=SecretStr(hashed(PASSWORD)), store_questions="all",
        owner_token=SecretStr("0123456789abcdef"), trust_proxy=True, reload_seconds=0.0,
        widget_origins=("https://jobs.example",),
    )  # fmt: skip
    with (
        Assistant.open(everything) as assistant,
        TestClient(create_app(assistant), raise_server_exceptions=False) as opened,
    ):
        yield opened


@pytest.fixture(autouse=True, scope="module")
def form_token(client: TestClient) -> str:
    """Signs the owner in, before so many have tried that nobody may; what a form must carry."""
    reply = client.post("/owner/login", data={"password": PASSWORD}, follow_redirects=False)
    client.cookies.set("owner_session", reply.cookies["owner_session"])
    found = re.search(r'name="form_token" value="([^"]+)"', client.get("/owner/documents").text)
    assert found is not None
    return found[1]


def routes(client: TestClient) -> list[tuple[str, str]]:
    """Every method and path; the parts of a path that are free as ``{x}``."""
    app: Any = client.app
    own = [r for r in each_route(app.routes) if isinstance(r, Route)]
    listed = {(m, re.sub(r"\{[^}]*\}", "{x}", r.path)) for r in own for m in r.methods or ("GET",)}
    return sorted(listed | {(m, path) for path in PAGE for m in ("GET", "POST")})


def sent(client: TestClient, method: str, path: str, **rest: Any) -> Any:
    reply = client.request(method, path, follow_redirects=False, **rest)
    assert reply.status_code < 500, (method, path, rest, reply.text[:300])
    return reply


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    with caplog.at_level(logging.WARNING):
        yield
    assert "Traceback" not in caplog.text
    assert "A request failed" not in caplog.text


def test_there_are_routes_to_try(client: TestClient) -> None:
    paths = {path for _, path in routes(client)}
    assert {"/api/chat", "/mcp", "/owner/entries/{x}", "/api/owner/state", "/source/{x}"} <= paths
    assert len(paths) > 60


def test_odd_paths_and_queries(client: TestClient) -> None:
    for method, path in routes(client):
        for value in VALUES if "{x}" in path and method == "GET" else VALUES[:3]:
            tried = path.replace("{x}", quote(value, safe=""))
            query = urlencode({"since": value, "limit": value, "days": value, "lang": value,
                               "format": value, "session_hash": value})  # fmt: skip
            sent(client, method, f"{tried}?{query}"[:12_000])


def test_odd_headers(client: TestClient) -> None:
    every = routes(client)
    for number, (method, path) in enumerate(every):
        tried = path.replace("{x}", "fruit")
        body = b'{"message": "hello"}' if method == "POST" else b""
        # Each route has a third of them, and every header meets a third of the routes.
        for at in range(number % 3, len(HEADERS), 3):
            name, values = HEADERS[at]
            value = values[number // 3 % len(values)]
            sent(client, method, tried, headers={name: value}, content=body)


def test_odd_bodies(client: TestClient) -> None:
    for method, path in routes(client):
        if method == "POST":
            for body in BODIES:
                kind = {"content-type": "application/json"}
                sent(client, "POST", path.replace("{x}", "x"), content=body, headers=kind)


def test_odd_forms_of_an_owner_who_is_signed_in(client: TestClient, form_token: str) -> None:
    chance = random.Random(7)
    asked = client.post("/api/chat", json={"message": "what does a rocket cost"}).json()
    client.app.state.keeper.flush()  # type: ignore[attr-defined]
    forms = [
        p for m, p in routes(client) if m == "POST" and p.startswith("/owner") and "log" not in p
    ]
    reached = set()
    for path in forms:
        for number in range(12):
            form = {name: chance.choice([*VALUES, "save", "delete", "yes", asked["id"]])
                    for name in chance.sample(FIELDS, chance.randrange(6))}  # fmt: skip
            form["form_token"] = form_token
            value = chance.choice([asked["id"], "new", *VALUES])
            tried = path.replace("{x}", quote(value, safe=""))
            if number % 3 or path != "/owner/documents":
                reply = sent(client, "POST", tried, data=form)
            else:
                name = chance.choice(["a.md", "../../x", "a.pdf", "b.docx", "", "x" * 300 + ".md"])
                content = chance.choice([b"", b"%PDF-1.4", b"PK\x03\x04", b"\xff", b"# T\n\nText."])
                files = {chance.choice(["document", "file"]): (name, content)}
                reply = sent(client, "POST", tried, data=form, files=files)
            reached.add(reply.status_code)
    assert 303 in reached  # some did what the owner wanted


def test_odd_calls_of_the_page_and_of_programs(client: TestClient) -> None:
    chance = random.Random(11)

    def odd(depth: int = 0) -> object:
        kinds: list[object] = [
            None,
            True,
            -1,
            2**70,
            1e308,
            "",
            "\0",
            "x" * 3_000,
            chance.choice(VALUES),
        ]
        if depth < 3:
            kinds += [[odd(depth + 1)], {chance.choice(FIELDS): odd(depth + 1)}]
        return chance.choice(kinds)

    whole: dict[str, dict[str, object]] = {
        "/api/chat": {"message": "hello", "history": [], "stream": False},
        "/api/feedback": {"answer_id": "x", "rating": "up", "comment": "c", "reason": "wrong"},
        "/api/forget": {"answer_ids": ["x"]},
        "/gradio_api/queue/join": {"data": ["hello", "[]"], "fn_index": 0, "session_hash": "a1"},
        "/gradio_api/run/predict": {"data": ["hello", "[]"], "fn_index": 0, "session_hash": "a1"},
        "/gradio_api/cancel": {"event_id": "a", "session_hash": "a1"},
        "/mcp": {"jsonrpc": "2.0", "id": 1, "method": "tools/call",
                 "params": {"name": "ask", "arguments": {"question": "hello"}}},
    }  # fmt: skip
    accept = {"accept": "application/json, text/event-stream", "content-type": "application/json"}
    for path, call in whole.items():
        for _ in range(25):
            changed = {**call, chance.choice([*call, "more"]): odd()}
            if "fn_index" in changed and chance.random() < 0.5:
                changed["fn_index"] = chance.randrange(40)
                changed["data"] = [odd() for _ in range(chance.randrange(6))]
            sent(client, "POST", path, content=json.dumps(changed), headers=accept)
