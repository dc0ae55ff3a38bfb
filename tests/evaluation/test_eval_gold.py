"""Overlap of spans, counted in inked characters."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eval.gold import covered, find_gold, find_quote, ink, touches
from eval.reply import Span

TEXTS = {"a": "One two. One two. | cell | other |", "b": "One two."}
spans = st.builds(
    lambda start, length: Span("a", start, start + length),
    st.integers(0, 33),
    st.integers(0, 33),
)


def test_a_quote_is_found_in_every_place() -> None:
    assert find_quote(TEXTS, "One two.") == (Span("a", 0, 8), Span("a", 9, 17), Span("b", 0, 8))
    assert find_quote(TEXTS, "") == find_quote(TEXTS, "absent") == ()


def test_gold_keeps_the_groups_apart() -> None:
    gold = find_gold(TEXTS, [["cell", "other"], ["absent"]], ["two"])
    assert [len(group) for group in gold.needed] == [2, 0]
    assert len(gold.required) == 2
    assert len(gold.welcome) == 5


def test_spaces_and_pipes_do_not_count() -> None:
    assert ink(TEXTS, [Span("a", 17, 25)]) == ink(TEXTS, [Span("a", 20, 24)])


def test_a_span_outside_the_text_has_no_ink() -> None:
    assert ink(TEXTS, [Span("a", 90, 99), Span("b", -3, 0), Span("absent", 0, 5)]) == frozenset()


@given(spans, spans)
def test_covering_laws(first: Span, second: Span) -> None:
    one, two = ink(TEXTS, [first]), ink(TEXTS, [second])
    assert 0.0 <= covered(one, two) <= 1.0
    assert covered(one, one) == float(bool(one))
    assert covered(one, one | two) >= covered(one, two)
    assert touches(TEXTS, first, second) == touches(TEXTS, second, first)


@given(spans)
def test_a_part_touches_its_whole(span: Span) -> None:
    assert touches(TEXTS, span, Span("a", 0, len(TEXTS["a"]))) == bool(ink(TEXTS, [span]))


def test_a_neighbour_is_not_touched() -> None:
    assert not touches(TEXTS, Span("a", 0, 8), Span("a", 7, 17))
    assert not touches(TEXTS, Span("a", 0, 8), Span("b", 0, 8))
