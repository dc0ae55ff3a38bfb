"""How fast others are served while a language model is silent: `/readyz` with open streams."""

from __future__ import annotations

import asyncio
import time
from contextlib import AsyncExitStack, suppress

import httpx

from eval.bench import Timing
from eval.starting import served

QUESTION = "Does a technical product manager write code?"
STREAMS = 200
LOOKS = 100


def measure_silence(streams: int = STREAMS, looks: int = LOOKS) -> Timing:
    """Times of ``/readyz`` while ``streams`` answers wait for a model that sends only comments."""
    return asyncio.run(_measure(streams, looks))


async def _measure(streams: int, looks: int) -> Timing:
    asked = 0
    over = asyncio.Event()
    held: list[asyncio.Task[None] | None] = []

    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal asked
        held.append(asyncio.current_task())
        with suppress(OSError, asyncio.IncompleteReadError):
            head = await reader.readuntil(b"\r\n\r\n")
            asked += b"POST" in head
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")
            while not (over.is_set() or writer.is_closing()):
                writer.write(b": waiting\n\n")
                await writer.drain()
                with suppress(TimeoutError):
                    await asyncio.wait_for(over.wait(), 1)
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    with served(
        OPENAI_BASE_URL=f"http://127.0.0.1:{port}/v1", OPENAI_API_KEY="none",
        ASSISTANT_RATE_PER_MINUTE="10000", ASSISTANT_FIRST_TOKEN_TIMEOUT="300",
        ASSISTANT_TOTAL_TIMEOUT="600",
    ) as (url, _):  # fmt: skip
        async with AsyncExitStack() as stack:
            limits = httpx.Limits(max_connections=streams + 10)
            client = await stack.enter_async_context(
                httpx.AsyncClient(base_url=url, timeout=300, limits=limits)
            )
            body = {"message": QUESTION, "stream": True}
            waiting = [
                asyncio.create_task(client.post("/api/chat", json=body)) for _ in range(streams)
            ]
            while asked < streams and not any(task.done() for task in waiting):
                await asyncio.sleep(0.05)
            times = [await _look(client) for _ in range(looks)]
            still = sum(not task.done() for task in waiting)
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
    server.close()
    over.set()
    await asyncio.gather(*(task for task in held if task), return_exceptions=True)
    return Timing(f"/readyz with {still} silent streams", tuple(times))


async def _look(client: httpx.AsyncClient) -> float:
    began = time.perf_counter()
    (await client.get("/readyz")).raise_for_status()
    return (time.perf_counter() - began) * 1000
