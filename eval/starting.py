"""Starting: a question in a shell and a server to ready, warm, with what each import costs.

Every run is a process of its own, as a person starts it, on an index that is there already. Time of
the processor is the process's own, so it says something on a busy machine too.
"""

from __future__ import annotations

import os
import re
import resource
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import httpx

from assistant.settings import environment_with

if TYPE_CHECKING:
    from rich.console import Console

QUESTION = "Does a technical product manager write code?"
PATIENCE = 300.0
_IMPORT = re.compile(r"^import time:\s+(\d+) \|\s+\d+ \| +([^.\s]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Start:
    """Seconds of one way to start: on the clock and on the processor, the least of some runs."""

    name: str
    clock: float
    processor: float


def measure_starts(runs: int = 3) -> list[Start]:
    """Asks in a shell and serves to ready, ``runs`` times each, after one run that warms."""
    ways = {"ask": _ask, "serve to ready": _serve}
    starts = []
    for name, way in ways.items():
        way()
        times = [way() for _ in range(runs)]
        starts.append(Start(name, min(t[0] for t in times), min(t[1] for t in times)))
    return starts


def import_costs(most: int = 8) -> list[tuple[str, float]]:
    """Seconds that importing takes by package, the costliest first (`-X importtime`)."""
    command = [sys.executable, "-X", "importtime", "-m", "assistant", "ask", QUESTION, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE)
    costs: Counter[str] = Counter()
    for micros, package in _IMPORT.findall(done.stderr):
        costs[package] += int(micros)
    return [(package, micros / 1e6) for package, micros in costs.most_common(most)]


def print_starts(starts: list[Start], costs: list[tuple[str, float]], console: Console) -> None:
    """The figures on a terminal (rich)."""
    from rich.table import Table

    table = Table(title="Starting, warm: seconds, the least of three runs")
    table.add_column("what")
    table.add_column("clock", justify="right")
    table.add_column("processor", justify="right")
    for start in starts:
        table.add_row(start.name, f"{start.clock:.2f}", f"{start.processor:.2f}")
    console.print(table)
    told = ", ".join(f"{package} {seconds:.2f}" for package, seconds in costs)
    console.print(f"Imports of ask, seconds under the profiler: {told}")


def free_port() -> int:
    """A port of the loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(**settings: str) -> Iterator[tuple[str, int]]:
    """A server of this checkout in a process of its own, ready; yields its address, and its
    process.

    Raises:
        RuntimeError: it ended, or was not ready in time.
    """
    url = f"http://127.0.0.1:{(port := free_port())}"
    process = subprocess.Popen(
        [sys.executable, "-m", "assistant", "serve", "--port", str(port)],
        env=environment_with(**settings), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while not _answers(f"{url}/readyz"):
            if process.poll() is not None or time.monotonic() > until:
                raise RuntimeError("The server did not become ready.")
            time.sleep(0.02)
        yield url, process.pid
    finally:
        process.terminate()
        process.wait(60)


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


def _used() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return children.ru_utime + children.ru_stime


def _ask() -> tuple[float, float]:
    began, used = time.monotonic(), _used()
    command = [sys.executable, "-m", "assistant", "ask", QUESTION]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, timeout=PATIENCE)
    return time.monotonic() - began, _used() - used


def _serve() -> tuple[float, float]:
    began = time.monotonic()
    with served() as (_, process):
        # What it does after that, making the chat page, is none of its start.
        return time.monotonic() - began, used_by(process)


def used_by(process: int) -> float:
    """Seconds on the processor of a process that runs (Linux: proc_pid_stat, user and system)."""
    after_name = Path(f"/proc/{process}/stat").read_text("ascii", "replace").rpartition(")")[2]
    user, system = after_name.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")
