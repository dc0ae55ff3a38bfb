"""Models are opened without a word to anybody outside."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from assistant.inference import Meanwhile, open_session, open_tokenizer
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


def test_a_model_is_opened_once_for_all_corpora_of_a_process() -> None:
    vocabulary = JUDGE_DIR / "tokenizer.json"
    assert open_session(JUDGE_DIR / "model.onnx") is open_session(JUDGE_DIR / "model.onnx")
    assert open_tokenizer(vocabulary, 16) is open_tokenizer(vocabulary, 16)


def test_who_cuts_a_text_elsewhere_has_a_tokenizer_of_his_own() -> None:
    whole, cut = (open_tokenizer(JUDGE_DIR / "tokenizer.json", longest) for longest in (None, 8))
    assert len(cut.encode("one two three four five six seven eight nine ten").ids) == 8
    assert len(whole.encode("one two three four five six seven eight nine ten").ids) > 8


def test_one_has_something_done_meanwhile_and_others_do_it_themselves() -> None:
    meanwhile, go_on = Meanwhile("test"), threading.Event()

    def who() -> str:
        go_on.wait(60)
        return threading.current_thread().name

    first = meanwhile.begin(who)
    second = meanwhile.begin(who)
    go_on.set()
    assert second() == threading.current_thread().name
    assert first().startswith("test")
    assert meanwhile.begin(who)().startswith("test")  # it is free again


def test_what_fails_meanwhile_fails_where_it_is_waited_for_and_the_thread_is_free_again() -> None:
    meanwhile = Meanwhile("test")
    with pytest.raises(ZeroDivisionError):
        meanwhile.begin(lambda: 1 / 0)()
    assert meanwhile.begin(threading.current_thread)().name.startswith("test")
