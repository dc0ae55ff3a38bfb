"""Which of the allowed sites were seen, and when: by the origin that browsers send along.

Written down at most once an hour for each site, with the counts; never who it was. The hour is that
of the store, which all processes share: of many servers one writes.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.errors import StoreError
from assistant.keeping.visits import VisitStore
from assistant.serving.access import origin_of

log = logging.getLogger("assistant.serving.owner")
EVERY = 3_600.0
"""Seconds between two notes of one site."""
AGAIN = 60.0
"""Seconds until a note is tried again that could not be written."""
NOTE = "site "


class SitesSeen:
    """Notes the sites that requests come from, and passes every request on."""

    def __init__(
        self,
        app: ASGIApp,
        store: VisitStore,
        sites: Iterable[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.app = app
        self._store = store
        self._last = dict.fromkeys(sites, 0.0)
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Notes, and passes on; what cannot be written costs the request nothing."""
        if scope["type"] == "http" and self._last:
            site, now = _site(scope), self._clock()
            if site in self._last and _is_due(now, self._last[site]):
                self._last[site] = now
                task = asyncio.create_task(asyncio.to_thread(self._note, site, now))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
        await self.app(scope, receive, send)

    def _note(self, site: str, now: float) -> None:
        try:
            noted = seen(self._store, site).get(site, 0.0)
            if _is_due(now, noted):
                self._store.note(NOTE + site, str(now))
            else:  # another process was here, or this one before it was started anew
                self._last[site] = noted
        except StoreError as error:
            self._last[site] = now - EVERY + AGAIN
            log.warning("When a site was seen is not written down: %s", error)


def seen(store: VisitStore, beginning: str = "") -> dict[str, float]:
    """When each site whose name begins so was seen last, in seconds since 1970."""
    notes = store.notes(NOTE + beginning)
    return {name.removeprefix(NOTE): float(value) for name, value in notes.items()}


def _site(scope: Scope) -> str:
    headers = Headers(scope=scope)
    if origin := headers.get("origin", ""):
        return origin
    return origin_of(headers.get("referer", ""))


def _is_due(now: float, noted: float) -> bool:
    """Whether it is time to note again; a clock that has gone back is no reason to wait for it."""
    return not -AGAIN <= now - noted < EVERY
