"""Answered, answered in part, or silent: the vote of a trained bank, weighed.

A question that is answered and one that lies beside an answer have the same neighbours; what tells
them apart is how the kinds of neighbours and anchors stand to each other. So for each kind there
are four figures, its share of the vote and its nearest voice, among the neighbours and among the
anchors, and a multinomial logistic regression over them, fitted on questions that neither the
encoder nor the bank had seen (training/fit_scales.py). Pure.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.reading.voting.spread import SpreadNumbers
from assistant.reading.voting.voters import voters_of
from assistant.sources.bank import KINDS, BankEntry

Floats = NDArray[np.float64]
LEAST_SHARE = 0.01
NO_NEIGHBOUR = 0.3
"""The similarity that a kind without a neighbour counts with."""
NO_ANCHOR = 0.2


@dataclass(frozen=True, slots=True)
class Weighed:
    """Probabilities that the corpus answers, answers in part, or is silent; they sum to one."""

    answer: float
    partial: float
    silent: float

    @property
    def covered(self) -> float:
        """That it answers, if it does not answer in part."""
        return self.answer / (self.answer + self.silent)

    @property
    def whole(self) -> float:
        """That it answers all of it, if it answers any."""
        return self.answer / (self.answer + self.partial)

    @property
    def beside(self) -> float:
        """That it answers in part, if it does not answer."""
        return self.partial / (self.partial + self.silent)


@dataclass(frozen=True, slots=True)
class Scales:
    """The regression, and from where on each outcome is said.

    Attributes:
        weights: one row for each of answered, in part and silent; a column for each feature.
        intercepts: one for each row.
        partial_threshold: least ``Weighed.beside`` for an answer in part.
        whole_threshold: least ``Weighed.whole`` for an answer.
        spread: what is asked of a vote that is spread over many passages, if anything is.
    """

    weights: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]
    partial_threshold: float
    whole_threshold: float
    spread: SpreadNumbers | None = None

    @classmethod
    def load(cls, folder: Path) -> Scales:
        """Reads ``scales.json`` beside the encoder."""
        return cls.from_mapping(json.loads((folder / "scales.json").read_text(encoding="utf-8")))

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> Scales:
        """Reads parsed JSON; other keys are ignored.

        Raises:
            ValueError: the weights do not fit the features.
        """
        weights = tuple(tuple(float(x) for x in row) for row in values["weights"])
        intercepts = tuple(float(x) for x in values["intercepts"])
        if (
            len(weights) != 3
            or len(intercepts) != 3
            or {len(row) for row in weights} != {4 * len(KINDS)}
        ):
            raise ValueError(f"scales need 3 rows of {4 * len(KINDS)} weights, and 3 intercepts")
        return cls(
            weights,
            intercepts,
            float(values["partial_threshold"]),
            float(values["whole_threshold"]),
        )

    def weigh(self, figures: Sequence[float]) -> Weighed:
        """The probabilities for the features of one question."""
        logits = np.asarray(self.weights) @ np.asarray(figures) + np.asarray(self.intercepts)
        raised = np.exp(np.clip(logits - logits.max(), -60.0, 0.0))
        answer, partial, silent = (raised / raised.sum()).tolist()
        return Weighed(answer, partial, silent)

    def too_spread(self, weighed: Weighed, scores: Sequence[tuple[str, float]]) -> bool:
        """Whether a vote for a whole answer is spread over too many passages for how sure it is."""
        whole, spread = weighed.whole >= self.whole_threshold, self.spread
        return whole and spread is not None and weighed.whole < spread.bar(scores)


def features(
    similarities: Floats,
    entries: Sequence[BankEntry],
    anchored: Floats,
    anchors: Sequence[BankEntry],
    scale: float,
    anchor_scale: float,
) -> list[float]:
    """The figures that are weighed, in the order of ``KINDS``, four for each kind."""
    near = _figures(similarities, entries, scale, NO_NEIGHBOUR)
    learned = _figures(anchored, anchors, anchor_scale, NO_ANCHOR)
    return [figure for pair in zip(near, learned, strict=True) for both in pair for figure in both]


def _figures(
    similar: Floats, voters: Sequence[BankEntry], scale: float, absent: float
) -> list[tuple[float, float]]:
    """For each kind: the logarithm of its share of the vote, and its nearest similarity."""
    raised = np.exp(scale * (similar - similar.max(initial=-1.0)))
    total = float(raised.sum()) or 1.0
    return [
        (
            float(np.log(raised[voices].sum() / total + LEAST_SHARE)),
            float(similar[voices].max(initial=absent)),
        )
        for voices in voters_of(voters).by_kind
    ]
