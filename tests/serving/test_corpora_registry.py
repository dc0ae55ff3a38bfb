"""Which corpora are open: opened once for many, closed by rule, and never under a question."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pytest

from assistant.errors import ClosingError, CorpusError
from assistant.serving.corpora import registry as module
from assistant.serving.corpora.registry import (
    BrokenCorpusError,
    CrowdedError,
    Registry,
    UnknownCorpusError,
)

LONGEST = 180.0
"""Seconds of the longest answer."""


@dataclass(eq=False)
class Shelf:
    """A corpus that does nothing, and remembers what was done with it."""

    name: str
    is_closed: bool = False
    is_drained: bool = False
    busy: bool = False

    async def drained(self, seconds: float) -> None:
        self.is_drained = True

    async def close(self) -> None:
        await asyncio.sleep(0)
        assert not self.is_closed
        self.is_closed = True


@dataclass
class World:
    """Corpora that are there, those that were opened, a clock, and what was told of them."""

    known: set[str] = field(default_factory=lambda: {"a", "b", "c"})
    broken: set[str] = field(default_factory=set)
    made: list[Shelf] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    now: float = 0.0
    allowed: asyncio.Event | None = None

    def registry(self, most: int = 2, idle: float = 60.0) -> Registry[Shelf]:
        return Registry(
            lambda name: name in self.known, self.open, most, idle, LONGEST, self, lambda: self.now
        )

    async def open(self, name: str) -> Shelf:
        await asyncio.sleep(0)
        if self.allowed is not None:
            await self.allowed.wait()
        if name in self.broken:
            raise CorpusError("There is nothing to answer from in /srv/secret.", "Put some in.")
        self.made.append(Shelf(name))
        return self.made[-1]

    def opened(self, seconds: float) -> None:
        self.told.append("opened")

    def failed(self) -> None:
        self.told.append("failed")

    def closed(self, why: str) -> None:
        self.told.append(why)

    @property
    def names(self) -> list[str]:
        return [shelf.name for shelf in self.made]

    @property
    def left(self) -> list[str]:
        return [shelf.name for shelf in self.made if not shelf.is_closed]


async def use(registry: Registry[Shelf], name: str) -> Shelf:
    async with registry.lent(name) as shelf:
        assert not shelf.is_closed
        await asyncio.sleep(0)
        assert not shelf.is_closed
        return shelf


def run(scenario: Coroutine[Any, Any, None]) -> None:
    asyncio.run(asyncio.wait_for(scenario, 60))


def test_many_first_questions_open_a_corpus_once() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry()
        found = await asyncio.gather(*(use(registry, "a") for _ in range(50)))
        assert world.names == ["a"]
        assert {id(shelf) for shelf in found} == {id(world.made[0])}
        assert registry.open_now == (world.made[0],)

    run(scenario())


def test_who_goes_away_while_it_opens_stops_it_for_nobody() -> None:
    async def scenario() -> None:
        world = World()
        world.allowed = asyncio.Event()
        registry = world.registry()
        first, second = (asyncio.create_task(use(registry, "a")) for _ in range(2))
        await asyncio.sleep(0.01)
        first.cancel()
        with suppress(asyncio.CancelledError):
            await first
        world.allowed.set()
        assert (await second).name == "a"
        assert world.names == ["a"]

    run(scenario())


def test_for_another_the_one_goes_that_nobody_has_used_for_longest() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(most=2)
        for now, name in enumerate("abac"):
            world.now = now
            await use(registry, name)
        assert world.left == ["a", "c"]
        assert world.told == ["opened", "opened", "room", "opened"]

    run(scenario())


def test_one_that_is_used_is_never_closed_and_who_comes_waits_for_room() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(most=1)
        async with registry.lent("a") as shelf:
            waiting = asyncio.create_task(use(registry, "b"))
            await asyncio.sleep(0.02)
            world.now = 100.0  # longer than it may be idle
            await registry.close_idle()
            assert not waiting.done()
            assert not shelf.is_closed
        assert (await waiting).name == "b"
        assert shelf.is_closed
        assert world.left == ["b"]

    run(scenario())


def test_who_reads_nothing_keeps_no_other_corpus_closed() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(most=1)
        async with registry.lent("a") as stalled:
            world.now = LONGEST + 1
            assert (await use(registry, "b")).name == "b"
            assert stalled.is_closed
        assert world.left == ["b"]
        assert (await use(registry, "a")).name == "a"

    run(scenario())


def test_one_that_takes_over_a_change_is_not_closed_meanwhile() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(idle=60.0)
        shelf = await use(registry, "a")
        shelf.busy, world.now = True, 100.0
        await registry.close_idle()
        assert not shelf.is_closed
        shelf.busy = False
        await registry.close_idle()
        assert shelf.is_closed

    run(scenario())


def test_where_all_stay_in_use_another_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ROOM_SECONDS", 0.05)

    async def scenario() -> None:
        world = World()
        registry = world.registry(most=1)
        async with registry.lent("a"):
            with pytest.raises(CrowdedError):
                await use(registry, "b")
        assert (await use(registry, "b")).name == "b"  # it is not held to be broken

    run(scenario())


def test_many_corpora_at_once_never_are_more_than_may_be_open() -> None:
    async def scenario() -> None:
        names = {f"n{number}" for number in range(30)}
        world = World(known=names)
        registry = world.registry(most=3)
        most = 0

        async def asked(name: str) -> None:
            nonlocal most
            async with registry.lent(name) as shelf:
                most = max(most, len(world.left))
                await asyncio.sleep(0.001)
                assert not shelf.is_closed

        await asyncio.gather(*(asked(name) for name in [*names] * 4))
        assert most <= 3
        assert len(registry.open_now) <= 3
        await registry.stop()
        assert world.left == []

    run(scenario())


def test_idle_ones_are_closed_and_opened_anew_without_a_failed_question() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(idle=60.0)
        before = await use(registry, "a")
        world.now = 59.0
        await registry.close_idle()
        assert not before.is_closed
        world.now = 60.0
        closing = asyncio.create_task(registry.close_idle())
        await asyncio.sleep(0)  # it is being closed while somebody asks
        after = await use(registry, "a")
        await closing
        assert before.is_closed
        assert after is not before
        assert world.told == ["opened", "idle", "opened"]

    run(scenario())


def test_without_a_time_nothing_is_closed_for_being_idle() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry(idle=0.0)
        await use(registry, "a")
        world.now = 1e9
        await registry.close_idle()
        assert world.left == ["a"]

    run(scenario())


def test_one_that_was_taken_away_answers_no_more_and_is_closed() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry()
        await use(registry, "a")
        world.known.remove("a")
        with pytest.raises(UnknownCorpusError):
            await use(registry, "a")
        await registry.close_idle()
        assert world.left == []

    run(scenario())


def test_a_broken_one_harms_no_other_and_is_tried_again_later(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def scenario() -> None:
        world = World(broken={"a"})
        registry = world.registry(most=1)
        for _ in range(3):
            with pytest.raises(BrokenCorpusError) as told:
                await use(registry, "a")
            assert "/srv" not in str(told.value)
        assert world.told == ["failed"]
        assert (await use(registry, "b")).name == "b"
        world.broken.clear()
        world.now += module.AGAIN_SECONDS
        assert (await use(registry, "a")).name == "a"

    with caplog.at_level(logging.ERROR):
        run(scenario())
    assert caplog.text.count("/srv/secret") == 1


def test_the_stop_lets_go_of_all_and_opens_none() -> None:
    async def scenario() -> None:
        world = World()
        registry = world.registry()
        async with registry.running():
            await use(registry, "a")
            await registry.drained(1.0)
            assert world.made[0].is_drained
            with pytest.raises(ClosingError):
                await use(registry, "b")
        assert world.left == []
        assert world.told == ["opened", "stop"]

    run(scenario())
