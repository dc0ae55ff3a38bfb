"""Who may ask: which sites, and how often.

Four layers around the whole application, outermost first, all pure ASGI so that a stream passes
through untouched:

0. ``HostGate`` refuses requests to a name that is not this server's (DNS rebinding).
1. ``OriginGate`` refuses browsers that come from a site which is not on the allow-list.
2. Starlette's own ``CORSMiddleware`` (that exact class: Gradio looks for it, and then leaves
   CORS alone) tells browsers of allowed sites that they may read the reply, 429 included.
3. ``RateLimit`` counts questions per address and per embedding site.

An allow-list protects visitors of other sites, not the server: a program outside a browser can
send any header it likes. That is what the rate limit is for.
"""

from __future__ import annotations

import ipaddress
import json
import math
import socket
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterable
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.settings import Settings

WINDOW = 60.0
"""Seconds over which the limits of the settings are counted."""
_PORTS = {"http": 80, "https": 443}
_MAX_KEYS = 20_000
"""Addresses and sites remembered at once; the one unseen for longest is forgotten first."""


def canonical_origin(text: str) -> str:
    """``text`` the way a browser writes an origin: lower case, no default port, no slash.

    Raises:
        SettingsError: it is not one origin (a wildcard, a path, ``null``, no scheme).
    """
    hint = "Write each site as in the address bar, without a path: https://jobs.example"
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = parts.hostname or ""
        if ":" in host:
            host = f"[{ipaddress.IPv6Address(host).compressed}]"
        else:
            host = host.encode("idna").decode("ascii")
    except ValueError:
        raise SettingsError(f"{text!r} is not the origin of a site.", hint) from None
    extra = parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc
    plain = host.strip("[]").replace(".", "").replace("-", "").replace(":", "").replace("_", "")
    if parts.scheme not in _PORTS or not plain.isalnum() or extra:
        raise SettingsError(f"{text!r} is not the origin of a site.", hint)
    suffix = "" if port in (None, _PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"


def allowed_origins(settings: Settings) -> tuple[str, ...]:
    """The sites of ``settings.widget_origins`` as browsers name them, each once.

    Raises:
        SettingsError: an entry is not one origin.
    """
    return tuple(dict.fromkeys(canonical_origin(entry) for entry in settings.widget_origins))


def add(app: FastAPI, settings: Settings) -> None:
    """Puts the three layers around ``app``; call it after every other ``add_middleware``.

    Raises:
        SettingsError: an entry of ``settings.widget_origins`` is not one origin.
    """
    origins = allowed_origins(settings)
    # Starlette runs the middleware that was added last first.
    app.add_middleware(RateLimit, settings=settings)
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After"],
    )
    own = OwnNames(settings)
    app.add_middleware(OriginGate, origins=origins, own=own)
    app.add_middleware(HostGate, own=own)


class OwnNames:
    """The names of this server, and what a request says it was sent to.

    A stranger can let a name of theirs point to this machine; a page under it would then be of the
    same origin as this server, for the browser. So only names that nobody else can have are taken
    without being listed: addresses in numbers, the machine's own, and names without a dot, which
    the public DNS does not resolve.
    """

    def __init__(self, settings: Settings) -> None:
        own = {socket.gethostname().lower(), settings.host.lower()}
        self.listed = frozenset(host for host in settings.hosts if not host.startswith("*."))
        self.suffixes = tuple(host[1:] for host in settings.hosts if host.startswith("*."))
        self._free = frozenset(own)
        self.trust_proxy = settings.trust_proxy

    def has(self, name: str) -> bool:
        """Whether a host name (no port) is one of this server's."""
        name = name.lower().rstrip(".")
        if name in self.listed or name in self._free or name.endswith(self.suffixes or ("\0",)):
            return True
        return "." not in name or name.endswith(".localhost") or _is_number(name)

    def host_of(self, headers: Headers) -> str:
        """Host and port that the browser asked, as far as the request tells it truly."""
        forwarded = _last(headers.getlist("x-forwarded-host")) if self.trust_proxy else ""
        return forwarded or headers.get("host", "")


class HostGate:
    """Answers 421 to requests that were sent to a name which is not this server's."""

    def __init__(self, app: ASGIApp, own: OwnNames) -> None:
        self.app = app
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        name = _host_name(self.own.host_of(Headers(scope=scope)))
        if self.own.has(name):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "host not known"})
        else:
            await _problem(
                send,
                421,
                "This name is not known here",
                f"The assistant does not answer under the name {name[:100]!r}. If it is yours, "
                f"start it with ASSISTANT_HOSTS={name[:100]}.",
                [],
            )


