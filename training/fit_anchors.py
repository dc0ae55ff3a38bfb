"""Learns the anchors on top of a finished encoder: one vector a passage, topic and small talk.

The encoder stays as it is, so the anchors fit the very int8 vectors that the product computes.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import torch
from data import class_names, read_bank, read_passages, split_bank
from evaluate_encoder import OnnxEncoder
from torch import Tensor
from torch.nn import functional
from tqdm import tqdm
from train_encoder import target_matrix, training_items


def fit(vectors: Tensor, targets: Tensor, scale: float, steps: int, rate: float) -> Tensor:
    """Full-batch softmax regression onto the soft targets, from the mean vector of each class."""
    anchors = functional.normalize(targets.T @ vectors, dim=-1).requires_grad_(True)
    tuner = torch.optim.Adam([anchors], lr=rate)
    for _ in tqdm(range(steps), mininterval=5):
        logits = scale * vectors @ functional.normalize(anchors, dim=-1).T
        loss = -(targets * functional.log_softmax(logits, dim=-1)).sum(dim=-1).mean()
        tuner.zero_grad()
        loss.backward()
        tuner.step()
    return functional.normalize(anchors.detach(), dim=-1)


def parse_arguments() -> argparse.Namespace:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="the int8 ONNX file")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--article", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="anchors.npz to write")
    parser.add_argument("--vectors", type=Path, help="keep the question vectors here, or use them")
    parser.add_argument("--phrase-share", type=float, default=0.0)
    parser.add_argument("--stretch-share", type=float, default=0.0)
    parser.add_argument("--scale", type=float, default=20.0)
    parser.add_argument("--steps", type=int, default=80)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def main() -> None:
    """Encodes the training part of the bank and writes its anchors."""
    arguments = parse_arguments()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(arguments.threads)
    bank = arguments.data / "bank"
    article = arguments.article.read_text(encoding="utf-8")
    everything = read_bank(bank)
    parts = split_bank(everything, arguments.seed, arguments.phrase_share, arguments.stretch_share)
    items, labels = training_items(parts["train"] + read_passages(bank, article))
    texts = [item.text for item in items]
    stored: dict[str, int] = {}
    vectors = np.empty((0, 384), dtype=np.float32)
    if arguments.vectors and arguments.vectors.exists():
        kept = np.load(arguments.vectors)
        stored = {str(text): row for row, text in enumerate(kept["texts"])}
        vectors = kept["vectors"]
    missing = sorted(set(texts) - set(stored))
    if missing:
        encoder = OnnxEncoder(arguments.model, arguments.tokenizer, arguments.threads)
        stored |= {text: len(vectors) + row for row, text in enumerate(missing)}
        vectors = np.concatenate([vectors, encoder.encode(missing)])
    if arguments.vectors:
        np.savez(arguments.vectors, texts=np.array(list(stored)), vectors=vectors)
    names = class_names(labels)
    chosen = torch.from_numpy(vectors[[stored[text] for text in texts]])
    learned = fit(
        chosen, target_matrix(labels, names), arguments.scale, arguments.steps, arguments.rate
    )
    np.savez(arguments.out, vectors=learned.numpy(), names=np.array(names))


if __name__ == "__main__":
    main()
