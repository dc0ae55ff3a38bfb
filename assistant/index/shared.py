"""A Chroma server that several machines share: one of them builds an index, the others wait for it.

The lock is a collection on that server, because making one is the only thing that Chroma does for
exactly one of several who try. Its holder counts a beat up in its metadata; who waits takes the
lock over when the beat has stood still for ``STILL_SECONDS``, by the waiting machine's own clock,
so that clocks are never compared and a builder that was killed stops nobody.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from assistant.errors import IndexBusyError
from assistant.index.chroma import connect, let_go

log = logging.getLogger("assistant.index.shared")
BEAT_SECONDS = 2.0
STILL_SECONDS = 30.0
POLL_SECONDS = 0.5
PATIENCE_SECONDS = 1_800.0


@contextmanager
def building(
    chroma_url: str, fingerprint: str, taken_over: Callable[[], bool], *, rebuild: bool = False
) -> Iterator[None]:
    """Holds the right to build an index on the server, or returns once it is there.

    ``taken_over`` looks whether a complete index is there and takes it; with ``rebuild`` it is
    not asked before the lock is held.

    Raises:
        IndexBusyError: another machine was building for longer than anybody would wait.
        StoreError: the server cannot be reached.
    """
    if not rebuild and taken_over():
        yield
        return
    client = connect(None, chroma_url)
    name = f"lock-{fingerprint}"
    try:
        token = _wait(client, name, None if rebuild else taken_over)
        if token is None:
            yield
            return
        with _beating(client, name, token):
            if not rebuild:
                taken_over()  # somebody finished between our look and our lock
            yield
    finally:
        let_go(client, None)


def _wait(client: Any, name: str, taken_over: Callable[[], bool] | None) -> str | None:
    """Our token once the lock is ours, or ``None`` once the index is there."""
    token = secrets.token_hex(8)
    last, since = "", time.monotonic()
    deadline = since + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        with suppress(Exception):  # it exists: somebody else has it
            client.create_collection(
                name, metadata={"holder": token, "beat": 0}, embedding_function=None
            )
        held = _state(client, name)
        if held.startswith(f"{token} "):
            return token
        if taken_over is not None and taken_over():
            return None
        if held != last:
            last, since = held, time.monotonic()
        elif time.monotonic() - since > STILL_SECONDS:
            log.warning("A builder of the index stopped; this machine goes on.")
            with suppress(Exception):
                client.delete_collection(name)
            last, since = "", time.monotonic()
        time.sleep(POLL_SECONDS)
    raise IndexBusyError("Another machine is building the index.", "Wait for it, or stop it.")


def _state(client: Any, name: str) -> str:
    """Holder and beat of the lock; empty if nobody has it."""
    try:
        metadata = client.get_collection(name, embedding_function=None).metadata or {}
    except Exception:  # Chroma's own, by version: it is not there
        return ""
    return f"{metadata.get('holder')} {metadata.get('beat')}"


@contextmanager
def _beating(client: Any, name: str, token: str) -> Iterator[None]:
    """Shows that the holder lives, and gives the lock back at the end."""
    ended = threading.Event()

    def beat() -> None:
        count = 0
        while not ended.wait(BEAT_SECONDS):
            count += 1
            with suppress(Exception):  # the build itself will say what is wrong with the server
                held = client.get_collection(name, embedding_function=None)
                held.modify(metadata={"holder": token, "beat": count})

    thread = threading.Thread(target=beat, name="index-lock", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
        if _state(client, name).startswith(f"{token} "):
            with suppress(Exception):
                client.delete_collection(name)
