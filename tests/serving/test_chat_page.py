"""The chat page as events and frames, and what Gradio must not offer. No browser here."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Iterator, Sequence

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from assistant.records import OWN_WORDS, StreamEvent, Turn
from assistant.serving import chat_page as ui
from assistant.serving import messages
from assistant.serving.chat_page import Frame
from assistant.serving.messages import Exchange
from tests.support.fakes import FakeAssistant


def frames(fake: FakeAssistant, question: str, earlier: Sequence[Exchange] = ()) -> list[Frame]:
    async def collect() -> list[Frame]:
        return [frame async for frame in ui.answer(fake, question, earlier)]

    return asyncio.run(collect())


@pytest.mark.parametrize("question", ["code", "time", "about pay", "hello"])
def test_an_answer_begins_busy_and_ends_at_rest(question: str) -> None:
    fake = FakeAssistant()
    seen = frames(fake, question)
    assert seen[0].busy
    assert seen[0].question == ""
    assert "Searching the article…" in str(seen[0].live)
    last = seen[-1]
    assert last.busy is False
    exchange = Exchange(question, fake.ask(question))
    assert last.live == messages.newest(exchange, "article")


def test_text_appears_before_the_answer_is_finished() -> None:
    seen = frames(FakeAssistant(), "code")
    assert any("streaming" in str(frame.live) and "Shipping" in str(frame.live) for frame in seen)


def test_the_documents_own_words_are_shown_in_one_step() -> None:
    fake = FakeAssistant()
    fake.engine = OWN_WORDS
    begun, done = frames(fake, "code")
    assert (begun.busy, done.busy) == (True, False)
    assert "Shipping" not in str(begun.live)


def test_earlier_exchanges_stay_and_are_the_history() -> None:
    fake = FakeAssistant()
    first = Exchange("code", fake.ask("code"))
    last = frames(fake, "time", [first])[-1]
    assert last.past == messages.conversation([first], "article")
    assert "time" in str(last.live)
    assert fake.asked[-1][1] == (Turn("user", "code"), fake.asked[-1][1][1])
    assert fake.asked[-1][1][1].content == fake.ask("code").text


def test_a_question_that_is_not_accepted_stays_in_the_box() -> None:
    (only,) = frames(FakeAssistant(), "x" * 2001)
    assert only.question is None  # left as it is
    assert "record" not in str(only.live)  # so it is no part of the talk
    assert only.busy is False
    assert "Shorten it to 2,000 characters." in str(only.live)


@pytest.mark.parametrize(
    ("question", "sentence"),
    [
        ("broken", "The answer could not be finished. Try again in a minute."),
        ("unreachable", "The model does not answer. Try again in a minute."),
    ],
)
def test_a_failure_is_shown_as_one_with_the_question(question: str, sentence: str) -> None:
    last = frames(FakeAssistant(), question)[-1]
    assert last.live == messages.newest(Exchange(question, problem=sentence), "article")
    assert last.busy is False
    assert "Not in the article" not in str(last.live)


def test_a_bug_is_logged_and_never_shown(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        last = frames(FakeAssistant(), "crash")[-1]
    assert "secret-inside" not in str(last)
    assert "Something went wrong" in str(last.live)
    assert "secret-inside" in caplog.text


def test_leaving_stops_the_assistant() -> None:
    fake = FakeAssistant()

    async def leave() -> bool:
        seen = ui.answer(fake, "slow", [])
        async for frame in seen:
            if "first part" in str(frame.live):
                break
        assert not fake.stopped.is_set()
        await seen.aclose()
        return fake.stopped.is_set()

    assert asyncio.run(leave())


def test_many_small_pieces_are_drawn_a_few_at_a_time() -> None:
    class Chatty(FakeAssistant):
        async def astream(
            self, question: str, history: Sequence[Turn] = ()
        ) -> AsyncGenerator[StreamEvent]:
            from assistant.records import Answered, Delta, Searching

            yield Searching(question)
            for _ in range(500):
                yield Delta("a")
            yield Answered(self.ask("code"))

    assert len(frames(Chatty(), "code")) < 100


def test_nothing_asked_yet_shows_the_starters() -> None:
    fake = FakeAssistant()
    rest = ui.show(fake, ())
    assert rest.past == ""
    assert all(starter in str(rest.live) for starter in fake.suggestions())


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = ui.mount(FastAPI(docs_url=None, redoc_url=None, openapi_url=None), FakeAssistant())
    with TestClient(app) as opened:
        yield opened


def test_the_page_is_served_and_names_nobody_else_to_load_from(client: TestClient) -> None:
    page = client.get("/")
    assert page.status_code == 200
    for word in ("googleapis", "gstatic", "cdn.", "huggingface"):
        assert word not in page.text


def test_the_icon_at_the_usual_place_is_the_product_s(client: TestClient) -> None:
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200
    assert icon.content == (ui.WEB / "icon.svg").read_bytes()


def test_nothing_can_be_uploaded(client: TestClient) -> None:
    reply = client.post("/gradio_api/upload", files={"files": ("a.txt", b"some bytes")})
    assert reply.status_code in (403, 404, 413)


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json", "/monitoring"])
def test_what_is_not_needed_is_closed(client: TestClient, path: str) -> None:
    assert client.get(path).status_code in (403, 404)


def test_no_event_is_offered_as_an_api(client: TestClient) -> None:
    info = client.get("/gradio_api/info").json()
    assert info["named_endpoints"] == {}
    assert info["unnamed_endpoints"] == {}


def test_gradio_is_told_to_stay_quiet(client: TestClient) -> None:
    config = client.get("/config").json()
    assert config["analytics_enabled"] is False
    assert config["show_error"] is False
    assert config["footer_links"] == []
    assert {component["type"] for component in config["components"]}.isdisjoint({"html"})
    assert not [event for event in config["dependencies"] if event["js"]]
