"""One page of the public internet is fetched when asked for, and nothing else is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from assistant.errors import DocumentError
from assistant.sources.address import REDIRECTS_MOST, Fetcher, is_address, is_public, save_page
from assistant.sources.corpus import read_corpus
from tests.support.office_files import pdf, typeset

PAGE = "<title>Bread</title><nav>Home</nav><main><p>We bake at night für alle.</p></main>"


class Site(BaseHTTPRequestHandler):
    """A small web site; ``/loop`` redirects for ever, ``/inside`` to a private address."""

    def do_GET(self) -> None:  # the name of the base class
        path = self.path.partition("?")[0]
        if path in ("/old", "/loop", "/inside"):
            goal = {"/old": "/bread.html", "/loop": "/loop", "/inside": "http://127.0.0.1:1/"}[path]
            self.send_response(302)
            self.send_header("location", goal)
            self.end_headers()
            return
        kind, body = {
            "/bread.html": ("text/html; charset=utf-8", PAGE.encode()),
            "/latin": ("text/html; charset=iso-8859-1", PAGE.encode("latin-1")),
            "/host": ("text/plain", f"The host is {self.headers['host']}.".encode()),
            "/paper": ("application/pdf", pdf(typeset("A paper about bread."))),
            "/empty": ("text/html", b"<nav>Home</nav>"),
            "/picture": ("image/png", b"x"),
            "/large": ("text/html", b"x" * 50_000),
        }.get(path, ("text/html", b""))
        self.send_response(200 if body else 404)
        self.send_header("content-type", kind)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is printed."""


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def local(host: str, port: int) -> list[str]:
    """The test's resolver: its site is called bread.example, and everything else is inside."""
    if host == "gone.example":
        raise OSError
    return ["127.0.0.1"] if host == "bread.example" else ["127.0.0.2"]


def fetcher(bytes_most: int = 20_000) -> Fetcher:
    return Fetcher(local, lambda ip: ip == "127.0.0.1", seconds_most=10, bytes_most=bytes_most)


@pytest.mark.parametrize("path", ["/bread.html", "/old", "/latin"])
def test_a_page_becomes_a_document_with_its_address(tmp_path: Path, port: int, path: str) -> None:
    site = f"http://bread.example:{port}"
    saved, parsed = save_page(site + path, tmp_path / "corpus", fetcher())
    assert parsed.document.title == "Bread"
    corpus = read_corpus(tmp_path / "corpus")
    assert corpus.problems == ()
    (document,) = corpus.documents.values()
    assert document.source_url == site + path.replace("/old", "/bread.html")
    assert [p.text for p in corpus.passages] == ["We bake at night für alle."]
    again, _ = save_page(site + path, tmp_path / "corpus", fetcher())
    assert again == saved


def test_other_kinds_are_read_too(tmp_path: Path, port: int) -> None:
    site = f"http://bread.example:{port}"
    path, parsed = save_page(f"{site}/paper", tmp_path, fetcher())
    assert (path.suffix, parsed.passages[0].page) == (".pdf", 1)
    _, parsed = save_page(f"{site}/host", tmp_path, fetcher())
    assert parsed.passages[0].text == f"The host is bread.example:{port}."


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("/none", "no such page, it answers with status 404"),
        ("/loop", "redirects too often"),
        ("/inside", "not on the public internet"),
        ("/picture", "it is image/png"),
        ("/large", "more than"),
        ("/empty", "no text"),
    ],
)
def test_what_is_not_read_is_said_and_not_written(
    tmp_path: Path, port: int, path: str, reason: str
) -> None:
    with pytest.raises(DocumentError) as caught:
        save_page(f"http://bread.example:{port}{path}", tmp_path, fetcher())
    assert reason in caught.value.message
    assert caught.value.hint
    assert list(tmp_path.iterdir()) == []
    assert REDIRECTS_MOST < 10


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://bread.example/x", "no web address"),
        ("file:///etc/passwd", "no web address"),
        ("http://", "no web address"),
        ("http://[::1", "no address"),
        ("http://a:b@bread.example/", "password"),
        ("http://gone.example/", "no host"),
        ("http://inside.example/", "not on the public internet"),
        ("http://bread.example:1/", "no connection"),
    ],
)
def test_addresses_that_are_none(tmp_path: Path, address: str, reason: str) -> None:
    with pytest.raises(DocumentError, match="was not read") as caught:
        save_page(address, tmp_path, fetcher())
    assert reason in caught.value.message


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1"])
def test_private_addresses_are_not_fetched(tmp_path: Path, host: str) -> None:
    with pytest.raises(DocumentError, match="not on the public internet"):
        save_page(f"http://{host}/", tmp_path)


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True), ("2606:2800:220:1::1", True), ("127.0.0.1", False),
        ("10.1.2.3", False), ("192.168.0.1", False), ("172.16.0.1", False), ("100.64.0.1", False),
        ("169.254.169.254", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False),
        ("fe80::1%eth0", False), ("fc00::1", False), ("::ffff:127.0.0.1", False),
        ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False),
    ],
)  # fmt: skip
def test_what_is_public(address: str, public: bool) -> None:
    assert is_public(address) is public


def test_what_is_an_address() -> None:
    assert is_address("https://example.org")
    assert not is_address("corpus/one.md")
