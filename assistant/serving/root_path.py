"""The path under which a proxy serves the assistant: taken off requests, put before own links.

A proxy may take the path off by itself (``location /tpm/ { proxy_pass http://assistant/; }``) or
pass it on; both work. Pages and scripts name each other relatively and need nothing of this. The
links of an answer's JSON are whole paths, because programs read them: they get the path here.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send

_LISTS = ("citations", "related", "quotes", "documents")


class RootPath:
    """Takes the root path off requests that have it."""

    def __init__(self, app: ASGIApp, root: str) -> None:
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on without the root path."""
        scope = below(scope, self.root)
        await self.app(scope, receive, send)


def below(scope: Scope, root: str) -> Scope:
    """The request as it is seen below a path; the same where its own path does not begin so."""
    path = scope.get("path", "")
    if not root or not (path == root or path.startswith(f"{root}/")):
        return scope
    raw = scope.get("raw_path") or b""
    own = root.encode()
    return {
        **scope,
        "path": path[len(root) :] or "/",
        "raw_path": raw[len(own) :] or b"/" if raw.startswith(own) else raw,
    }


def under(root: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """``body`` of an answer or an event, its own links as whole paths under ``root``."""
    if not root:
        return dict(body)
    moved = dict(body)
    for name in _LISTS:
        if isinstance(items := body.get(name), list):
            moved[name] = [_moved(root, item) for item in items]
    return moved


def _moved(root: str, item: Mapping[str, Any]) -> dict[str, Any]:
    url = item.get("url")
    own = isinstance(url, str) and url.startswith("/")
    return {**item, "url": f"{root}{url}"} if own else dict(item)
