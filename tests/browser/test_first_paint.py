"""The page before and after Gradio is there: nothing is lost, nothing moves, nothing is late."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.test_chat_page_browser import (  # noqa: F401  (fixtures)
    address,
    answered,
    box,
    browser,
    fake,
    watched,
)
from tests.support.fakes import STARTERS

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]
SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""


class Line:
    """A line on which nothing comes until it is opened."""

    def __init__(self) -> None:
        self.waiting: list[Route] | None = []

    def came(self, route: Route) -> None:
        """Holds what is asked for, or lets it through."""
        if self.waiting is None:
            route.continue_()
        else:
            self.waiting.append(route)

    def open(self) -> None:
        """Lets everything through, in the order in which it was asked for."""
        held, self.waiting = self.waiting or [], None
        for route in held:
            route.continue_()


@pytest.fixture
def held(browser: Browser, address: str) -> Iterator[tuple[Page, Line]]:  # noqa: F811
    """A visitor on a line where Gradio's scripts have not come yet."""
    with watched(browser, address, viewport={"width": 375, "height": 667}) as page:
        line = Line()
        page.route("**/assets/*.js", lambda route: line.came(route))
        page.goto("/", wait_until="commit")
        expect(page.locator("#early textarea")).to_be_visible()
        yield page, line


def test_what_is_typed_before_gradio_is_there_stays(held: tuple[Page, Line]) -> None:
    page, line = held
    expect(page.get_by_role("button", name=STARTERS[0])).to_be_visible()
    box(page).fill("who wri")
    line.open()
    expect(page.locator("#early")).to_have_count(0)
    expect(page.locator("#question textarea")).to_have_value("who wri")
    expect(page.locator("#question textarea")).to_be_focused()


def test_what_is_asked_before_gradio_is_there_is_answered(held: tuple[Page, Line]) -> None:
    page, line = held
    page.get_by_role("button", name=STARTERS[0]).click()
    line.open()
    answered(page, STARTERS[0])


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_and_nothing_is_fetched_late(
    browser: Browser,  # noqa: F811
    address: str,  # noqa: F811
    width: int,
) -> None:
    with watched(browser, address, viewport={"width": width, "height": 667}) as page:
        page.add_init_script(SHIFTS)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
        page.goto("/")
        expect(page.get_by_role("log", name="Conversation")).to_be_visible()
        expect(page.locator("#live .welcome")).to_be_visible()
        listed = page.evaluate(
            "Array.from(document.querySelectorAll('link[rel=modulepreload], script[src]'),"
            " (link) => new URL(link.href || link.src).pathname)"
        )
        files = {url for url in asked if url.startswith("/assets/") and ".js" in url}
        assert files == {path for path in listed if path.startswith("/assets/")}
        assert len(asked) <= 40
        assert page.evaluate("window.shifted") < 0.01
