"""A visitor of the chat page in a real browser: how one comes, asks, and is watched."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, Playwright, expect

from assistant.sources.readers import parse

LEFT = "this document is being left"
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update",
]  # fmt: skip

EMOJI = parse("# Signs\n\nFirst 😀 words. Then **bold 漢字** words &amp; more.\n", "signs")

ORIGIN = parse(
    '<link rel="canonical" href="https://example.org/pay"><h1>Pay</h1><p>It depends on where and '
    "on how well-known the place is, and on nothing else at all, says the one who pays it out. "
    "Ask.</p>"
    "<table><tr><th>Where</th><th>How much</th></tr><tr><td>In Rome</td><td>a lot</td></tr>"
    "</table>",
    "origin",
    "html",
)


def launched(playwright: Playwright) -> Browser:
    """The machine's Chromium, kept from asking anybody for anything."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    return playwright.chromium.launch(executable_path=path, args=QUIET)


@contextmanager
def serving(app: FastAPI) -> Iterator[str]:
    """Serves ``app`` on a free port; yields its address."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    # As the product itself has it: who asks is not taken from a header here.
    config = uvicorn.Config(
        app, log_level="error", timeout_graceful_shutdown=1, proxy_headers=False
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    # A socket that is bound refuses until the server listens, which takes its start-up first.
    patience = time.monotonic() + 60
    while not server.started and thread.is_alive() and time.monotonic() < patience:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        bound.close()


@contextmanager
def watched(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A fresh visitor; at the end, nobody else was asked and the console is clean.

    What a page says while it is being left does not count: a reload cuts Gradio's streams, and its
    client writes into the console of the document that is thrown away that they were cut.
    """
    context = browser.new_context(base_url=address, reduced_motion="reduce", **options)
    page = context.new_page()
    page.set_default_timeout(20_000)
    asked: list[str] = []
    errors: list[str] = []
    leaving = False

    def listen(kind: str, text: str) -> None:
        nonlocal leaving
        leaving = leaving or text == LEFT
        if kind == "error" and not leaving:
            errors.append(text)

    def arrive(_: Page) -> None:
        nonlocal leaving
        leaving = False

    page.add_init_script(f"addEventListener('beforeunload', () => console.debug('{LEFT}'))")
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda said: listen(said.type, said.text))
    page.on("pageerror", lambda error: listen("error", str(error)))
    page.on("domcontentloaded", arrive)
    page.on("dialog", lambda dialog: errors.append(dialog.message))
    yield page
    context.close()
    assert not errors, f"the console said: {errors}"
    assert [url for url in asked if not url.startswith((address, "data:", "about:"))] == []


def start(page: Page) -> None:
    page.goto("/")
    expect(page.locator("#live .welcome")).to_be_visible()
    expect(page.get_by_role("log", name="Conversation")).to_be_visible()


def box(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Your question")


def ask(page: Page, question: str) -> None:
    box(page).fill(question)
    box(page).press("Enter")
    answered(page, question)


def answered(page: Page, question: str) -> None:
    expect(page.locator("#live .question p")).to_have_text(question)
    expect(page.locator("#live .answer.done")).to_be_visible()
