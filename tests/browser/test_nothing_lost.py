"""What people typed is not lost: drafts, questions asked offline, links with a question."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_chat_page_browser import (  # noqa: F401  (fixtures)
    address,
    answered,
    ask,
    box,
    browser,
    fake,
    page,
    start,
    watched,
)

pytestmark = pytest.mark.usefixtures("fake")


@pytest.fixture
def visitor(browser: Browser, address: str) -> Iterator[Page]:  # noqa: F811
    with watched(browser, address, viewport={"width": 1280, "height": 860}) as opened:
        yield opened


def test_a_draft_survives_a_reload_and_is_gone_once_it_was_asked(page: Page) -> None:  # noqa: F811
    box(page).fill("who writes co")
    page.reload()
    expect(box(page)).to_have_value("who writes co")
    ask(page, "who writes code?")
    page.reload()
    answered(page, "who writes code?")
    expect(box(page)).to_have_value("")


def test_a_link_with_a_question_asks_it_once(visitor: Page) -> None:
    visitor.goto("/?q=who+writes+code%3F")
    answered(visitor, "who writes code?")
    assert "q=" not in visitor.url
    visitor.reload()
    answered(visitor, "who writes code?")
    expect(visitor.locator("#past .question p")).to_have_count(0)


def test_a_question_asked_offline_waits_and_is_sent(page: Page) -> None:  # noqa: F811
    page.context.set_offline(True)
    box(page).fill("who writes code?")
    box(page).press("Enter")
    expect(page.locator("#offline")).to_contain_text("sent as soon as")
    expect(box(page)).to_have_value("who writes code?")
    page.context.set_offline(False)
    answered(page, "who writes code?")
    expect(page.locator("#offline")).to_be_hidden()


def test_arrow_up_recalls_what_was_asked(page: Page) -> None:  # noqa: F811
    ask(page, "who writes code?")
    ask(page, "hello")
    box(page).press("ArrowUp")
    expect(box(page)).to_have_value("hello")
    box(page).press("ArrowUp")
    expect(box(page)).to_have_value("who writes code?")
    box(page).press("ArrowDown")
    expect(box(page)).to_have_value("hello")
