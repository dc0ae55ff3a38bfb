"""What the widget's browser tests share: one Chromium, one scripted API, one server of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from assistant.settings import load_settings
from tests.support.widget_host import Served, api, host_pages
from tests.support.widget_visit import CHROMIUM, DESKTOP, FLAGS, Visit

expect.set_options(timeout=15_000)  # a machine that is busy is no fault of the page


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield launched
        launched.close()


@pytest.fixture(scope="module")
def servers() -> Iterator[tuple[Served, Served]]:
    holder: list[Served] = []
    pages = Served(host_pages(lambda: holder[0].url))
    holder.append(Served(api(load_settings(widget_origins=(pages.url,), rate_per_minute=100_000))))
    with pages, holder[0]:
        yield holder[0], pages


@pytest.fixture
def visit(chromium: Browser, servers: tuple[Served, Served]) -> Iterator[Callable[..., Visit]]:
    contexts: list[BrowserContext] = []
    visits: list[Visit] = []

    def start(path: str = "/plain", **options: Any) -> Visit:
        context = chromium.new_context(**(DESKTOP | options))
        context.set_default_timeout(15_000)
        contexts.append(context)
        visits.append(Visit(context, *servers))
        return visits[-1].go(path)

    yield start
    for context in contexts:
        context.close()
    assert [error for each in visits for error in each.errors] == []
