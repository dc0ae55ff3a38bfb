"""The limits count acts, whatever the route: what floods are answered."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.serving.limits import PAGE_EVENTS, RateLimit, visitor_address
from assistant.settings import Settings, load_settings
from tests.support.counting_limiter import CountingLimiter

SITE = "https://jobs.example"
JOIN = "/gradio_api/queue/join"


class Limited:
    """The layer around an empty application, with a clock; ``post`` gives status and wait."""

    def __init__(self, **choices: Any) -> None:
        self.now = 1000.0
        self.refused: list[str] = []
        settings = load_settings(widget_origins=(SITE,), **choices)
        limiter = CountingLimiter(lambda: self.now)
        self.asks = True
        self.limit = RateLimit(self._app, settings, limiter, self.refused.append)
        self.client = TestClient(self._marked)

    async def _marked(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.limit({**scope, "state": {"asks": self.asks}}, receive, send)

    @staticmethod
    async def _app(scope: Scope, receive: Receive, send: Send) -> None:
        await Response("ok")(scope, receive, send)

    def post(self, path: str = "/api/chat", **headers: str) -> tuple[int, int]:
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        reply = self.client.post(path, headers=names)
        return reply.status_code, int(reply.headers.get("retry-after", 0))


def test_the_minute_is_counted_exactly() -> None:
    limited = Limited(rate_per_minute=3)
    for second in (0.0, 10.0, 20.0):
        limited.now = 1000 + second
        assert limited.post() == (200, 0)
    limited.now = 1030.5
    assert limited.post() == (429, 30)
    limited.now = 1060.0
    assert limited.post() == (200, 0)
    assert limited.post() == (429, 10)
    assert limited.refused == ["ask", "ask"]


def test_the_chat_pages_queue_is_the_same_act() -> None:
    limited = Limited(rate_per_minute=2)
    assert limited.post() == (200, 0)
    assert limited.post(JOIN) == (200, 0)
    assert limited.post(JOIN)[0] == 429
    assert limited.post()[0] == 429


def test_what_the_page_does_beside_asking_has_a_budget_of_its_own() -> None:
    limited = Limited(rate_per_minute=1)
    limited.asks = False
    assert {limited.post(JOIN)[0] for _ in range(PAGE_EVENTS)} == {200}
    assert limited.post(JOIN)[0] == 429
    assert limited.post() == (200, 0)


def test_ratings_and_reading_have_budgets_of_their_own() -> None:
    limited = Limited(rate_per_minute=1)
    assert limited.post() == (200, 0)
    assert limited.post("/api/feedback") == (200, 0)
    assert limited.post("/api/feedback")[0] == 429
    assert limited.post()[0] == 429
    assert limited.client.get("/api/suggestions").status_code == 200


def test_a_site_has_a_limit_over_all_its_visitors() -> None:
    limited = Limited(rate_per_minute=2, rate_per_minute_site=3, trust_proxy=True)
    asked = [
        limited.post(origin=SITE, x_forwarded_for=f"203.0.113.{number}") for number in range(4)
    ]
    assert [status for status, _ in asked] == [200, 200, 200, 429]
    assert limited.post(x_forwarded_for="203.0.113.9") == (200, 0)


def test_all_together_have_a_limit() -> None:
    limited = Limited(rate_per_minute_all=3, trust_proxy=True)
    asked = [limited.post(x_forwarded_for=f"203.0.113.{number}")[0] for number in range(4)]
    assert asked == [200, 200, 200, 429]


def test_a_refused_question_costs_the_site_nothing() -> None:
    limited = Limited(rate_per_minute=1, rate_per_minute_site=2, trust_proxy=True)
    for _ in range(5):
        limited.post(origin=SITE, x_forwarded_for="203.0.113.1")
    assert limited.post(origin=SITE, x_forwarded_for="203.0.113.2") == (200, 0)


@pytest.mark.parametrize(
    ("client", "forwarded", "trusted", "address"),
    [
        ("203.0.113.5", "", False, "203.0.113.5"),
        ("203.0.113.5", "198.51.100.1", False, "203.0.113.5"),
        ("127.0.0.1", "198.51.100.1", True, "198.51.100.1"),
        ("127.0.0.1", "6.6.6.6, 198.51.100.1", True, "198.51.100.1"),
        ("127.0.0.1", "", True, "127.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.5", "", False, "203.0.113.5"),
    ],
)
def test_whose_question_it_is(client: str, forwarded: str, trusted: bool, address: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    scope: Scope = {"type": "http", "client": (client, 1), "headers": headers}
    assert visitor_address(scope, trusted) == address


def test_limits_of_the_settings_are_the_documented_ones() -> None:
    settings: Settings = load_settings()
    assert (settings.rate_per_minute, settings.rate_per_minute_site) == (60, 600)
    assert settings.widget_origins == ()
    assert settings.trust_proxy is False
