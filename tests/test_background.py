"""Code without an event loop: a coroutine in which nothing waits is run where it is called."""

from __future__ import annotations

import asyncio
import threading

import pytest

from assistant.assistant import Assistant
from assistant.background import at_once, here


def test_what_waits_for_nothing_is_done_in_the_thread_that_asks() -> None:
    assert at_once(here(threading.get_ident)) == threading.get_ident()


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        at_once(here(lambda: 1 / 0))


def test_what_waits_is_refused() -> None:
    with pytest.raises(RuntimeError, match="waits"):
        at_once(asyncio.sleep(0))


def test_without_a_language_model_a_question_is_answered_in_the_thread_that_asks(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads: list[int] = []
    read = assistant._desk.read

    def reading(*given: object) -> object:
        threads.append(threading.get_ident())
        return read(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(assistant._desk, "read", reading)
    assistant._given, kept = None, assistant._given
    try:
        alone = assistant.ask("What does a technical product manager do?")
        beside = asyncio.run(assistant.aask("What does a technical product manager do?"))
    finally:
        assistant._given = kept
    assert threads[0] == threading.get_ident() != threads[1]
    assert alone.text == beside.text
