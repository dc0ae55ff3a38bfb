"""Two small servers for the widget's tests: the assistant's API, scripted, and other sites.

``api(settings)`` obeys the HTTP contract of the design with answers chosen by the first word of
the question, so that a test can ask for any state by name. ``host_pages()`` are the pages that
embed the widget: strict, hostile, old, right-to-left. ``Served`` runs one on a free port.
"""

from __future__ import annotations

import asyncio
import json
import socket
import threading
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from types import TracebackType
from typing import Any

import uvicorn
from fastapi import FastAPI, Request
from starlette.responses import HTMLResponse, JSONResponse, Response, StreamingResponse

from assistant.records import (
    EVENT_NAMES,
    Answer,
    Answered,
    Citation,
    Delta,
    Failed,
    Quote,
    Searching,
    Sources,
    StreamEvent,
)
from assistant.serving import access, widget
from assistant.settings import Settings

TITLE = "Signals — 🛰️ a guide"
TEXT = (
    "A beacon keeper answers for the light. 🛰️ The keeper does not repair the ship. "
    "| Dusk | ~30% | Trimming the wick | The pay is $120,000 a year."
)
SECTION = "The work › What a keeper owns"
STARTERS = ("What does a keeper own?", "What is the pay?", "Who repairs the ship?")
FOLLOW_UPS = ("How long is the dusk shift?", "Who pays the keeper?")


def quote(words: str, section: str = SECTION, url: str = "") -> Quote:
    """The place of ``words`` in the text; words that do not occur get the place 0 to 1."""
    start = max(TEXT.find(words), 0)
    end = start + len(words)
    place = url or f"/source/guide#c={start}-{end}"
    return Quote("guide", section, words, start, end, place)


ANSWER = Answer(
    id="a1",
    question="",
    status="answered",
    text=(
        "A keeper **answers for the light** [1], and *not* for the ship [2].\n\n"
        "| Shift | Share |\n|---|---|\n| Dusk | ~30% [3] |\n\n"
        "- The pay is \\$120,000 a year [4]\n- Nothing [9] else\n\n"
        "See [the guide](https://elsewhere.example/x) ![pixel](https://elsewhere.example/p.png)."
    ),
    engine="extractive",
    index="0123456789ab",
    took_ms=12.0,
    citations=tuple(
        Citation(number, quote(words, section))
        for number, (words, section) in enumerate(
            (
                ("A beacon keeper answers for the light.", SECTION),
                ("The keeper does not repair the ship.", SECTION),
                ("| Dusk | ~30% | Trimming the wick |", "The work › Shifts"),
                ("The pay is $120,000 a year.", SECTION),
            ),
            start=1,
        )
    ),
    follow_ups=FOLLOW_UPS,
)
UNCOVERED = Answer(
    id="a2",
    question="",
    status="not_covered",
    text="The article does not say anything about that.",
    engine="extractive",
    index="0123456789ab",
    took_ms=9.0,
    related=(quote("The keeper does not repair the ship."),),
    follow_ups=FOLLOW_UPS[:1],
)

SHARES = quote("| Dusk | ~30% | Trimming the wick |")
# What a language model wrote: a sentence of the document, and figures that nobody wrote there.
MODELLED = Answer(
    id="a4",
    question="",
    status="answered",
    text=(
        "Two shifts take 60% [1], not 160% or 60%5; that is \\$240,000 [2].\n\n"
        "- The pay is \\$120,000 a year. [2]"
    ),
    engine="gpt-x",
    index="0123456789ab",
    took_ms=12.0,
    citations=(
        Citation(1, replace(SHARES, page=7)),
        Citation(2, quote("The pay is $120,000 a year.")),
    ),
    derived=("60%", "$240,000"),
    quoted=((67, 101),),
)


def poisoned(payload: str) -> Answer:
    """An answer in which everything that people or articles write is ``payload``."""
    bad = Quote("guide", payload, payload, 0, len(payload), payload)
    return Answer(
        id="a3",
        question=payload,
        status="answered",
        text=f"{payload}\n\n- {payload} [1]\n\n| {payload} | b |\n|---|---|\n| c | {payload} |",
        engine=payload,
        index=payload,
        took_ms=1.0,
        citations=(Citation(1, bad),),
        follow_ups=(payload,),
        notice=payload,
    )


def _frame(event: StreamEvent) -> str:
    return f"event: {EVENT_NAMES[type(event)]}\r\ndata: {json.dumps(event.to_json())}\r\n\r\n"


