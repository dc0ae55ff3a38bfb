"""One step of the bench of many corpora, in a process of its own: `python -m eval.corpora_step
FOLDER N`.

N small corpora lie in FOLDER; so many as may be open are opened, asked, looked at, and others take
their place. Requests go through the whole application, without a network. What that took is printed
as one line of JSON.
"""

from __future__ import annotations

import asyncio
import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

OPEN_MOST = 10
ROUNDS = 3
"""How often all that are open are replaced by others."""
PAGES = 4
"""Chat pages that are looked at; the first loads Gradio and is not counted."""
OVER_MOST = OPEN_MOST * (ROUNDS + 1)
"""Corpora that are asked at all; the others are only known."""
ASKED = "What is said about the work of the engineers?"


def settings_of(folder: Path, known: int) -> Any:
    """The settings of a server over the first ``known`` corpora of a folder."""
    from eval.subject import unlimited_settings

    return unlimited_settings(
        corpora_dir=folder / f"corpora-{known}", index_dir=folder / "index",
        data_dir=folder / "data", corpora_open=OPEN_MOST, corpora_idle_minutes=0,
    )  # fmt: skip


def prepare(folder: Path, known: int, source: Path | None) -> None:
    """Writes the corpora, and builds the index of those that will be asked, where it is not there:
    a corpus of a number has the same sentences each time."""
    from assistant.assistant import build_index
    from assistant.serving.corpora.known import KnownCorpora
    from eval.scaling_step import PER_FILE, sentences_of, write_corpus

    settings, sentences = settings_of(folder, known), sentences_of(source)
    for number in range(known):
        write_corpus(settings.corpora_dir / _name(number), PER_FILE, sentences)
    corpora = KnownCorpora(settings)
    for number in range(min(known, OVER_MOST)):
        build_index(corpora.settings_of(_name(number)))


def _name(number: int) -> str:
    return f"corpus-{number:04}"


class Visitor:
    """Asks corpora through the application, and tells what it took."""

    def __init__(self, client: Any) -> None:
        self._client = client

    async def ask(self, number: int) -> dict[str, float]:
        """Milliseconds of one question to one corpus."""
        clock, used = time.perf_counter(), time.process_time()
        way = f"/c/{_name(number)}/api/chat"
        reply = await self._client.post(way, json={"message": ASKED}, timeout=300)
        spent = {
            "clock": (time.perf_counter() - clock) * 1_000,
            "processor": (time.process_time() - used) * 1_000,
        }
        reply.raise_for_status()
        return spent

    async def look(self, number: int) -> None:
        """Gets the chat page of one corpus."""
        reply = await self._client.get(f"/c/{_name(number)}/", timeout=300)
        reply.raise_for_status()


def _median(times: list[dict[str, float]]) -> dict[str, float] | None:
    if not times:
        return None
    return {kind: float(np.median([one[kind] for one in times])) for kind in times[0]}


async def serve(settings: Any, known: int) -> dict[str, Any]:
    """Opens, asks and replaces."""
    import httpx

    from assistant.serving.corpora.front import create_corpora_app
    from eval.scaling_step import resident_mb

    app = create_corpora_app(settings)
    at_once = min(known, OPEN_MOST)
    others = [OPEN_MOST + n % max(1, known - OPEN_MOST) for n in range(OPEN_MOST * ROUNDS)]
    others = others if known > OPEN_MOST else []
    transport = httpx.ASGITransport(app, client=("127.0.0.1", 1))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1") as client,
    ):
        visitor, found = Visitor(client), {"started_mb": resident_mb()}
        await visitor.ask(0)
        found["first_mb"] = resident_mb()
        for number in range(1, at_once):
            await visitor.ask(number)
        found["full_mb"] = resident_mb()
        asked = [await visitor.ask(number) for number in [*range(at_once)] * 3]
        turned = [await visitor.ask(number) for number in others]
        turned_mb, pages_mb = resident_mb(), None
        if others:
            there = others[-PAGES:]
            await visitor.look(there[0])
            before = resident_mb()
            for number in there[1:]:
                await visitor.look(number)
            pages_mb = (resident_mb() - before) / (PAGES - 1)
    return {
        "known": known,
        "open_most": OPEN_MOST,
        **found,
        "turned_mb": turned_mb,
        "pages_mb": pages_mb,
        "first_ms": _median(turned),
        "open_ms": _median(asked),
        "closed_again": len(others),
    }


def main(arguments: list[str]) -> None:
    """Says one line of JSON."""
    from eval.scaling_step import say

    folder, known = Path(arguments[0]), int(arguments[1])
    if arguments[2:] == ["--serve"]:
        say(asyncio.run(serve(settings_of(folder, known), known)))
        return
    prepare(folder, known, Path(arguments[2]) if len(arguments) > 2 else None)
    command = [sys.executable, "-m", "eval.corpora_step", str(folder), str(known), "--serve"]
    served = subprocess.run(command, capture_output=True, text=True, check=True)
    say(json.loads(served.stdout.splitlines()[-1]))


if __name__ == "__main__":
    main(sys.argv[1:])
