"""The numbers of reading, chosen on development data and stored beside the question encoder."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from assistant.index.embedding import MODEL_DIR


@dataclass(frozen=True, slots=True)
class ReaderParameters:
    """The numbers of reading, chosen on development data and stored beside the encoder.

    Attributes:
        part_threshold: least probability with which a part of a question counts as answered.
        part_most: most citations that a part adds.
        partial_threshold: the same where the message as a whole is not covered.
        block_share: share of a table or list that must be cited for the rest to be cited too.
        block_least: how many of its passages that must be at least.
        beside_threshold: least probability with which a question beside which nothing is told
            (reading/lacking/partial.py) is answered.
        same_question: cosine from which on a question is one that the bank holds.
    """

    part_threshold: float
    part_most: int
    partial_threshold: float
    block_share: float
    block_least: int
    beside_threshold: float
    same_question: float

    @classmethod
    def load(cls, path: Path = MODEL_DIR / "reader.json") -> ReaderParameters:
        """Reads the parameters stored beside the encoder; keys that are notes are ignored."""
        values = json.loads(path.read_text(encoding="utf-8"))
        return cls(**{name: values[name] for name in cls.__slots__})
