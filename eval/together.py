"""A server under load: many clients through the API and through the page, and what it holds.

All on one server of this checkout in a process of its own. Beside the clock stands the time of its
processor, by which the page's way is compared with the API's on a busy machine, too.
"""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from eval.sets import load_sets
from eval.starting import QUESTION, served, used_by
from eval.visiting import ask_page, page_function

if TYPE_CHECKING:
    from rich.console import Console

CLIENTS = (1, 32, 100, 200)
_MANY = "1000000"
EACH = 200
"""Questions that are asked by so many clients together."""


@dataclass(frozen=True, slots=True)
class Load:
    """Seconds on the clock and on the server's processor until all questions had an answer.

    ``api`` and ``page`` are of questions that nobody has asked before, ``again`` of one that was
    asked, through the API.
    """

    clients: int
    questions: int
    api: tuple[float, float]
    page: tuple[float, float]
    again: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Loads:
    """All loads, and megabytes of the server.

    Attributes:
        ready_mb: when its page is made, too.
        after_mb: after all questions.
        bare_mb: when it is ready to answer.
        one_ms: median of an answer through the API for one client, each to another question.
        again_ms: the same of a question that was asked before.
        bare_a_second: of these questions, how many two encoders, each on a thread, encode in a
            second.
    """

    loads: tuple[Load, ...]
    ready_mb: float
    after_mb: float
    bare_mb: float = 0.0
    one_ms: float = 0.0
    again_ms: float = 0.0
    bare_a_second: float = 0.0


def measure_loads() -> Loads:
    """Every number of clients in turn, through the API and through the page.

    The questions are more than a server remembers parts of, so that each is as good as new; a
    second server, as it is shipped, is asked one question again and again.
    """
    asked = _questions()
    with served(ASSISTANT_RATE_PER_MINUTE=_MANY, ASSISTANT_REMEMBERED="0") as (address, process):
        bare_mb = resident_mb(process)
        httpx.get(address, timeout=120).raise_for_status()  # the page is made, too
        ready = resident_mb(process)
        loads = asyncio.run(_loads(address, process, asked))
        after, one = resident_mb(process), _one_ms(address, asked)
    with served(ASSISTANT_RATE_PER_MINUTE=_MANY) as (address, process):
        httpx.get(address, timeout=120).raise_for_status()
        repeated = asyncio.run(_again(address, process))
        again = _one_ms(address, cycle([QUESTION]))
    loads = [replace(load, again=repeated[load.clients]) for load in loads]
    return Loads(tuple(loads), ready, after, bare_mb, one, again, _bare_a_second(asked))


def _questions() -> Iterator[str]:
    sets = load_sets()
    answerable = [case.question for case in sets.answerable]
    return cycle([*answerable, *(case.question for case in sets.unanswerable)])


def print_loads(found: Loads, console: Console) -> None:
    """A table on a terminal (rich)."""
    from rich.table import Table

    table = Table(title="Many clients: answers a second; milliseconds of the processor for each")
    for name in ("clients", "API", "processor", "page", "processor", "page ÷ API", "processor",
                 "asked before", "processor"):  # fmt: skip
        table.add_column(name, justify="right")
    for load in found.loads:
        (api, api_used), (page, page_used) = load.api, load.page
        table.add_row(
            str(load.clients),
            f"{load.questions / api:.1f}",
            f"{api_used / load.questions * 1000:.1f}",
            f"{load.questions / page:.1f}",
            f"{page_used / load.questions * 1000:.1f}",
            f"{page / api:.2f}",
            f"{page_used / api_used:.2f}",
            f"{load.questions / load.again[0]:.1f}" if load.again[0] else "",
            f"{load.again[1] / load.questions * 1000:.1f}" if load.again[0] else "",
        )
    console.print(table)
    console.print(
        f"Memory of the server: {found.bare_mb:.0f} MB ready, {found.ready_mb:.0f} MB with its "
        f"page, {found.after_mb:.0f} MB after these questions."
    )


def _one_ms(address: str, asked: Iterator[str], questions: int = EACH // 2) -> float:
    times = []
    with httpx.Client(base_url=address, timeout=120) as client:
        for question in islice(asked, questions):
            began = time.perf_counter()
            client.post("/api/chat", json={"message": question}).raise_for_status()
            times.append((time.perf_counter() - began) * 1000)
    return statistics.median(times)


def _bare_a_second(asked: Iterator[str], questions: int = 4 * EACH) -> float:
    from assistant.index.embedding import QuestionEncoder

    encoder = QuestionEncoder(threads=2)
    encoder.encode([QUESTION] * 4)
    texts = list(islice(asked, questions))
    began = time.perf_counter()
    encoder.encode(texts)
    return questions / (time.perf_counter() - began)


def resident_mb(process: int) -> float:
    """Megabytes of memory that a process holds (Linux: proc_pid_statm)."""
    pages = int(Path(f"/proc/{process}/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


async def _loads(address: str, process: int, asked: Iterator[str]) -> list[Load]:
    async with _client(address) as client:
        number = await page_function(client)

        async def api() -> None:
            await _ask(client, next(asked))

        async def page() -> None:
            await ask_page(client, number, next(asked))

        found = []
        for clients in CLIENTS:
            questions = EACH if clients > 1 else EACH // 4
            times = [await _spent(ask, clients, questions, process) for ask in (api, page)]
            found.append(Load(clients, questions, times[0], times[1]))
        return found


async def _again(address: str, process: int) -> dict[int, tuple[float, float]]:
    """The same of one question, through the API."""
    async with _client(address) as client:

        async def ask() -> None:
            await _ask(client, QUESTION)

        return {
            clients: await _spent(ask, clients, EACH if clients > 1 else EACH // 4, process)
            for clients in CLIENTS
        }


def _client(address: str) -> httpx.AsyncClient:
    # Each call on a connection of its own: one that waited may be closed while it is taken up.
    limits = httpx.Limits(max_connections=max(CLIENTS) + 10, max_keepalive_connections=0)
    return httpx.AsyncClient(base_url=address, timeout=300, limits=limits)


async def _ask(client: httpx.AsyncClient, question: str) -> None:
    (await client.post("/api/chat", json={"message": question})).raise_for_status()


async def _spent(
    ask: Callable[[], Awaitable[None]], clients: int, questions: int, process: int
) -> tuple[float, float]:
    await ask()
    free = asyncio.Semaphore(clients)

    async def one() -> None:
        async with free:
            await ask()

    began, used = time.perf_counter(), used_by(process)
    await asyncio.gather(*(one() for _ in range(questions)))
    return time.perf_counter() - began, used_by(process) - used
