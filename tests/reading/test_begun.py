"""Look-ups that are shared by two threads are each done once, and none is waited for idly."""

from __future__ import annotations

import threading
import time

import pytest

from assistant.reading.begun import Begun
from assistant.reading.readings import Reading

QUESTIONS = ("first", "second", "third", "fourth")


def _reading(question: str) -> Reading:
    return Reading("uncovered", 0.0, (), topic=question)


def test_each_is_done_once_whoever_asks_for_it() -> None:
    done: list[str] = []

    def look_up(question: str) -> Reading:
        time.sleep(0.002)
        done.append(question)
        return _reading(question)

    for _ in range(10):
        done.clear()
        begun = Begun(look_up, QUESTIONS)
        beside = threading.Thread(target=begun.work)
        beside.start()
        found = [begun(question).topic for question in (*QUESTIONS, "first", "another")]
        beside.join()
        assert found == [*QUESTIONS, "first", "another"]
        assert sorted(done) == sorted((*QUESTIONS, "another"))


def test_without_a_thread_beside_they_are_done_when_asked_for() -> None:
    done: list[str] = []

    def look_up(question: str) -> Reading:
        done.append(question)
        return _reading(question)

    begun = Begun(look_up, QUESTIONS)
    assert begun("second").topic == "second"
    assert done == ["second"]


def test_who_waits_for_one_does_the_others() -> None:
    started, go = threading.Event(), threading.Event()
    by: dict[str, str] = {}

    def look_up(question: str) -> Reading:
        by[question] = threading.current_thread().name
        if question == "first":
            started.set()
            assert go.wait(10)
        if question == "fourth":
            go.set()
        return _reading(question)

    begun = Begun(look_up, QUESTIONS)
    beside = threading.Thread(target=begun.work, name="beside")
    beside.start()
    assert started.wait(10)
    assert begun("first").topic == "first"
    beside.join()
    here = threading.current_thread().name
    assert by == {"first": "beside", "second": here, "third": here, "fourth": here}


def test_what_goes_wrong_goes_wrong_for_who_asks() -> None:
    def look_up(question: str) -> Reading:
        raise LookupError(question)

    begun = Begun(look_up, QUESTIONS)
    begun.work()
    with pytest.raises(LookupError, match="third"):
        begun("third")
