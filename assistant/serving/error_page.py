"""A page for a person where a program gets a problem document: what is wrong, and the way back.

Only who asks by ``GET`` and names ``text/html`` gets it; status and headers stay as they were.
"""

from __future__ import annotations

from html import escape
from http import HTTPStatus

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assistant.serving.page_words import chosen, direction, said, speaking
from assistant.serving.problems import MEDIA_TYPE
from assistant.serving.source_page import ASSETS


class ErrorPage:
    """Puts a page in place of each problem document that a browser would show as it is."""

    def __init__(self, app: ASGIApp, root: str = "") -> None:
        """``root`` is the path under which the server is reached, without a slash at its end."""
        self.app = app
        self.root = root

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on; a 401 stays, since a browser asks for a password itself."""
        headers = Headers(scope=scope) if scope["type"] == "http" else None
        wanted = headers is not None and "text/html" in headers.get("accept", "")
        if headers is None or not wanted or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        language = chosen(headers.get("accept-language", ""))
        replaced = False

        async def shown(message: Message) -> None:
            nonlocal replaced
            if message["type"] == "http.response.start":
                sent = MutableHeaders(raw=list(message["headers"]))
                kind = sent.get("content-type", "").partition(";")[0]
                if kind != MEDIA_TYPE or message["status"] == HTTPStatus.UNAUTHORIZED:
                    await send(message)
                    return
                replaced = True
                page = render(message["status"], language, self.root).encode()
                sent["content-type"] = "text/html; charset=utf-8"
                sent["content-length"] = str(len(page))
                sent["content-language"] = language
                sent.add_vary_header("Accept, Accept-Language")
                await send({**message, "headers": sent.raw})
                await send({"type": "http.response.body", "body": page})
            elif not replaced:
                await send(message)

        await self.app(scope, receive, shown)


def render(status: int, language: str, root: str = "") -> str:
    """The page for a status, in a language of the interface."""
    kind = "404" if status == HTTPStatus.NOT_FOUND else "other"
    assets = f"{escape(root)}{ASSETS}"
    with speaking(language):
        return (
            f'<!doctype html><html lang="{language}" dir="{direction(language)}"><head>'
            '<meta charset="utf-8"><meta name="viewport" content="width=device-width, '
            f'initial-scale=1"><title>{said(f"error.{kind}")}</title>'
            f'<link rel="icon" href="{assets}/icon.svg" type="image/svg+xml">'
            f'<link rel="stylesheet" href="{assets}/palette.css">'
            f'<link rel="stylesheet" href="{assets}/source.css">'
            f'<script src="{assets}/theme.js"></script></head><body><main><header>'
            f'<img class="logo" src="{assets}/icon.svg" alt="" width="34" height="34">'
            f'<p class="eyebrow">{status}</p><h1>{said(f"error.{kind}")}</h1></header>'
            f"<p>{said(f'errorTold.{kind}')}</p>"
            f'<p><a href="{escape(root)}/">{said("errorBack")}</a></p></main></body></html>'
        )
