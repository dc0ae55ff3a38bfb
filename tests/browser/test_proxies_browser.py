"""The chat page behind a real nginx, in a real browser: as the plainest configuration has it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from assistant.assistant import Assistant
from assistant.serving.server import create_app
from tests.support.chat_visit import serving, watched
from tests.support.proxies import nginx, wait_for

PLAIN = "location / { proxy_pass URL; }"
NAMED = "location / { proxy_pass URL; proxy_set_header Host $host; }"
ICON = "location = /favicon.ico { return 204; } "  # browsers ask the root of the host for it
CUT = ICON + "location /tpm/ { proxy_pass URL/; proxy_set_header Host $host; }"
WHOLE = ICON + "location /tpm/ { proxy_pass URL; proxy_set_header Host $http_host; }"


@pytest.fixture(scope="module")
def at_root(assistant: Assistant) -> Iterator[str]:
    with serving(create_app(copy.copy(assistant))) as address:
        wait_for(int(address.rpartition(":")[2]))
        yield address


@pytest.fixture(scope="module")
def under_a_path(assistant: Assistant) -> Iterator[str]:
    moved = copy.copy(assistant)
    moved.settings = assistant.settings.model_copy(update={"root_path": "/tpm"})
    with serving(create_app(moved)) as address:
        wait_for(int(address.rpartition(":")[2]))
        yield address


@pytest.mark.parametrize(
    ("locations", "path", "server"),
    [
        (PLAIN, "/", "at_root"),
        (NAMED, "/", "at_root"),
        (CUT, "/tpm/", "at_root"),  # not even told of the path
        (WHOLE, "/tpm/", "under_a_path"),
    ],
    ids=["no Host", "Host without its port", "path unknown", "path passed on"],
)
def test_a_question_and_its_source_behind_nginx(
    browser: Browser,
    request: pytest.FixtureRequest,
    tmp_path: Path,
    locations: str,
    path: str,
    server: str,
) -> None:
    upstream = request.getfixturevalue(server)
    with nginx(tmp_path / "nginx", locations.replace("URL", upstream)) as proxy:
        with watched(browser, proxy, viewport={"width": 1280, "height": 860}) as page:
            page.goto(path)
            expect(page.locator("#live .welcome")).to_be_visible(timeout=20_000)
            page.get_by_label("Your question").fill("does a tpm write code?")
            page.keyboard.press("Enter")
            link = page.locator("#live a.cite").first
            expect(link).to_be_visible(timeout=20_000)
            link.click()
            frame = page.frame_locator("iframe").first
            expect(frame.locator("mark").first).to_be_visible(timeout=20_000)
        with watched(browser, proxy) as page:
            page.goto(f"{path}source/technical-product-manager#c=46-120")
            expect(page.locator("mark").first).to_be_visible(timeout=20_000)
            page.get_by_role("link", name="Ask a question", exact=True).click()
            expect(page.locator("#live .welcome")).to_be_visible(timeout=20_000)
        with watched(browser, proxy) as page:
            page.goto(f"{path}widget/demo")
            page.get_by_role("button", name="Ask about the role").first.click()
            page.get_by_role("textbox", name="Your question").fill("does a tpm write code?")
            page.keyboard.press("Enter")
            href = page.locator(f'a[href*="{path}source/technical-product-manager#c="]').first
            expect(href).to_be_attached(timeout=20_000)
        answer = httpx.post(
            f"{proxy}{path}api/chat", json={"message": "does a tpm write code?"}, timeout=30
        ).json()
        prefix = "/tpm" if server == "under_a_path" else ""
        assert answer["citations"][0]["url"].startswith(f"{prefix}/source/")
