"""How sure a figure is: bootstrap intervals, and paired tests for two runs.

Efron, "Bootstrap methods: another look at the jackknife" (1979); McNemar, "Note on the sampling
error of the difference between correlated proportions" (1947). The random numbers are seeded, so
the same scores give the same interval on any machine.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2000
SEED = 20260616


def mean_interval(
    values: Sequence[float], groups: Sequence[Hashable] | None = None, level: float = 0.95
) -> tuple[float, float]:
    """The percentile bootstrap interval of the mean of ``values``.

    Args:
        values: at least one score.
        groups: values of one group are drawn together, because they are not independent (the
            turns of one conversation).
        level: how often the interval would hold the true mean.

    Returns:
        The lower and the upper end, both between the smallest and the largest value.

    Raises:
        ValueError: there are no values.
    """
    if not values:
        raise ValueError("an interval needs at least one value")
    totals: dict[Hashable, list[float]] = defaultdict(lambda: [0.0, 0.0])
    for index, value in enumerate(values):
        key = groups[index] if groups is not None else index
        totals[key][0] += value
        totals[key][1] += 1
    table = np.array(list(totals.values()))
    drawn = table[_draws(len(table))].sum(axis=1)
    return _ends(drawn[:, 0] / drawn[:, 1], level)


def statistic_interval(
    positive: Sequence[float],
    negative: Sequence[float],
    statistic: Callable[[NDArray[np.float64], NDArray[np.float64]], float],
    level: float = 0.95,
) -> tuple[float, float]:
    """The same for a statistic of two samples, each redrawn on its own (such as an AUROC)."""
    first, second = np.asarray(positive, float), np.asarray(negative, float)
    draws = zip(_draws(len(first), 500), _draws(len(second), 500, SEED + 1), strict=True)
    return _ends(np.array([statistic(first[one], second[two]) for one, two in draws]), level)


def auroc(positive: NDArray[np.float64], negative: NDArray[np.float64]) -> float:
    """The chance that a positive has the larger score; ties count half (Mann and Whitney, 1947)."""
    ordered = np.sort(negative)
    below = np.searchsorted(ordered, positive, side="left")
    not_above = np.searchsorted(ordered, positive, side="right")
    return float((below + not_above).sum()) / (2 * len(positive) * len(negative))


def mcnemar(better: int, worse: int) -> float:
    """Exact two-sided p-value that a pair of yes/no scores changed by chance alone."""
    from scipy.stats import binomtest

    changed = better + worse
    return float(binomtest(better, changed, 0.5).pvalue) if changed else 1.0


def paired_p(before: Sequence[float], after: Sequence[float]) -> float:
    """Two-sided p-value that the mean difference of paired scores is chance.

    Exact McNemar for yes/no scores. For others the signs of the differences are flipped at
    random (a paired permutation test).

    Raises:
        ValueError: the two sequences differ in length.
    """
    if len(before) != len(after):
        raise ValueError("paired scores must have the same length")
    differences = np.asarray(after, float) - np.asarray(before, float)
    if set(np.unique([*before, *after])) <= {0.0, 1.0}:
        return mcnemar(int((differences > 0).sum()), int((differences < 0).sum()))
    if not differences.any():
        return 1.0
    random = np.random.default_rng(SEED)
    signs = random.choice(np.array([-1.0, 1.0]), size=(RESAMPLES, len(differences)))
    by_chance = np.abs((signs * differences).mean(axis=1))
    extreme = int((by_chance >= abs(differences.mean()) - 1e-12).sum())
    return (extreme + 1) / (RESAMPLES + 1)


def calibration(
    probabilities: Sequence[float] | NDArray[np.float64],
    happened: Sequence[bool] | NDArray[np.float64],
    bins: int = 10,
) -> list[tuple[float, float, int]]:
    """Reliability: for each used bin, mean probability, share that happened, and how many.

    Bins are of equal width (Niculescu-Mizil and Caruana, 2005).

    Raises:
        ValueError: the two sequences differ in length.
    """
    told, true = np.asarray(probabilities, float), np.asarray(happened, float)
    if len(told) != len(true):
        raise ValueError("every probability needs an outcome")
    places = np.minimum((told * bins).astype(int), bins - 1)
    counts = np.bincount(places, minlength=bins)
    sums = np.bincount(places, told, minlength=bins), np.bincount(places, true, minlength=bins)
    return [
        (float(sums[0][i] / counts[i]), float(sums[1][i] / counts[i]), int(counts[i]))
        for i in range(bins)
        if counts[i]
    ]


def _draws(size: int, count: int = RESAMPLES, seed: int = SEED) -> NDArray[np.int64]:
    return np.random.default_rng(seed).integers(0, size, size=(count, size))


def _ends(samples: NDArray[np.float64], level: float) -> tuple[float, float]:
    low, high = np.quantile(samples, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)
