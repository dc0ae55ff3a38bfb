"""Servers of a deployment that the tests start themselves: Redis and PostgreSQL, on loopback."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.proxies import free_port, program, wait_for


@contextmanager
def redis(folder: Path) -> Iterator[str]:
    """Runs a Redis that keeps nothing; yields its address."""
    port = free_port()
    command = [program("redis-server", "/usr/bin/redis-server"), "--port", str(port)]
    command += ["--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def postgres() -> Iterator[str]:
    """Runs a PostgreSQL with one empty database; yields its address.

    It refuses to run as root, so there it runs as the user that its package brings, in a folder
    that this user can reach: those of pytest are closed to others.
    """
    with tempfile.TemporaryDirectory(prefix="postgres-") as folder:
        yield from _postgres(Path(folder))


def _postgres(folder: Path) -> Iterator[str]:
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
    process = subprocess.Popen([*prefix, *command], cwd="/", stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield f"postgresql://assistant@127.0.0.1:{port}/postgres"
    finally:
        subprocess.run([*prefix, f"{place}/pg_ctl", "-D", str(data), "-m", "immediate", "stop"],
                       check=False, stdout=subprocess.DEVNULL, cwd="/")  # fmt: skip
        process.wait(20)
