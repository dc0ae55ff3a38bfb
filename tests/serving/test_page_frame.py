"""The page that is sent: Gradio's parts found in its files, and framed. No browser here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import brotli  # type: ignore[import-untyped]  # it has no types
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.serving import chat_page as ui
from assistant.serving import page_parts
from assistant.serving.page_frame import PageFrame, Words
from assistant.serving.shipped import FOR_EVER
from tests.support.fakes import STARTERS, FakeAssistant


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = ui.mount(FastAPI(docs_url=None, redoc_url=None, openapi_url=None), FakeAssistant())
    with TestClient(app) as opened:
        yield opened


@pytest.fixture(scope="module")
def page(client: TestClient) -> str:
    return client.get("/").text


def test_gradios_scripts_are_found_with_all_that_they_import() -> None:
    parts = page_parts.parts_of(["markdown", "textbox"], ui.FRONTEND)
    assert parts.entry == parts.scripts[0]
    texts = {name: (parts.folder / name).read_text("utf-8") for name in parts.scripts}
    # What a script imports at once must be on its way too, or it is waited for twice.
    imported = {
        name
        for text in texts.values()
        for name in re.findall(r'(?:from|import)"\./([\w.-]+)"', text)
    }
    assert imported <= set(parts.scripts)
    assert len(parts.scripts) > 10
    assert len(parts.styles) > 5


def test_a_gradio_that_is_built_otherwise_is_framed_by_itself(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html>another</html>", encoding="utf-8")
    parts = page_parts.parts_of(["markdown"], tmp_path)
    assert parts == page_parts.Parts(tmp_path / "assets")
    frame = PageFrame(lambda _: Words("t", "d", "e", "n"), parts, "")
    assert frame.render("<html>another</html>") == "<html>another</html>"


def test_the_welcome_is_in_the_page_and_gradios_own_words_are_not(page: str) -> None:
    early = page[page.index('id="early"') : page.index("<gradio-app")]
    assert all(starter in early for starter in STARTERS)
    assert "<textarea" in early
    assert "Answers come only from this article" in early
    for word in (
        "Click to try out the app!",
        "og:url",
        "@Gradio",
        "iframeResizer",
        "manifest.json",
    ):
        assert word not in page


def test_a_shared_link_shows_the_products_name_and_what_it_is(page: str) -> None:
    named = dict(re.findall(r'<meta (?:property|name)="([\w:]+)" content="([^"]*)"', page))
    title = FakeAssistant().naming.assistant
    assert named["og:title"] == title
    assert "exact words" in named["og:description"]
    assert named["description"] == named["og:description"]


def test_every_file_that_the_page_names_is_there_and_is_kept_for_a_year(
    client: TestClient, page: str
) -> None:
    names = re.findall(r'(?:src|href)="((?:\./)?(?:assets|web)/[^"]+)"(?! disabled)', page)
    assert len(names) > 20
    for name in names:
        reply = client.get(name.removeprefix("."))
        assert reply.status_code == 200, name
        if "icon" not in name:
            assert reply.headers["cache-control"] == FOR_EVER, name


def test_the_page_and_its_files_are_compressed(client: TestClient) -> None:
    style = re.findall(r"assets/page\.css\?v=\w+", client.get("/").text)[0]
    for path in ("/", f"/{style}", "/web/built/chat.js"):
        for coding in ("br", "gzip"):
            reply = client.get(path, headers={"accept-encoding": coding})
            assert reply.headers["content-encoding"] == coding, path
            assert "accept-encoding" in reply.headers["vary"].lower()
        plain = client.get(path, headers={"accept-encoding": "identity"})
        assert "content-encoding" not in plain.headers
        with client.stream("GET", path, headers={"accept-encoding": "br"}) as packed:
            assert brotli.decompress(b"".join(packed.iter_raw())) == plain.content


def test_what_may_change_is_asked_for_again_and_not_sent_twice(client: TestClient) -> None:
    first = client.get("/web/built/chat.js")
    assert first.headers["cache-control"] == "no-cache"
    again = client.get("/web/built/chat.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    wrong = client.get("/web/built/chat.js?v=0000")
    assert wrong.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path", ["/web/../settings.py", "/assets/../index.html", "/web/%2e%2e/settings.py", "/web/none"]
)
def test_nothing_outside_of_the_folders_is_served(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_the_head_of_the_page_can_be_asked_for(client: TestClient) -> None:
    assert client.head("/").content == b""
    assert client.head("/web/built/chat.js").content == b""
