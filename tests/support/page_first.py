"""Servers of tests are begun once their chat page is there.

Making it on a thread and pytest's own care for warnings do not go together: both put Python's list
of warning filters back as it was, each over the other's.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from assistant.serving.late_page import LatePage

AS_EVER = LatePage.running
"""How a server outside the tests begins."""


@asynccontextmanager
async def page_first(self: LatePage) -> AsyncIterator[None]:
    """``LatePage.running``, which begins with the page."""
    async with AS_EVER(self):
        await self.functions()
        yield
