"""The limiter: the real one, in memory and in Redis, and the fake keep the same contract."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.errors import SettingsError
from assistant.keeping.limiter import Budget, Limiter, OwnMemory, open_limiter
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


def test_memory_forgets_who_came_once_and_not_who_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    memory = OwnMemory()
    for visitor in range(500):
        assert (
            memory.take([Budget("ask", f"visitor {visitor}", 1), Budget("all", "all", 1_000)]) == 0
        )
        now[0] += 0.2
    assert memory.take([Budget("ask", "visitor 499", 1)]) > 0
    assert len(memory._acts) <= 501
    now[0] += 61
    assert memory.take([TWO]) == 0
    assert len(memory._acts) == 1


def test_room_comes_back_act_by_act_as_the_window_moves(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [1_000.0]
    monkeypatch.setattr(time, "time", lambda: now[0])
    memory = OwnMemory()
    taken: list[float] = []
    for now[0] in (1_000.0, 1_010.0, 1_020.0, 1_060.5, 1_061.0, 1_070.5):
        taken.append(memory.take([TWO]))
    assert taken == [0, 0, 40.0, 0, 9.0, 0]


def test_counting_in_memory_loads_nothing_for_it() -> None:
    code = (
        "import sys, assistant.keeping.limiter as own; own.open_limiter(None); "
        "assert 'limits' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


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
