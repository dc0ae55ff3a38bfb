"""A vote that is spread over many passages: how wide it is, what is asked of it, and what of it
stands together."""

from __future__ import annotations

import pytest

from assistant.reading.voting.spread import SpreadNumbers, together_with, width
from assistant.sources.bank import BankEntry

NUMBERS = SpreadNumbers(least=4.0, threshold=0.5, slope=0.3, most=0.9)


def alike(count: int, score: float = 0.2) -> list[tuple[str, float]]:
    return [(f"p{n}", score) for n in range(count)]


@pytest.mark.parametrize("count", [1, 2, 6, 12])
def test_passages_alike_are_counted_each(count: int) -> None:
    assert width(alike(count)) == pytest.approx(count)


def test_no_passage_has_no_width() -> None:
    assert width([]) == 0.0
    assert width([("p", 0.0)]) == 0.0


def test_a_clear_leader_is_hardly_wider_than_one() -> None:
    assert width([("hours", 0.95), ("writing", 0.02), ("wage", 0.01)]) < 1.3


def test_nothing_is_asked_of_a_narrow_vote() -> None:
    assert NUMBERS.bar(alike(3)) == 0.0


def test_the_bar_rises_with_the_width_and_stops() -> None:
    bars = [NUMBERS.bar(alike(count)) for count in (4, 6, 9, 12)]
    assert bars == sorted(bars)
    assert bars[0] == pytest.approx(0.5)
    assert SpreadNumbers(2.0, 0.8, 1.0, 0.9).bar(alike(12)) == 0.9


def entry(kind: str, *passages: str) -> BankEntry:
    return BankEntry(f"{kind} of {passages}", kind, passages)  # type: ignore[arg-type]


def test_what_a_near_question_tells_with_the_leader_stands_together() -> None:
    near = [entry("answer", "hours", "writing"), entry("answer", "hours", "wage")]
    leading = [("hours", 0.4)]
    assert together_with(leading, [0.8, 0.75], near, ("answer",)) == {"hours", "writing", "wage"}
    assert together_with(leading, [0.8, 0.6], near, ("answer",)) == {"hours", "writing"}


def test_a_question_of_another_kind_puts_nothing_together() -> None:
    near = [entry("answer", "hours"), entry("partial", "hours", "wage")]
    assert together_with([("hours", 0.4)], [0.7, 0.9], near, ("answer",)) == {"hours"}
