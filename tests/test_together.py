"""Two replicas as they are deployed: nginx, a Chroma server, PostgreSQL and Redis, all real.

One replica is killed while questions are asked: no answer is wrong, no rating that was
acknowledged is lost, and limits are counted together.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

from assistant.keeping.sql_store import SqlVisitStore
from assistant.settings import PROJECT
from tests.conftest import FRUIT
from tests.support.databases import postgres, redis
from tests.support.proxies import free_port, nginx, wait_for

QUESTION = {"message": "How long do pears keep?"}


@dataclass(frozen=True)
class Together:
    """The running deployment: its address, the replicas and their addresses, the database."""

    url: str
    replicas: dict[str, subprocess.Popen[bytes]]
    database: str
    corpus: Path
    logs: list[Path]


@contextmanager
def chroma(folder: Path) -> Iterator[str]:
    """Runs a Chroma server; yields its address."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    process = subprocess.Popen(
        [*command, "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(20)


def replica(
    environment: dict[str, str], folder: Path, log: Path
) -> tuple[str, subprocess.Popen[bytes]]:
    port = free_port()
    folder.mkdir()
    own = {"ASSISTANT_PORT": str(port), "ASSISTANT_INDEX_DIR": str(folder / "index"),
           "ASSISTANT_DATA_DIR": str(folder / "data")}  # fmt: skip
    with log.open("wb") as told:
        process = subprocess.Popen(
            [sys.executable, "-m", "assistant", "serve"],
            cwd=PROJECT, env={**os.environ, **environment, **own}, stdout=told, stderr=told,
        )  # fmt: skip
    return f"127.0.0.1:{port}", process


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Together]:
    folder = tmp_path_factory.mktemp("together")
    corpus = folder / "corpus"
    corpus.mkdir()
    (corpus / "fruit.md").write_text(FRUIT, encoding="utf-8")
    with ExitStack() as stack:
        database = stack.enter_context(postgres())
        environment = {
            "ASSISTANT_CORPUS_DIR": str(corpus),
            "ASSISTANT_CHROMA_URL": stack.enter_context(chroma(folder / "chroma")),
            "ASSISTANT_DATABASE_URL": database,
            "ASSISTANT_REDIS_URL": stack.enter_context(redis(folder)),
            "ASSISTANT_TRUST_PROXY": "true",
            "ASSISTANT_STORE_QUESTIONS": "all",
            "ASSISTANT_RATE_PER_MINUTE": "400",
            "ASSISTANT_LOG_FORMAT": "json",
            "ASSISTANT_RELOAD_SECONDS": "1",
        }
        logs = [folder / f"replica{number}.log" for number in (1, 2)]
        # Both at once on an empty server: neither may exit.
        started = [replica(environment, folder / f"r{n}", logs[n - 1]) for n in (1, 2)]
        for _, process in started:
            stack.callback(process.wait, 30)
            stack.callback(process.terminate)
        for address, process in started:
            ready(address, process, logs)
        above, locations = configuration([address for address, _ in started])
        url = stack.enter_context(nginx(folder / "nginx", locations, above))
        yield Together(url, dict(started), database, corpus, logs)


def ready(address: str, process: subprocess.Popen[bytes], logs: list[Path]) -> None:
    for _ in range(1_200):
        told = "\n".join(log.read_text(errors="replace") for log in logs)
        assert process.poll() is None, told
        with suppress(httpx.TransportError):
            if httpx.get(f"http://{address}/readyz").status_code == 200:
                return
        time.sleep(0.1)
    pytest.fail(told)


def configuration(addresses: list[str]) -> tuple[str, str]:
    """The shipped configuration, its replicas replaced by ours, and taken in turns."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for number, address in enumerate(addresses, 1):
        text = text.replace(f"replica{number}:7860", address)
    text = text.replace("ip_hash;", "")
    upstream, _, server = text.partition("server {\n    listen")
    _, _, inside = server.partition("\n")
    return upstream, inside.rstrip().removesuffix("}")


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
