"""The limiter: the real one, in memory and in Redis, and the fake keep the same contract."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.keeping.limiter import Budget, Limiter, open_limiter
from tests.support.counting_limiter import CountingLimiter
from tests.support.databases import redis

TWO = Budget("ask", "203.0.113.1", 2)
OTHER = Budget("ask", "203.0.113.2", 2)
ALL = Budget("all", "all", 3)


@pytest.fixture(scope="module")
def redis_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with redis(tmp_path_factory.mktemp("redis")) as url:
        yield url


async def assert_keeps_the_contract(limiter: Limiter) -> None:
    """What every limiter promises."""
    assert [await limiter.take([TWO]) for _ in range(2)] == [0, 0]
    wait = await limiter.take([TWO])
    assert 50 < wait <= 60
    # Nothing was counted by the refusal, not even against the budget that had room.
    assert 50 < await limiter.take([TWO, ALL]) <= 60
    assert [await limiter.take([OTHER, ALL]) for _ in range(2)] == [0, 0]
    assert await limiter.take([ALL]) == 0
    assert await limiter.take([ALL]) > 0
    assert await limiter.take([Budget("rate", TWO.who, 1)]) == 0
    assert await limiter.take([]) == 0
    await limiter.close()


def test_in_memory() -> None:
    asyncio.run(assert_keeps_the_contract(open_limiter(None)))


def test_the_fake() -> None:
    asyncio.run(assert_keeps_the_contract(CountingLimiter(time.monotonic)))


@pytest.mark.parametrize("years", [10, -10])
def test_a_clock_that_jumps_keeps_nobody_out(years: int, monkeypatch: pytest.MonkeyPatch) -> None:
    ahead, real = [0.0], time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    async def scenario() -> None:
        limiter = open_limiter(None)
        assert [await limiter.take([TWO]) for _ in range(2)] == [0, 0]
        # There, and back a window later: until then what was counted before may still hold.
        for ahead[0] in (years * 365 * 86_400.0, 70.0):
            taken = [await limiter.take([TWO]) for _ in range(4)]
            assert taken[:2] == [0, 0]
            assert all(50 < wait <= 60 for wait in taken[2:])
        await limiter.close()

    asyncio.run(scenario())


def test_a_clock_that_is_a_little_behind_another_forgets_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ahead, real = [5.0], time.time
    monkeypatch.setattr(time, "time", lambda: real() + ahead[0])

    async def scenario() -> list[float]:
        limiter = open_limiter(None)
        first = [await limiter.take([TWO]) for _ in range(2)]
        ahead[0] = 0.0
        return [*first, await limiter.take([TWO])]

    waits = asyncio.run(scenario())
    assert waits[:2] == [0, 0]
    assert 50 < waits[2] <= 60


def test_in_redis_several_processes_count_together(redis_url: str) -> None:
    async def together() -> None:
        first, second = open_limiter(redis_url), open_limiter(redis_url)
        budget = Budget("ask", "203.0.113.77", 3)
        waits = [await limiter.take([budget]) for limiter in (first, second, first, second)]
        assert waits[:3] == [0, 0, 0]
        assert waits[3] > 0
        await assert_keeps_the_contract(first)
        await second.close()

    asyncio.run(together())


def test_a_redis_that_is_gone_stops_nobody(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    async def alone(url: str) -> None:
        await assert_keeps_the_contract(open_limiter(url))

    with redis(tmp_path) as url:
        pass
    asyncio.run(alone(url))
    assert caplog.text.count("counted by this process alone") == 1


@pytest.mark.parametrize("url", ["nonsense", "http://host", "redis://host:port"])
def test_an_address_that_is_none_is_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_REDIS_URL"):
        open_limiter(url)
