"""Opens the small models that ship with the assistant: ONNX on the processor, the same everywhere.

The four of them (question encoder, evidence reader, outcomes, claim judge) run alike: a fixed
number of threads inside a run, so that several runs share the cores, and no chatter on the
terminal. A file is opened once in a process, however many corpora are open: a model in memory is
larger than what a corpus adds to it, and running it changes nothing in it.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.settings import prepare_environment

if TYPE_CHECKING:
    from tokenizers import Tokenizer


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


@cache
def _session(model: Path, _changed: int, threads: int) -> Any:
    prepare_environment()  # Also for who uses the package without its command line.
    import onnxruntime  # here: without a question nothing of it is needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
