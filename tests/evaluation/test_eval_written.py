"""What a model writes: statements judged twice, refusals counted both ways, and the cost."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from rich.console import Console

from eval.written import Outcome, Written, WrittenRun, lines_of, print_written


def outcome(
    case: str, keyless: str, status: str, *, by_model: bool, calls: int = 1, answerable: bool = True
) -> Outcome:
    return Outcome(case, answerable, keyless, status, by_model, calls, 100 * calls, 2.0, "", "")


OUTCOMES = (
    outcome("a1", "answered", "answered", by_model=True),
    outcome("a2", "answered", "answered", by_model=False, calls=2),
    outcome("a3", "answered", "not_covered", by_model=False),
    outcome("a4", "not_covered", "answered", by_model=True),
    outcome("u1", "not_covered", "not_covered", by_model=False, calls=0, answerable=False),
)
STATEMENTS = (
    Written("a1", "one", True, 0.1, True),
    Written("a1", "two", False, 0.9, False),
    Written("a4", "three", False, 0.2, None),
)


def table(statements: Sequence[Written], judge: str = "other") -> dict[str, list[str]]:
    run = WrittenRun("m", judge, 0.5, OUTCOMES, tuple(statements))
    found: dict[str, list[str]] = {}
    for what, value in lines_of(run):
        found.setdefault(what.strip(), []).append(value)
    return found


def test_refusals_are_counted_both_ways_and_by_what_was_asked() -> None:
    told = table(STATEMENTS)
    assert told["questions, answerable"] == ["4"]
    assert told["refused keyless, told with a model"] == ["1", "0"]
    assert told["told keyless, refused with a model"] == ["1", "0"]
    assert told["told in the article's words"][0].startswith("25%")
    assert told["the model asked at all"][1].startswith("0%")


def test_a_sentence_is_proved_by_the_own_words_or_by_the_judge() -> None:
    told = table(STATEMENTS)
    assert told["proved, by the product's judge"][0].startswith("67%")
    assert told["proved, by other (LlamaIndex)"][0].startswith("50%")
    assert "proved, by  (LlamaIndex)" not in table(STATEMENTS, judge="")


def test_only_questions_that_asked_the_model_cost() -> None:
    told = table(())
    assert told["tokens a question that asked the model"] == ["125.0 (half under 100.0)"]
    assert "sentences of the model shown" not in told


@pytest.mark.parametrize("statements", [STATEMENTS, ()])
def test_it_can_be_printed(statements: tuple[Written, ...]) -> None:
    console = Console(width=100)
    with console.capture() as capture:
        print_written(WrittenRun("m", "", 0.5, OUTCOMES, statements), console)
    assert "What m writes" in capture.get()
