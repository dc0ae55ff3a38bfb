"""The allow-list and the limits: what browsers of other sites, and floods, are answered."""

from __future__ import annotations

from typing import Any

import pytest
from fastapi import FastAPI, WebSocket
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response, StreamingResponse
from starlette.websockets import WebSocketDisconnect

from assistant.errors import SettingsError
from assistant.serving import access
from assistant.serving.access import allowed_origins, canonical_origin
from assistant.settings import load_settings

OWN = "http://testserver"
SITE = "https://jobs.example"
PATHS = ("/api/chat", "/api/feedback", "/api/suggestions", "/widget/panel.js", "/widget/demo")
WRONG = {
    "another site": "https://evil.example",
    "null": "null",
    "prefix look-alike": "https://jobs.example.evil.example",
    "suffix look-alike": "https://evil-jobs.example",
    "subdomain": "https://www.jobs.example",
    "parent": "https://example",
    "another port": "https://jobs.example:8443",
    "own host, another port": "http://testserver:8080",
    "another scheme": "http://jobs.example",
    "own host, another scheme": "https://testserver",
    "trailing dot": "https://jobs.example.",
    "trailing slash": "https://jobs.example/",
    "upper case": "https://JOBS.example",
    "user part": "https://jobs.example@evil.example",
    "two in one": "https://jobs.example https://evil.example",
    "comma": "https://jobs.example,https://evil.example",
    "tab": "https://jobs.example\tx",
    "homograph": "https://xn--jbs-2eb.example",
    "empty": "",
    "file": "file://",
    "extension": "chrome-extension://abcdefgh",
    "wildcard": "*",
}


