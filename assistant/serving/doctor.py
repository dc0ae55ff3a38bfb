"""``doctor``: looks at a deployment from inside and from outside, and says what to do.

Every check is a question with a yes, or a sentence that says what is wrong and one that says what
to change. Nothing is written but a file that is removed at once.
"""

from __future__ import annotations

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import urlsplit

import httpx

from assistant.errors import AssistantError
from assistant.index.chroma import connect, let_go
from assistant.index.manifest import MANIFEST, read_manifest
from assistant.keeping.keeper import open_store
from assistant.keeping.limiter import Budget, open_limiter
from assistant.keeping.sql_store import FILE
from assistant.serving.api import BEAT_SECONDS
from assistant.settings import Settings

SECONDS = 20.0
CLOCK_SECONDS = 60.0
STRANGER = "https://stranger.invalid"
CLAIMED = "198.51.100.77"
"""An address for documentation (RFC 5737), which nobody has and anybody may claim."""
DAY_SECONDS = 86_400.0
_QUESTION = {"message": "hello", "stream": True}
_CLOCK = "Set the clocks (NTP): retention and sessions go by them."


@dataclass(frozen=True, slots=True)
class Finding:
    """One check: what was looked at, whether it is well, and what to do if not."""

    what: str
    well: bool
    told: str
    todo: str = ""


class Wrong(Exception):  # noqa: N818  a finding, not a fault of the program
    """Raised by a check: what is wrong, and what to do."""

    def __init__(self, told: str, todo: str) -> None:
        super().__init__(told)
        self.told = told
        self.todo = todo


def examine(settings: Settings, url: str | None = None) -> Iterator[Finding]:
    """The findings, one at a time: of the settings' parts, then of the server at ``url``."""
    yield from inside(settings, settings)
    if url is not None:
        yield from outside(url)


def inside(settings: Settings, kept: Settings | None) -> Iterator[Finding]:
    """The findings of the settings' parts; ``kept`` are those of what visitors leave, where there
    is anything."""
    yield finding("folder of the index", lambda: _folder(settings.index_dir, "INDEX", settings))
    if settings.database_url is None:
        yield finding("folder of the data", lambda: _folder(settings.data_dir, "DATA", settings))
    if kept is not None:
        yield finding("database of what visitors leave", lambda: _database(kept))
    if settings.redis_url is not None:
        yield finding("Redis", lambda: _redis(settings))
    if settings.chroma_url is not None:
        yield finding("Chroma", lambda: _chroma(settings))
    yield finding("clock of this machine", lambda: _own_clock(kept or settings))
    if settings.uses_model:
        yield finding("language model", lambda: _model(settings))


def outside(url: str) -> Iterator[Finding]:
    """The findings of the server that visitors reach at ``url``; nothing beyond the first where it
    does not answer."""
    with client_of(url) as client:
        reached = finding("server", lambda: alive(client))
        yield reached
        if reached.well:
            for what, check in _OUTSIDE:
                yield finding(what, lambda check=check: check(client))  # type: ignore[misc]


def client_of(url: str) -> httpx.Client:
    """A client of the server at ``url``, which may lie under a path."""
    return httpx.Client(base_url=url.rstrip("/") + "/", timeout=SECONDS)


def finding(what: str, check: Callable[[], str]) -> Finding:
    """What a check came to; ``check`` gives the words where all is well, and raises ``Wrong`` or an
    error of the product where not."""
    try:
        return Finding(what, True, check())
    except Wrong as wrong:
        return Finding(what, False, wrong.told, wrong.todo)
    except AssistantError as error:
        return Finding(what, False, error.message, error.hint)
    except httpx.HTTPError as error:
        return Finding(what, False, f"No reply ({type(error).__name__}).", "Is it running there?")


# --- inside ------------------------------------------------------------------------------------


def _folder(folder: Path, name: str, settings: Settings) -> str:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=folder):
            return f"{folder} can be written."
    except OSError as error:
        if name == "INDEX" and read_manifest(settings.index_dir) is not None:
            return f"{folder} cannot be written; the index in it is read."
        raise Wrong(
            f"{folder} cannot be written ({error.strerror}).",
            f"Set ASSISTANT_{name}_DIR to a folder that this user owns.",
        ) from None


def _database(settings: Settings) -> str:
    store = open_store(settings)
    try:
        store.secret()
    finally:
        store.close()
    return "It can be written."


def _redis(settings: Settings) -> str:
    address = settings.redis_url
    assert address is not None

    async def take() -> bool:
        limiter = open_limiter(address.get_secret_value())
        try:
            await limiter.take([Budget("doctor", "doctor", 1_000)])
            return limiter.together
        finally:
            await limiter.close()

    if not asyncio.run(take()):
        raise Wrong("It does not answer.", "Start it, or correct ASSISTANT_REDIS_URL.")
    return "Limits are counted together."


def _chroma(settings: Settings) -> str:
    client = connect(None, settings.chroma_url)
    try:
        count = client.count_collections()
    finally:
        let_go(client, None)
    if not (urlsplit(settings.chroma_url or "").hostname or "").strip():
        raise Wrong("It has no host.", "Correct ASSISTANT_CHROMA_URL.")
    return f"It answers and holds {count} collections. It must be on a private network."


