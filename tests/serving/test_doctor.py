"""``doctor`` finds what is wrong with a deployment and says what to do."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.serving.doctor import Finding, examine
from assistant.serving.server import create_app
from assistant.settings import PROJECT, load_settings
from tests.conftest import FRUIT, MakeSettings
from tests.support.chat_visit import serving
from tests.support.model_servers import ScriptedServer
from tests.support.proxies import caddy, nginx, wait_for

NAMED = "proxy_set_header Host $http_host; proxy_buffering off; "
TOLD = NAMED + "proxy_set_header X-Forwarded-For $remote_addr; "
CLOSED = "location ~ /metrics$ { return 404; } "
OUTSIDE = [
    *("server", "readiness", "clock", "proxy headers", "page", "links", "own origin", "strangers"),
    *("streaming", "metrics"),
]
Served = Callable[..., str]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Addresses of servers, one for each choice of settings; started when they are first wanted."""
    folder = tmp_path_factory.mktemp("doctor")
    (folder / "corpus").mkdir()
    (folder / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    chosen = load_settings(
        corpus_dir=folder / "corpus", index_dir=folder / "index", data_dir=folder / "data",
        rate_per_minute=10_000,
    )  # fmt: skip
    running: dict[str, str] = {}
    with Assistant.open(chosen) as assistant, ExitStack() as stack:

        def address(**more: object) -> str:
            key = repr(more)
            if key not in running:
                moved = assistant.supposing([])
                moved.settings = chosen.model_copy(update=more)
                running[key] = stack.enter_context(serving(create_app(moved)))
                wait_for(int(running[key].rpartition(":")[2]))
            return running[key]

        yield address


def ill(findings: Iterator[Finding]) -> dict[str, str]:
    return {finding.what: finding.todo for finding in findings if not finding.well}


@contextmanager
def behind(folder: Path, upstream: str, locations: str) -> Iterator[str]:
    with nginx(folder / "nginx", locations.replace("URL", upstream)) as proxy:
        yield proxy


def test_a_sound_deployment(served: Served, settings: MakeSettings, tmp_path: Path) -> None:
    good = f"{CLOSED}location / {{ proxy_pass URL; {TOLD} }}"
    with behind(tmp_path, served(trust_proxy=True), good) as proxy:
        found = list(examine(settings(), proxy))
    assert ill(iter(found)) == {}
    assert [finding.what for finding in found][-len(OUTSIDE) :] == OUTSIDE


@pytest.mark.parametrize(
    ("locations", "trusting", "path", "wrong", "todo"),
    [
        (
            f"gzip on; gzip_proxied any; gzip_types text/event-stream; gzip_min_length 1; "
            f"location / {{ proxy_pass URL; {NAMED} }}",
            False, "/", "streaming", "compression",
        ),
        ("location / { proxy_pass URL; }", False, "/", "own origin proxy headers", "$http_host"),
        (f"location / {{ proxy_pass URL; {TOLD} }}", False, "/", "proxy headers", "TRUST_PROXY"),
        (f"location / {{ proxy_pass URL; {NAMED} }}", True, "/", "proxy headers", "$remote_addr"),
        (
            f"location / {{ proxy_pass URL; {NAMED} proxy_set_header X-Forwarded-For "
            "\"$remote_addr, $http_x_forwarded_for\"; }",
            True, "/", "proxy headers", "X-Forwarded-For itself",
        ),
        (
            f"location / {{ proxy_pass URL; {NAMED} proxy_set_header Host ask.example; }}"
            .replace("proxy_set_header Host $http_host; ", ""),
            False, "/", "server", "ASSISTANT_HOSTS",
        ),
        (f"location /tpm/ {{ proxy_pass URL/; {NAMED} }}", False, "/tpm/", "links", "=/tpm"),
        (f"location /tpm/ {{ proxy_pass URL; {NAMED} }}", False, "/tpm/", "server", "ROOT_PATH"),
        (
            f"location = / {{ proxy_pass URL; {NAMED} }} "
            f"location ~ z|api {{ proxy_pass URL; {NAMED} }}",
            False, "/", "page", "everything below",
        ),
        (
            f"location / {{ proxy_pass URL; {NAMED} proxy_set_header Origin ''; }}",
            False, "/", "strangers", "Origin",
        ),
        (f"location / {{ proxy_pass URL; {NAMED} }}", False, "/", "metrics", "METRICS_TOKEN"),
    ],
    ids=["compressed", "no Host", "not believed", "nobody says who", "any address",
         "another name", "links beside the path", "path passed on", "half of the paths",
         "no Origin", "metrics for all"],
)  # fmt: skip
def test_what_is_wrong_is_named(
    served: Served,
    settings: MakeSettings,
    tmp_path: Path,
    locations: str,
    trusting: bool,
    path: str,
    wrong: str,
    todo: str,
) -> None:
    upstream = served(trust_proxy=True) if trusting else served()
    closed = "" if wrong == "metrics" else CLOSED
    with behind(tmp_path, upstream, closed + locations) as proxy:
        found = ill(examine(settings(), proxy + path))
    assert " ".join(sorted(found)) == wrong
    assert todo in " ".join(found.values())


def shipped_caddyfile() -> tuple[str, str]:
    """Its site at the root of a name, and the one under a path, which is commented out there."""
    text = (PROJECT / "deploy" / "Caddyfile").read_text(encoding="utf-8")
    root = text.partition("\nask.example ")[2].partition("\n}")[0] + "\n}"
    path = text.partition("# www.example ")[2].replace("\n# ", "\n")
    return root, path


def test_caddy_as_it_is_shipped(served: Served, settings: MakeSettings, tmp_path: Path) -> None:
    root, path = shipped_caddyfile()
    for site, under, more in ((root, "/", {}), (path, "/tpm/", {"root_path": "/tpm"})):
        upstream = served(trust_proxy=True, **more).removeprefix("http://")
        site = site.replace("127.0.0.1:7860", upstream)
        with caddy(tmp_path / "caddy", site) as proxy:
            found = list(examine(settings(), proxy + under))
            assert ill(iter(found)) == {}
            assert [finding.what for finding in found][-len(OUTSIDE) :] == OUTSIDE


class Holding(BaseHTTPRequestHandler):
    """A proxy that hands a reply on once it is whole. nginx, buffering or not, never does."""

    upstream = ""

    def do_GET(self) -> None:
        self._pass_on(b"")

    def do_POST(self) -> None:
        self._pass_on(self.rfile.read(int(self.headers["content-length"])))

    def _pass_on(self, body: bytes) -> None:
        headers = {**self.headers, "Accept-Encoding": "identity"}
        reply = httpx.request(self.command, self.upstream + self.path, content=body,
                              headers=headers, timeout=60)  # fmt: skip
        self.send_response(reply.status_code)
        for name in ("content-type", "content-length", "date"):
            if name in reply.headers:
                self.send_header(name, reply.headers[name])
        self.end_headers()
        self.wfile.write(reply.content)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing is logged."""


def test_a_proxy_that_holds_events_back(served: Served, settings: MakeSettings) -> None:
    Holding.upstream = served(metrics_token=SecretStr("t"))
    with ThreadingHTTPServer(("127.0.0.1", 0), Holding) as proxy:
        threading.Thread(target=proxy.serve_forever, args=(0.02,), daemon=True).start()
        found = ill(examine(settings(), f"http://127.0.0.1:{proxy.server_address[1]}"))
        proxy.shutdown()
    assert set(found) == {"streaming"}
    assert "proxy_buffering off" in found["streaming"]


def test_a_path_that_is_not_the_one_that_was_set(
    served: Served, settings: MakeSettings, tmp_path: Path
) -> None:
    right = f"{CLOSED}location /tpm/ {{ proxy_pass URL; {NAMED} }}"
    with behind(tmp_path, served(root_path="/tpm"), right) as proxy:
        assert ill(examine(settings(), f"{proxy}/tpm")) == {}
        # The server under its own address lies under no path.
        assert "ROOT_PATH" in ill(examine(settings(), served(root_path="/tpm")))["links"]


def test_parts_that_are_gone_are_named(settings: MakeSettings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    broken = settings(
        data_dir=tmp_path / "file" / "data",
        redis_url="redis://127.0.0.1:9/0",
        chroma_url="http://127.0.0.1:9",
        openai_base_url="http://127.0.0.1:9/v1",
    )
    wrong = ill(examine(broken, "http://127.0.0.1:9"))
    assert set(wrong) == {
        "folder of the data", "database of what visitors leave", "Redis", "Chroma",
        "language model", "server",
    }  # fmt: skip
    assert all(wrong.values())


def test_a_clock_that_is_behind_is_named(settings: MakeSettings) -> None:
    chosen = settings()
    assert ill(examine(chosen)) == {}
    manifest = chosen.index_dir / "manifest.json"
    manifest.touch()
    os.utime(manifest, (time.time() + 400 * 86_400,) * 2)
    assert "NTP" in ill(examine(chosen))["clock of this machine"]


def test_a_model_server_that_refuses(
    settings: MakeSettings, scripted_server: ScriptedServer
) -> None:
    # It knows no GET, and says so with an error of its own.
    wrong = ill(examine(settings(openai_base_url=scripted_server.base_url)))
    assert "model server" in wrong["language model"]
