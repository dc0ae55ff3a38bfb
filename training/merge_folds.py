"""Puts the logits of all folds together: what a run that did not see a question said of it.

What ``train_outcomes.py --fold`` wrote goes in; ``--soft`` of the same script takes the result.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np


def main() -> None:
    """Reads the folds, writes one file in the order of the bank.

    Raises:
        SystemExit: a question is missing, or stands in two folds.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folds", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    folds = [np.load(path) for path in arguments.folds]
    places = np.concatenate([fold["places"] for fold in folds])
    if sorted(places.tolist()) != list(range(len(places))):
        raise SystemExit("The folds do not hold each question of the bank once.")
    order = np.argsort(places)
    merged = {
        name: np.concatenate([fold[name] for fold in folds])[order]
        for name in ("outcomes", "passages")
    }
    np.savez(arguments.out, **merged)


if __name__ == "__main__":
    main()
