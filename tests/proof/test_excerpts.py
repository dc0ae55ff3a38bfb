# ruff: noqa: E501 (a table of written texts reads better in one line each)
"""What may be left out of a copied sentence, and what its meaning hangs on."""

from __future__ import annotations

import pytest

from assistant.proof.excerpts import excerpted


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The county owns the piers.", "The county owns the piers, not the deck."),
        ("What follows is the tale the author tells guests.", "What follows is the tale I tell guests, not the tidy one of the brochure."),
        ("The path is steep because the rock is hard.", "The path is steep because the rock is hard, which is why nobody under six may walk it."),
        ("Small carriers complained that the company was slow.", "Tolls paid well in most years, although small carriers complained that the company was slow."),
        ("The clerk keeps the books and the warden spreads the sand.", "A warden spreads the sand. The clerk keeps the books."),
        ("The clerk decides what is built and why, and a warden makes sure that it opens on time.", "A clerk decides what gets built and why. A warden makes sure it opens on time."),
        ("They own the road that leads to the mill.", "They own the mill, the pond on the hill, and the road that leads to the mill."),
        ("The ford remains deep and cold.", "The ford stays deep and cold."),
    ],
)  # fmt: skip
def test_what_only_adds_something_may_be_left_out(claim: str, premise: str) -> None:
    assert excerpted(claim, premise)


@pytest.mark.parametrize(
    ("claim", "premise"),
    [
        ("The gate opens at six in spring.", "The gate opens at six in spring, not before the thaw has come and only if the warden agrees."),
        ("The mill will close in spring.", "The mill will close in spring, which is false."),
        ("The clerk keeps the books.", "Nobody believes that the clerk keeps the books."),
        ("The ferry runs at night.", "If the moon is full the toll is halved, and the ferry runs at night, unless it is foggy."),
        ("The clerk keeps the books and it spreads the sand.", "The clerk keeps the books. It spreads the sand."),
        ("The clerk keeps the books and the cook spreads the sand.", "The clerk keeps the books. The warden spreads the sand."),
        ("The deck is owned, not the piers.", "The county owns the piers, not the deck."),
        ("It is the sum of the rent for the mill.", "It is the sum of the wages, the tolls, and the rent for the mill."),
        ("They seldom sell the road that leads to the mill.", "They seldom sell the mill, never the pond, and the road that leads to the mill."),
        ("The author owns the small boat here.", "They own the small boat here."),
    ],
)  # fmt: skip
def test_what_the_rest_hangs_on_may_not(claim: str, premise: str) -> None:
    assert not excerpted(claim, premise)
