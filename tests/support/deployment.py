"""Two replicas as they are deployed: nginx, a Chroma server, PostgreSQL and Redis, all real."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from assistant.settings import PROJECT
from tests.support.databases import Part, chroma_in, postgres_part, redis_in, running
from tests.support.proxies import free_port, nginx


@dataclass(frozen=True)
class Together:
    """The running deployment: its address, the replicas and their addresses, the database."""

    url: str
    replicas: dict[str, subprocess.Popen[bytes]]
    database: str
    corpus: Path
    logs: list[Path]
    parts: Mapping[str, Part]
    """``postgres``, ``chroma`` and ``redis``, which can be stopped and started."""


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


def ready(address: str, process: subprocess.Popen[bytes], logs: list[Path]) -> None:
    for _ in range(1_200):
        told = "\n".join(log.read_text(errors="replace") for log in logs)
        if process.poll() is not None:
            raise RuntimeError(told)
        with suppress(httpx.TransportError):
            if httpx.get(f"http://{address}/readyz").status_code == 200:
                return
        time.sleep(0.1)
    raise RuntimeError(told)


def configuration(addresses: list[str]) -> tuple[str, str]:
    """The shipped configuration, its replicas replaced by ours, and taken in turns."""
    text = (PROJECT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    for number, address in enumerate(addresses, 1):
        text = text.replace(f"replica{number}:7860", address)
    text = text.replace("ip_hash;", "")
    upstream, _, server = text.partition("server {\n    listen")
    _, _, inside = server.partition("\n")
    return upstream, inside.rstrip().removesuffix("}")


@contextmanager
def deployed(folder: Path, corpus: Path, more: dict[str, str]) -> Iterator[Together]:
    """Runs it all in a folder; ``more`` are further settings of both replicas."""
    with ExitStack() as stack:
        parts = {
            "postgres": stack.enter_context(postgres_part()),
            "chroma": stack.enter_context(running(chroma_in(folder / "chroma"))),
            "redis": stack.enter_context(running(redis_in(folder))),
        }
        database = parts["postgres"].url
        environment = {
            "ASSISTANT_CORPUS_DIR": str(corpus),
            "ASSISTANT_CHROMA_URL": parts["chroma"].url,
            "ASSISTANT_DATABASE_URL": database,
            "ASSISTANT_REDIS_URL": parts["redis"].url,
            "ASSISTANT_TRUST_PROXY": "true",
            "ASSISTANT_LOG_FORMAT": "json",
            **more,
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
        yield Together(url, dict(started), database, corpus, logs, parts)
