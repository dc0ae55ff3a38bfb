"""Learns the anchors on top of a finished encoder: one vector a passage, topic and small talk.

They are fitted on the questions of the shipped bank, in the very vectors that the product computes:
a softmax regression onto soft targets, from the mean vector of each class. ``ship_vectors.py``
takes the file. Needs the product's own packages only.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import MODEL_DIR, LocalEmbedding, QuestionEncoder, embed_questions
from assistant.sources.bank import BankEntry, bank_path, read_bank
from assistant.sources.corpus import read_corpus
from assistant.text import turns

Floats = NDArray[np.float32]
PASSAGE_WEIGHTS = (1.0, 0.7, 0.5, 0.4, 0.3)
REFUTED = 0.7
"""Of a false premise's weight, the share that says so; the rest answers."""
SOUNDS_LIKE = 0.3
"""What the passages that an uncovered question is near weigh beside its topic."""
NAMELESS = frozenset({"pair", "follow-up"})
"""Topics that gather nothing."""


def targets_of(entry: BankEntry) -> dict[str, float]:
    """Class names and their weights (they sum to one); none where nothing labels the question."""
    weights: dict[str, float] = {}
    pairs = list(zip(entry.passages, PASSAGE_WEIGHTS, strict=False))
    if entry.kind == "act":
        weights[f"act:{entry.act}"] = 1.0
    elif entry.kind == "uncovered":
        if entry.topic and entry.topic not in NAMELESS:
            weights[f"topic:{entry.topic}"] = 1.0
        weights |= {f"near:{p}": w * (SOUNDS_LIKE if weights else 1.0) for p, w in pairs}
    elif entry.kind == "premise":
        weights |= {f"premise:{p}": REFUTED * w for p, w in pairs}
        weights |= {f"answer:{p}": (1 - REFUTED) * w for p, w in pairs}
    else:
        weights |= {f"{entry.kind}:{p}": w for p, w in pairs}
    total = sum(weights.values()) or 1.0
    return {name: weight / total for name, weight in weights.items()}


def fit(vectors: Floats, targets: Floats, scale: float, steps: int, rate: float) -> Floats:
    """Full-batch softmax regression, by Adam (D. Kingma and J. Ba, ICLR 2015)."""
    anchors = _unit(targets.T @ vectors)
    slope, square = np.zeros_like(anchors), np.zeros_like(anchors)
    for step in range(1, steps + 1):
        directions = _unit(anchors)
        logits = scale * vectors @ directions.T
        logits -= logits.max(axis=1, keepdims=True)
        np.exp(logits, out=logits)
        logits /= logits.sum(axis=1, keepdims=True)
        pull = scale * (logits - targets).T @ vectors / len(vectors)
        pull -= (pull * directions).sum(axis=1, keepdims=True) * directions
        pull /= np.linalg.norm(anchors, axis=1, keepdims=True)
        slope = 0.9 * slope + 0.1 * pull
        square = 0.999 * square + 0.001 * pull**2
        anchors -= rate * (slope / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return _unit(anchors)


def _unit(vectors: Floats) -> Floats:
    unit: Floats = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def main() -> None:
    """Encodes the bank and writes its anchors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, default=Path("corpus"))
    parser.add_argument("--document", default="technical-product-manager.md")
    parser.add_argument("--out", type=Path, required=True, help="anchors.npz to write")
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--least", type=int, default=1, help="questions that a topic needs")
    arguments = parser.parse_args()
    corpus = read_corpus(arguments.corpus)
    entries = [
        *(BankEntry(passage.text, "answer", (passage.id,)) for passage in corpus.passages),
        *read_bank(bank_path(arguments.corpus / arguments.document), corpus.passages).entries,
        *(entry for entry in corpus.entries if entry.kind == "act"),
    ]
    labels = [(entry, targets_of(entry)) for entry in entries]
    counts: dict[str, int] = {}
    for _, weights in labels:
        for name in weights:
            counts[name] = counts.get(name, 0) + 1
    names = sorted(
        n for n, count in counts.items() if count >= arguments.least or not n.startswith("topic:")
    )
    column = {name: place for place, name in enumerate(names)}
    labels = [(e, w) for e, w in labels if any(name in column for name in w)]
    targets = np.zeros((len(labels), len(names)), dtype=np.float32)
    for row, (_, weights) in enumerate(labels):
        for name, weight in weights.items():
            if name in column:
                targets[row, column[name]] = weight
    targets /= targets.sum(axis=1, keepdims=True)
    embedding = LocalEmbedding(QuestionEncoder(MODEL_DIR))
    texts = [entry.text for entry, _ in labels]
    vectors = embed_questions(embedding, texts, corpus.abbreviations)
    learned = fit(vectors, targets, arguments.scale, arguments.steps, arguments.rate)
    np.savez(arguments.out, vectors=learned, names=np.array(names))
    behind = sum(turns.is_joined(text) for text in texts)
    print(f"{len(texts)} questions ({behind} behind others), {len(names)} anchors")


if __name__ == "__main__":
    main()
