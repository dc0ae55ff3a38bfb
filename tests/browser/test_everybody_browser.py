"""The chat page for everybody: what axe finds in each look, landmarks, targets that can be hit."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.support.chat_visit import ask, start, watched

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
    pytest.mark.usefixtures("fake"),
]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"color_scheme": "light", "contrast": "more"},
    "forced colours": {"color_scheme": "light", "contrast": "no-preference"}
    | {"forced_colors": "active"},
}
SMALL = """Array.from(document.querySelectorAll("button, a, summary, input, textarea"))
    .filter(part => part.checkVisibility() && part.closest("p, li > span") === null)
    .map(part => [part.className || part.tagName, part.getBoundingClientRect()])
    .filter(([, {width, height}]) => width && (width < 24 || height < 24))
    .map(([name]) => name)"""


def found(page: Page) -> list[Any]:
    """What is wrong for somebody, and where."""
    violations = Axe().run(page).response["violations"]
    return [(one["id"], [node["target"] for node in one["nodes"]]) for one in violations]


def test_axe_finds_nothing_in_any_look(page: Page) -> None:
    assert found(page) == []
    for question in ("partly told?", "pay in Spain?", "broken?", "what fills the time?"):
        ask(page, question)
    page.locator("#live").get_by_role("button", name="Not helpful").click()
    expect(page.locator("#live .reasons button")).to_have_count(4)
    page.locator("#live a.cite").first.click()
    expect(page.frame_locator("#article-panel iframe").locator("mark").first).to_be_visible()
    for name, look in LOOKS.items():
        page.emulate_media(**look)
        expect(page.locator("html")).to_have_attribute(
            "data-theme", "dark" if name == "dark" else "light"
        )
        page.wait_for_function("() => document.getAnimations().length === 0")  # in its own colours
        assert found(page) == [], name


def test_axe_finds_nothing_at_four_times_the_size(browser: Browser, address: str) -> None:
    # 1280 × 1024 at 400 %
    with watched(browser, address, viewport={"width": 320, "height": 256}) as page:
        start(page)
        ask(page, "what fills the time?")
        page.get_by_role("button", name="Talks", exact=True).click()
        expect(page.get_by_role("dialog", name="Talks")).to_be_visible()
        assert found(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_the_head_and_the_talk_are_landmarks_of_their_own(page: Page) -> None:
    expect(page.get_by_role("banner")).to_contain_text("TPM assistant")
    main = page.get_by_role("main")
    expect(main).to_have_count(1)
    expect(main.get_by_role("log", name="Conversation")).to_be_visible()
    expect(main.get_by_role("textbox", name="Your question")).to_be_visible()
    expect(main.get_by_role("heading", level=1)).to_have_count(0)


def test_every_target_can_be_hit_and_nothing_moves_where_a_voice_is_missing(
    browser: Browser, address: str
) -> None:
    options = {"viewport": {"width": 375, "height": 667}, "has_touch": True, "is_mobile": True}
    with watched(browser, address, **options) as page:
        page.add_init_script("delete window.speechSynthesis")
        start(page)
        ask(page, "partly told?")
        page.locator("#live").get_by_role("button", name="Not helpful").tap()
        expect(page.locator("#live .reasons button")).to_have_count(4)
        expect(page.locator("#live .aloud")).to_be_hidden()
        assert page.evaluate(SMALL) == []