def api(settings: Settings) -> FastAPI:
    """The assistant's API as the widget knows it. ``app.state.asked`` collects request bodies."""
    app = FastAPI()
    app.include_router(widget.router(settings))
    app.state.asked = []
    app.state.rated = []
    app.state.seen = set()
    app.state.payload = ""

    @app.post("/api/chat")
    async def chat(request: Request) -> Response:
        body = await request.json()
        app.state.asked.append(body)
        word = body["message"].split()[0].lower()
        first = word not in app.state.seen
        app.state.seen.add(word)
        if word == "limit" and first:
            return _problem(429, "Too many questions.", {"Retry-After": "2"})
        if word == "down" and first:
            return _problem(503, "The index is being rebuilt.")
        if word == "refuse":
            return _problem(422, "Please write at least one letter.")
        answer = {"nothing": UNCOVERED, "model": MODELLED}.get(word, ANSWER)
        if word == "payload":
            answer = poisoned(app.state.payload)
        events = _events(answer, "whole" if word in ("cut", "fail") and not first else word)
        return StreamingResponse(events, media_type="text/event-stream")

    @app.get("/api/suggestions")
    async def suggestions() -> dict[str, Any]:
        return {"suggestions": [app.state.payload] if app.state.payload else STARTERS}

    @app.get("/api/documents/guide")
    async def document() -> dict[str, Any]:
        return {"id": "guide", "title": TITLE, "updated": "2026-06-16", "text": TEXT}

    @app.post("/api/feedback")
    async def feedback(request: Request) -> dict[str, Any]:
        app.state.rated.append(await request.json())
        return {"ok": True}

    @app.get("/source/guide")
    async def source() -> HTMLResponse:
        return HTMLResponse("<title>The guide</title><p>The guide")

    access.add(app, settings)
    return app


def _problem(status: int, detail: str, headers: dict[str, str] | None = None) -> Response:
    body = {
        "type": "about:blank",
        "title": "The question was not answered",
        "status": status,
        "detail": detail,
    }
    return JSONResponse(body, status, headers, "application/problem+json")


async def _events(answer: Answer, word: str) -> AsyncIterator[str]:
    yield ": ping\r\n\r\n"
    yield _frame(Searching("q"))
    yield _frame(Sources(tuple(citation.source for citation in answer.citations)))
    half = len(answer.text) // 2
    yield _frame(Delta(answer.text[:half]))
    if word == "hang":
        await asyncio.Event().wait()  # until the visitor goes
    if word == "cut":
        return
    if word == "fail":
        yield _frame(Failed("The language model did not answer.", "Ask again."))
        return
    yield _frame(Delta(answer.text[half:]))
    yield _frame(Answered(answer))


STRICT = "default-src 'none'; script-src {api}; style-src 'self'; connect-src {api}"
TAG = '<script src="{api}/widget/v1.js" defer {data}></script>'
WORDS = (
    "<h1>Signals wanted</h1><p>We look for a keeper.</p><h2>The work</h2>"
    + "<p>It is a long page. </p>" * 60
    + '<p><a href="/plain">More</a> <input aria-label="Search" id="search"></p>'
)
HOSTILE = """
* { all: unset !important; z-index: 2147483647 !important; display: block; float: left;
    font-size: 3px !important; color: lime !important; visibility: hidden; opacity: .1;
    transform: rotate(3deg); pointer-events: none; direction: inherit }
button, textarea, summary, details, table, form, section { display: none !important }
.cover { position: fixed !important; inset: 0 !important; z-index: 2147483647 !important }
"""
OLD = """
Array.prototype.toJSON = function () { return 'broken'; };
String.prototype.toJSON = function () { return 'broken'; };
Array.prototype.each = function () {};
Object.prototype.extended = function () {};
Element.prototype.scrollTo = function () { window.scrolled = true; window.scrollTo(0, 500); };
HTMLElement.prototype.remove = function () { throw new Error('patched'); };
HTMLElement.prototype.select = function () { throw new Error('patched'); };
HTMLElement.prototype.show = HTMLElement.prototype.hide = function () { throw new Error('no'); };
window.h = window.list = window.$ = window.define = 'taken';
document.addEventListener('keydown', function (event) {
  if (event.target.tagName !== 'INPUT') { window.shortcuts = (window.shortcuts || 0) + 1; }
});
"""

PHONE_HEAD = '<meta name="viewport" content="width=device-width, initial-scale=1">'
MOUNT = """
function mount(title) {
  const script = document.createElement('script');
  script.src = 'API/widget/v1.js';
  script.dataset.title = title;
  document.body.append(script);
  return () => { script.remove(); window.TPMAssistant?.remove(); };
}
let unmount = mount('Ask');
unmount();
unmount = mount('Ask');
"""


def _page(head: str, body: str, html: str = '<html lang="en">') -> str:
    return f"<!doctype html>{html}<head><title>Jobs</title>{head}</head><body>{body}</body></html>"


