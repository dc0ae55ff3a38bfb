"""Opens the small models that ship with the assistant: ONNX on the processor, the same everywhere.

The four of them (question encoder, evidence reader, outcomes, claim judge) run alike: a fixed
number of threads inside a run, so that several runs share the cores, and no chatter on the
terminal.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.settings import prepare_environment


def open_session(model: Path, threads: int = 1) -> Any:
    """The ``onnxruntime.InferenceSession`` of a model file.

    Args:
        model: an ``.onnx`` file that is there.
        threads: cores that one run uses.
    """
    prepare_environment()  # Also for who uses the package without its command line.
    import onnxruntime  # here: without a question nothing of it is needed

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
