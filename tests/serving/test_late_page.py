"""The server answers before its chat page is there; who asks for the page waits for it."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

import httpx
import pytest
from fastapi import FastAPI

from assistant.serving.late_page import LatePage
from tests.support.page_first import AS_EVER


@pytest.fixture(autouse=True)
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LatePage, "running", AS_EVER)


def test_the_server_is_imported_without_gradio() -> None:
    code = "import sys, assistant.serving.server\nprint('gradio' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.stdout.strip() == "False", done.stderr


def test_who_comes_before_the_page_waits_for_it_and_all_others_do_not() -> None:
    lived: list[str] = []
    allowed = Event()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        lived.append("begun")
        yield
        lived.append("ended")

    def make() -> FastAPI:
        allowed.wait()
        page = FastAPI(lifespan=lifespan)
        page.state.page_functions = {}
        page.add_api_route("/", lambda: "the page")
        return page

    async def scenario() -> tuple[str, str]:
        late, app = LatePage(make), FastAPI()
        app.add_api_route("/readyz", lambda: "ready")
        app.mount("/", late)
        transport = httpx.ASGITransport(app)
        async with late.running(), httpx.AsyncClient(transport=transport, base_url="http://t") as c:
            early = asyncio.create_task(c.get("/"))
            ready = await c.get("/readyz")
            assert not early.done()
            assert not lived
            allowed.set()
            page = await early
            assert await late.functions() == {}
            assert lived == ["begun"]
        return ready.json(), page.json()

    assert asyncio.run(scenario()) == ("ready", "the page")
    assert lived == ["begun", "ended"]


def test_a_page_that_cannot_be_made_stops_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    def make() -> FastAPI:
        raise RuntimeError("a broken installation")

    async def scenario() -> None:
        late = LatePage(make)
        async with late.running():
            with pytest.raises(RuntimeError, match="broken"):
                await late.functions()

    asyncio.run(scenario())
    assert "The chat page could not be made." in caplog.text
