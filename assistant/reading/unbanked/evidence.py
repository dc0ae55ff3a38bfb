"""The evidence reader: does this passage, in its context, answer this question?

A small cross-encoder that ships with the package (assistant/models/evidence_reader). It is loaded
when it is first asked, which is when a document without a question bank is. Every pair runs on its
own, never in a batch: int8 activations are scaled by the largest value of a run, so a logit would
otherwise depend on the other passages, and the same question would not give the same answer. The
pairs of one question are spread over a few threads instead.

    reader = EvidenceReader()
    logits = reader.score("What if I pay late?", [Context("Terms: Late payments cost 5 %.")])
"""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import SettingsError
from assistant.index.embedding import MODEL_DIR
from assistant.inference import open_session, open_tokenizer
from assistant.reading.unbanked.pairs import Context, pair

EVIDENCE_DIR = MODEL_DIR.parent / "evidence_reader"
NULL_LOGIT = 0.0
"""Of "no passage answers": what the logits of the passages were trained against."""
_REMEMBERED = 4096
"""Token ids of passages that are kept between questions."""


class EvidenceReader:
    """The ONNX model: a question and passages to logits. Safe to share between threads.

    Args:
        folder: holds ``model.onnx``.
        tokenizer: the folder with ``tokenizer.json``; the encoder's is the same.
        threads: pairs that run at the same time.
    """

    def __init__(
        self, folder: Path = EVIDENCE_DIR, tokenizer: Path = MODEL_DIR, threads: int = 2
    ) -> None:
        self._model = folder / "model.onnx"
        self._vocabulary = tokenizer / "tokenizer.json"
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="reading")
        self._lock = threading.Lock()
        self._session: Any = None
        self._tokenizer: Any = None
        self._remembered = lru_cache(_REMEMBERED)(self._ids)

    def score(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """A logit for each passage: above ``NULL_LOGIT`` it answers rather than not.

        A logit depends on the question and its own passage alone.

        Raises:
            SettingsError: the model is missing.
        """
        self._load()
        asked = self._ids(question)
        return list(self._pool.map(lambda context: self._logit(asked, context), contexts))

    def _logit(self, asked: tuple[int, ...], context: Context) -> float:
        known = self._remembered
        ids, segments = pair(
            asked, known(context.target), known(context.before), known(context.after)
        )
        feed = {
            "input_ids": np.array([ids], dtype=np.int64),
            "segments": np.array([segments], dtype=np.int64),
            "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
        }
        return float(self._session.run(["logit"], feed)[0][0])

    def _ids(self, text: str) -> tuple[int, ...]:
        return tuple(self._tokenizer.encode(text, add_special_tokens=False).ids) if text else ()

    def _load(self) -> None:
        with self._lock:
            if self._session is not None:
                return
            if not self._model.is_file():
                raise SettingsError(
                    f"The evidence reader is missing in {self._model.parent}.",
                    "Install the package again.",
                )
            self._tokenizer = open_tokenizer(self._vocabulary)
            self._session = open_session(self._model)


@cache
def shipped_reader() -> EvidenceReader:
    """The reader that ships with the package, one for all corpora of a process."""
    return EvidenceReader()


def shares(logits: Sequence[float]) -> NDArray[np.float64]:
    """Probabilities that each passage answers best; what is missing to 1 is the null answer's."""
    everything = np.array([NULL_LOGIT, *logits], dtype=np.float64)
    weights = np.exp(everything - everything.max())
    found: NDArray[np.float64] = (weights / weights.sum())[1:]
    return found


def read_numbers(path: Path, names: Sequence[str]) -> dict[str, Any]:
    """The named numbers of a parameter file; keys that are notes are ignored."""
    values = json.loads(path.read_text(encoding="utf-8"))
    return {name: values[name] for name in names}
