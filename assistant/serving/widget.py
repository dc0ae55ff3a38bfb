"""The embeddable widget: its one script, the line to paste, and the routes that serve both.

``assistant/web/widget`` holds the sources, written to be read; `webtools/build.mjs` makes two files
of them, and a check holds them together: ``built/v1.js``, loaded with the page, and
``built/panel.js``, which the first loads when a visitor opens the chat. The line to paste names the
build by its hash and carries the matching integrity value, and the first file carries that of the
second, so a page runs exactly the bytes its owner pasted. Builds kept in ``earlier`` (``keep``
writes one there at a release) are still served, so no pasted line stops working.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.errors import SettingsError
from assistant.serving.access import REFUSED, allowed_origins, canonical_origin
from assistant.serving.words import shipped
from assistant.settings import Settings
from assistant.text import patterns as re

SOURCES = Path(__file__).resolve().parent.parent / "web" / "widget"
EARLIER = SOURCES / "earlier"
DEMO_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)
"""The demo page lives under the strictest policy that the guide promises to work with."""
_ADDRESS = "Give one such as https://ask.example, with https:// and without a query."
_MARK = "tpm-refused"
"""What the first script looks for beside itself; ``core/start.js`` knows it too."""
_SHORT = "public, max-age=86400, stale-while-revalidate=2592000"
_FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Build:
    """One version of the script as browsers get it.

    Attributes:
        script: the bytes, UTF-8.
        packed: the same, gzip.
        integrity: value for the ``integrity`` attribute (SHA-384).
        name: first 12 hex digits of the SHA-384, the ``build`` of the address.
    """

    script: bytes
    packed: bytes
    integrity: str
    name: str

    @classmethod
    def of(cls, script: bytes) -> Build:
        """The build with these bytes."""
        digest = hashlib.sha384(script)
        return cls(
            script=script,
            packed=gzip.compress(script, 9, mtime=0),
            integrity=f"sha384-{base64.b64encode(digest.digest()).decode()}",
            name=digest.hexdigest()[:12],
        )


@cache
def current() -> Build:
    """The build that is served to new pages."""
    return Build.of((SOURCES / "built" / "v1.js").read_bytes())


@cache
def panel() -> Build:
    """The second file, which the current build loads at the first opening."""
    return Build.of((SOURCES / "built" / "panel.js").read_bytes())


def builds(folder: Path = EARLIER) -> dict[str, Build]:
    """Every build that is served, by name: the current two files and those kept in ``folder``."""
    kept = [Build.of(path.read_bytes()) for path in sorted(folder.glob("*.js"))]
    return {build.name: build for build in [*kept, panel(), current()]}


def keep(version: str, folder: Path = EARLIER) -> tuple[Path, ...]:
    """Writes the current build to ``folder``, so that later versions go on serving it.

    ``released.json`` there says in which version of the product each file came out; a test holds
    that all of them are served.
    """
    folder.mkdir(parents=True, exist_ok=True)
    book = folder / "released.json"
    released = json.loads(book.read_text("utf-8")) if book.exists() else {}
    paths = []
    for build in (current(), panel()):
        paths.append(folder / f"{build.name}.js")
        paths[-1].write_bytes(build.script)
        released.setdefault(build.name, version)
    book.write_text(json.dumps(released, indent=2) + "\n", "utf-8")
    return tuple(paths)


def tag(base_url: str, attributes: Mapping[str, str] | None = None) -> str:
    """The one line to paste, pinned to the current build.

    Args:
        base_url: where visitors reach the assistant, such as ``https://ask.example``.
        attributes: names and values of ``data-`` attributes, without the prefix.

    Raises:
        SettingsError: ``base_url`` is not an http or https address.
    """
    build = current()
    data = "".join(f' data-{name}="{escape(v)}"' for name, v in (attributes or {}).items())
    return (
        f'<script src="{escape(_base(base_url))}/widget/v1.js?build={build.name}" '
        f'integrity="{build.integrity}" crossorigin="anonymous" defer{data}></script>'
    )


def policy(base_url: str) -> str:
    """The Content-Security-Policy sources that a page with the widget needs, one a line.

    Raises:
        SettingsError: ``base_url`` is not an http or https address.
    """
    parts = urlsplit(_base(base_url))
    host = f"{parts.scheme}://{parts.netloc}"
    return f"script-src {host}\nconnect-src {host}"


def snippet(settings: Settings, base_url: str) -> str:
    """What ``python -m assistant widget`` prints: the line, its hash, the policy, the sites.

    Raises:
        SettingsError: ``base_url`` or an entry of ``settings.widget_origins`` is no address.
    """
    base = _base(base_url)
    sites = allowed_origins(settings)
    if sites:
        allowed = "It works on this server's own pages and on:\n" + "\n".join(
            f"  {site}" for site in sites
        )
    else:
        allowed = (
            "So far it works on this server's own pages only. Allow your site and start again:\n"
            "  ASSISTANT_WIDGET_ORIGINS=https://jobs.example"
        )
    look = {"title": "Ask a question", "accent": "#0d5c68"}
    plain = f'<script src="{escape(base)}/widget/v1.js" defer></script>'
    lines = policy(base).replace("\n", "\n  ")
    return (
        f"Paste this line before </body>:\n\n{tag(base, look)}\n\n"
        f"Integrity (SRI) of this build:\n  {current().integrity}\n\n"
        f"If the site sends a Content-Security-Policy, it needs:\n  {lines}\n"
        "A policy with 'nonce-…' or 'strict-dynamic' looks at the nonce instead: write "
        'nonce="…" into the line, with the value of that page.\n\n'
        f"{allowed}\n\n"
        f"To follow updates without pasting again, at the price of the integrity check:\n  {plain}"
        f"\n\nTry colours and texts at {base}/widget/demo\n"
    )


def router(settings: Settings) -> APIRouter:
    """The routes under ``/widget``: the script, and the demo page with its two files.

    Who may load them is not decided here but in ``assistant.serving.access``.

    Raises:
        SettingsError: an entry of ``settings.widget_origins`` is not an origin.
    """
    allowed_origins(settings)
    served = builds()
    routes = APIRouter(prefix="/widget", include_in_schema=False)

    @routes.api_route("/v1.js", methods=["GET", "HEAD"])
    @routes.api_route("/panel.js", methods=["GET", "HEAD"])
    async def script(request: Request, build: str | None = None) -> Response:
        newest = panel() if request.url.path.endswith("/panel.js") else current()
        wanted = newest if build is None else served.get(build)
        if wanted is None:
            return _problem(
                404,
                "No such build of the widget",
                "This server does not have that build. Paste the line again that "
                "`tpm-assistant widget` prints.",
            )
        if request.scope.get(REFUSED) and _MARK.encode() not in wanted.script:
            # A build from before it could read why.
            return _problem(
                403,
                "This site may not use the assistant",
                "Ask its operator to add this site to ASSISTANT_WIDGET_ORIGINS.",
            )
        return _script_response(request, wanted, _SHORT if build is None else _FOREVER)

    @routes.get("/words/{language}.json")
    async def texts(language: str) -> Response:
        pack = shipped().get(language)
        if pack is None:
            return JSONResponse({"detail": "This language has no words here."}, 404)
        headers = {"Cache-Control": _SHORT, "X-Content-Type-Options": "nosniff"}
        return JSONResponse(dict(pack.sections["chat"]), headers=headers)

    _add_demo(routes)
    return routes


def _add_demo(routes: APIRouter) -> None:
    """The demo page with its two files."""

    @routes.get("/demo")
    async def demo() -> HTMLResponse:
        page = (SOURCES / "demo.html").read_text("utf-8")
        build = current()
        page = page.replace("{{build}}", build.name).replace("{{integrity}}", build.integrity)
        page = page.replace(
            "{{languages}}",
            "".join(
                f'<option value="{pack.code}" lang="{pack.code}">{escape(pack.name)}</option>'
                for pack in shipped().values()
            ),
        )
        return HTMLResponse(page, headers=_demo_headers())

    @routes.get("/demo.css")
    async def demo_style() -> Response:
        return Response((SOURCES / "demo.css").read_text("utf-8"), 200, _demo_headers(), "text/css")

    @routes.get("/demo.js")
    async def demo_script() -> Response:
        text = (SOURCES / "demo.js").read_text("utf-8")
        return Response(text, 200, _demo_headers(), "text/javascript")


def _script_response(request: Request, build: Build, caching: str) -> Response:
    zipped = _accepts_gzip(request.headers.get("accept-encoding", ""))
    etag = f'"{build.name}{"-gz" if zipped else ""}"'
    headers = {
        "Cache-Control": caching,
        "ETag": etag,
        "Vary": "Accept-Encoding",
        # Pages that isolate themselves (COEP) load it too.
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
    }
    if request.scope.get(REFUSED):
        # It runs, and reads beside itself that it may not: so it can say why it does nothing.
        headers["Cache-Control"] = "no-store"
        headers["Server-Timing"] = _MARK
        headers["Timing-Allow-Origin"] = "*"
        headers["Access-Control-Allow-Origin"] = "*"
    known = request.headers.get("if-none-match", "")
    if etag in (part.strip().removeprefix("W/") for part in known.split(",")):
        return Response(status_code=304, headers=headers)
    if zipped:
        headers["Content-Encoding"] = "gzip"
    body = build.packed if zipped else build.script
    return Response(body, 200, headers, "text/javascript; charset=utf-8")


def _problem(status: int, title: str, detail: str) -> Response:
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return JSONResponse(body, status, media_type="application/problem+json")


def _accepts_gzip(header: str) -> bool:
    """Whether ``Accept-Encoding`` names gzip and does not rule it out with ``q=0``."""
    for part in header.lower().split(","):
        name, _, weight = part.partition(";")
        if name.strip() in ("gzip", "*"):
            return re.fullmatch(r"\s*q=0(\.0*)?\s*", weight) is None
    return False


def _demo_headers() -> dict[str, str]:
    return {
        "Content-Security-Policy": DEMO_POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "Cache-Control": "no-cache",
    }


def _base(base_url: str) -> str:
    """``base_url`` without its last slash, its origin as a browser writes it."""
    parts = urlsplit(base_url)
    if parts.query or parts.fragment:
        raise SettingsError(f"{base_url!r} is not the address of a server.", _ADDRESS)
    if parts.scheme not in ("http", "https") or not parts.netloc:
        raise SettingsError(f"{base_url!r} is not the address of a server.", _ADDRESS)
    return canonical_origin(f"{parts.scheme}://{parts.netloc}") + parts.path.rstrip("/")
