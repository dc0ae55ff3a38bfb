"""The owner's desk in a real browser: without a script, by keyboard, on a phone, seen by axe."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Browser, BrowserContext, Page, expect
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.owner.passwords import hashed
from assistant.serving.server import create_app
from assistant.settings import load_settings
from tests.conftest import FRUIT, TOOLS
from tests.support.widget_host import Served

PASSWORD = "correct horse battery"
WAIT = 60_000
PAGES = ("", "groups?all=yes", "questions", "ratings", "passages", "entries", "documents", "state",
         "old?days=30", "entries/new?question=who%20won", "widget")  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    here = tmp_path_factory.mktemp("desk")
    (here / "corpus").mkdir()
    (here / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    (here / "corpus" / "tools.md").write_text(TOOLS, encoding="utf-8")
    settings = load_settings(
        corpus_dir=here / "corpus", index_dir=here / "index", data_dir=here / "data",
        owner_password_hash=SecretStr(hashed(PASSWORD)), store_questions="all", owner_uploads=True,
        reload_seconds=0,
    )  # fmt: skip
    with Assistant.open(settings) as assistant:
        app: FastAPI = create_app(assistant)
        with Served(app) as served:
            yield served.url


def signed_in(context: BrowserContext, server: str) -> Page:
    """By keyboard alone."""
    page = context.new_page()
    page.set_default_timeout(WAIT)
    page.goto(f"{server}/owner/")
    expect(page.get_by_label("Password")).to_be_focused(timeout=WAIT)
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="What people ask")).to_be_visible(timeout=WAIT)
    return page


def test_a_question_is_placed_by_keyboard_without_a_script(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 375, "height": 700})
    page = signed_in(context, server)
    page.goto(f"{server}/owner/entries/new?question=which%20one%20bites")
    page.get_by_label("Saws cut wood.").focus()
    page.keyboard.press("Space")
    expect(page.get_by_label("Saws cut wood.")).to_be_checked(timeout=WAIT)
    page.get_by_role("button", name="Check it").focus()
    page.keyboard.press("Enter")
    # The page looks again by itself until the check is done.
    expect(page.get_by_role("button", name="Take it over")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("near enough to be touched")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Take it over").click()
    expect(page.get_by_role("heading", name="In force")).to_be_visible(timeout=WAIT)
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_label("Password")).to_be_visible(timeout=WAIT)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_clean_and_fits_a_phone(browser: Browser, server: str, scheme: str) -> None:
    context = browser.new_context(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce",
        viewport={"width": 375, "height": 700},
    )  # fmt: skip
    page = signed_in(context, server)
    for path in PAGES:
        page.goto(f"{server}/owner/{path}")
        expect(page.locator("main h1")).to_be_visible(timeout=WAIT)
        found = Axe().run(page, options={"iframes": False}).response["violations"]
        assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == [], path
        wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert page.evaluate(wide) is False, path
    context.close()


def test_the_builder_shows_what_one_types(browser: Browser, server: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = signed_in(context, server)
    page.goto(f"{server}/owner/widget")
    page.get_by_label("Title", exact=True).fill("Ask the harbour")
    line = page.get_by_label("The line to paste")
    expect(line).to_have_value(re.compile('data-title="Ask the harbour"'), timeout=WAIT)
    light = page.frame_locator('iframe[title="The widget on a light page"]')
    expect(light.get_by_text("A page of your site")).to_be_visible(timeout=WAIT)
    expect(light.get_by_role("button", name="Ask the harbour")).to_be_visible(timeout=WAIT)
    context.close()