def make_app(**choices: Any) -> FastAPI:
    app = FastAPI()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def anything(path: str) -> Response:
        if path == "api/chat":
            return StreamingResponse(iter(["event: answered\n", "data: {}\n\n"]))
        return Response("here")

    @app.websocket("/socket")
    async def socket(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("hello")
        await websocket.close()

    access.add(app, load_settings(**choices))
    return app


@pytest.fixture
def client() -> TestClient:
    return TestClient(make_app(widget_origins=(SITE,)))


@pytest.mark.parametrize("origin", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["GET", "POST", "OPTIONS", "HEAD"])
def test_wrong_origins_are_refused(client: TestClient, path: str, method: str, origin: str) -> None:
    headers = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    reply = client.request(method, path, headers=headers)
    assert reply.status_code == 403
    assert reply.headers["content-type"] == "application/problem+json"
    assert "access-control-allow-origin" not in reply.headers
    assert reply.headers["cache-control"] == "no-store"
    if method != "HEAD":
        problem = reply.json()
        assert (problem["status"], problem["type"]) == (403, "about:blank")
        assert "ASSISTANT_WIDGET_ORIGINS" in problem["detail"]


@pytest.mark.parametrize("path", PATHS)
def test_an_allowed_site_may_read(client: TestClient, path: str) -> None:
    for method in ("GET", "POST"):
        reply = client.request(method, path, headers={"Origin": SITE})
        assert reply.status_code == 200
        assert reply.headers["access-control-allow-origin"] == SITE
        assert "Origin" in reply.headers["vary"]
        assert "access-control-allow-credentials" not in reply.headers


@pytest.mark.parametrize("path", PATHS)
def test_the_servers_own_pages_and_programs_pass(client: TestClient, path: str) -> None:
    for headers in ({"Origin": OWN}, {}, {"Sec-Fetch-Site": "same-origin"}):
        assert client.post(path, headers=headers).status_code == 200


def test_preflight_of_an_allowed_site(client: TestClient) -> None:
    ask = {"Origin": SITE, "Access-Control-Request-Method": "POST"}
    good = client.options(
        "/api/chat", headers={**ask, "Access-Control-Request-Headers": "content-type"}
    )
    assert good.status_code == 200
    assert good.headers["access-control-allow-origin"] == SITE
    odd = client.options("/api/chat", headers={**ask, "Access-Control-Request-Headers": "x-odd"})
    assert odd.status_code == 400
    put = client.options("/api/chat", headers={**ask, "Access-Control-Request-Method": "PUT"})
    assert put.status_code == 400


def test_an_empty_list_means_only_the_server_itself() -> None:
    client = TestClient(make_app())
    assert client.post("/api/chat", headers={"Origin": SITE}).status_code == 403
    assert client.post("/api/chat", headers={"Origin": OWN}).status_code == 200


def test_two_origin_headers_are_refused(client: TestClient) -> None:
    reply = client.get("/api/x", headers=[("Origin", SITE), ("Origin", "https://evil.example")])
    assert reply.status_code == 403


@pytest.mark.parametrize(
    ("path", "referrer", "mode", "status"),
    [
        ("/widget/panel.js", "https://evil.example/page", "no-cors", 403),
        ("/widget/v1.js", "https://evil.example/page", "no-cors", 200),  # to be told why not
        ("/widget/v1.js", f"{SITE}/jobs?x=1", "no-cors", 200),
        ("/widget/v1.js", "", "no-cors", 200),  # a page that hides its address
        ("/api/documents/a", "", "no-cors", 403),
        ("/api/documents/a", "https://evil.example/", "no-cors", 403),
        ("/api/documents/a", "https://evil.example/", "navigate", 200),  # a link was followed
        ("/source/a", "https://evil.example/", "no-cors", 200),
    ],
)
def test_loads_without_an_origin_header(
    client: TestClient, path: str, referrer: str, mode: str, status: int
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": mode}
    if referrer:
        headers["Referer"] = referrer
    assert client.get(path, headers=headers).status_code == status


def test_a_proxy_that_ends_tls() -> None:
    plain = TestClient(make_app())
    own = {"Origin": "https://testserver"}
    assert plain.post("/api/chat", headers=own).status_code == 403
    assert plain.post("/api/chat", headers=own | {"X-Forwarded-Proto": "https"}).status_code == 403
    browser = own | {"Sec-Fetch-Site": "same-origin"}
    assert plain.post("/api/chat", headers=browser).status_code == 200
    behind = TestClient(make_app(trust_proxy=True))
    forwarded = {"Origin": "https://203.0.113.7", "X-Forwarded-Proto": "https"}
    assert behind.post("/api/chat", headers=forwarded).status_code == 403
    forwarded["X-Forwarded-Host"] = "203.0.113.7"
    assert behind.post("/api/chat", headers=forwarded).status_code == 200


def test_the_browsers_word_is_enough_behind_a_proxy_that_changes_host_and_port() -> None:
    plain = TestClient(make_app())
    for origin in ("http://localhost:8080", "https://ask.example"):
        own = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
        assert plain.post("/api/chat", headers=own).status_code == 200
        for claim in ("cross-site", "same-site", "none"):
            claimed = own | {"Sec-Fetch-Site": claim}
            assert plain.post("/api/chat", headers=claimed).status_code == 403


def test_a_listed_name_is_the_servers_own_where_browsers_send_no_such_word() -> None:
    client = TestClient(make_app(hosts=("ask.example",)))
    for origin in ("http://ask.example", "http://ask.example:8080", "https://ask.example"):
        assert client.post("/api/chat", headers={"Origin": origin}).status_code == 200
    for origin in ("http://ask.example.evil.example", "http://evil.example", "null", ""):
        assert client.post("/api/chat", headers={"Origin": origin}).status_code == 403


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("ask.example", True),
        ("ASK.example.:8080", True),
        ("a.jobs.example", True),
        ("jobs.example", False),
        ("127.0.0.1:7860", True),
        ("[::1]:7860", True),
        ("203.0.113.7", True),
        ("localhost:1", True),
        ("tpm.localhost", True),
        ("replicas", True),
        ("evil.example", False),
        ("evil.example:7860", False),
        ("127.0.0.1.evil.example", False),
        ("ask.example@evil.example", False),
        ("evil.example, ask.example", False),
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_only_names_of_this_server_are_answered(method: str, host: str, known: bool) -> None:
    client = TestClient(make_app(hosts=("ask.example", "*.jobs.example")))
    # A stranger's name that points here: host and origin fit each other.
    headers = {"Host": host, "Origin": f"http://{host}", "X-Forwarded-Host": "ask.example"}
    reply = client.request(method, "/api/chat", headers=headers)
    if known:
        assert reply.status_code != 421
        return
    assert reply.status_code == 421
    assert "ASSISTANT_HOSTS" in reply.json()["detail"]


def test_a_forwarded_name_counts_only_from_a_trusted_proxy() -> None:
    headers = {"Host": "127.0.0.1:7860", "X-Forwarded-Host": "evil.example"}
    assert TestClient(make_app()).get("/", headers=headers).status_code == 200
    assert TestClient(make_app(trust_proxy=True)).get("/", headers=headers).status_code == 421


def test_websockets_are_gated_too(client: TestClient) -> None:
    with client.websocket_connect("/socket", headers={"Origin": SITE}) as socket:
        assert socket.receive_text() == "hello"
    with pytest.raises(WebSocketDisconnect) as caught:
        client.websocket_connect("/socket", headers={"Origin": "null"}).__enter__()
    assert caught.value.code == 1008


def test_gradio_finds_the_middleware_it_looks_for() -> None:
    layers: list[object] = [layer.cls for layer in make_app().user_middleware]
    assert CORSMiddleware in layers


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://jobs.example", "https://jobs.example"),
        (" HTTPS://Jobs.Example/ ", "https://jobs.example"),
        ("https://jobs.example:443", "https://jobs.example"),
        ("http://jobs.example:80", "http://jobs.example"),
        ("http://localhost:3000", "http://localhost:3000"),
        ("https://bücher.example", "https://xn--bcher-kva.example"),
        ("http://[::1]:8000", "http://[::1]:8000"),
    ],
)
def test_origins_are_written_as_browsers_do(written: str, origin: str) -> None:
    assert canonical_origin(written) == origin
    assert canonical_origin(origin) == origin


@pytest.mark.parametrize(
    "written",
    [
        *("*", "null", "https://*.example", "jobs.example", "https://", "ftp://jobs.example"),
        *("https://jobs.example/path", "https://a@jobs.example", "https://jobs.example:x"),
        *("https://jobs.example?q", "https://jobs .example", "https://jobs.example:99999"),
    ],
)
def test_what_is_not_one_origin_stops_the_start(written: str) -> None:
    with pytest.raises(SettingsError) as caught:
        allowed_origins(load_settings(widget_origins=(written,)))
    assert "https://jobs.example" in caught.value.hint


@given(st.text(max_size=60))
def test_any_text_is_an_origin_or_a_settings_error(text: str) -> None:
    try:
        origin = canonical_origin(text)
    except SettingsError:
        return
    assert canonical_origin(origin) == origin
    assert origin.startswith(("http://", "https://"))
