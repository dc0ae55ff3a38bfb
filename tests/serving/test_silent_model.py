"""A model that is silent holds up nobody but who asked it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.serving.server import create_app
from assistant.settings import Settings
from tests.serving.test_server import events_of
from tests.support.model_servers import ScriptedServer, says

MakeSettings = Callable[..., Settings]
STREAMS = 40
"""Far more than there are threads that compute, or that asyncio has for waiting."""


@pytest.fixture
def asked_model(
    settings: MakeSettings, plain_corpus: Path, scripted_server: ScriptedServer
) -> Settings:
    """Settings with a model that sends comments and never a word."""
    scripted_server.enqueue(*[says(finish=None, then="ping")] * STREAMS)
    return settings(
        corpus_dir=plain_corpus,
        openai_base_url=scripted_server.base_url,
        model="scripted",
        first_token_timeout=120.0,
        total_timeout=240.0,
        rate_per_minute=10_000,
    )


def test_others_are_served_while_a_model_is_silent(
    asked_model: Settings, scripted_server: ScriptedServer
) -> None:
    async def scenario(app: Any) -> list[int]:
        transport = httpx.ASGITransport(app=app)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client:
            body = {"message": "How long do pears keep?"}
            waiting = [asyncio.create_task(client.post("/api/chat", json=body, timeout=300))
                       for _ in range(STREAMS)]  # fmt: skip
            while len(scripted_server.requests) < STREAMS:
                await asyncio.sleep(0.05)
            replies = [
                await client.get("/readyz"),
                await client.get("/api/suggestions"),
                await client.post("/api/chat", json={"message": "hello"}),
            ]
            # All of them are still waiting for their first word.
            assert not any(task.done() for task in waiting)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
            return [reply.status_code for reply in replies]

    with Assistant.open(asked_model) as assistant:
        assert asyncio.run(scenario(create_app(assistant))) == [200, 200, 200]


SERVE = """
import sys
from assistant import Assistant, load_settings
from assistant.serving.running import listen, server_of
from assistant.serving.server import create_app

settings = load_settings()
bound = listen(settings)
with Assistant.open(settings) as assistant:
    address = f"http://127.0.0.1:{bound.getsockname()[1]}"
    server = server_of(create_app(assistant), lambda: print(address, flush=True), 1.0)
    server.config.timeout_graceful_shutdown = 60  # a slow machine may take its time
    server.run(sockets=[bound])
print("clean", flush=True)
"""


def test_a_signal_to_stop_tells_all_who_wait_and_ends_the_process(
    asked_model: Settings, scripted_server: ScriptedServer, tmp_path: Path
) -> None:
    """The real process, by SIGTERM, while every answer waits for a silent model."""

    async def scenario(url: str) -> list[str]:
        limits = httpx.Limits(max_connections=STREAMS)
        async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as client:
            body = {"message": "How long do pears keep?", "stream": True}
            waiting = [asyncio.create_task(client.post("/api/chat", json=body))
                       for _ in range(STREAMS)]  # fmt: skip
            while len(scripted_server.requests) < STREAMS:
                early = [task for task in waiting if task.done()]
                assert not early, [task.exception() or task.result().text for task in early]
                await asyncio.sleep(0.05)
            process.terminate()
            return [reply.text for reply in await asyncio.gather(*waiting)]

    chosen = {
        "CORPUS_DIR": asked_model.corpus_dir, "INDEX_DIR": tmp_path / "i", "PORT": 0,
        "DATA_DIR": tmp_path / "d", "MODEL": "scripted", "RATE_PER_MINUTE": 10_000,
        "CONNECT_TIMEOUT": 60, "FIRST_TOKEN_TIMEOUT": 120, "TOTAL_TIMEOUT": 240,
    }  # fmt: skip
    environment = {
        **os.environ, **{f"ASSISTANT_{name}": str(value) for name, value in chosen.items()},
        "OPENAI_BASE_URL": str(asked_model.openai_base_url),
    }  # fmt: skip
    log = tmp_path / "log"
    with log.open("w") as told, subprocess.Popen(
        [sys.executable, "-c", SERVE], env=environment, stdout=subprocess.PIPE, stderr=told,
        text=True,
    ) as process:  # fmt: skip
        try:
            assert process.stdout is not None
            replies = asyncio.run(scenario(process.stdout.readline().strip()))
            assert process.stdout.read().strip() in ("", "clean")
            assert process.wait(60) in (0, -signal.SIGTERM)
        finally:
            process.kill()
    assert [events_of(reply)[-1][0] for reply in replies] == ["failed"] * STREAMS
    assert "restarted" in events_of(replies[0])[-1][1]["title"]
    assert "Traceback" not in log.read_text()
