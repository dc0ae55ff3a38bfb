"""Writes the trained evidence reader as one int8 ONNX file, with its checksum."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import torch
from export_onnx import checksum, quantize
from reader_net import load_net


def export_float(weights: Path, target: Path) -> None:
    """The fp32 graph: ids, segments and mask in, one logit of each pair out."""
    net = load_net(weights).eval()
    ids = torch.tensor([[101, 2054, 102, 2003, 102, 102, 102], [101, 2054, 102, 102, 102, 102, 0]])
    segments = torch.tensor([[0, 0, 0, 1, 1, 0, 0], [0, 0, 0, 1, 0, 0, 0]])
    mask = torch.tensor([[1] * 7, [1] * 6 + [0]])
    both = {0: "batch", 1: "length"}
    torch.onnx.export(
        net,
        (ids, segments, mask),
        str(target),
        input_names=["input_ids", "segments", "attention_mask"],
        output_names=["logit"],
        dynamic_axes={
            "input_ids": both,
            "segments": both,
            "attention_mask": both,
            "logit": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )


def main() -> None:
    """Exports, quantises and prints the checksum for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-float", type=Path, help="also keep the fp32 graph here")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = arguments.keep_float or Path(folder) / "model.onnx"
        export_float(arguments.weights, plain)
        quantize(plain, arguments.out / "model.onnx")
    path = arguments.out / "model.onnx"
    print(f"{checksum(path)}  {path.name}  {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
