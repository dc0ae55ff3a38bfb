"""Who may ask: under which names, and from which sites.

Three layers around the whole application, outermost first, all pure ASGI so that a stream passes
through untouched:

1. ``HostGate`` refuses requests to a name that is not this server's (DNS rebinding).
2. ``OriginGate`` refuses browsers that come from a site which is not on the allow-list.
3. Starlette's own ``CORSMiddleware`` (that exact class: Gradio looks for it, and then leaves
   CORS alone) tells browsers of allowed sites that they may read the reply, 429 included.

An allow-list protects visitors of other sites, not the server: a program outside a browser can
send any header it likes. That is what the limits are for (``limits``).
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import SettingsError
from assistant.serving.problems import send_problem
from assistant.settings import Settings

_PORTS = {"http": 80, "https": 443}
REFUSED = "tpm.refused"
"""Key of the scope of a request that may have the widget's script only to be told why not."""


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
    """Puts the three layers around ``app``; what was added before lies inside of them.

    Raises:
        SettingsError: an entry of ``settings.widget_origins`` is not one origin.
    """
    origins = allowed_origins(settings)
    # Starlette runs the middleware that was added last first.
    app.add_middleware(
        CORSMiddleware,
        allow_origins=list(origins),
        allow_methods=["GET", "POST"],
        allow_headers=["Content-Type"],
        expose_headers=["Retry-After", "X-Request-ID"],
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
        forwarded = last_of(headers.getlist("x-forwarded-host")) if self.trust_proxy else ""
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
            await send_problem(
                send,
                421,
                "This name is not known here",
                f"The assistant does not answer under the name {name[:100]!r}. If it is yours, "
                f"start it with ASSISTANT_HOSTS={name[:100]}.",
            )


class OriginGate:
    """Answers 403 to browsers on sites that are neither allowed nor the server's own.

    A request that names an ``Origin`` is judged by it, whatever its path. Browsers leave the header
    out of plain loads such as ``<script src>``; on the widget's and the API's paths these are
    recognised by ``Sec-Fetch-Site`` and judged by the ``Referer``. Links that a person follows,
    and programs that are no browsers, pass. The widget's first script, which is public, goes to
    refused sites too, marked: it tells them why it does nothing.
    """

    def __init__(self, app: ASGIApp, origins: Iterable[str], own: OwnNames) -> None:
        self.app = app
        self.origins = frozenset(origins)
        self.own = own

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it."""
        if scope["type"] not in ("http", "websocket") or self._passes(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and scope["path"] == "/widget/v1.js":
            await self.app({**scope, REFUSED: True}, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": "origin not allowed"})
        else:
            await send_problem(
                send,
                403,
                "This site may not use the assistant",
                "The assistant answers only on sites that its operator has allowed. "
                "If this is your site, ask them to add it to ASSISTANT_WIDGET_ORIGINS.",
                # Another site may well be allowed to have what this one was refused.
                {"vary": "Origin, Referer, Sec-Fetch-Site"},
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
        referrer = origin_of(headers.get("referer", ""))
        if referrer:
            return referrer in self.origins or self._is_own(referrer, scope)
        # The script itself is public, and a page may hide its address; the API is never
        # loaded this way by the widget.
        return bool(scope["path"].startswith("/widget"))

    def _is_own(self, origin: str, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        canonical = origin_of(origin)
        # The browser's own word that page and server are the same origin, which no script can set.
        # Behind a proxy it is the only true one: neither scheme, name nor port arrive as they were.
        if headers.get("sec-fetch-site") == "same-origin":
            return canonical == origin
        # Browsers send it to https and to this machine only. Elsewhere the names must do.
        if canonical == origin and urlsplit(origin).hostname in self.own.listed:
            return True
        scheme = scheme_of(scope, self.own.trust_proxy)
        host = self.own.host_of(headers)
        return bool(host) and canonical == origin == origin_of(f"{scheme}://{host}")


def scheme_of(scope: Scope, trust_proxy: bool) -> str:
    """``http`` or ``https``, as the browser asked, so far as the request tells it truly."""
    scheme = str({"ws": "http", "wss": "https"}.get(scope["scheme"], scope["scheme"]))
    told = last_of(Headers(scope=scope).getlist("x-forwarded-proto")) if trust_proxy else ""
    return told or scheme


def last_of(values: list[str]) -> str:
    """The last entry of a header that proxies append to: what the nearest of them wrote."""
    return ",".join(values).rsplit(",", 1)[-1].strip()


def origin_of(url: str) -> str:
    """The origin of an address, or an empty string; a header may hold anything."""
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
