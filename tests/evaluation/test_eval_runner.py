"""Asking in process and over HTTP gives the same replies; failures are replies, too."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from eval.errors import SubjectError
from eval.runner import observe, own_words
from eval.sets import Sets, load_sets
from eval.subject import InProcess, OverHTTP, Said
from tests.support.scripted import Broken, Scripted, ScriptedSubject

SETS = load_sets().limited(5)


def served(assistant: Any, *, limited: int = 0) -> OverHTTP:
    """The assistant behind a scripted server; the first ``limited`` questions get a 429."""
    waits = [limited]

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/api/documents":
            rows = [{"id": key} for key in assistant.documents]
            return httpx.Response(200, json={"documents": rows})
        if request.url.path.startswith("/api/documents/"):
            document = assistant.documents[request.url.path.rsplit("/", 1)[1]]
            return httpx.Response(200, json={"text": document.text})
        if waits[0]:
            waits[0] -= 1
            return httpx.Response(429, headers={"retry-after": "0"})
        try:
            body = json.loads(request.content)
            turns = [Said(turn["role"], turn["content"]) for turn in body["history"]]
            found = assistant.ask(body["message"], turns).to_json()
        except (ValueError, KeyError):
            return httpx.Response(422, json={"title": "No", "status": 422, "detail": "Say."})
        if body["stream"]:
            return httpx.Response(200, text=f"event: answered\ndata: {json.dumps(found)}\n\n")
        return httpx.Response(200, json=found)

    client = httpx.Client(transport=httpx.MockTransport(answer), base_url="http://scripted")
    return OverHTTP("http://scripted", client)


def test_both_ways_give_the_same_replies() -> None:
    scripted = Scripted(SETS)
    inside, outside = InProcess(scripted), served(scripted)
    assert inside.texts == outside.texts
    for _, question in SETS.questions():
        assert inside.ask(question) == outside.ask(question)


def test_only_the_inside_is_seen_in_process() -> None:
    scripted = Scripted(SETS)
    question = SETS.answerable[0].question
    ranking, probability = InProcess(scripted).inside(question)
    assert ranking
    assert probability == 0.95
    assert served(scripted).inside(question) == (None, None)


def test_history_is_what_was_really_said() -> None:
    heard: list[list[tuple[str, str]]] = []

    class Listening(Broken):
        def ask(self, question: str, history: Any = ()) -> Any:
            heard.append([(turn.role, turn.content) for turn in history])
            return super().ask(question, history)

    only = Sets(conversations=SETS.conversations[:1])
    seen = observe(InProcess(Listening(Scripted(SETS))), only)
    replies = seen.conversations[only.conversations[0].id]
    assert heard[-1][:2] == [
        ("user", only.conversations[0].turns[0].user),
        ("assistant", replies[0].reply.text),
    ]


def test_an_exception_is_a_failed_reply_and_the_run_goes_on() -> None:
    class Raising(Broken):
        def spoil(self, answer: Any) -> Any:
            raise RuntimeError("broken")

    seen = observe(InProcess(Raising(Scripted(SETS))), Sets(unanswerable=SETS.unanswerable))
    errors = {one.reply.error for one in seen.unanswerable.values()}
    assert errors == {"RuntimeError: broken"}


def test_the_rate_limit_is_waited_for() -> None:
    subject = served(Scripted(SETS), limited=2)
    assert subject.ask(SETS.answerable[0].question).answered


def test_a_refusal_of_the_server_is_a_failed_reply() -> None:
    subject = served(Scripted(SETS))
    assert subject.post_all([b"{}"])[0].status == 422
    assert subject.first_event_ms("hello") > 0

    class Gone(Broken):
        def ask(self, question: str, history: Any = ()) -> Any:
            raise KeyError("gone")

    assert served(Gone(Scripted(SETS))).ask("hello").error.startswith("HTTP 422")


@pytest.mark.parametrize("body", ["[1]", "{}", "<html>"])
def test_another_server_is_recognised(body: str) -> None:
    client = httpx.Client(
        transport=httpx.MockTransport(lambda _: httpx.Response(200, text=body)),
        base_url="http://other",
    )
    with pytest.raises(SubjectError, match="No assistant answers at"):
        OverHTTP("http://other", client)


def test_every_case_is_asked_once_and_the_progress_adds_up() -> None:
    told: list[tuple[str, int, int]] = []
    seen = observe(ScriptedSubject(Scripted(SETS), SETS), SETS, lambda *step: told.append(step))
    assert set(seen.answerable) == {case.id for case in SETS.answerable}
    assert len(seen.robustness) == len(SETS.robustness)
    assert len(seen.first_event_ms) == 5
    ends = {what: (done, total) for what, done, total in told}
    assert all(done == total for done, total in ends.values())


def test_a_quote_is_asked_for_in_its_own_words_and_a_cell_with_its_row() -> None:
    texts = {"d": "| Ticket | Under 15 |\n|---|---|\n| Week | 13.00 |\nIt is valid at once."}
    assert own_words("It is valid at once.", texts) == "It is valid at once."
    assert own_words("| Week | 13.00 |", texts) == "Week 13.00"
    assert own_words("13.00", texts) == "Week 13.00"
    assert own_words("99", texts) == "99"
