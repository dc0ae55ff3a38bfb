"""Models are opened without a word to anybody outside."""

from __future__ import annotations

import os
import subprocess
import sys

from assistant.proof.judge import JUDGE_DIR
from assistant.settings import PROJECT

CHILD = """
import sys
from pathlib import Path
from assistant.inference import open_session
open_session(Path(sys.argv[1]))
# What the maker's own library reads, not Python's copy of it.
import ctypes
libc = ctypes.CDLL(None)
libc.getenv.restype = ctypes.c_char_p
print(libc.getenv(b"ORT_DISABLE_TELEMETRY"))
"""


def test_a_model_that_a_library_opens_reports_to_nobody() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("ORT_")}
    command = [sys.executable, "-c", CHILD, str(JUDGE_DIR / "model.onnx")]
    done = subprocess.run(
        command, cwd=PROJECT, env=bare, check=True, capture_output=True, text=True, timeout=120
    )
    assert done.stdout.startswith("b'1'")
