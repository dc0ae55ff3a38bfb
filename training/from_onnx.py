"""Turns the shipped int8 encoder back into weights that a training can go on from.

A weight is what its seven bits and its scale say, so the vectors are nearly those of the product
(the median cosine is printed by ``evaluate_encoder.py`` for any two forms).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from bert import LAYERS, SentenceEncoder, save_encoder
from numpy.typing import NDArray
from onnx import numpy_helper

DENSE = (
    "attention.self.query",
    "attention.self.key",
    "attention.self.value",
    "attention.output.dense",
    "intermediate.dense",
    "output.dense",
)
"""The products of a layer, in the order of the graph."""


def weights_of(model: onnx.ModelProto) -> dict[str, NDArray[np.float32]]:
    """The weights by the names that they have in training.

    Raises:
        ValueError: the graph is not one of ``export_onnx.py``.
    """
    kept = {entry.name: numpy_helper.to_array(entry) for entry in model.graph.initializer}
    found = {name: value for name, value in kept.items() if value.dtype == np.float32}
    products = [node.input[1] for node in model.graph.node if node.op_type == "MatMulInteger"]
    names = [f"encoder.layer.{layer}.{dense}" for layer in range(LAYERS) for dense in DENSE]
    if len(products) != len(names):
        raise ValueError(f"{len(products)} products in the graph, {len(names)} expected")
    for name, quantised in zip(names, products, strict=True):
        found[f"{name}.weight"] = _plain(kept, quantised, "_quantized").T
    words = next(node for node in model.graph.node if node.op_type == "DequantizeLinear")
    gathered = next(n for n in model.graph.node if words.input[0] in n.output)
    table = next(name for name in gathered.input if name in kept)
    found["embeddings.word_embeddings.weight"] = _plain(kept, table, "_quantized")
    return found


def _plain(kept: dict[str, NDArray[np.float32]], name: str, ending: str) -> NDArray[np.float32]:
    """Integers, less their zero point, times their scale (of each column, or of all)."""
    stem = name.removesuffix(ending)
    scale, zero = kept[f"{stem}_scale"], kept[f"{stem}_zero_point"]
    plain: NDArray[np.float32] = (kept[name].astype(np.float32) - zero) * scale
    return plain


def main() -> None:
    """Reads the model and writes safetensors."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True, help="model.onnx")
    parser.add_argument("--base", type=Path, required=True, help="published weights, for the rest")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    model = SentenceEncoder()
    found = weights_of(onnx.load(str(arguments.model)))
    from safetensors.torch import load_file

    published = load_file(str(arguments.base))
    state = {
        name: torch.from_numpy(np.ascontiguousarray(found[name]))
        if name in found
        else published[name]
        for name in model.state_dict()
    }
    model.load_state_dict(state)
    print("taken from the published weights:", [n for n in state if n not in found])
    save_encoder(model, arguments.out, {"from": arguments.model.name})


if __name__ == "__main__":
    main()
