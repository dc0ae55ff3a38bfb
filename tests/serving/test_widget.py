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
from typing import get_args

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from assistant.errors import SettingsError
from assistant.serving import access, widget
from assistant.serving.schema import Reason
from assistant.serving.widget import (
    SOURCES,
    Build,
    builds,
    current,
    keep,
    panel,
    policy,
    snippet,
    tag,
)
from assistant.serving.words import shipped, words
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
    assert len(current().packed) < 10_000  # all that a page loads before somebody opens the chat
    assert len(panel().packed) < 15_000
    for part in (current(), panel()):
        assert gzip.decompress(part.packed) == part.script


def test_the_first_script_knows_the_bytes_of_the_second() -> None:
    text = current().script.decode()
    assert panel().name in text
    assert panel().integrity in text
    assert "adoptedStyleSheets" in text
    for language in shipped():
        assert words("chat", language)["unloaded"] in text
    assert words("chat", "en")["greeting"] in panel().script.decode()


def test_every_build_that_was_released_is_still_served() -> None:
    released = json.loads((SOURCES / "earlier" / "released.json").read_text("utf-8"))
    assert released
    assert set(released) <= set(builds())
    changes = (SOURCES.parents[2] / "CHANGELOG.md").read_text("utf-8")
    versions = set(re.findall(r"^## (\d+\.\d+\.\d+)", changes, re.MULTILINE))
    assert versions == set(released.values()), "a release keeps its build (CONTRIBUTING.md)"


@pytest.mark.parametrize(
    "banned",
    [
        *("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("),
        *("document.cookie", "localStorage", "indexedDB", "XMLHttpRequest"),
        *("sendBeacon", "WebSocket", "setAttribute('style'", ".scrollTo(", "scrollIntoView"),
    ],
)
def test_the_script_does_without(banned: str) -> None:
    assert banned not in current().script.decode() + panel().script.decode()


def test_the_script_names_no_other_host() -> None:
    both = current().script.decode() + panel().script.decode()
    addresses = set(re.findall(r"https?://[\w.]+", both))
    assert addresses <= {"http://www.w3.org"}  # the name of SVG, not an address to load


def sources() -> str:
    return "".join(path.read_text("utf-8") for path in sorted(SOURCES.glob("*/*.js"))
                   if path.parent.name in ("core", "panel"))  # fmt: skip


def test_every_word_is_used() -> None:
    source = sources()
    assert not [key for key in words("chat", "en") if f"'{key}'" not in source]


def test_the_guide_names_every_attribute_and_every_word() -> None:
    listed = re.search(r"OPTIONS = \[(.*?)\]", sources(), re.DOTALL)
    assert listed
    options = {f"data-{name}" for name in re.findall(r"'([\w-]+)'", listed.group(1))}
    guide = (SOURCES.parents[2] / "docs" / "widget.md").read_text("utf-8")
    rows = set(re.findall(r"^\| `(data-[\w-]+)`", guide, re.MULTILINE))
    assert rows == options | {"data-launcher"}
    table = guide[guide.index("### Your own words") :]
    keys = re.findall(
        r"^\| `(\w+)` \|", table[: table.index("The languages are files")], re.MULTILINE
    )
    assert keys == list(words("chat", "en"))
    for language in shipped():
        assert f"`{language}`" in guide


# --- the routes ---------------------------------------------------------------------------------


@pytest.mark.parametrize("part", ["v1", "panel"])
def test_the_script_is_served_packed_and_plain(client: TestClient, part: str) -> None:
    build = current() if part == "v1" else panel()
    packed = client.get(f"/widget/{part}.js", headers={"Accept-Encoding": "br, gzip"})
    plain = client.get(f"/widget/{part}.js", headers={"Accept-Encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) == len(build.packed)
    assert "content-encoding" not in plain.headers
    for reply in (packed, plain):
        assert reply.content == build.script
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


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://else.example"},  # pinned: with crossorigin
        {
            "Sec-Fetch-Site": "cross-site",
            "Sec-Fetch-Mode": "no-cors",
            "Referer": "https://a.example/",
        },
    ],
)
def test_a_site_that_is_not_listed_gets_the_reason(
    client: TestClient, headers: dict[str, str]
) -> None:
    reply = client.get(f"/widget/v1.js?build={current().name}", headers=headers)
    assert reply.content == current().script  # the same bytes, or their integrity would not hold
    assert reply.headers["server-timing"] == "tpm-refused"
    assert reply.headers["timing-allow-origin"] == "*"
    assert reply.headers["cache-control"] == "no-store"
    assert reply.headers["access-control-allow-origin"] == "*"
    listed = client.get("/widget/v1.js", headers={"Origin": SITE})
    assert "server-timing" not in listed.headers
    assert client.get("/widget/panel.js", headers=headers).status_code == 403
    for name in json.loads((SOURCES / "earlier" / "released.json").read_text("utf-8")):
        old = client.get(f"/widget/v1.js?build={name}", headers=headers)
        assert (old.status_code == 200) is (b"tpm-refused" in builds()[name].script)


def test_the_reasons_of_a_thumb_down_are_those_of_the_api() -> None:
    listed = re.search(r"REASONS = \[(.*?)\]", sources())
    assert listed
    assert tuple(re.findall(r"'(\w+)'", listed.group(1))) == get_args(Reason)


def test_the_words_of_a_language_are_served(client: TestClient) -> None:
    reply = client.get("/widget/words/ar.json", headers={"Origin": SITE})
    assert reply.json() == dict(shipped()["ar"].sections["chat"])
    assert reply.headers["access-control-allow-origin"] == SITE
    assert "max-age" in reply.headers["cache-control"]
    assert client.get("/widget/words/tlh.json").status_code == 404
    assert client.get("/widget/words/..%2f..%2fchat.json").status_code == 404


def test_a_build_that_is_not_here(client: TestClient) -> None:
    reply = client.get("/widget/v1.js?build=000000000000")
    assert reply.status_code == 404
    assert reply.headers["content-type"] == "application/problem+json"


def test_earlier_builds_are_kept_and_served(tmp_path: Path) -> None:
    old = Build.of(b"'use strict';\n")
    (tmp_path / "x.js").write_bytes(old.script)
    kept = keep("9.9.9", tmp_path)
    assert [path.read_bytes() for path in kept] == [current().script, panel().script]
    now = {current().name: current(), panel().name: panel()}
    assert builds(tmp_path) == {old.name: old} | now
    assert builds(tmp_path / "missing") == now
    keep("10.0.0", tmp_path)  # what has come out has come out with its first version
    released = json.loads((tmp_path / "released.json").read_text("utf-8"))
    assert released == dict.fromkeys(now, "9.9.9")


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
