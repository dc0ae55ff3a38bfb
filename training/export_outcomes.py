"""Writes the trained classifier of outcomes as one int8 ONNX file, with its checksum."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from bert import SentenceEncoder
from export_onnx import checksum, quantize
from safetensors.torch import load_file
from train_outcomes import Classifier


def export_float(weights: Path, target: Path) -> None:
    """The fp32 graph: ids and mask in; logits of the outcomes and of the passages out."""
    state = load_file(str(weights))
    model = Classifier(SentenceEncoder(), len(state["told.bias"]))
    model.load_state_dict(state)
    model.eval()
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    axes = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (ids, mask),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["outcomes", "passages"],
        dynamic_axes={
            "input_ids": axes,
            "attention_mask": axes,
            "outcomes": {0: "batch"},
            "passages": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Exports, quantises and prints the checksum for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the model")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "model.onnx"
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        export_float(arguments.weights, plain)
        quantize(plain, path)
    print(f"{checksum(path)}  {path.name}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
