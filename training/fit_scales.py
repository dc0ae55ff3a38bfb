"""Fits the scales that tell answered, answered in part and silent apart: ``scales.json``.

``CASES`` is an npz with ``features`` (n, 20; ``assistant.reading.scales.features`` of questions
that neither the encoder nor the bank holds; for a question of the bank, without itself and with
anchors fitted without it), ``labels`` (0 answered, 1 in part, 2 silent) and ``weights``. Prints how
often each label is taken for each other on one half when fitted on the other.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float64]


def fit(
    features: Floats, labels: NDArray[np.int64], weights: Floats
) -> tuple[StandardScaler, LogisticRegression]:
    """A multinomial logistic regression on standardised features."""
    scaler = StandardScaler().fit(features)
    model = LogisticRegression(C=0.1, max_iter=4000)
    model.fit(scaler.transform(features), labels, sample_weight=weights)
    return scaler, model


def main() -> None:
    """Fits, prints the crossed table, and writes the scales."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True, help="scales.json to write")
    parser.add_argument("--partial-threshold", type=float, default=0.6)
    parser.add_argument("--whole-threshold", type=float, default=0.3)
    arguments = parser.parse_args()
    with np.load(arguments.cases) as file:
        features, labels, weights = file["features"], file["labels"], file["weights"]
    halves = np.arange(len(labels)) % 2
    for half in (0, 1):
        chosen = halves == half
        scaler, model = fit(features[~chosen], labels[~chosen], weights[~chosen])
        said = model.predict(scaler.transform(features[chosen]))
        table = [
            [float(np.mean(said[labels[chosen] == label] == other)) for other in range(3)]
            for label in range(3)
        ]
        print(f"half {half}, rows are the truth:", np.round(table, 2).tolist())
    scaler, model = fit(features, labels, weights)
    rows = model.coef_ / scaler.scale_
    moved = model.intercept_ - (rows * scaler.mean_).sum(axis=1)
    scales = {
        "weights": np.round(rows, 4).tolist(),
        "intercepts": np.round(moved, 4).tolist(),
        "partial_threshold": arguments.partial_threshold,
        "whole_threshold": arguments.whole_threshold,
    }
    arguments.out.write_text(json.dumps(scales, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
