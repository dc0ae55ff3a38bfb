"""Fits how the judge's score and the edits weigh together, and writes ``judge.json``.

A logistic regression over ``assistant.proof.edits.FEATURES``. What it is fitted on: the labelled
claims that are not kept aside, the claims written for this project, and pairs made from texts that
the judge was not trained on, among them many that are about something else altogether.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from assistant.proof.edits import FEATURES, features
from assistant.proof.judge import ClaimJudge


def table(pairs: list[dict[str, Any]], judge: ClaimJudge) -> tuple[Any, Any, Any]:
    """Features, labels and weights of pairs."""
    rows = [features(p["claim"], p["premise"], judge.odds(p["claim"], p["premise"])) for p in pairs]
    labels = [float(p["label"] == "supported") for p in pairs]
    return np.array(rows), np.array(labels), np.array([float(p["weight"]) for p in pairs])


def fitted(rows: Any, labels: Any, weights: Any, ridge: float) -> Any:
    """The weights of the features that make the labels most likely."""

    def loss(beta: Any) -> tuple[float, Any]:
        z = rows @ beta
        value = (weights * (np.logaddexp(0, z) - labels * z)).sum() + ridge * (beta[1:] ** 2).sum()
        slope = rows.T @ (weights * (1 / (1 + np.exp(-z)) - labels))
        return value, slope + 2 * ridge * np.r_[0, beta[1:]]

    return minimize(loss, np.zeros(rows.shape[1]), jac=True, method="L-BFGS-B").x


def main() -> None:
    """Reads pairs as ``judge_pairs.py`` writes them, fits, writes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pairs", nargs="+", type=Path)
    parser.add_argument("--judge", type=Path, required=True, help="folder of the judge")
    parser.add_argument("--ridge", type=float, default=1.0)
    parser.add_argument("--threshold", type=float, default=0.5)
    parser.add_argument(
        "--least", type=float, default=0.0, help="pairs of less weight are left out"
    )
    arguments = parser.parse_args()
    lines = [line for path in arguments.pairs for line in path.read_text("utf-8").splitlines()]
    pairs = [pair for line in lines if (pair := json.loads(line))["weight"] >= arguments.least]
    rows, labels, weights = table(pairs, ClaimJudge(arguments.judge))
    # Both labels weigh the same, however many of each there are.
    for label in (0.0, 1.0):
        weights[labels == label] *= len(labels) / (2 * weights[labels == label].sum())
    beta = fitted(rows, labels, weights, arguments.ridge)
    named = {name: round(float(value), 4) for name, value in zip(FEATURES, beta, strict=True)}
    decided = {"threshold": arguments.threshold, "weights": named}
    (arguments.judge / "judge.json").write_text(json.dumps(decided, indent=1) + "\n", "utf-8")
    print(json.dumps(named, indent=1))


if __name__ == "__main__":
    main()