class OriginGate:
    """Answers 403 to browsers on sites that are neither allowed nor the server's own.

    A request that names an ``Origin`` is judged by it, whatever its path. Browsers leave the header
    out of plain loads such as ``<script src>``; on the widget's and the API's paths these are
    recognised by ``Sec-Fetch-Site`` and judged by the ``Referer``. Links that a person follows,
    and programs that are no browsers, pass.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str], own: OwnNames) -> None:
        self.app = app
        self.origins = frozenset(origins)
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] not in ("http", "websocket") or self._passes(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "origin not allowed"})
        else:
            await _problem(
                send,
                403,
                "This site may not use the assistant",
                "The assistant answers only on sites that its operator has allowed. "
                "If this is your site, ask them to add it to ASSISTANT_WIDGET_ORIGINS.",
                # Another site may well be allowed to have what this one was refused.
                [(b"vary", b"Origin, Referer, Sec-Fetch-Site")],
            )

    def _passes(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        named = headers.getlist("origin")
        if named:
            origin = named[0]
            return len(named) == 1 and (origin in self.origins or self._is_own(origin, scope))
        if headers.get("sec-fetch-site") not in ("cross-site", "same-site"):
            return True
        if headers.get("sec-fetch-mode") == "navigate" or not _is_guarded(scope["path"]):
            return True
        referrer = _origin_of(headers.get("referer", ""))
        if referrer:
            return referrer in self.origins or self._is_own(referrer, scope)
        # The script itself is public, and a page may hide its address; the API is never
        # loaded this way by the widget.
        return bool(scope["path"].startswith("/widget"))

    def _is_own(self, origin: str, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        canonical = _origin_of(origin)
        # The browser's own word that page and server are the same origin, which no script can set.
        # Behind a proxy it is the only true one: neither scheme, name nor port arrive as they were.
        if headers.get("sec-fetch-site") == "same-origin":
            return canonical == origin
        # Browsers send it to https and to this machine only. Elsewhere the names must do.
        if canonical == origin and urlsplit(origin).hostname in self.own.listed:
            return True
        scheme = {"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"])
        if self.own.trust_proxy:
            scheme = _last(headers.getlist("x-forwarded-proto")) or scheme
        host = self.own.host_of(headers)
        return bool(host) and canonical == origin == _origin_of(f"{scheme}://{host}")


class RateLimit:
    """Answers 429 to more than so many questions in any 60 seconds.

    ``POST /api/chat`` counts against the address (a /64 network for IPv6) and against the site
    that embeds the widget; other writes to the API against a second budget of the same address,
    so that rating an answer never costs a question. What was refused is not counted.
    """

    def __init__(
        self, app: ASGIApp, settings: Settings, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.app = app
        self.per_address = settings.rate_per_minute
        self.per_site = settings.rate_per_minute_site
        self.trust_proxy = settings.trust_proxy
        self.sites = frozenset(allowed_origins(settings))
        self._clock = clock
        self._seen: OrderedDict[tuple[str, str], deque[float]] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it with the seconds to wait in ``Retry-After``."""
        if scope["type"] != "http" or scope["method"] != "POST" or not _is_api(scope["path"]):
            await self.app(scope, receive, send)
            return
        wait = self._wait(scope)
        if not wait:
            await self.app(scope, receive, send)
            return
        seconds = math.ceil(wait)
        await _problem(
            send,
            429,
            "Too many questions",
            f"That was a lot at once. Please try again in {seconds} seconds.",
            [(b"retry-after", str(seconds).encode())],
        )

    def _wait(self, scope: Scope) -> float:
        """Seconds until this request would be allowed; 0, and it is counted, if it is now."""
        now = self._clock()
        kind = "chat" if scope["path"].rstrip("/") == "/api/chat" else "other"
        budgets = [((kind, visitor_address(scope, self.trust_proxy)), self.per_address)]
        origin = Headers(scope=scope).get("origin", "")
        if kind == "chat" and origin in self.sites:
            budgets.append((("site", origin), self.per_site))
        times = [self._times(key, now) for key, _ in budgets]
        wait = max(
            entries[0] + WINDOW - now if len(entries) >= limit else 0.0
            for entries, (_, limit) in zip(times, budgets, strict=True)
        )
        if not wait:
            for entries in times:
                entries.append(now)
        return wait

    def _times(self, key: tuple[str, str], now: float) -> deque[float]:
        entries = self._seen.setdefault(key, deque())
        self._seen.move_to_end(key)
        while entries and entries[0] <= now - WINDOW:
            entries.popleft()
        while len(self._seen) > _MAX_KEYS:
            self._seen.popitem(last=False)
        return entries


def visitor_address(scope: Scope, trust_proxy: bool) -> str:
    """The address to count by; an IPv6 address stands for its /64, which one household has.

    With ``trust_proxy`` it is the last entry of ``X-Forwarded-For``: the one that our own proxy
    wrote. The entries before it are the visitor's word.
    """
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if trust_proxy:
        address = _last(Headers(scope=scope).getlist("x-forwarded-for")) or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed.packed, 64), strict=False))
    return str(parsed)


def _last(values: list[str]) -> str:
    return ",".join(values).rsplit(",", 1)[-1].strip()


def _origin_of(url: str) -> str:
    """The origin of an address, or an empty string."""
    try:
        parts = urlsplit(url)
        return canonical_origin(f"{parts.scheme}://{parts.netloc}")
    except (ValueError, SettingsError):
        return ""


def _host_name(host: str) -> str:
    """A ``Host`` header without its port; an IPv6 address without its brackets."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.rpartition(":")[0] if host.count(":") == 1 else host


def _is_number(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True


def _is_api(path: str) -> bool:
    return path == "/api" or path.startswith("/api/")


def _is_guarded(path: str) -> bool:
    return _is_api(path) or path == "/widget" or path.startswith("/widget/")


async def _problem(
    send: Send, status: int, title: str, detail: str, headers: list[tuple[bytes, bytes]]
) -> None:
    """Sends an RFC 9457 problem."""
    body = json.dumps(
        {"type": "about:blank", "title": title, "status": status, "detail": detail}
    ).encode()
    start = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": start + headers})
    await send({"type": "http.response.body", "body": body})