def _model(settings: Settings) -> str:
    base = settings.openai_base_url or "https://api.openai.com/v1"
    key = settings.openai_api_key
    headers = {"Authorization": f"Bearer {key.get_secret_value()}"} if key is not None else {}
    reply = httpx.get(f"{base.rstrip('/')}/models", headers=headers, timeout=SECONDS)
    if reply.status_code in (401, 403):
        raise Wrong("It refuses the key.", "Correct OPENAI_API_KEY.")
    if reply.status_code >= 500:
        raise Wrong(f"It answers with {reply.status_code}.", "Look after the model server.")
    names = _names_of(reply)
    if names and settings.model not in names:
        # Servers with one model answer to any name, so this is no fault by itself.
        return f"It answers; {settings.model!r} is not among its models ({', '.join(names[:5])})."
    return "It answers."


def _names_of(reply: httpx.Response) -> list[str]:
    """The models that a server lists; none where it lists them in a way of its own."""
    try:
        return [str(item["id"]) for item in reply.json()["data"]]
    except (ValueError, KeyError, TypeError):
        return []


def _own_clock(settings: Settings) -> str:
    """Against what was written before, and against the database, which has a clock of its own."""
    made = [path.stat().st_mtime for path in _dated(settings) if path.exists()]
    behind = max(made, default=0.0) - time.time()
    if behind > DAY_SECONDS:
        raise Wrong(
            f"It is {behind / DAY_SECONDS:,.0f} days behind: files here are younger than today.",
            _CLOCK,
        )
    if settings.database_url is None:
        return f"It says {time.strftime('%Y-%m-%d %H:%M', time.gmtime())} UTC."
    store = open_store(settings)
    try:
        apart = abs(store.clock() - time.time())
    finally:
        store.close()
    if apart > CLOCK_SECONDS:
        raise Wrong(f"It and the database's are {apart:,.0f} s apart.", _CLOCK)
    return f"It and the database's are {apart:.0f} s apart."


def _dated(settings: Settings) -> list[Path]:
    return [Path(__file__), settings.index_dir / MANIFEST, settings.data_dir / FILE]


# --- outside -----------------------------------------------------------------------------------


def alive(client: httpx.Client) -> str:
    """Whether the server answers."""
    reply = client.get("healthz")
    if reply.status_code == 421:
        raise Wrong(str(reply.json().get("detail")), "Set ASSISTANT_HOSTS to the visitors' name.")
    if reply.status_code != 200:
        raise Wrong(
            f"/healthz answers with {reply.status_code}.",
            "Does the proxy pass this path on? Under a path, set ASSISTANT_ROOT_PATH.",
        )
    return "It answers."


def _ready(client: httpx.Client) -> str:
    reply = client.get("readyz")
    if reply.status_code != 200:
        raise Wrong(str(reply.json().get("detail")), "Look at the server's log.")
    found = reply.json()
    return f"Index {found['index']}, engine {found['engine']}, model {found['model']}."


def _clock(client: httpx.Client) -> str:
    told = client.get("healthz").headers.get("date", "")
    if not told:
        return "The server does not tell the time."
    apart = abs(parsedate_to_datetime(told).timestamp() - time.time())
    if apart > CLOCK_SECONDS:
        raise Wrong(
            f"The server's clock and this one are {apart:,.0f} s apart.",
            _CLOCK,
        )
    return f"{apart:.0f} s apart."


def _page(client: httpx.Client) -> str:
    reply = client.get("")
    if reply.status_code != 200 or '"root":"."' not in reply.text:
        raise Wrong(
            f"The page is not there ({reply.status_code}).",
            "The address must end where the chat page is, such as https://www.example/tpm/.",
        )
    for part in ("web/built/chat.css", "theme.css", "widget/v1.js"):
        if client.get(part).status_code != 200:
            raise Wrong(
                f"{part} is not there.", "The proxy must pass on everything below the page."
            )
    return "The page and its parts are there."


def _proxy_headers(client: httpx.Client) -> str:
    seen = client.get("healthz/seen")
    if seen.status_code != 200:
        raise Wrong(
            f"/healthz/seen answers with {seen.status_code}.",
            "The proxy must pass on everything below the page.",
        )
    told = seen.json()
    if told["forwarded"] and not told["trusts_proxy"]:
        raise Wrong(
            "A proxy says who the visitors are and is not believed: they count as one visitor.",
            "If it is yours, set ASSISTANT_TRUST_PROXY=true.",
        )
    if told["trusts_proxy"] and not told["forwarded"]:
        raise Wrong(
            "ASSISTANT_TRUST_PROXY is set, and no proxy says who the visitors are.",
            "nginx: `proxy_set_header X-Forwarded-For $remote_addr;`. Without a proxy, unset it.",
        )
    claimed = client.get("healthz/seen", headers={"X-Forwarded-For": CLAIMED}).json()
    if claimed["address"] == CLAIMED:
        raise Wrong(
            "A visitor may claim any address, and so go round the limits.",
            "The proxy must write X-Forwarded-For itself, and nothing else may reach the server.",
        )
    parts = urlsplit(str(client.base_url))
    if told["host"].lower() != parts.netloc.lower():
        raise Wrong(
            f"The server is told the name {told['host']!r} in place of {parts.netloc!r}.",
            f"nginx: `proxy_set_header Host $http_host;`, or set ASSISTANT_HOSTS={parts.hostname}.",
        )
    if told["scheme"] != parts.scheme:
        raise Wrong(
            f"The server is told {told['scheme']} in place of {parts.scheme}.",
            "nginx: `proxy_set_header X-Forwarded-Proto $scheme;`, and ASSISTANT_TRUST_PROXY=true.",
        )
    return "Name, scheme and the visitor's address arrive as they are."


