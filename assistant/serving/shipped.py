"""Scripts and styles as a browser wants them: compressed once, kept for a year, never asked twice.

Gradio's files carry a hash in their names; ours get one behind ``?v=``. Both never change under
their address, so a browser may keep them (RFC 8246). What is asked for without is kept too, and
checked with its ``ETag`` each time.
"""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs

import brotli  # type: ignore[import-untyped]  # it has no types
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

FOR_EVER = "public, max-age=31536000, immutable"
CODINGS = ("br", "gzip")
"""What bodies are compressed with, the smallest first."""
_QUALITY = 5
"""Of Brotli: what is better compresses one tenth more and takes ten times as long."""
_SMALL = 400
_TEXTS = ("text/", "application/javascript", "application/json", "image/svg")


@dataclass(frozen=True, slots=True)
class Sent:
    """One file in the codings that browsers take, by the name of the coding; ``""`` is none."""

    kind: str
    tag: str
    bodies: Mapping[str, bytes]

    @classmethod
    def of(cls, content: bytes, name: str) -> Sent:
        """``content`` as a file of that ``name``, which tells its kind."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        kind = "text/javascript" if kind.endswith("/javascript") else kind
        is_text = kind.startswith(_TEXTS)
        bodies = {"": content}
        if is_text and len(content) > _SMALL:
            bodies |= compressed(content)
        tag = hashlib.sha256(content).hexdigest()[:16]
        return cls(f"{kind}; charset=utf-8" if is_text else kind, tag, bodies)

    def coded_for(self, accepted: str) -> tuple[str, bytes]:
        """The smallest coding that a browser accepts, and the body in it."""
        for coding in CODINGS:
            if coding in self.bodies and coding in accepted:
                return coding, self.bodies[coding]
        return "", self.bodies[""]


def compressed(content: bytes) -> dict[str, bytes]:
    """``content`` in Brotli and in gzip."""
    return {
        "br": brotli.compress(content, quality=_QUALITY),
        "gzip": gzip.compress(content, 6, mtime=0),
    }


class Shipped:
    """Answers for the files of some folders and for a few that were made; passes on the rest.

    ``folders`` are named by the beginning of their address, ``made`` by the whole.
    """

    def __init__(
        self,
        app: ASGIApp,
        folders: Mapping[str, Path],
        made: Mapping[str, bytes],
        lasting: str = "/assets/",
    ) -> None:
        self.app = app
        self.folders = folders
        self.lasting = lasting
        self._made = {path: Sent.of(content, path) for path, content in made.items()}
        self._read: dict[Path, tuple[int, Sent]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or passes the request on."""
        takes = scope["type"] == "http" and scope["method"] in ("GET", "HEAD")
        sent = self._find(scope["path"]) if takes else None
        if sent is None:
            await self.app(scope, receive, send)
            return
        lasting = scope["path"].startswith(self.lasting) or self._is_named(scope, sent)
        await _response(scope, sent, FOR_EVER if lasting else "no-cache")(scope, receive, send)

    def _find(self, path: str) -> Sent | None:
        if path in self._made:
            return self._made[path]
        for beginning, folder in self.folders.items():
            if path.startswith(beginning) and ".." not in path:
                return self._file(folder / path[len(beginning) :])
        return None

    def _file(self, file: Path) -> Sent | None:
        try:
            changed = file.stat().st_mtime_ns
            known = self._read.get(file)
            if known is None or known[0] != changed:
                known = (changed, Sent.of(file.read_bytes(), file.name))
                self._read[file] = known
        except (OSError, ValueError):
            return None  # no such file: what lies below says so
        return known[1]

    def _is_named(self, scope: Scope, sent: Sent) -> bool:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        return sent.tag in asked.get("v", [])


def _response(scope: Scope, sent: Sent, keeping: str) -> Response:
    headers = Headers(scope=scope)
    coding, body = sent.coded_for(headers.get("accept-encoding", ""))
    told = {"cache-control": keeping, "etag": f'"{sent.tag}"', "vary": "Accept-Encoding"}
    if f'"{sent.tag}"' in headers.get("if-none-match", ""):
        return Response(status_code=304, headers=told)
    if coding:
        told["content-encoding"] = coding
    if scope["method"] == "HEAD":
        return Response(headers={**told, "content-length": str(len(body))}, media_type=sent.kind)
    return Response(body, headers=told, media_type=sent.kind)
