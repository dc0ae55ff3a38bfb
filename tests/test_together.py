"""Two replicas as they are deployed: nginx, a Chroma server, PostgreSQL and Redis, all real.

One replica is killed while questions are asked: no answer is wrong, no rating that was
acknowledged is lost, and limits are counted together.
"""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import httpx
import pytest

from assistant.keeping.sql_store import SqlVisitStore
from tests.conftest import FRUIT
from tests.support.deployment import Together, deployed

QUESTION = {"message": "How long do pears keep?"}


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    folder = tmp_path_factory.mktemp("together")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "fruit.md").write_text(FRUIT, encoding="utf-8")
    more = {
        "ASSISTANT_STORE_QUESTIONS": "all",
        "ASSISTANT_RATE_PER_MINUTE": "400",
        "ASSISTANT_RELOAD_SECONDS": "1",
    }
    with deployed(folder, corpus, more) as running:
        yield running


def test_two_replicas_are_one(together: Together) -> None:
    with httpx.Client(base_url=together.url, timeout=60) as client:
        answer = client.post("/api/chat", json=QUESTION).json()
        assert answer["status"] == "answered"
        indexes = {httpx.get(f"http://{a}/readyz").json()["index"] for a in together.replicas}
        assert len(indexes) == 1
        for rating in ("up", "up", "down", "up", "down", "down"):
            body = {"answer_id": answer["id"], "rating": rating}
            assert client.post("/api/feedback", json=body).status_code == 204
        assert client.get("/metrics").status_code == 404
        with client.stream("POST", "/api/chat", json={**QUESTION, "stream": True}) as reply:
            assert "event: answered" in reply.read().decode()
    store = SqlVisitStore.at(together.database)
    rated = store.rating_of(answer["id"])
    store.close()
    assert rated is not None
    assert rated.rating == "down"


def test_an_edited_article_reaches_both(together: Together) -> None:
    path = together.corpus / "fruit.md"
    path.write_text(FRUIT.replace("for a week", "for nine days"), encoding="utf-8")
    waiting = set(together.replicas)
    for _ in range(300):
        for address in list(waiting):
            reply = httpx.post(f"http://{address}/api/chat", json=QUESTION, timeout=60)
            assert reply.status_code == 200, reply.text
            if "nine days" in reply.json()["text"]:
                waiting.discard(address)
        if not waiting:
            break
        time.sleep(0.2)
    assert waiting == set()


def test_a_replica_that_is_killed_loses_nothing(together: Together) -> None:
    answers: list[str] = []
    acknowledged: set[str] = set()
    wrong: list[str] = []

    def ask(number: int) -> None:
        headers = {"X-Forwarded-For": f"203.0.113.{number}"}
        with httpx.Client(base_url=together.url, timeout=60, headers=headers) as client:
            for _ in range(12):
                with suppress(httpx.TransportError):
                    reply = client.post("/api/chat", json=QUESTION)
                    if reply.status_code != 200 or "days" not in reply.json()["text"]:
                        wrong.append(reply.text)
                        continue
                    identity = reply.json()["id"]
                    answers.append(identity)
                    body = {"answer_id": identity, "rating": "up"}
                    if client.post("/api/feedback", json=body).status_code == 204:
                        acknowledged.add(identity)

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + 30
    while len(answers) < 20 and time.monotonic() < until:
        time.sleep(0.05)
    killed = next(iter(together.replicas.values()))
    killed.send_signal(signal.SIGKILL)
    for thread in threads:
        thread.join(120)
    assert wrong == []
    assert len(answers) == 96
    store = SqlVisitStore.at(together.database)
    kept = {rated.answer_id for rated in store.ratings(limit=10_000)}
    store.close()
    assert acknowledged <= kept
    assert len(acknowledged) > 80
    told = together.logs[1].read_text(errors="replace")
    assert "Traceback" not in told
    assert "pears" not in told.lower()


def test_limits_are_counted_together_and_a_stop_is_clean(together: Together) -> None:
    address, last = list(together.replicas.items())[1]
    codes = {
        httpx.post(f"http://{address}/api/suggestions").status_code,
        httpx.post(f"http://{address}/api/feedback", json={}).status_code,
    }
    assert codes == {405, 422}
    last.terminate()
    assert last.wait(30) in (0, -signal.SIGTERM)
    assert "Traceback" not in together.logs[1].read_text(errors="replace")
