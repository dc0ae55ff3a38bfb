"""The claim judge: whether a premise supports a claim, from a small model that ships with us.

A cross-encoder of six layers reads claim and premise together and gives the probability that the
premise supports the claim. It is loaded when a language model first writes, never before, and it
is the same on every machine: each pair is run alone, as int8 activations are scaled by the run.
"""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Protocol

JUDGE_DIR = Path(__file__).resolve().parent.parent / "models" / "claim_judge"
LONGEST_PAIR = 256
"""Tokens of claim and premise together; the end of a longer premise is not read."""


class Judge(Protocol):
    """Gives the probability, 0 to 1, that a premise supports a claim."""

    threshold: float

    def support(self, claim: str, premise: str) -> float:
        """How likely ``premise`` supports all of ``claim``."""
        ...


class ClaimJudge:
    """The ONNX model behind ``Judge``.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``judge.json`` with the threshold.
    """

    def __init__(self, folder: Path = JUDGE_DIR) -> None:
        import onnxruntime
        from tokenizers import Tokenizer

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 2
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.threshold = float(json.loads((folder / "judge.json").read_text("utf-8"))["threshold"])
        self._session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST_PAIR, strategy="longest_first")

    def support(self, claim: str, premise: str) -> float:
        """How likely ``premise`` supports all of ``claim``, 0 to 1."""
        import numpy as np  # Only where a judge is loaded, as onnxruntime is.

        pair = self._tokenizer.encode(claim, premise)
        inputs = {
            "input_ids": np.array([pair.ids], dtype=np.int64),
            "attention_mask": np.array([pair.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
        }
        scores = self._session.run(["scores"], inputs)[0][0].astype(np.float64)
        odds = np.exp(scores - scores.max())
        return float(odds[0] / odds.sum())


@lru_cache(maxsize=1)
def shipped_judge() -> Judge | None:
    """The judge that ships with the package, loaded once; ``None`` where its files are missing."""
    return ClaimJudge() if (JUDGE_DIR / "model.onnx").is_file() else None
