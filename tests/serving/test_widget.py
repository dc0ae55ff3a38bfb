"""The widget without a browser: its weight, its source, its routes, the line to paste."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import SettingsError
from assistant.serving import access, widget
from assistant.serving.widget import SOURCES, Build, builds, current, keep, policy, snippet, tag
from assistant.settings import load_settings

SITE = "https://jobs.example"
HOST = "https://ask.example"


@pytest.fixture
def client() -> TestClient:
    app = FastAPI()
    settings = load_settings(widget_origins=(SITE,))
    app.include_router(widget.router(settings))
    access.add(app, settings)
    return TestClient(app)


class Tags(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


# --- the script ---------------------------------------------------------------------------------


def test_it_weighs_less_than_fifteen_kilobytes() -> None:
    assert len(current().packed) < 15_000
    assert gzip.decompress(current().packed) == current().script


def test_the_script_is_complete() -> None:
    text = current().script.decode()
    assert "{{" not in text
    assert "adoptedStyleSheets" in text
    words = json.loads((SOURCES / "words.json").read_text("utf-8"))
    for texts in words.values():
        assert texts["greeting"] in text


def test_every_build_that_was_released_is_still_served() -> None:
    released = json.loads((SOURCES / "earlier" / "released.json").read_text("utf-8"))
    assert released
    assert set(released) <= set(builds())


@pytest.mark.parametrize(
    "banned",
    [
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("),
        *("document.cookie", "localStorage", "indexedDB", "import(", "XMLHttpRequest"),
        *("sendBeacon", "WebSocket", "setAttribute('style'", ".scrollTo(", "scrollIntoView"),
    ],
)
def test_the_script_does_without(banned: str) -> None:
    assert banned not in current().script.decode()


def test_the_script_names_no_other_host() -> None:
    addresses = set(re.findall(r"https?://[\w.]+", current().script.decode()))
    assert addresses <= {"http://www.w3.org"}  # the name of SVG, not an address to load


def test_every_language_has_every_word() -> None:
    words = json.loads((SOURCES / "words.json").read_text("utf-8"))
    assert set(words) == {"en", "de", "es", "fr"}
    for texts in words.values():
        assert texts.keys() == words["en"].keys()
        for key, text in texts.items():
            assert text.strip()
            assert text.count("{0}") == words["en"][key].count("{0}")


def test_every_word_is_used() -> None:
    source = (SOURCES / "v1.js").read_text("utf-8")
    words = json.loads((SOURCES / "words.json").read_text("utf-8"))["en"]
    assert not [key for key in words if f"'{key}'" not in source]


def test_the_guide_names_every_attribute() -> None:
    source = (SOURCES / "v1.js").read_text("utf-8")
    listed = re.search(r"const OPTIONS = \[(.*?)\]", source, re.DOTALL)
    assert listed
    options = {f"data-{name}" for name in re.findall(r"'([\w-]+)'", listed.group(1))}
    guide = (SOURCES.parents[2] / "docs" / "widget.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `(data-[\w-]+)`", guide, re.MULTILINE))
    assert rows == options | {"data-launcher"}


# --- the routes ---------------------------------------------------------------------------------


def test_the_script_is_served_packed_and_plain(client: TestClient) -> None:
    packed = client.get("/widget/v1.js", headers={"Accept-Encoding": "br, gzip"})
    plain = client.get("/widget/v1.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(current().packed)
    assert "content-encoding" not in plain.headers
    for reply in (packed, plain):
        assert reply.content == current().script
        assert reply.headers["content-type"] == "text/javascript; charset=utf-8"
        assert reply.headers["cross-origin-resource-policy"] == "cross-origin"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "Accept-Encoding" in reply.headers["vary"]
        assert "set-cookie" not in reply.headers
    assert packed.headers["etag"] != plain.headers["etag"]


@pytest.mark.parametrize(
    ("header", "accepted"),
    [
        *(("gzip", True), ("GZIP;q=0.5", True), ("*", True), ("br, gzip;q=1", True)),
        *(("", False), ("br", False), ("gzip;q=0", False), ("gzip; q=0.0", False)),
    ],
)
def test_who_gets_gzip(header: str, accepted: bool) -> None:
    assert widget._accepts_gzip(header) is accepted


def test_caching(client: TestClient) -> None:
    followed = client.get("/widget/v1.js")
    assert "max-age=86400" in followed.headers["cache-control"]
    pinned = client.get(f"/widget/v1.js?build={current().name}")
    assert pinned.headers["cache-control"] == "public, max-age=31536000, immutable"
    again = client.get("/widget/v1.js", headers={"If-None-Match": followed.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_allowed_site_may_check_integrity(client: TestClient) -> None:
    # integrity needs crossorigin="anonymous", and that needs this header.
    reply = client.get("/widget/v1.js", headers={"Origin": SITE})
    assert reply.headers["access-control-allow-origin"] == SITE
    assert "access-control-allow-origin" not in client.get("/widget/v1.js").headers


def test_a_build_that_is_not_here(client: TestClient) -> None:
    reply = client.get("/widget/v1.js?build=000000000000")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


def test_earlier_builds_are_kept_and_served(tmp_path: Path) -> None:
    old = Build.of(b"'use strict';\n")
    (tmp_path / "x.js").write_bytes(old.script)
    assert keep(tmp_path).read_bytes() == current().script
    assert builds(tmp_path) == {old.name: old, current().name: current()}
    assert builds(tmp_path / "missing") == {current().name: current()}


def test_the_demo_page_keeps_its_own_policy(client: TestClient) -> None:
    page = client.get("/widget/demo")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert current().integrity in html.unescape(page.text)
    assert "{{" not in page.text
    for name, attributes in Tags(page.text).found:
        assert "style" not in attributes
        assert name != "style"
        assert name != "script" or "src" in attributes
        assert not [key for key in attributes if key.startswith("on")]
        for key in ("src", "href"):
            link = attributes.get(key)
            assert not link or client.get(f"/widget/{link}").status_code == 200


# --- the line to paste --------------------------------------------------------------------------


def test_the_line_runs_exactly_the_served_bytes(client: TestClient) -> None:
    ((name, attributes),) = Tags(tag(HOST, {"title": 'Ask "us" <now>', "accent": "#123456"})).found
    assert name == "script"
    assert attributes["data-title"] == 'Ask "us" <now>'
    assert attributes["crossorigin"] == "anonymous"
    assert "defer" in attributes
    source = attributes["src"] or ""
    assert source.startswith(f"{HOST}/widget/v1.js?build=")
    served = client.get(source.removeprefix(HOST)).content
    digest = base64.b64encode(hashlib.sha384(served).digest()).decode()
    assert attributes["integrity"] == f"sha384-{digest}"


def test_the_policy_lines_name_the_host_only() -> None:
    assert policy(f"{HOST}/assistant/") == f"script-src {HOST}\nconnect-src {HOST}"


def test_what_is_printed_for_a_site() -> None:
    text = snippet(load_settings(widget_origins=(SITE,)), f"{HOST}/")
    assert tag(HOST, {"title": "Ask a question", "accent": "#0d5c68"}) in text
    assert f"script-src {HOST}" in text
    assert f"connect-src {HOST}" in text
    assert current().integrity in text
    assert SITE in text
    assert "ASSISTANT_WIDGET_ORIGINS=" in snippet(load_settings(), HOST)


@pytest.mark.parametrize("address", ["", "ask.example", "javascript:alert(1)", "https://a.b/?x"])
def test_a_base_that_is_no_address(address: str) -> None:
    with pytest.raises(SettingsError):
        tag(address)


def test_a_wrong_site_in_the_settings_stops_the_start() -> None:
    with pytest.raises(SettingsError):
        widget.router(load_settings(widget_origins=("*",)))
