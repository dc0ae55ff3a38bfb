"""What the browser tests share: a Chromium, a chat page with a scripted assistant, widget hosts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from assistant.serving import chat_page, source_page
from assistant.serving.headers import SecurityHeaders
from assistant.settings import load_settings
from tests.support.chat_visit import EMOJI, ORIGIN, launched, serving, start, watched
from tests.support.fakes import STARTERS, FakeAssistant
from tests.support.widget_host import Served, api, host_pages
from tests.support.widget_visit import DESKTOP, Visit

WEB = Path(chat_page.__file__).parent.parent / "web"

expect.set_options(timeout=20_000)  # a machine that is busy is no fault of the page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launched(playwright)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Served, Served]]:
    holder: list[Served] = []
    pages = Served(host_pages(lambda: holder[0].url))
    holder.append(Served(api(load_settings(widget_origins=(pages.url,), rate_per_minute=100_000))))
    with pages, holder[0]:
        yield holder[0], pages


@pytest.fixture
def visit(browser: Browser, servers: tuple[Served, Served]) -> Iterator[Callable[..., Visit]]:
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(path: str = "/plain", **options: Any) -> Visit:
        context = browser.new_context(**(DESKTOP | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        visits.append(Visit(context, *servers))
        return visits[-1].go(path)

    yield start
    for context in contexts:
        context.close()
    assert [error for each in visits for error in each.errors] == []


@pytest.fixture(scope="module")
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture(scope="module")
def address(fake: FakeAssistant) -> Iterator[str]:
    app = FastAPI()
    app.add_middleware(SecurityHeaders)
    app.mount(
        source_page.ASSETS, StaticFiles(directory=Path(chat_page.__file__).parent.parent / "web")
    )
    pages = {one.document.id: source_page.render(one) for one in (EMOJI, ORIGIN)}
    pages[fake.document.id] = source_page.render(fake.parsed[fake.document.id])

    @app.get("/source/{document_id}")
    def source(document_id: str) -> HTMLResponse:
        return HTMLResponse(pages[document_id])

    @app.post("/api/feedback")
    async def feedback(request: Request) -> Response:
        body: dict[str, Any] = await request.json()
        fake.record_feedback(body["answer_id"], body["rating"], body.get("reason"))
        return Response(status_code=204)

    @app.get("/api/questions")
    async def questions() -> dict[str, list[str]]:
        return {"questions": list(STARTERS)}

    @app.post("/api/forget")
    async def forget(request: Request) -> dict[str, int]:
        body: dict[str, Any] = await request.json()
        fake.forgotten.extend(body["answer_ids"])
        return {"forgotten": len(body["answer_ids"])}

    with serving(chat_page.mount(app, fake)) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as opened:
        start(opened)
        yield opened


@pytest.fixture
def article(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor who has not opened the chat."""
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as opened:
        yield opened
