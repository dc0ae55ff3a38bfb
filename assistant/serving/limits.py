"""How often a visitor, a site and all together may ask: by the act, whatever the route.

``POST /api/chat``, the widget's and the chat page's own queue are one act, a question. Ratings,
and what the chat page does beside asking, have budgets of their own, so that rating an answer
never costs a question. What was refused is not counted.
"""

from __future__ import annotations

import ipaddress
import math
from collections.abc import Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.keeping.limiter import Budget, Limiter
from assistant.serving.access import allowed_origins, last_of
from assistant.serving.problems import send_problem
from assistant.settings import Settings

PAGE_EVENTS = 10
"""What the chat page may do beside asking, for each question of the limit."""


def act_of(scope: Scope) -> str:
    """What a request does: ``ask``, ``rate``, ``page`` or nothing that is limited."""
    if scope["method"] != "POST":
        return ""
    path = scope["path"].rstrip("/")
    if path.startswith("/gradio_api"):
        return "ask" if scope.get("state", {}).get("asks") else "page"
    if path == "/mcp":
        # A program also introduces itself and asks what there is; only a call is a question.
        return "ask" if b'"tools/call"' in scope.get("state", {}).get("body", b"") else "page"
    return "ask" if path == "/api/chat" else "rate"


class RateLimit:
    """Answers 429 to more acts than the settings allow in any 60 seconds.

    A question counts against the visitor's address (a /64 network for IPv6), the site that embeds
    the widget, and the whole.
    """

    def __init__(
        self,
        app: ASGIApp,
        settings: Settings,
        limiter: Limiter,
        refused: Callable[[str], None] = lambda act: None,
    ) -> None:
        self.app = app
        self.settings = settings
        self.limiter = limiter
        self.refused = refused
        self.sites = frozenset(allowed_origins(settings))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, or refuses it with the seconds to wait in ``Retry-After``."""
        act = act_of(scope) if scope["type"] == "http" else ""
        wait = await self.limiter.take(self._budgets(act, scope)) if act else 0.0
        if not wait:
            await self.app(scope, receive, send)
            return
        self.refused(act)
        seconds = max(1, math.ceil(wait))
        await send_problem(
            send,
            429,
            "Too many questions",
            f"That was a lot at once. Please try again in {seconds} seconds.",
            {"retry-after": str(seconds)},
        )

    def _budgets(self, act: str, scope: Scope) -> list[Budget]:
        visitor = visitor_address(scope, self.settings.trust_proxy)
        most = self.settings.rate_per_minute
        if act != "ask":
            return [Budget(act, visitor, most * PAGE_EVENTS if act == "page" else most)]
        budgets = [Budget(act, visitor, most)]
        origin = Headers(scope=scope).get("origin", "")
        if origin in self.sites:
            budgets.append(Budget("site", origin, self.settings.rate_per_minute_site))
        budgets.append(Budget("all", "all", self.settings.rate_per_minute_all))
        return budgets


def visitor_address(scope: Scope, trust_proxy: bool) -> str:
    """The address to count by; an IPv6 address stands for its /64, which one household has.

    With ``trust_proxy`` it is the last entry of ``X-Forwarded-For``: the one that our own proxy
    wrote. The entries before it are the visitor's word.
    """
    client = scope.get("client")
    address = str(client[0]) if client else ""
    if trust_proxy:
        address = last_of(Headers(scope=scope).getlist("x-forwarded-for")) or address
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.IPv6Network((parsed.packed, 64), strict=False))
    return str(parsed)