def _links(client: httpx.Client) -> str:
    path = urlsplit(str(client.base_url)).path.rstrip("/")
    for document in client.get("api/documents").json()["documents"]:
        url = str(document["url"])
        if url != f"{path}/source/{document['id']}":
            raise Wrong(
                f"Links in answers point to {url.partition('/source/')[0] or '/'}, "
                f"and the page lies under {path or '/'}.",
                f"Set ASSISTANT_ROOT_PATH={path}." if path else "Unset ASSISTANT_ROOT_PATH.",
            )
    return "Links in answers lead below the page."


def _own_origin(client: httpx.Client) -> str:
    parts = urlsplit(str(client.base_url))
    origin = f"{parts.scheme}://{parts.netloc}"
    headers = {"Origin": origin, "Sec-Fetch-Site": "same-origin"}
    reply = client.post("api/chat", json={"message": "hello"}, headers=headers)
    if reply.status_code == 429:
        raise Wrong(
            "Too many questions were asked from this address.",
            "Wait a minute. If nobody asks, all visitors count as one: see proxy headers.",
        )
    if reply.status_code >= 500:
        raise Wrong(f"A question is answered with {reply.status_code}.", "See the server's log.")
    if reply.status_code == 403:
        raise Wrong(
            f"Own pages are refused as if {origin} were a stranger.",
            "The proxy must not take the Sec-Fetch-* headers off.",
        )
    plain = client.post("api/chat", json={"message": "hello"}, headers={"Origin": origin})
    if plain.status_code == 403 and parts.scheme == "http":
        raise Wrong(
            "Browsers that send no Sec-Fetch-Site (plain http) are refused.",
            f"Set ASSISTANT_HOSTS={parts.hostname}, and better serve https.",
        )
    return "Own pages may ask."


def _strangers(client: httpx.Client) -> str:
    reply = client.post("api/chat", json={"message": "hello"}, headers={"Origin": STRANGER})
    if reply.status_code != 403:
        raise Wrong(
            "A page of another site may ask.",
            "The proxy must pass the Origin header on as it is.",
        )
    named = client.get("healthz", headers={"Host": "stranger.invalid"})
    if named.status_code == 200:
        return "Pages of other sites are refused. The proxy answers for any name; give it yours."
    return "Pages of other sites and other names are refused."


def _streaming(client: httpx.Client) -> str:
    names, encoding = [], ""
    with client.stream("POST", "api/chat", json=_QUESTION) as reply:
        encoding = reply.headers.get("content-encoding", "")
        for line in reply.iter_lines():
            if line.startswith("event: "):
                names.append(line.removeprefix("event: "))
            elif line.startswith("data: "):
                json.loads(line.removeprefix("data: "))
    if names[-1:] not in (["answered"], ["failed"]):
        raise Wrong(f"The stream was cut after {names}.", "Raise the proxy's read timeout.")
    if encoding:
        raise Wrong(
            f"The stream is compressed ({encoding}), which holds events back.",
            "Leave text/event-stream out of the proxy's compression.",
        )
    if _spread(client) < BEAT_SECONDS:
        raise Wrong(
            "Events are held back and come all at once.",
            "nginx: `proxy_buffering off;`, and no `proxy_ignore_headers X-Accel-Buffering`; "
            "Caddy: `flush_interval -1`.",
        )
    return "Events arrive one by one."


def _spread(client: httpx.Client) -> float:
    """Seconds between the first and the last of some events that are sent with pauses."""
    came = []
    with client.stream("GET", "healthz/stream") as reply:
        for line in reply.iter_lines():
            if line.startswith("data: "):
                came.append(time.monotonic())
    return came[-1] - came[0] if came else 0.0


def metrics_closed(client: httpx.Client) -> str:
    """Whether strangers are kept from the figures."""
    if client.get("metrics").status_code == 200:
        raise Wrong(
            "Anybody may read /metrics at this address.",
            "Close it in the proxy, or set ASSISTANT_METRICS_TOKEN.",
        )
    return "/metrics is closed here."


_OUTSIDE: tuple[tuple[str, Callable[[httpx.Client], str]], ...] = (
    ("readiness", _ready),
    ("clock", _clock),
    ("proxy headers", _proxy_headers),
    ("page", _page),
    ("links", _links),
    ("own origin", _own_origin),
    ("strangers", _strangers),
    ("streaming", _streaming),
    ("metrics", metrics_closed),
)
