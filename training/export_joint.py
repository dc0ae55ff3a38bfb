"""Writes the joint encoder as one int8 ONNX file, with its tokenizer and checksums."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from bert import SentenceEncoder
from export_onnx import quantize, tell_files, write_tokenizer
from joint_model import JointEncoder, Rounding, with_rounding
from safetensors import safe_open
from safetensors.torch import load_file

OUTPUTS = ("embedding", "outcomes", "passages")


def load_joint(weights: Path) -> JointEncoder:
    """The encoder that ``train_joint.py`` wrote, dense layers exact."""
    with safe_open(str(weights), framework="pt") as file:
        own = int(file.metadata()["own"])
    state = load_file(str(weights))
    model = JointEncoder(SentenceEncoder(), len(state["told.bias"]), own)
    with_rounding(model)
    model.load_state_dict(state)
    Rounding.rounds = False
    return model.eval()


def export_float(weights: Path, target: Path) -> None:
    """The fp32 graph: ids and mask in; unit vectors, logits of outcomes and of passages out."""
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    both = {0: "batch", 1: "length"}
    torch.onnx.export(
        load_joint(weights),
        (ids, mask),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=list(OUTPUTS),
        dynamic_axes={"input_ids": both, "attention_mask": both}
        | {name: {0: "batch"} for name in OUTPUTS},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Exports, quantises and prints the checksums for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder of the model")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        export_float(arguments.weights, plain)
        quantize(plain, arguments.out / "model.onnx")
    write_tokenizer(arguments.tokenizer, arguments.out / "tokenizer.json")
    tell_files(arguments.out)


if __name__ == "__main__":
    main()
