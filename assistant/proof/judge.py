"""The claim judge: whether a premise supports a claim, from a small model that ships with us.

A cross-encoder of six layers reads claim and premise together; what it says and how the claim
differs from the words it cites (``edits``) are weighed together into a probability. It is loaded
when a language model first writes, never before, and it is the same on every machine: each pair is
run alone, as int8 activations are scaled by the run.
"""

from __future__ import annotations

import json
import math
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from assistant.inference import open_session, open_tokenizer
from assistant.proof.edits import FEATURES, features

JUDGE_DIR = Path(__file__).resolve().parent.parent / "models" / "claim_judge"
LONGEST_PAIR = 192
"""Tokens of claim and premise together, as trained; the end of a longer premise is not read."""


MOST_ODDS = 9.0
"""Beyond this the cross-encoder is not believed to be surer."""


class Judge(Protocol):
    """Gives the probability, 0 to 1, that a premise supports a claim."""

    threshold: float

    def support(self, claim: str, premise: str) -> float:
        """How likely ``premise`` supports all of ``claim``."""
        ...

    def odds(self, claim: str, premise: str) -> float:
        """The log-odds of it before it is weighed how the claim differs from its words."""
        ...


class ClaimJudge:
    """The ONNX model behind ``Judge``.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``judge.json``: the threshold, and
            the weight of each of ``edits.FEATURES``.
    """

    def __init__(self, folder: Path = JUDGE_DIR) -> None:
        decided = json.loads((folder / "judge.json").read_text("utf-8"))
        self.threshold = float(decided["threshold"])
        self._weights = [float(decided["weights"].get(name, 0.0)) for name in FEATURES]
        self._session = open_session(folder / "model.onnx", threads=2)
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", LONGEST_PAIR)

    def support(self, claim: str, premise: str) -> float:
        """How likely ``premise`` supports all of ``claim``, 0 to 1."""
        figures = features(claim, premise, self.odds(claim, premise))
        return _chance(sum(w * f for w, f in zip(self._weights, figures, strict=True)))

    def odds(self, claim: str, premise: str) -> float:
        """The log-odds of the cross-encoder alone that ``premise`` supports ``claim``."""
        import numpy as np  # Only where a judge is loaded, as onnxruntime is.

        pair = self._tokenizer.encode(claim, premise)
        inputs = {
            "input_ids": np.array([pair.ids], dtype=np.int64),
            "attention_mask": np.array([pair.attention_mask], dtype=np.int64),
            "token_type_ids": np.array([pair.type_ids], dtype=np.int64),
        }
        supported, *others = (float(s) for s in self._session.run(["scores"], inputs)[0][0])
        against = max(others) + math.log(sum(math.exp(s - max(others)) for s in others))
        return max(min(supported - against, MOST_ODDS), -MOST_ODDS)


def _chance(odds: float) -> float:
    return 1 / (1 + math.exp(-max(min(odds, 50.0), -50.0)))


@lru_cache(maxsize=1)
def shipped_judge() -> Judge | None:
    """The judge that ships with the package, loaded once; ``None`` where its files are missing."""
    return ClaimJudge() if (JUDGE_DIR / "model.onnx").is_file() else None
