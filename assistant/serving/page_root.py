"""Frames the chat page and keeps it free of addresses: its parts lie beside it, wherever it is.

Gradio writes the address under which it believes to be reached into its page, and guesses it from
the request's headers. Behind a proxy that sends another ``Host``, on another port or under a path
the guess is wrong and the page stays white. Here Gradio is given an address that cannot be (see
``MARK``), and the page gets ``.`` in its place: its own folder, which the browser always knows.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.page_words import chosen
from assistant.serving.shipped import CODINGS, compressed

MARK = "http://the-page.invalid"
"""What Gradio is told to be reached at; it never leaves the server."""
PAGES = ("/", "/config", "/config/")
_REPLACED = (
    (f'"{MARK}"'.encode(), b'"."'),
    # Asked for at the root of the host, which may be somebody else's; there is none anyway.
    (b'<link rel="manifest" href="/manifest.json" />', b""),
)


class PageRoot:
    """Rewrites the two replies of Gradio that name an address; all others pass untouched."""

    def __init__(
        self, app: ASGIApp, frame: Callable[[str, str], str] = lambda page, _: page
    ) -> None:
        """``frame`` makes what is sent of the page that Gradio made, in the reader's language."""
        self.app = app
        self.frame = frame
        self._gradios = b""
        self._sent: dict[tuple[str, str], bytes] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; the body of a page is held back until it is whole."""
        if scope["type"] != "http" or scope["path"] not in PAGES:
            await self.app(scope, receive, send)
            return
        headers = [(k, v) for k, v in scope["headers"] if k != b"accept-encoding"]
        started: list[Message] = []
        body = bytearray()

        async def rewriting(message: Message) -> None:
            if message["type"] == "http.response.start":
                started.append(message)
                return
            if message["type"] != "http.response.body":
                await send(message)
                return
            body.extend(message.get("body", b""))
            if message.get("more_body", False):
                return
            if scope["method"] == "HEAD":
                await send(started[0])
                await send({"type": "http.response.body", "body": b""})
                return
            framed = scope["path"] == "/" and started[0]["status"] == 200
            accepted = Headers(scope=scope).get("accept-encoding", "")
            language = chosen(Headers(scope=scope).get("accept-language", "")) if framed else ""
            coding, whole = self._made(bytes(body), language, accepted)
            changed = MutableHeaders(raw=list(started[0]["headers"]))
            changed["content-length"] = str(len(whole))
            if framed:
                changed["content-language"] = language
                changed.add_vary_header("Accept-Language")
            if coding:
                changed["content-encoding"] = coding
                changed.add_vary_header("Accept-Encoding")
            await send({**started[0], "headers": changed.raw})
            await send({"type": "http.response.body", "body": whole})

        await self.app({**scope, "headers": headers}, receive, rewriting)

    def _made(self, gradios: bytes, language: str, accepted: str) -> tuple[str, bytes]:
        """The coding and the body to send, framed where a language is named.

        Gradio makes the same page each time, so what is made of it is kept.
        """
        coding = next((coding for coding in CODINGS if coding in accepted), "")
        framed = bool(language)
        if gradios != self._gradios and framed:
            self._gradios, self._sent = gradios, {}
        key = (language, coding)
        if framed and key in self._sent:
            return coding, self._sent[key]
        whole = gradios
        for old, new in _REPLACED:
            whole = whole.replace(old, new)
        if framed:
            whole = self.frame(whole.decode(), language).encode()
        made = compressed(whole)[coding] if coding else whole
        if framed:
            self._sent[key] = made
        return coding, made
