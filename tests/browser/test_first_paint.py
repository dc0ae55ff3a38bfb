"""The page before and after Gradio is there: nothing is lost, nothing moves, nothing is late."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.support.chat_visit import answered, box, start, watched
from tests.support.fakes import STARTERS, FakeAssistant

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
def held(browser: Browser, address: str) -> Iterator[tuple[Page, Line]]:
    """A visitor on a line where Gradio's scripts have not come yet."""
    with watched(browser, address, viewport={"width": 375, "height": 667}) as page:
        line = Line()
        page.route("**/assets/*.js", lambda route: line.came(route))
        page.goto("/", wait_until="commit")
        expect(page.locator("#early textarea")).to_be_visible()
        yield page, line


TYPED_AT_THE_MOMENT = """
// Watchers are called before anything else that the page has put off.
new MutationObserver((_, watcher) => {
  if (document.getElementById("early")) return;
  watcher.disconnect();
  document.execCommand("insertText", false, "tes code");
}).observe(document.body, { childList: true });
"""


def test_what_is_typed_before_while_and_after_gradio_comes_stays(
    held: tuple[Page, Line],
    fake: FakeAssistant,
) -> None:
    page, line = held
    expect(page.get_by_role("button", name=STARTERS[0])).to_be_visible()
    box(page).press_sequentially("who wr")
    page.reload(wait_until="commit")  # also this early it is a draft
    expect(box(page)).to_have_value("who wr")
    box(page).press("End")
    box(page).press("i")
    page.evaluate(TYPED_AT_THE_MOMENT)
    line.open()
    field = page.locator("#question textarea")
    expect(field).to_have_value("who writes code")
    expect(field).to_be_focused()
    field.press("?")
    field.press("Enter")
    answered(page, "who writes code?")
    expect(field).to_have_value("")
    assert fake.asked[-1][0] == "who writes code?"


def test_what_is_asked_before_gradio_is_there_is_answered(held: tuple[Page, Line]) -> None:
    page, line = held
    box(page).fill("a draft")
    starter = page.get_by_role("button", name=STARTERS[0])
    starter.click()
    expect(starter).to_have_attribute("aria-busy", "true")
    page.reload(wait_until="commit")  # what was asked waits on
    expect(box(page)).to_have_value("a draft")
    line.open()
    answered(page, STARTERS[0])
    expect(page.locator("#question textarea")).to_have_value("a draft")


def test_what_is_half_done_when_gradio_comes_is_not_cut_off(held: tuple[Page, Line]) -> None:
    page, line = held
    page.get_by_text("More questions, by section").press("Enter")
    starter = page.locator("#early").get_by_role("button", name=STARTERS[0])
    starter.hover()
    page.mouse.down()
    line.open()
    expect(page.locator("#live .welcome")).to_be_attached()
    expect(page.locator("#early")).to_have_attribute("data-held", "")
    page.locator("#early summary").first.focus()
    page.mouse.move(0, 0)  # not there after all
    page.mouse.up()
    expect(page.locator("#early")).to_have_count(0)
    expect(page.locator("#live summary")).to_be_focused()
    expect(page.locator("#live .groups")).to_have_attribute("open", "")
    expect(page.locator("#live .question")).to_have_count(0)


def test_where_the_scripts_do_not_come_that_is_said(browser: Browser, address: str) -> None:
    # Not watched: the browser says on the console what did not come.
    page = browser.new_context(base_url=address).new_page()
    page.route("**/assets/*.js", lambda route: route.abort())
    page.goto("/")
    told = page.get_by_role("status").filter(has_text="longer than usual")
    expect(told).to_be_visible()
    told.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page).to_have_url(re.compile("/source/technical-product-manager$"))
    page.context.close()


def test_what_is_typed_while_a_question_is_on_its_way_is_a_draft(
    browser: Browser,
    address: str,
) -> None:
    with watched(browser, address) as page:
        start(page)
        line = Line()
        page.route("**/gradio_api/queue/join*", lambda route: line.came(route))
        box(page).fill("who writes code?")
        with page.expect_request("**/gradio_api/queue/join*"):
            box(page).press("Enter")
        box(page).press("End")
        box(page).press_sequentially(" and who does not")
        line.open()
        answered(page, "who writes code?")
        expect(box(page)).to_have_value("and who does not")


@pytest.mark.parametrize("width", [375, 1280])
def test_nothing_moves_and_nothing_is_fetched_late(
    browser: Browser,
    address: str,
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
