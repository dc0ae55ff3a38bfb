"""Writes the trained encoder as one int8 ONNX file, with its tokenizer and checksums."""

from __future__ import annotations

import argparse
import hashlib
import tempfile
from pathlib import Path

import torch
from bert import load_encoder
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer

LONGEST_INPUT = 128


def export_float(weights: Path, target: Path) -> None:
    """The fp32 graph: input_ids and attention_mask in, unit vectors out."""
    model = load_encoder(weights).eval()
    ids = torch.tensor([[101, 2054, 2003, 102], [101, 2054, 102, 0]])
    mask = torch.tensor([[1, 1, 1, 1], [1, 1, 1, 0]])
    batch_and_length = {0: "batch", 1: "length"}
    torch.onnx.export(
        model,
        (ids, mask),
        str(target),
        input_names=["input_ids", "attention_mask"],
        output_names=["embedding"],
        dynamic_axes={
            "input_ids": batch_and_length,
            "attention_mask": batch_and_length,
            "embedding": {0: "batch"},
        },
        opset_version=17,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Dynamic int8 quantisation.

    Seven-bit weights (`reduce_range`) cannot overflow the 16-bit sums of processors without
    VNNI, so the vectors agree between machines.
    """
    quantize_dynamic(
        source, target, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True
    )


def write_tokenizer(source: Path, target: Path) -> None:
    """The published tokenizer, without fixed padding."""
    tokenizer = Tokenizer.from_file(str(source))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST_INPUT)
    tokenizer.save(str(target), pretty=False)


def checksum(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def tell_files(folder: Path) -> None:
    """Prints what the model card says of a model's files."""
    for name in ("model.onnx", "tokenizer.json"):
        path = folder / name
        print(f"{checksum(path)}  {name}  {path.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    """Exports, quantises and prints the checksums for the model card."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--keep-float", type=Path, help="also keep the fp32 graph here")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain = arguments.keep_float or Path(folder) / "model.onnx"
        export_float(arguments.weights, plain)
        quantize(plain, arguments.out / "model.onnx")
    write_tokenizer(arguments.tokenizer, arguments.out / "tokenizer.json")
    tell_files(arguments.out)


if __name__ == "__main__":
    main()
