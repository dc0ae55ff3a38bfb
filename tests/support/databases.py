"""Servers of a deployment that the tests start themselves, on loopback: Redis, PostgreSQL, Chroma.

Each can be stopped and started again on its port, as servers are in real life.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.support.proxies import free_port, program, wait_for


class Part:
    """One server: its address, and a way to take it away and to bring it back."""

    def __init__(
        self,
        url: str,
        command: Sequence[str],
        port: int,
        cwd: Path | str,
        stopping: Callable[[subprocess.Popen[bytes]], None] = subprocess.Popen.terminate,
    ) -> None:
        self.url = url
        self._command = list(command)
        self._port = port
        self._cwd = cwd
        self._stopping = stopping
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Starts it, and waits until it listens."""
        self._process = subprocess.Popen(
            self._command, cwd=self._cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self._port, self._process)

    def stop(self) -> None:
        """Stops it, if it runs."""
        if self._process is not None:
            self._stopping(self._process)
            self._process.wait(30)
            self._process = None


@contextmanager
def running(part: Part) -> Iterator[Part]:
    """Runs a server."""
    try:
        part.start()
        yield part
    finally:
        part.stop()


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Runs a Redis that keeps nothing; yields its address."""
    with running(redis_in(folder)) as part:
        yield part.url


def redis_in(folder: Path) -> Part:
    """A Redis that keeps nothing."""
    port = free_port()
    command = [program("redis-server", "/usr/bin/redis-server"), "--port", str(port)]
    command += ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    return Part(f"redis://127.0.0.1:{port}/0", command, port, folder)


def chroma_in(folder: Path) -> Part:
    """A Chroma server whose data lie in ``folder``."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    command += ["--port", str(port), "--path", str(folder)]
    return Part(f"http://127.0.0.1:{port}", command, port, folder.parent)


@contextmanager
def postgres() -> Iterator[str]:
    """Runs a PostgreSQL with one empty database; yields its address."""
    with postgres_part() as part:
        yield part.url


@contextmanager
def postgres_part() -> Iterator[Part]:
    """Runs a PostgreSQL with one empty database.

    It refuses to run as root, so there it runs as the user that its package brings, in a folder
    that this user can reach: those of pytest are closed to others.
    """
    with (
        tempfile.TemporaryDirectory(prefix="postgres-") as folder,
        running(_postgres(Path(folder))) as part,
    ):
        yield part


def _postgres(folder: Path) -> Part:
    binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    place = str(binaries[-1]) if binaries else str(Path(program("initdb")).parent)
    data = folder / "data"
    prefix: list[str] = []
    if os.getuid() == 0:
        prefix = ["runuser", "-u", "postgres", "--"]
        shutil.chown(folder, "postgres")
    port = free_port()
    made = [f"{place}/initdb", "-D", str(data), "-U", "assistant", "-A", "trust", "--no-sync"]
    subprocess.run([*prefix, *made], check=True, stdout=subprocess.DEVNULL, cwd="/")
    command = [f"{place}/postgres", "-D", str(data), "-p", str(port), "-h", "127.0.0.1"]
    command += ["-k", "", "-c", "fsync=off", "-c", "log_min_messages=fatal"]
    stop = [*prefix, f"{place}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"]

    def stopping(_: subprocess.Popen[bytes]) -> None:
        subprocess.run(stop, check=False, stdout=subprocess.DEVNULL, cwd="/")

    url = f"postgresql://assistant@127.0.0.1:{port}/postgres"
    return Part(url, [*prefix, *command], port, "/", stopping)
