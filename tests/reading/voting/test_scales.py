"""The weighing of a vote: three outcomes that sum to one, from figures of every kind."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.embedding import MODEL_DIR
from assistant.reading.voting.scales import LEAST_SHARE, NO_ANCHOR, NO_NEIGHBOUR, Scales, features
from assistant.sources.bank import KINDS, BankEntry

SHIPPED = Scales.load(MODEL_DIR)


def entry(kind: str) -> BankEntry:
    return BankEntry("?", next(k for k in KINDS if k == kind), ("p",))


def figures(near: dict[str, float], anchors: dict[str, float]) -> list[float]:
    return features(
        np.array(list(near.values())), [entry(kind) for kind in near],
        np.array(list(anchors.values())), [entry(kind) for kind in anchors],
        20.0, 20.0,
    )  # fmt: skip


def test_a_kind_that_is_not_there_counts_as_far_away() -> None:
    found = figures({"answer": 0.9}, {"act": 0.8})
    by_kind = {kind: found[4 * i : 4 * i + 4] for i, kind in enumerate(KINDS)}
    assert by_kind["answer"] == pytest.approx(
        [np.log(1 + LEAST_SHARE), 0.9, np.log(LEAST_SHARE), NO_ANCHOR]
    )
    assert by_kind["act"] == pytest.approx(
        [np.log(LEAST_SHARE), NO_NEIGHBOUR, np.log(1 + LEAST_SHARE), 0.8]
    )


@given(st.lists(st.floats(-5, 5), min_size=4 * len(KINDS), max_size=4 * len(KINDS)))
def test_probabilities_sum_to_one(values: list[float]) -> None:
    weighed = SHIPPED.weigh(values)
    assert weighed.answer + weighed.partial + weighed.silent == pytest.approx(1.0)


@pytest.mark.parametrize("kind", ["answer", "partial", "uncovered"])
def test_a_kind_that_comes_nearer_is_believed_more(kind: str) -> None:
    others: dict[str, float] = dict.fromkeys(KINDS, 0.5)

    def heard(similarity: float) -> float:
        near = {**others, kind: similarity}
        weighed = SHIPPED.weigh(figures(near, near))
        said = {"answer": weighed.answer, "partial": weighed.partial, "uncovered": weighed.silent}
        return said[kind]

    assert heard(0.5) < heard(0.7) < heard(0.9)


def test_weights_that_do_not_fit_are_refused() -> None:
    with pytest.raises(ValueError, match="3 rows"):
        Scales.from_mapping({"weights": [[1.0]], "intercepts": [0, 0, 0]})
