"""Keeps the chat page free of addresses: it finds its parts beside itself, wherever it lies.

Gradio writes the address under which it believes to be reached into its page, and guesses it from
the request's headers. Behind a proxy that sends another ``Host``, on another port or under a path
the guess is wrong and the page stays white. Here Gradio is given an address that cannot be (see
``MARK``), and the page gets ``.`` in its place: its own folder, which the browser always knows.
"""

from __future__ import annotations

from starlette.types import ASGIApp, Message, Receive, Scope, Send

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

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; the body of a page is held back until it is whole."""
        if scope["type"] != "http" or scope["path"] not in PAGES:
            await self.app(scope, receive, send)
            return
        # What is compressed cannot be read here; a proxy may compress it again.
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
            start, whole = started[0], bytes(body)
            for old, new in _REPLACED:
                whole = whole.replace(old, new)
            if whole != bytes(body):
                length = (b"content-length", str(len(whole)).encode())
                kept = [(k, v) for k, v in start["headers"] if k.lower() != b"content-length"]
                start = {**start, "headers": [*kept, length]}
            await send(start)
            await send({"type": "http.response.body", "body": whole})

        await self.app({**scope, "headers": headers}, receive, rewriting)
