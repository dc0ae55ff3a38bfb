"""The server as a process sees it: slow clients, clients that leave, and a stop."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
import time
from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from assistant.errors import SettingsError
from assistant.records import Delta, Searching, StreamEvent, Turn
from assistant.serving import api, problems, running
from assistant.serving.asking import Asking
from assistant.serving.body import WholeBody
from assistant.serving.metrics import Metrics
from assistant.serving.running import Server, listen, server_of
from assistant.serving.watch import Watch
from assistant.settings import load_settings
from tests.serving.test_server import events_of
from tests.support.fakes import FakeAssistant


class Slow(FakeAssistant):
    """Begins an answer and ends it once ``released``; ``silent`` in a question never ends."""

    engine = "extractive"
    settings = load_settings()

    def __init__(self) -> None:
        super().__init__()
        self.released = threading.Event()

    def check(self, question: str, history: Sequence[Turn] = ()) -> str:
        return question

    async def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncGenerator[StreamEvent]:
        yield Searching(question)
        yield Delta("A ")
        while "silent" in question or not self.released.is_set():
            await asyncio.sleep(0.02)
        async for event in super().astream(question, history):
            if not isinstance(event, Searching):
                yield event


def make_app(body_seconds: float = 20.0) -> FastAPI:
    app = FastAPI()
    assistant: Any = Slow()
    app.state.slow = assistant
    metrics = Metrics()
    app.state.asking = Asking(assistant, metrics)
    api.add_chat(app, assistant, app.state.asking)
    problems.add_handlers(app)
    app.add_middleware(WholeBody, seconds=body_seconds)
    app.add_middleware(Watch, metrics=metrics, routes=app.routes, trust_proxy=False)
    return app


@contextmanager
def served(app: FastAPI, stop_seconds: float = 5.0) -> Iterator[tuple[int, Server]]:
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    ready = threading.Event()
    server = server_of(app, ready.set, stop_seconds)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    assert ready.wait(60)
    try:
        yield bound.getsockname()[1], server
    finally:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()
        bound.close()


def connect(port: int) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port))
    made.settimeout(30)
    return made


def until(what: Callable[[], bool], seconds: float = 30.0) -> None:
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.02)


def test_half_sent_heads_are_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HEAD_SECONDS", 0.5)
    with served(make_app()) as (port, server):
        first, kept = connect(port), connect(port)
        first.sendall(b"GET /api/suggestions HTTP/1.1\r\nHost: x\r\n")
        kept.sendall(b"GET /api/suggestions HTTP/1.1\r\nHost: x\r\n\r\n")
        assert kept.recv(15) == b"HTTP/1.1 200 OK"
        kept.sendall(b"GET /")  # a second head
        until(lambda: not server.server_state.connections)
        first.close()
        kept.close()


def test_one_address_holds_only_so_many_half_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HALF_OPEN_MOST", 5)
    monkeypatch.setattr(running, "SETTLED_SECONDS", 0.0)
    with served(make_app()) as (port, server):
        held = [connect(port) for _ in range(30)]
        until(lambda: len(server.server_state.connections) <= 6)
        assert httpx.get(f"http://127.0.0.1:{port}/api/suggestions").status_code == 200
        for one in held:
            one.close()


def test_a_head_that_is_too_large_is_refused() -> None:
    with served(make_app()) as (port, _), connect(port) as client:
        client.sendall(b"GET / HTTP/1.1\r\nHost: x\r\nX-Large: " + b"x" * 200_000 + b"\r\n\r\n")
        assert client.recv(12) in (b"HTTP/1.1 400", b"HTTP/1.1 431")


def test_a_body_that_does_not_come_is_given_up() -> None:
    with served(make_app(body_seconds=0.3)) as (port, _), connect(port) as client:
        client.sendall(b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: 50\r\n\r\n{")
        assert client.recv(12) == b"HTTP/1.1 408"


def test_clients_that_leave_leave_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    question = json.dumps({"message": "time please", "stream": True}).encode()
    head = b"POST /api/chat HTTP/1.1\r\nHost: x\r\nContent-Length: %d\r\n\r\n"
    app = make_app()
    with caplog.at_level(logging.INFO), served(app) as (port, server):
        for number in range(30):
            with connect(port) as client:
                if number % 2:  # in the middle of the body
                    client.sendall(head % 50 + b"{")
                else:  # in the middle of the answer
                    client.sendall(head % len(question) + question)
                    client.recv(10)
        until(lambda: not server.server_state.connections)
        until(lambda: app.state.asking.in_flight == 0)
    assert "Traceback" not in caplog.text
    assert "ERROR" not in caplog.text


def ask(port: int, message: str, found: list[list[tuple[str, dict[str, Any]]]]) -> None:
    body = {"message": message, "stream": True}
    reply = httpx.post(f"http://127.0.0.1:{port}/api/chat", json=body, timeout=20)
    found.append(events_of(reply.text))


def test_a_stop_lets_answers_end_and_tells_those_it_cuts() -> None:
    ended: list[list[tuple[str, dict[str, Any]]]] = []
    cut: list[list[tuple[str, dict[str, Any]]]] = []
    app = make_app()
    with served(app, stop_seconds=1.5) as (port, server):
        threads = [threading.Thread(target=ask, args=(port, "time", ended)) for _ in range(20)]
        threads += [threading.Thread(target=ask, args=(port, "silent", cut)) for _ in range(3)]
        for thread in threads:
            thread.start()
        kept = httpx.Client(base_url=f"http://127.0.0.1:{port}")
        assert kept.get("/api/suggestions").status_code == 200
        until(lambda: app.state.asking.in_flight == 23, 20)
        server.should_exit = True
        until(lambda: app.state.asking.closing)
        assert kept.post("/api/chat", json={"message": "time"}).status_code == 503
        app.state.slow.released.set()
        for thread in threads:
            thread.join(10)
        kept.close()
    assert [events[-1][0] for events in ended] == ["answered"] * 20
    assert [events[-1][0] for events in cut] == ["failed"] * 3
    assert "restarted" in cut[0][-1][1]["title"]


def test_a_stop_without_questions_takes_no_time() -> None:
    app = make_app()
    with served(app, stop_seconds=10) as (_, server):
        began = time.monotonic()
        server.should_exit = True
        until(lambda: app.state.asking.closing)
    assert time.monotonic() - began < 3


def test_a_port_that_is_taken_is_a_sentence() -> None:
    with listen(load_settings(port=0)) as taken:
        taken.listen()
        with pytest.raises(SettingsError) as caught:
            listen(load_settings(port=taken.getsockname()[1]))
    assert "--port" in caught.value.hint


def test_an_address_that_is_not_of_this_machine_is_no_matter_of_the_port() -> None:
    with pytest.raises(SettingsError) as caught:
        listen(load_settings(host="203.0.113.5", port=0))
    assert "--host" in caught.value.hint
