"""The page's questions in the words of Gradio's queue: told in order, stopped, not kept long."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncGenerator, Callable, Coroutine
from typing import Any

import httpx
import pytest
from gradio import server_messages
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Message, Receive, Scope, Send

from assistant.serving import page_queue
from assistant.serving.page_queue import PageQueue, Step

ASK = 3
Said = list[dict[str, Any]]


class Page:
    """What answers, legible: ``wait`` holds until it may go on, ``break`` fails."""

    def __init__(self) -> None:
        self.go_on = asyncio.Event()
        self.asked: list[tuple[list[str], str]] = []
        self.ended: list[str] = []

    async def ask(self, inputs: list[str], accepted: str) -> AsyncGenerator[Step]:
        self.asked.append((inputs, accepted))
        question = inputs[0]
        try:
            yield Step(("", None, "  looking"), last=False)
            if question == "break":
                raise ValueError("inside")
            if question == "wait":
                await self.go_on.wait()
            yield Step((None, None, "writing"), last=False)
            yield Step((None, "before", f"answer to {question}"), last=True)
        finally:
            self.ended.append(question)


async def gradio(scope: Scope, receive: Receive, send: Send) -> None:
    """Whatever is passed on, told with its body."""
    body = (await Request(scope, receive).body()).decode()
    await PlainTextResponse(f"gradio {scope['path']} {body}")(scope, receive, send)


def scenario(act: Callable[[httpx.AsyncClient, PageQueue, Page], Coroutine[Any, Any, Any]]) -> Any:
    async def run() -> Any:
        page = Page()
        queue = PageQueue(gradio, {ASK: page.ask})
        transport = httpx.ASGITransport(app=queue)
        async with httpx.AsyncClient(transport=transport, base_url="http://page") as client:
            return await act(client, queue, page)

    return asyncio.run(run())


async def join(client: httpx.AsyncClient, question: str, session: str = "s") -> str:
    call = {"data": [question, ""], "fn_index": ASK, "session_hash": session}
    reply = await client.post("/gradio_api/queue/join", json=call)
    return str(reply.raise_for_status().json()["event_id"])


async def listen(client: httpx.AsyncClient, session: str = "s") -> Said:
    reply = await client.get("/gradio_api/queue/data", params={"session_hash": session})
    assert reply.headers["content-type"].startswith("text/event-stream")
    parts = reply.text.split("\n\n")
    return [json.loads(part.removeprefix("data: ")) for part in parts if part]


def test_an_answer_is_told_as_gradio_tells_it() -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> tuple[str, Said]:
        client.headers["accept-language"] = "fr"
        event = await join(client, "code")
        said = await listen(client)
        assert page.asked == [(["code", ""], "fr")]
        assert page.ended == ["code"]
        return event, said

    event, said = scenario(act)
    kinds = ["process_starts", "process_generating", "process_generating", "process_completed"]
    assert [one["msg"] for one in said] == [*kinds, "close_stream"]
    assert {one["event_id"] for one in said[:-1]} == {event}
    first, second, last = (one["output"]["data"] for one in said[1:4])
    skip = {"__type__": "update"}
    assert first == ["", skip, "looking"]  # the first one whole, the next ones as differences
    assert second == [
        [["replace", [], skip]],
        [["replace", [], skip]],
        [["replace", [], "writing"]],
    ]
    assert last == [skip, "before", "answer to code"]


def test_what_is_told_are_messages_that_gradio_knows() -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> Said:
        await join(client, "code")
        await join(client, "break")
        return await listen(client)

    known: dict[str, type[BaseModel]] = {
        "process_starts": server_messages.ProcessStartsMessage,
        "process_generating": server_messages.ProcessGeneratingMessage,
        "process_completed": server_messages.ProcessCompletedMessage,
        "close_stream": server_messages.CloseStreamMessage,
    }
    for one in scenario(act):
        known[one["msg"]].model_validate(one)


def test_two_questions_of_one_page_share_a_stream() -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> tuple[set[str], Said]:
        events = {await join(client, "one"), await join(client, "two")}
        return events, await listen(client)

    events, said = scenario(act)
    assert {one["event_id"] for one in said if one["msg"] == "process_completed"} == events
    assert [one["msg"] for one in said].count("close_stream") == 1


def test_a_stopped_answer_is_complete_and_ends() -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> tuple[Page, Said]:
        event = await join(client, "wait")
        hearing = asyncio.create_task(listen(client))
        while not page.asked:
            await asyncio.sleep(0)
        stop = {"event_id": event, "session_hash": "s", "fn_index": ASK}
        reply = await client.post("/gradio_api/cancel", json=stop)
        assert reply.json() == {"success": True}
        return page, await hearing

    page, said = scenario(act)
    assert page.ended == ["wait"]
    assert said[-2] == {**said[-2], "msg": "process_completed", "output": {}, "success": True}


def test_an_answer_stopped_before_it_began_is_complete_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(page_queue, "SHOWN_AT_ONCE", 1)

    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> Said:
        await join(client, "wait", "other")
        event = await join(client, "late")
        stop = {"event_id": event, "session_hash": "s"}
        await client.post("/gradio_api/cancel", json=stop)
        said = await listen(client)
        assert [inputs[0] for inputs, _ in page.asked] == ["wait"]
        page.go_on.set()
        return said

    assert [one["msg"] for one in scenario(act)] == ["process_completed", "close_stream"]


def test_a_bug_is_told_as_a_failure_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> Said:
        await join(client, "break")
        return await listen(client)

    completed = scenario(act)[-2]
    assert (completed["success"], completed["output"]) == (False, {"error": None})
    assert "inside" in caplog.text


def test_who_leaves_stops_the_answer() -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> Page:
        await join(client, "wait")
        left = asyncio.Event()

        async def receive() -> Message:
            await left.wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            if b"looking" in message.get("body", b""):
                left.set()

        scope = {"type": "http", "method": "GET", "path": "/gradio_api/queue/data"}
        await queue({**scope, "query_string": b"session_hash=s", "headers": []}, receive, send)
        while not page.ended:
            await asyncio.sleep(0)
        reply = await client.get("/gradio_api/queue/data", params={"session_hash": "s"})
        assert reply.text.startswith("gradio")  # nothing of it is left here
        return page

    assert scenario(act).ended == ["wait"]


def test_who_never_listens_stops_the_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_queue, "LISTEN_SECONDS", 0.01)

    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> list[str]:
        await join(client, "wait")
        while not page.ended:
            await asyncio.sleep(0.01)
        return page.ended

    assert scenario(act) == ["wait"]


def test_more_than_may_wait_are_turned_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_queue, "SHOWN_AT_ONCE", 1)
    monkeypatch.setattr(page_queue, "WAITING", 1)

    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> httpx.Response:
        for session in ("a", "b"):
            await join(client, "wait", session)
        call = {"data": ["wait", ""], "fn_index": ASK, "session_hash": "c"}
        reply = await client.post("/gradio_api/queue/join", json=call)
        page.go_on.set()
        for session in ("a", "b"):  # those who waited are answered
            assert (await listen(client, session))[-2]["output"]["data"][2] == "answer to wait"
        assert (await client.post("/gradio_api/queue/join", json=call)).status_code == 200
        return reply

    refused = scenario(act)
    assert refused.status_code == 503
    assert "try again" in refused.json()["detail"]


def test_a_silent_stream_says_that_it_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(page_queue, "BEAT_SECONDS", 0.01)

    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> Said:
        await join(client, "wait")
        asyncio.get_running_loop().call_later(0.1, page.go_on.set)
        return await listen(client)

    said = scenario(act)
    assert "heartbeat" in [one["msg"] for one in said]
    assert said[-2]["msg"] == "process_completed"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("queue/join", '{"data": ["a", ""], "fn_index": 1, "session_hash": "s"}'),
        ("queue/join", '{"data": ["a", 7], "fn_index": 3, "session_hash": "s"}'),
        ("queue/join", '{"data": 7, "fn_index": 3, "session_hash": "s"}'),
        ("queue/join", '{"data": ["a", ""], "fn_index": 3}'),
        ("queue/join", "[]"),
        ("queue/join", "no JSON"),
        ("cancel", '{"event_id": "x", "session_hash": "s"}'),
        ("run/predict", "{}"),
    ],
)
def test_all_else_goes_on_to_gradio(path: str, body: str) -> None:
    async def act(client: httpx.AsyncClient, queue: PageQueue, page: Page) -> str:
        return (await client.post(f"/gradio_api/{path}", content=body)).text

    assert scenario(act) == f"gradio /gradio_api/{path} {body}"
