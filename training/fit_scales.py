"""Fits what tells answered, in part and silent apart: the vote's scales and the sharper look.

Takes what ``scale_cases.py`` wrote. Each is a multinomial logistic regression; the first goes into
``scales.json`` beside the encoder, the second into ``outcomes.json`` there, whose other numbers
stay. Prints what becomes of each kind of question, once all opinions are pooled as in the product,
with each half of the sets told by what was fitted without it; what is written is fitted on both.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
LEAST = 1e-4
"""As in `reading/voting/outcomes.py`, which cannot be read without the product's packages."""


def fit(figures: Floats, labels: Integers, weights: Floats) -> tuple[Floats, Floats]:
    """Rows and intercepts of a multinomial logistic regression on standardised figures."""
    scaler = StandardScaler().fit(figures)
    model = LogisticRegression(C=0.1, max_iter=4000)
    model.fit(scaler.transform(figures), labels, sample_weight=weights)
    rows = model.coef_ / scaler.scale_
    return np.round(rows, 4), np.round(model.intercept_ - (rows * scaler.mean_).sum(axis=1), 4)


def shares(logits: Floats) -> Floats:
    """Probabilities."""
    raised = np.exp(logits - logits.max(axis=1, keepdims=True))
    probabilities: Floats = raised / raised.sum(axis=1, keepdims=True)
    return probabilities


def pooled(wide: Floats, sharp: Floats, classifier: Floats, numbers: dict[str, Any]) -> Floats:
    """The probabilities of the product: of the vote where it is certain, else of all opinions."""
    opinions = np.stack([np.log(wide + LEAST), np.log(sharp + LEAST), classifier])
    together = shares(np.tensordot(np.array(numbers["voices"]), opinions, axes=1))
    sure = (wide.max(axis=1) >= numbers["certain"]) | (wide[:, 0] >= numbers["answered"])
    return np.where(sure[:, None], wide, together)


def verdicts(said: Floats, answer: float, whole: float, part: float) -> Integers:
    """What is said of each question with these thresholds."""
    covered = said[:, 0] / (said[:, 0] + said[:, 2])
    complete = said[:, 0] / (said[:, 0] + said[:, 1])
    beside = said[:, 1] / (said[:, 1] + said[:, 2])
    answered = (covered >= answer) & (complete >= whole)
    told: Integers = np.where(answered, 0, np.where(beside >= part, 1, 2))
    return told


def table(said: Integers, labels: Integers, names: NDArray[Any], chosen: NDArray[Any]) -> str:
    """The share of each kind that is told right, and of what is silent the share not answered."""
    parts = []
    for name in dict.fromkeys(names.tolist()):
        for label in range(3):
            these = chosen & (names == name) & (labels == label)
            if these.any():
                right = f"{np.mean(said[these] == label):.3f}"
                kept = f" ({np.mean(said[these] > 0):.3f} not answered)" if label == 2 else ""
                parts.append(f"{name} {label}: {right}{kept}")
    return "; ".join(parts)


def main() -> None:
    """Fits, prints the tables, and writes both files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True, help="of scale_cases.py")
    parser.add_argument("--encoder", type=Path, required=True, help="its folder, for both files")
    arguments = parser.parse_args()
    with np.load(arguments.cases, allow_pickle=False) as file:
        held = {name: file[name] for name in file.files}
    labels, weights, halves = held["labels"], held["weights"], held["halves"]
    scales = json.loads((arguments.encoder / "scales.json").read_text("utf-8"))
    vote = json.loads((arguments.encoder / "vote.json").read_text("utf-8"))
    numbers = json.loads((arguments.encoder / "outcomes.json").read_text("utf-8"))
    for half in (0, 1):
        chosen = halves == half
        wide, sharp = (
            fit(held[name][~chosen], labels[~chosen], weights[~chosen])
            for name in ("features", "sharp")
        )
        said = pooled(
            shares(held["features"] @ wide[0].T + wide[1]),
            shares(held["sharp"] @ sharp[0].T + sharp[1]),
            held["classifier"],
            numbers,
        )
        losses = -np.log(said[np.arange(len(labels)), labels] + LEAST)
        told = verdicts(
            said, vote["answer_threshold"], numbers["whole_threshold"], numbers["partial_threshold"]
        )
        print(f"half {half}: log loss {losses[chosen].mean():.3f}")
        print(table(told, labels, held["names"], chosen))
    wide, sharp = (fit(held[name], labels, weights) for name in ("features", "sharp"))
    scales |= {"weights": wide[0].tolist(), "intercepts": wide[1].tolist()}
    numbers |= {"weights": sharp[0].tolist(), "intercepts": sharp[1].tolist()}
    _write(arguments.encoder / "scales.json", scales)
    _write(arguments.encoder / "outcomes.json", numbers)


def _write(path: Path, values: dict[str, Any]) -> None:
    path.write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
