"""Topics: found from the text alone, and seen however few questions they have."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.figures import measure
from eval.gate import Gate, limits_of
from eval.planting import broken_limits
from eval.reply import Span
from eval.rows import Row
from eval.topics import served, topic_of

TEXT = "Welcome.\n\n# Prices\n\nA day costs 5.\n\n## Children\n\nThey pay nothing.\n"
TEXTS = {"a": TEXT}
ROW = Row(
    id="", set="answerable", group="", question="", expect="answered", labels={}, scores={},
    right=True, why=(), reply={"status": "answered", "text": "", "citations": []}, wall_ms=0.0,
)  # fmt: skip


def row(number: int, topic: str, *, refused: bool = False, right: bool = True) -> Row:
    scores = {"wrong_refusal": float(refused), "right_cited": float(right and not refused)}
    return replace(ROW, id=f"a{number}", group=f"a{number}", labels={"topic": topic}, scores=scores)


@pytest.mark.parametrize(
    ("words", "topic"),
    [("Welcome", ""), ("A day costs", "Prices"), ("They pay", "Children"), ("# Prices", "Prices")],
)
def test_the_topic_is_the_heading_above(words: str, topic: str) -> None:
    start = TEXT.index(words)
    assert topic_of(TEXTS, [Span("a", start, start + len(words))]) == topic


def test_of_several_documents_the_topic_names_one() -> None:
    texts = {"a": TEXT, "b": "No heading."}
    assert (
        topic_of(texts, [Span("a", TEXT.index("They"), TEXT.index("They") + 4)]) == "a › Children"
    )
    assert topic_of(texts, [Span("b", 0, 2)]) == "b"
    assert topic_of(texts, []) == ""


def test_a_topic_is_served_by_one_answer_with_the_right_words() -> None:
    rows = [
        row(1, "both"), row(2, "both", refused=True),
        row(3, "none", refused=True), row(4, "none", right=False),
        row(5, "single", refused=True), row(6, ""),
    ]  # fmt: skip
    assert {topic: value for topic, (_, value) in served(rows).items()} == {
        "both": 1.0,
        "none": 0.0,
    }


def test_two_refusals_of_a_hundred_are_seen_where_they_are_all_of_a_topic() -> None:
    whole = [row(number, f"topic {number // 2}") for number in range(100)]
    broken = [*whole[2:], row(0, "topic 0", refused=True), row(1, "topic 0", refused=True)]
    gate = Gate("", "", {}, limits_of(measure(whole)))
    assert {check.key for check in broken_limits(gate, measure(broken))} == {"topics_served"}
