"""Averages the weights of two judges of one line: before and after the last training.

Between two minima that one training connects the loss is about flat, and their mean holds better on
texts that neither saw (Wortsman et al., Model soups, ICML 2022).
"""

from __future__ import annotations

import argparse
from pathlib import Path

from safetensors.torch import load_file, save_file


def main() -> None:
    """Reads two files of weights, writes their mean."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", nargs=2, type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    one, other = (load_file(str(path)) for path in arguments.weights)
    mean = {name: ((one[name] + other[name]) / 2).contiguous() for name in other}
    save_file(mean, str(arguments.out))


if __name__ == "__main__":
    main()
