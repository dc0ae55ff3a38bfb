"""When a site was seen last: noted by one of many servers, and not lost by a store that fails."""

from __future__ import annotations

import asyncio

from starlette.types import Message, Receive, Scope, Send

from assistant.serving.owner.sites import SitesSeen, seen
from tests.support.list_store import ListStore


async def no_receive() -> Message:
    """Nothing is read here."""
    return {"type": "http.disconnect"}


async def no_send(_: Message) -> None:
    """Nothing is sent here."""


def test_of_many_servers_one_writes_when_a_site_was_seen() -> None:
    site, store, now = "https://jobs.example", ListStore(), [10_000.0]
    written: list[float] = []
    note = store.note

    def counting(name: str, value: str | None) -> None:
        note(name, value)
        written.append(now[0])

    store.note = counting  # type: ignore[method-assign]

    async def nothing(scope: Scope, receive: Receive, send: Send) -> None:
        """An application."""

    async def visit(server: SitesSeen) -> None:
        headers = [(b"origin", site.encode())]
        await server({"type": "http", "headers": headers}, no_receive, no_send)
        await asyncio.gather(*server._tasks)

    async def visits() -> None:
        servers = [SitesSeen(nothing, store, [site], lambda: now[0]) for _ in range(3)]
        for later in (0, 600, 3_599, 3_601, 3_700):
            now[0] = 10_000.0 + later
            for server in servers:
                await visit(server)
        store.broken = True
        now[0] += 4_000
        await visit(servers[0])
        store.broken = False
        for _ in range(2):  # what could not be written is tried again, but not at once
            await visit(servers[0])
            now[0] += 60

    asyncio.run(visits())
    assert written == [10_000.0, 13_601.0, 17_760.0]
    assert seen(store) == {site: 17_760.0}
