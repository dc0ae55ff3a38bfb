"""Intervals and tests: known values and laws."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eval.intervals import auroc, calibration, mcnemar, mean_interval, paired_p

shares = st.lists(st.floats(0, 1), min_size=1, max_size=30)


@settings(max_examples=30)
@given(shares)
def test_the_interval_lies_within_the_values(values: list[float]) -> None:
    low, high = mean_interval(values)
    assert min(values) - 1e-9 <= low <= high <= max(values) + 1e-9
    assert mean_interval(values) == (low, high)


def test_more_cases_make_it_narrower() -> None:
    few, many = mean_interval([0.0, 1.0] * 10), mean_interval([0.0, 1.0] * 200)
    assert many[1] - many[0] < few[1] - few[0]
    # Near the textbook width of a share of one half among 400.
    assert many[1] - many[0] == pytest.approx(2 * 1.96 * 0.5 / math.sqrt(400), abs=0.02)


def test_dependent_values_make_it_wider() -> None:
    values = [1.0] * 50 + [0.0] * 50
    alone = mean_interval(values)
    grouped = mean_interval(values, [index // 10 for index in range(100)])
    assert grouped[1] - grouped[0] > 1.5 * (alone[1] - alone[0])


def test_no_values_have_no_interval() -> None:
    with pytest.raises(ValueError, match="at least one"):
        mean_interval([])


@pytest.mark.parametrize(
    ("positive", "negative", "expected"),
    [([2, 3], [0, 1], 1.0), ([0, 1], [2, 3], 0.0), ([1, 1], [1, 1], 0.5), ([1, 3], [2], 0.5)],
)
def test_auroc(positive: list[float], negative: list[float], expected: float) -> None:
    assert auroc(np.array(positive, float), np.array(negative, float)) == expected


@settings(max_examples=30)
@given(shares, shares)
def test_auroc_counts_pairs(positive: list[float], negative: list[float]) -> None:
    pairs = [(p > n) + 0.5 * (p == n) for p in positive for n in negative]
    found = auroc(np.array(positive), np.array(negative))
    assert found == pytest.approx(sum(pairs) / len(pairs))


@pytest.mark.parametrize(
    ("better", "worse", "p"), [(0, 0, 1.0), (5, 5, 1.0), (5, 0, 0.0625), (10, 0, 0.001953125)]
)
def test_mcnemar(better: int, worse: int, p: float) -> None:
    assert mcnemar(better, worse) == pytest.approx(p)
    assert mcnemar(worse, better) == pytest.approx(p)


def test_paired_p_of_yes_and_no_is_mcnemar() -> None:
    assert paired_p([0.0] * 6 + [1.0], [1.0] * 6 + [1.0]) == mcnemar(6, 0)


def test_paired_p_of_shares() -> None:
    before = [index / 40 for index in range(20)]
    assert paired_p(before, before) == 1.0
    assert paired_p(before, [value + 0.2 for value in before]) < 0.01
    mixed = [value + (0.1 if index % 2 else -0.1) for index, value in enumerate(before)]
    assert paired_p(before, mixed) > 0.5
    with pytest.raises(ValueError, match="same length"):
        paired_p([0.1], [])


def test_calibration_bins() -> None:
    first, second = calibration([0.05, 0.05, 0.95, 1.0], [False, True, True, True])
    assert first == pytest.approx((0.05, 0.5, 2))
    assert second == pytest.approx((0.975, 1.0, 2))
    assert calibration([], []) == []
