"""Averages the weights of judges that began at the same weights.

Between two minima that one training connects the loss is about flat, and their mean holds better on
texts that neither saw (Wortsman et al., Model soups, ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file


def main() -> None:
    """Reads the files of weights, writes their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs="+", type=Path)
    parser.add_argument("--shares", nargs="+", type=float, help="of each; alike if not given")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    judges = [load_file(str(path)) for path in arguments.weights]
    shares = arguments.shares or [1 / len(judges)] * len(judges)
    parts = list(zip(shares, judges, strict=True))
    mean = {
        name: torch.stack([share * judge[name] for share, judge in parts]).sum(dim=0)
        for name in judges[0]
    }
    save_file(mean, str(arguments.out))


if __name__ == "__main__":
    main()
