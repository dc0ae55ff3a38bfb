"""Opens the small models that ship with the assistant: ONNX on the processor, the same everywhere.

The three of them (question encoder, evidence reader, claim judge) run alike: a fixed
number of threads inside a run, so that several runs share the cores, and no chatter on the
terminal. A file is opened once in a process, however many corpora are open: a model in memory is
larger than what a corpus adds to it, and running it changes nothing in it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.settings import prepare_environment

if TYPE_CHECKING:
    from tokenizers import Tokenizer

T = TypeVar("T")


class Meanwhile:
    """A thread for what can be done at the same time, lent to one at a time: who is alone has his
    answer sooner, and of many each does his work himself, since every core has enough to do."""

    def __init__(self, name: str) -> None:
        self._free = threading.Lock()
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)

    def begin(self, work: Callable[[], T]) -> Callable[[], T]:
        """Begins the work if the thread is free; what comes back waits for its result, or does it
        now. To be called once, and whatever the work raises is raised there."""
        if not self._free.acquire(blocking=False):
            return work
        return self._pool.submit(self._done, work).result

    def _done(self, work: Callable[[], T]) -> T:
        try:
            return work()
        finally:
            self._free.release()


def open_session(model: Path, threads: int = 1) -> Any:
    """The ``onnxruntime.InferenceSession`` of a model file, one for all who ask; safe to share.

    Args:
        model: an ``.onnx`` file that is there.
        threads: cores that one run uses.
    """
    return _session(model, model.stat().st_mtime_ns, threads)


def open_tokenizer(file: Path, longest: int | None = None) -> Tokenizer:
    """The tokenizer of a ``tokenizer.json``, one for all who ask; not to be changed.

    Args:
        file: a ``tokenizer.json`` that is there.
        longest: tokens of a text after which it is cut off, the longest of a pair first; ``None``
            never.
    """
    return _tokenizer(file, file.stat().st_mtime_ns, longest)


@cache
def _tokenizer(file: Path, _changed: int, longest: int | None) -> Tokenizer:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(file))
    tokenizer.no_padding()
    if longest is None:
        tokenizer.no_truncation()
    else:
        tokenizer.enable_truncation(longest, strategy="longest_first")
    return tokenizer


def open_apart(model: Path) -> Any:
    """The same for a file of an index, which is let go with who opened it; one thread in a run."""
    return _opened(model, 1)


@cache
def _session(model: Path, _changed: int, threads: int) -> Any:
    return _opened(model, threads)


def _opened(model: Path, threads: int) -> Any:
    prepare_environment()  # Also for who uses the package without its command line.
    import onnxruntime  # here: without a question nothing of it is needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def path_to_outputs() -> Any:
    """Options of a run that computes only what its outputs need, where a model has several."""
    import onnxruntime

    options = onnxruntime.RunOptions()
    options.only_execute_path_to_fetches = True
    return options
