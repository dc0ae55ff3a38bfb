"""Writes ``NAME.vectors.npz`` beside a question bank: the last step of training.

The vectors of the bank's questions spare the first ingestion most of its time; the anchors
(``fit_anchors.py``) take part in the vote.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from assistant.index.bank_vectors import write_vectors
from assistant.index.embedding import (
    MODEL_DIR,
    LocalEmbedding,
    QuestionEncoder,
    embed_questions,
)
from assistant.sources.bank import ACTS_FILE, read_bank, vectors_path
from assistant.sources.corpus import read_corpus


def main() -> None:
    """Encodes the bank with the shipped encoder and writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--document", default="technical-product-manager.md")
    parser.add_argument("--anchors", type=Path, required=True, help="anchors.npz")
    arguments = parser.parse_args()

    corpus = read_corpus(arguments.corpus)
    with np.load(arguments.anchors, allow_pickle=False) as file:
        names, anchors = file["names"].tolist(), file["vectors"]
    encoder = QuestionEncoder(MODEL_DIR)
    texts = list(dict.fromkeys(entry.text for entry in corpus.entries))
    target = vectors_path(arguments.corpus / arguments.document)
    vectors = embed_questions(LocalEmbedding(encoder), texts, corpus.abbreviations)
    write_vectors(target, encoder.mark, texts, vectors, names, anchors)
    print(f"{target}: {len(texts)} questions, {len(names)} anchors")
    ship_acts(encoder)


def ship_acts(encoder: QuestionEncoder) -> None:
    """The small talk that every corpus knows, so that a small one is ready at once.

    No corpus's abbreviations are written out in it; an act that has one is a little off.
    """
    texts = list(dict.fromkeys(entry.text for entry in read_bank(ACTS_FILE).entries))
    vectors = embed_questions(LocalEmbedding(encoder), texts, {})
    nothing = np.zeros((0, QuestionEncoder.dimensions), dtype=np.float32)
    write_vectors(vectors_path(ACTS_FILE), encoder.mark, texts, vectors, [], nothing)
    print(f"{vectors_path(ACTS_FILE)}: {len(texts)} questions")


if __name__ == "__main__":
    main()
