"""Writes the trained claim judge as one int8 ONNX file, with its tokenizer and threshold."""

from __future__ import annotations

import argparse
import json
import tempfile
from pathlib import Path

import torch
from export_onnx import quantize, tell_files, write_tokenizer
from judge_model import load_judge

INPUTS = ("input_ids", "attention_mask", "token_type_ids")


def export_float(weights: Path, target: Path) -> None:
    """The fp32 graph: ids, mask and segments in, three scores out."""
    model = load_judge(weights).eval()
    ids = torch.tensor([[101, 2054, 102, 2003, 102], [101, 2054, 102, 2003, 0]])
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 1, 0]])
    segments = torch.tensor([[0, 0, 0, 1, 1], [0, 0, 0, 1, 1]])
    axes: dict[str, dict[int, str]] = {name: {0: "batch", 1: "length"} for name in INPUTS}
    torch.onnx.export(
        model,
        (ids, mask, segments),
        str(target),
        input_names=list(INPUTS),
        output_names=["scores"],
        dynamic_axes={**axes, "scores": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Exports, quantises and prints the checksums for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--threshold", type=float, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "model.onnx"
        export_float(arguments.weights, plain)
        quantize(plain, arguments.out / "model.onnx")
    write_tokenizer(arguments.tokenizer, arguments.out / "tokenizer.json")
    decided = json.dumps({"threshold": arguments.threshold})
    (arguments.out / "judge.json").write_text(decided + "\n", "utf-8")
    tell_files(arguments.out)


if __name__ == "__main__":
    main()
