"""Writes what ``fit_scales.py`` fits on: figures of labelled questions that no training saw.

Run where the product is installed, once encoder, bank and vectors are the ones to ship. The
questions are those of ``data/kept_wordings.jsonl``, of which the bank holds none and the encoder
may have learnt a half (then ``--half`` names the other), and those of ``eval/sets``. ``halves`` is
0 or 1 for the place of a question of the sets, and -1 for what is always fitted on.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.index.bank_vectors import read_anchors, read_questions, text_key
from assistant.index.embedding import MODEL_DIR, LocalEmbedding, QuestionEncoder, embed_questions
from assistant.reading.voting.outcomes import Outcomes, sharp_figures
from assistant.reading.voting.scales import features
from assistant.reading.voting.vote import VoteParameters
from assistant.sources.bank import ACTS_FILE, BankEntry, vectors_path
from assistant.sources.corpus import Corpus, read_corpus

KINDS = {"answer": 0, "partial": 1, "uncovered": 2}
KEPT_COUNT, SETS_COUNT = 0.25, 4.0
"""What a question weighs: those kept aside lie closer to a border than most that are asked."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, its outcome, the set it is of, its half there, and its weight."""

    text: str
    outcome: int
    name: str
    half: int
    weight: float


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def cases(kept: Path, half: int | None, sets: Path) -> Iterator[Case]:
    """All labelled questions; of those kept aside only a half where the other was learnt."""
    for place, row in enumerate(rows_of(kept)):
        for text in row["questions"] if half is None or place % 2 == half else ():
            yield Case(text, KINDS[row["kind"]], "kept", -1, KEPT_COUNT)
    files = (
        ("answerable", 0), ("unanswerable", 2), ("kinds/reasoning", 0), ("kinds/partial", 1),
        ("kinds/hard_unanswerable", 2), ("kinds/families", 0),
    )  # fmt: skip
    for name, outcome in files:
        for place, row in enumerate(rows_of(sets / f"{name}.jsonl")):
            if not row.get("refutes"):
                said = outcome if row.get("answerable", True) else 2
                for text in row.get("ways") or [row["question"]]:
                    yield Case(text, said, name, place % 2, SETS_COUNT)


class Neighbours:
    """The bank of a corpus as the product asks it."""

    def __init__(self, corpus: Corpus, document: Path) -> None:
        encoder = QuestionEncoder()
        self._embedding = LocalEmbedding(encoder)
        self._parameters = VoteParameters.load(MODEL_DIR)
        paths = [vectors_path(document), vectors_path(ACTS_FILE)]
        known = read_questions(paths, encoder.mark)
        self._entries = [e for e in corpus.entries if text_key(e.text) in known]
        self._vectors = np.stack([known[text_key(entry.text)] for entry in self._entries])
        topics = {entry.topic for entry in self._entries if entry.topic}
        anchors = read_anchors(paths, encoder.mark, [p.id for p in corpus.passages], topics)
        if anchors is None or len(self._entries) < len(corpus.entries):
            raise SystemExit("The vectors beside the bank are not those of encoder and bank.")
        self._anchors = anchors
        self._short = corpus.abbreviations

    def figures(self, texts: list[str]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """For each question the figures of the scales, and of the sharper look."""
        wide, sharp = [], []
        most = self._parameters.neighbours
        for vector in embed_questions(self._embedding, texts, self._short):
            similar = self._vectors @ vector
            best = np.argpartition(-similar, most)[:most]
            near: list[BankEntry] = [self._entries[place] for place in best]
            said = similar[best].astype(np.float64)
            anchored = (self._anchors.vectors @ vector).astype(np.float64)
            scales = self._parameters.scale, self._parameters.anchor_scale
            wide.append(features(said, near, anchored, self._anchors.entries, *scales))
            sharp.append(sharp_figures(said, near))
        return np.array(wide), np.array(sharp)


def main() -> None:
    """Encodes the questions and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--document", default="technical-product-manager.md")
    parser.add_argument("--kept", type=Path, required=True, help="kept_wordings.jsonl")
    parser.add_argument("--half", type=int, choices=(0, 1), help="of them that no training saw")
    parser.add_argument("--sets", type=Path, default=Path("eval/sets"))
    parser.add_argument("--out", type=Path, required=True, help="cases.npz")
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.corpus)
    asked = list(cases(arguments.kept, arguments.half, arguments.sets))
    texts = [case.text for case in asked]
    wide, sharp = Neighbours(corpus, arguments.corpus / arguments.document).figures(texts)
    known = corpus.documents.values()
    encoder = QuestionEncoder()
    outcomes = Outcomes.knowing(encoder, known, corpus.abbreviations, corpus.passages)
    if outcomes is None:
        raise SystemExit("The classifier of outcomes does not know this corpus.")
    np.savez(
        arguments.out,
        features=wide,
        sharp=sharp,
        classifier=np.array([outcomes.said(text).logs for text in texts]),
        labels=np.array([case.outcome for case in asked]),
        names=np.array([case.name for case in asked]),
        halves=np.array([case.half for case in asked]),
        weights=np.array([case.weight for case in asked]),
    )
    print(f"{len(texts)} questions")


if __name__ == "__main__":
    main()
