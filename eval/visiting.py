"""The chat page as a visitor gets it: what is fetched, when it is of use, many visitors at once.

A fresh Chromium opens the page of a server of its own, on this machine's line and on a slow one
with a slow processor (the DevTools Protocol's own throttles: 150 ms and 1.6 Mbit/s, four times
slower). The times are the least of some visits, because everything else on a machine only adds.
"""

from __future__ import annotations

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import httpx

from eval.starting import QUESTION, served

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from rich.console import Console

SLOW_LINE = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOW_PROCESSOR = 4
TOGETHER = 200
_PAINTED = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime"
# Noted by the page itself, in its own clock: the way to this process takes its time, and the page's
# policy forbids what Playwright would wait with.
_NOTES = """
window.noted = {};
const ask = () => {
  const field = document.querySelector("#early textarea");
  if (window.noted.asked || !field || !document.querySelector("gradio-app")) return;
  window.noted.asked = performance.now();
  field.value = QUESTION;
  field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", cancelable: true }));
};
const look = () => {
  const find = (selector) => document.querySelector(selector) !== null;
  ask(); // as soon as the first box and its script are there
  if (find("#log[role=log]") && !find("#early")) window.noted.ready ??= performance.now();
  if (find(".answer.done")) window.noted.answered ??= performance.now();
  if (!window.noted.answered) setTimeout(look, 10);
};
look();
""".replace("QUESTION", json.dumps(QUESTION))
PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Visit:
    """One opening of the page; times are milliseconds after it was asked for.

    Attributes:
        requests: what was fetched, also what is fetched a little later.
        bytes: of all that came, as it was sent.
        painted: the first words are there.
        ready: Gradio's own box is there. The first box, which keeps what is typed, comes with
            the first paint.
        answered: the answer to a question that was asked in the first box at once.
    """

    line: str
    requests: int
    bytes: int
    painted: float
    ready: float
    answered: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """Seconds until everybody of many who asked at once had an answer, by the way they asked."""

    people: int
    api: float
    page: float


def measure_visits(visits: int = 3) -> tuple[list[Visit], Crowd]:
    """Visits on both lines, and many at once; needs a Chromium and the test extra.

    Raises:
        OSError: no Chromium is found.
    """
    from playwright.sync_api import sync_playwright

    with served(ASSISTANT_RATE_PER_MINUTE="100000") as (address, _):
        with sync_playwright() as playwright:
            path = _chromium()
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            _visit(browser, address, slow=False)  # warms the server
            seen = [
                _least([_visit(browser, address, slow=slow) for _ in range(visits)])
                for slow in (False, True)
            ]
            browser.close()
        return seen, asyncio.run(_crowd(address, TOGETHER))


def print_visits(visits: list[Visit], crowd: Crowd, console: Console) -> None:
    """The figures on a terminal (rich)."""
    from rich.table import Table

    table = Table(title="The chat page: seconds after it was asked for, the least of three visits")
    table.add_column("on")
    for name in ("requests", "kB", "first paint, first box", "Gradio's box", "answered"):
        table.add_column(name, justify="right")
    for visit in visits:
        times = (f"{ms / 1000:.2f}" for ms in (visit.painted, visit.ready, visit.answered))
        table.add_row(visit.line, str(visit.requests), f"{visit.bytes / 1000:.0f}", *times)
    console.print(table)
    console.print(
        f"{crowd.people} at once: {crowd.api:.1f} s through the API, {crowd.page:.1f} s through "
        f"the page, {crowd.page / crowd.api:.2f} times as long."
    )


def _chromium() -> str:
    import shutil

    names = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    found = next(filter(None, map(shutil.which, names)), None)
    if found is None:
        raise FileNotFoundError("There is no Chromium on the path. Install one.")
    return found


def _least(visits: list[Visit]) -> Visit:
    return Visit(
        visits[0].line,
        min(visit.requests for visit in visits),
        min(visit.bytes for visit in visits),
        min(visit.painted for visit in visits),
        min(visit.ready for visit in visits),
        min(visit.answered for visit in visits),
    )


def _visit(browser: Browser, address: str, *, slow: bool) -> Visit:
    context = browser.new_context(locale="en-US", viewport={"width": 375, "height": 667})
    page = context.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    page.add_init_script(_NOTES)
    protocol = context.new_cdp_session(page)
    protocol.send("Network.enable")
    sizes: list[int] = []
    protocol.on(
        "Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"]))
    )
    if slow:
        protocol.send("Network.emulateNetworkConditions", SLOW_LINE)
        protocol.send("Emulation.setCPUThrottlingRate", {"rate": SLOW_PROCESSOR})
    page.goto(address, wait_until="commit")
    until = time.monotonic() + PATIENCE
    while "answered" not in (noted := page.evaluate("window.noted")):
        if time.monotonic() > until:
            raise TimeoutError(f"The page did not answer; it had {noted}.")
        page.wait_for_timeout(100)
    painted = page.evaluate(_PAINTED)
    context.close()
    line = "slow line, slow processor" if slow else "this machine"
    times = float(painted), float(noted["ready"]), float(noted["answered"])
    return Visit(line, len(sizes), sum(sizes), *times)


async def _crowd(address: str, people: int) -> Crowd:
    # Each call on a connection of its own: one that waited may be closed while it is taken up.
    limits = httpx.Limits(max_connections=people + 10, max_keepalive_connections=0)
    async with httpx.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
        number = await page_function(client)

        async def through_api() -> None:
            (await client.post("/api/chat", json={"message": QUESTION})).raise_for_status()

        async def through_page() -> None:
            await ask_page(client, number)

        api = await _together(through_api, people)
        return Crowd(people, api, await _together(through_page, people))


async def _together(ask: Callable[[], Awaitable[None]], people: int) -> float:
    await ask()
    start = time.perf_counter()
    await asyncio.gather(*(ask() for _ in range(people)))
    return time.perf_counter() - start


async def page_function(client: httpx.AsyncClient) -> int:
    """The number by which the page calls what answers."""
    config = (await client.get("/config")).json()
    called = (one["id"] for one in config["dependencies"] if one["types"].get("generator"))
    return int(next(called))


async def ask_page(client: httpx.AsyncClient, number: int, question: str = QUESTION) -> None:
    """Asks as the page's script does: into the queue, then listens until it is finished."""
    session = secrets.token_hex(6)
    call: dict[str, Any] = {"data": [question, ""], "fn_index": number, "session_hash": session}
    joined = await client.post("/gradio_api/queue/join", json=call)
    joined.raise_for_status()
    listening = {"session_hash": session}
    async with client.stream("GET", "/gradio_api/queue/data", params=listening) as events:
        events.raise_for_status()
        async for line in events.aiter_lines():
            if not line.startswith("data:"):
                continue
            said = json.loads(line.removeprefix("data:"))
            if said["msg"] == "process_completed":
                if not said["success"]:
                    raise RuntimeError(f"The page did not answer: {line[:200]}")
                return
    raise RuntimeError("The page's queue ended before the answer.")
