"""Takes the screenshots of the README from the real page with the real assistant.

``python docs/make_screenshots.py`` writes docs/chat.png, docs/chat-dark.png and
docs/chat-phone.png. It needs the test extra and a Chromium.
"""

from __future__ import annotations

import shutil
import socket
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import uvicorn
from playwright.sync_api import Browser, expect, sync_playwright

from assistant import Assistant
from assistant.serving.server import create_app
from assistant.settings import load_settings

DOCS = Path(__file__).resolve().parent
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: a question, and whether its first citation is opened."""

    name: str
    width: int
    height: int
    scheme: Literal["light", "dark"]
    question: str
    opened: bool


SHOTS = (
    Shot("chat", 1360, 820, "light", "How much of the day goes into writing?", True),
    Shot("chat-dark", 1360, 820, "dark", "Do technical product managers write code?", True),
    Shot("chat-phone", 390, 844, "light", "How fast can a good TPM be hired?", False),
)


def take(browser: Browser, address: str, shot: Shot) -> None:
    """Writes one picture into docs/."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height},
        color_scheme=shot.scheme,
        device_scale_factor=2 if shot.width < 600 else 1,
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.goto(address)
    expect(page.get_by_role("log", name="Conversation")).to_be_visible()
    box = page.get_by_role("textbox", name="Your question")
    box.fill(shot.question)
    box.press("Enter")
    expect(page.locator("#live .answer.done")).to_be_visible()
    if shot.opened:
        page.locator("#live a.cite").first.click()
        frame = page.frame("article")
        if frame is not None:
            frame.wait_for_selector("mark")
        page.mouse.move(0, 0)
    page.evaluate("document.activeElement.blur()")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=DOCS / f"{shot.name}.png")
    context.close()


def main() -> None:
    """Serves the real assistant on a free port and takes every picture."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    with Assistant.open(load_settings()) as assistant, sync_playwright() as playwright:
        server = uvicorn.Server(uvicorn.Config(create_app(assistant), log_level="error"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
        thread.start()
        path = next(filter(None, map(shutil.which, NAMES)), None)
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        for shot in SHOTS:
            take(browser, f"http://127.0.0.1:{bound.getsockname()[1]}/", shot)
        browser.close()
        server.should_exit = True
        thread.join(10)


if __name__ == "__main__":
    main()
