"""Two hundred clients for a minute, and one replica killed in the middle: `make trial`.

Every client asks a starter question of the shipped article, compares the answer with the one that
was given before the load, rates it, and asks again. In the end every rating that was acknowledged
must be in the database, as it was last given, and no answer may differ. Prints the figures; ends
with 1 if anything was lost or wrong.
"""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import numpy as np

from assistant.keeping.sql_store import SqlVisitStore
from assistant.settings import PROJECT
from tests.support.deployment import Together, deployed

CLIENTS = 200
SECONDS = 60.0
TOLD = ("text", "status", "citations", "missing")
"""What of an answer may not differ."""


@dataclass
class Tally:
    """What came back."""

    times: list[float] = field(default_factory=list)
    wrong: int = 0
    refused: dict[int, int] = field(default_factory=dict)
    cut: int = 0
    """Requests whose connection broke."""
    ratings: dict[str, str] = field(default_factory=dict)
    """Answer id to the rating that was acknowledged last."""


def known_answers(url: str) -> dict[str, dict[str, object]]:
    """Starter questions with what is told to them while nothing else goes on."""
    with httpx.Client(base_url=url, timeout=120) as client:
        told = {}
        for question in client.get("/api/suggestions").json()["suggestions"]:
            reply = client.post("/api/chat", json={"message": question}).json()
            told[question] = {name: reply[name] for name in TOLD if name in reply}
    return told


async def visit(
    number: int,
    client: httpx.AsyncClient,
    known: dict[str, dict[str, object]],
    tally: Tally,
    until: float,
) -> None:
    """One client: asks, compares, rates, and again."""
    questions = list(known)
    turn = number
    while time.monotonic() < until:
        turn += 1
        question = questions[turn % len(questions)]
        try:
            began = time.monotonic()
            reply = await client.post("/api/chat", json={"message": question})
            if reply.status_code != 200:
                tally.refused[reply.status_code] = tally.refused.get(reply.status_code, 0) + 1
                await asyncio.sleep(0.5)
                continue
            tally.times.append(time.monotonic() - began)
            answer = reply.json()
            tally.wrong += any(answer[name] != value for name, value in known[question].items())
            for rating in ("up", "down")[: 1 + turn % 2]:
                body = {"answer_id": answer["id"], "rating": rating}
                if (await client.post("/api/feedback", json=body)).status_code == 204:
                    tally.ratings[answer["id"]] = rating
        except httpx.TransportError:
            tally.cut += 1
            await asyncio.sleep(0.2)


async def load(
    url: str, known: dict[str, dict[str, object]], victim: subprocess.Popen[bytes]
) -> Tally:
    """The minute; the victim is killed in the middle of it."""
    tally, until = Tally(), time.monotonic() + SECONDS
    limits = httpx.Limits(max_connections=CLIENTS, max_keepalive_connections=CLIENTS)
    async with httpx.AsyncClient(base_url=url, timeout=60, limits=limits) as client:
        visitors = [visit(n, client, known, tally, until) for n in range(CLIENTS)]
        running = asyncio.gather(*visitors)
        await asyncio.sleep(SECONDS / 2)
        victim.send_signal(signal.SIGKILL)
        await running
    return tally


def lost(running: Together, tally: Tally) -> int:
    """Acknowledged ratings that are not in the database as they were given."""
    store = SqlVisitStore.at(running.database)
    kept = {rated.answer_id: rated.rating for rated in store.ratings(limit=1_000_000)}
    store.close()
    return sum(kept.get(identity) != rating for identity, rating in tally.ratings.items())


def main() -> int:
    """Runs it, prints the figures, and returns the exit code."""
    more = {"ASSISTANT_RATE_PER_MINUTE": "1000000", "ASSISTANT_RATE_PER_MINUTE_ALL": "1000000"}
    with (
        tempfile.TemporaryDirectory(prefix="trial-") as folder,
        deployed(Path(folder), PROJECT / "corpus", more) as running,
    ):
        known = known_answers(running.url)
        victim = next(iter(running.replicas.values()))
        tally = asyncio.run(load(running.url, known, victim))
        missing = lost(running, tally)
        tracebacks = sum("Traceback" in log.read_text(errors="replace") for log in running.logs)
    p50, p95, slowest = np.percentile(tally.times, (50, 95, 100))
    print(f"{CLIENTS} clients, {SECONDS:.0f} s, one of two replicas killed in the middle")
    print(f"  answers              {len(tally.times)}, {len(tally.times) / SECONDS:.1f} a second")
    print(f"  time                 p50 {p50:.2f} s, p95 {p95:.2f} s, slowest {slowest:.2f} s")
    print(f"  wrong answers        {tally.wrong}")
    print(f"  ratings acknowledged {len(tally.ratings)}, lost {missing}")
    print(f"  refused              {tally.refused or 'none'}")
    print(f"  connections cut      {tally.cut}")
    print(f"  logs with traceback  {tracebacks}")
    return int(bool(tally.wrong or missing or tracebacks))


if __name__ == "__main__":
    sys.exit(main())
