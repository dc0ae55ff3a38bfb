"""A visitor of a page with the widget: one tab of a real browser, and what it does there."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.support.widget_host import Served

# Without motion: what is measured is measured at rest, however slowly the frames come.
DESKTOP: dict[str, Any] = {
    "viewport": {"width": 1280, "height": 800},
    "reduced_motion": "reduce",
}
QUESTION = "What does a keeper own?"


class Visit:
    """One tab on a page with the widget; counts what went wrong and what was requested."""

    def __init__(self, context: BrowserContext, api: Served, pages: Served) -> None:
        self.api, self.pages = api, pages
        self.page: Page = context.new_page()
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.state = api.app.state
        self.state.asked.clear()
        self.state.rated.clear()
        self.state.seen.clear()
        self.state.payload = ""

    def go(self, path: str) -> Visit:
        self.page.goto(self.pages.url + path)
        expect(self.page.locator("tpm-assistant")).to_be_attached()
        return self

    @property
    def launcher(self) -> Locator:
        return self.page.locator("tpm-assistant .launch")

    @property
    def panel(self) -> Locator:
        return self.page.locator("tpm-assistant .panel")

    @property
    def field(self) -> Locator:
        return self.page.locator("tpm-assistant textarea")

    @property
    def replies(self) -> Locator:
        return self.page.locator("tpm-assistant .reply")

    @property
    def status(self) -> Locator:
        return self.page.locator("tpm-assistant [role=status]")

    def button(self, name: str) -> Locator:
        return self.panel.get_by_role("button", name=name, exact=True)

    def open(self) -> Visit:
        expect(self.panel.or_(self.launcher).first).to_be_attached()
        if not self.panel.is_visible():
            self.launcher.click()
        expect(self.panel).to_be_visible()
        return self

    def ask(self, question: str = QUESTION) -> Visit:
        self.field.fill(question)
        self.field.press("Enter")
        return self

    def answered(self, question: str = QUESTION) -> Visit:
        self.ask(question)
        expect(self.panel.locator("article").last.locator(".tools")).to_be_visible()
        return self

    def focused(self) -> str:
        """What has the focus inside the widget: its label or text."""
        return str(
            self.page.evaluate(
                "() => { const n ="
                "document.querySelector('tpm-assistant').shadowRoot.activeElement;"
                "return n ? n.getAttribute('aria-label') || n.id || n.textContent : '' }"
            )
        )