def _later_pages(app: FastAPI, api_url: Callable[[], str]) -> None:
    """Pages of frameworks, with a banner, and with the widget inside of something."""
    phone = PHONE_HEAD

    @app.get("/nonce")
    async def nonce(site: str = "'strict-dynamic'") -> HTMLResponse:
        # What frameworks send: the host is not looked at, only the nonce. And nobody may make
        # an address of a script by hand.
        line = widget.tag(api_url(), {"title": "Ask"}).replace("<script", '<script nonce="abc"')
        policy = (
            f"default-src 'none'; script-src 'nonce-abc' {site}; connect-src {api_url()}; "
            "base-uri 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        )
        headers = {
            "Content-Security-Policy": policy,
            "Cross-Origin-Embedder-Policy": "require-corp",
            "Cross-Origin-Opener-Policy": "same-origin",
        }
        return HTMLResponse(_page(phone, f"<main>{WORDS}</main>{line}"), headers=headers)

    @app.get("/mounted")
    async def mounted() -> HTMLResponse:
        # What a component does that mounts, is taken away and mounts again before anything has
        # come (React's StrictMode), and later for good.
        script = MOUNT.replace("API", api_url())
        return HTMLResponse(_page(phone, f"<main>{WORDS}</main><script>{script}</script>"))

    @app.get("/banner")
    async def banner(style: str) -> HTMLResponse:
        block = (
            f'<div id="cookie-notice" style="position:fixed;z-index:9;background:#cde;{style}">'
            "<p>We use cookies. "
            '<button onclick="this.closest(`div`).remove()">Accept</button></div>'
        )
        return HTMLResponse(
            _page(phone, f"<main>{WORDS}</main>{block}{TAG.format(api=api_url(), data='')}")
        )

    @app.get("/within")
    async def within(place: str) -> HTMLResponse:
        if place == "frame":
            frame = '<iframe title="Jobs" src="/plain" width="700" height="640"></iframe>'
            return HTMLResponse(_page(phone, f"<main><h1>Jobs</h1>{frame}</main>"))
        body = (
            "<main><h1>Jobs</h1></main><dialog><h2>Questions</h2>"
            "<tpm-assistant></tpm-assistant></dialog>"
            "<script>document.querySelector('dialog').showModal()</script>"
        )
        return HTMLResponse(_page(phone, body + TAG.format(api=api_url(), data="")))


def host_pages(api_url: Callable[[], str]) -> FastAPI:
    """Pages of other sites, which load the widget from ``api_url()``."""
    app = FastAPI()
    phone = PHONE_HEAD
    _later_pages(app, api_url)

    def tag(data: str = "") -> str:
        return TAG.format(api=api_url(), data=data)

    @app.get("/plain")
    async def plain(data: str = 'data-title="Ask about this job"') -> HTMLResponse:
        return HTMLResponse(_page(phone, f"<main>{WORDS}</main>{tag(data)}"))

    @app.get("/strict")
    async def strict() -> HTMLResponse:
        # The line as printed, so that SRI is checked too.
        line = widget.tag(api_url(), {"title": "Ask"})
        policy = STRICT.format(api=api_url())
        html = _page(phone, f"<main>{WORDS}</main>{line}")
        return HTMLResponse(html, headers={"Content-Security-Policy": policy})

    @app.get("/hostile.css")
    async def hostile_css() -> Response:
        return Response(HOSTILE, media_type="text/css")

    @app.get("/hostile")
    async def hostile() -> HTMLResponse:
        head = phone + '<link rel="stylesheet" href="/hostile.css">'
        return HTMLResponse(_page(head, f'<div class="cover"></div><p>Words{tag()}'))

    @app.get("/old")
    async def old() -> HTMLResponse:
        # No doctype: quirks mode.
        return HTMLResponse(
            f"<html><head><title>Old</title><style>table {{ font-size: 4px }} body {{ color: red; "
            f"font-size: 62.5% }}</style><script>{OLD}</script></head><body>"
            f"<center><font size=1>{WORDS}</font></center>{tag()}</body></html>"
        )

    @app.get("/rtl")
    async def rtl(lang: str = "ar") -> HTMLResponse:
        body = f"<main><h1>دليل الحارس</h1><p>نبحث عن حارس.</p></main>{tag()}"
        return HTMLResponse(_page(phone, body, f'<html lang="{lang}" dir="rtl">'))

    @app.get("/inline")
    async def inline(data: str = "") -> HTMLResponse:
        body = f"<main><h1>Jobs</h1><tpm-assistant {data}></tpm-assistant></main>{tag()}"
        return HTMLResponse(_page(phone, body))

    @app.get("/sandbox")
    async def sandbox() -> HTMLResponse:
        inner = f"{api_url()}/widget/v1.js"
        return HTMLResponse(
            _page("", f"<iframe sandbox='allow-scripts' srcdoc=\"<script src='{inner}' "
                  "data-open defer></script>\"></iframe>")
        )  # fmt: skip

    return app


class Served:
    """Runs an ASGI app on a free port of the loopback for the length of a ``with``."""

    def __init__(self, app: FastAPI, host: str = "127.0.0.1") -> None:
        self.app = app
        self._socket = socket.create_server((host, 0))
        self.url = f"http://{host}:{self._socket.getsockname()[1]}"
        config = uvicorn.Config(app, log_level="error", lifespan="off", timeout_graceful_shutdown=1)
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    def __enter__(self) -> Served:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()
