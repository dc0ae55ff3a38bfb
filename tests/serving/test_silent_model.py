"""A model that is silent holds up nobody but who asked it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from assistant.assistant import Assistant
from assistant.serving.server import create_app
from assistant.settings import Settings
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
