"""The chat page in the language that the browser asks for, and where the answer then stands."""

from __future__ import annotations

from typing import Literal

import pytest
from playwright.sync_api import Browser, expect

from assistant.serving.words import shipped
from tests.support.chat_visit import ask, start, watched

pytestmark = [
    pytest.mark.filterwarnings("ignore:'future.no_silent_downcasting'"),
    pytest.mark.filterwarnings("ignore:The copy keyword is deprecated"),
]


@pytest.mark.parametrize(("locale", "width"), [("de-DE", 1280), ("ar", 375)])
def test_the_page_speaks_the_browsers_language(
    browser: Browser,
    address: str,
    locale: str,
    width: int,
) -> None:
    code = locale.split("-")[0]
    pack = shipped()[code]
    texts = pack.sections["page"]
    options = {"viewport": {"width": width, "height": 740}, "locale": locale}
    with watched(browser, address, **options) as page:
        page.goto("/")
        expect(page.locator("html")).to_have_attribute("lang", code)
        expect(page.locator("html")).to_have_attribute("dir", pack.direction)
        expect(page.get_by_role("log", name=texts["conversation"])).to_be_visible()
        expect(page.locator("#live .points h3")).to_have_text(texts["keyPoints"])
        expect(page.locator("#send")).to_have_text(texts["askButton"])
        field = page.get_by_role("textbox", name=texts["question"])
        expect(field).to_have_attribute("placeholder", texts["placeholder"])
        field.fill("who writes code?")
        field.press("Enter")
        expect(page.locator("#live .answer.done")).to_be_visible()
        expect(page.locator("#live .act.copy")).to_have_text(texts["copy"])
        # The documents keep their own language, and the way its lines run.
        body = page.locator("#live .body")
        expect(body).to_have_attribute("lang", "en")
        expect(body).to_have_css("direction", "ltr")
        expect(page.locator("#live .actions")).to_have_css("direction", pack.direction)
        page.wait_for_function(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
        page.get_by_role("button", name=texts["talks"], exact=True).click()
        expect(page.get_by_role("dialog")).to_contain_text(texts["forget"])


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_the_newest_question_is_at_the_top_when_it_is_answered(
    browser: Browser,
    address: str,
    motion: Literal["reduce", "no-preference"],
) -> None:
    with watched(browser, address, viewport={"width": 375, "height": 480}) as page:
        page.emulate_media(reduced_motion=motion)
        start(page)
        for question in ("who writes code?", "and who writes code in a team?"):
            ask(page, question)
            page.wait_for_function(
                """() => {
                    const under = document.querySelector("#masthead").getBoundingClientRect();
                    const { top } = document.querySelector("#live .question p")
                        .getBoundingClientRect();
                    return top >= under.bottom - 1 && top < under.bottom + 72;
                }"""
            )
