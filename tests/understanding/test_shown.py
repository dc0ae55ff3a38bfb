"""What an earlier answer showed, from its spans or from its words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.proof.citations import resolve
from assistant.records import Passage, Turn
from assistant.understanding.shown import ShownPassages
from assistant.wording.voice import Voice
from assistant.writing.extractive import SHAPES, Teller
from assistant.writing.leaning import Leaning
from tests.support.small_document import DOCUMENTS, SHOWN

READS = ShownPassages(SHOWN)
TELLER = Teller(Leaning(SHOWN, DOCUMENTS), Voice("en", "article"))


def cited(passages: Sequence[Passage]) -> tuple[tuple[str, int, int], ...]:
    return tuple((p.document_id, p.start, p.end) for p in passages)


@given(st.lists(st.sampled_from(SHOWN), min_size=1, max_size=5, unique=True))
def test_the_words_of_an_answer_name_what_it_showed(passages: list[Passage]) -> None:
    for shape in SHAPES:
        told = TELLER.tell(passages, shape=shape)
        text = resolve(told.text, told.shown, DOCUMENTS).text
        shown = READS.of(Turn("assistant", text)).passages
        spans = [(p.start, p.end) for p in told.shown]
        wanted = {p for p in SHOWN if any(s <= p.start and p.end <= e for s, e in spans)}
        assert wanted
        assert wanted <= set(shown), (shape, text)


def test_what_is_cited_with_the_sentence_before_it_is_shown() -> None:
    first, second = SHOWN[0], SHOWN[1]
    turn = Turn("assistant", "x [1]", "id", ((second.document_id, first.start, second.end),))
    assert second in READS.of(turn).passages


@given(st.lists(st.sampled_from(SHOWN), min_size=1, max_size=5, unique=True))
def test_spans_name_them_in_their_order(passages: list[Passage]) -> None:
    turn = Turn("assistant", "In other words. [1]", "id", cited(passages))
    assert READS.of(turn).passages == tuple(passages)


@pytest.mark.parametrize(
    "turn",
    [
        Turn("assistant", "The article does not say."),
        Turn("assistant", "They pay a million a year. [1]"),
        Turn(
            "assistant",
            "Invented. [1]",
            "id",
            (("role", 900, 990), ("other", 0, 35), ("role", 9, 3)),
        ),
    ],
)
def test_what_the_corpus_does_not_hold_is_not_shown(turn: Turn) -> None:
    assert READS.of(turn).passages == ()


def test_the_lines_of_a_list_are_what_is_counted() -> None:
    text = f"{SHOWN[0].text} [1]\n\n- {SHOWN[1].text} [2]\n- {SHOWN[2].text} [3]"
    shown = READS.of(Turn("assistant", text))
    assert shown.passages == SHOWN[:3]
    assert shown.items == ((SHOWN[1],), (SHOWN[2],))


def test_what_stands_under_one_marker_is_counted_as_one() -> None:
    text = f"{SHOWN[0].text} {SHOWN[1].text} [1] {SHOWN[2].text} [2]"
    shown = READS.of(Turn("assistant", text))
    assert shown.items == (SHOWN[:2], (SHOWN[2],))
    assert not shown.listed
    alone = READS.of(Turn("assistant", f"{SHOWN[0].text} {SHOWN[1].text} [1]"))
    assert alone.items == ((SHOWN[0],), (SHOWN[1],))


@given(st.text(max_size=300))
def test_any_words_are_read(content: str) -> None:
    assert set(READS.of(Turn("assistant", content)).passages) <= set(SHOWN)


def test_what_stood_out_in_bold_is_known() -> None:
    first, second = SHOWN[0], SHOWN[1]
    turn = Turn("assistant", f"{first.text} **{second.text}** [1]", "id", cited([first, second]))
    assert READS.of(turn).stressed == (second,)
    assert READS.of(Turn("assistant", f"{first.text} [1]")).stressed == ()


def test_where_the_first_line_holds_several_statements_they_are_counted() -> None:
    one, two, three, four = SHOWN[:4]
    lines = f"- {one.text} [1] {two.text} [2] {three.text} [3]\n- {four.text} [4]"
    turn = Turn("assistant", lines, "id", cited([one, two, three, four]))
    assert READS.of(turn).items == ((one,), (two,), (three,), (four,))
    short = f"- {one.text} [1] {two.text} [2]\n- {three.text} [3]"
    pair = Turn("assistant", short, "id", cited([one, two, three]))
    assert READS.of(pair).items == ((one, two), (three,))


def test_three_lines_are_a_list_however_much_the_first_of_them_says() -> None:
    one, two, three, four, five = SHOWN[:5]
    lines = f"- {one.text} [1] {two.text} [2] {three.text} [3]\n- {four.text} [4]"
    turn = Turn(
        "assistant", f"{lines}\n- {five.text} [5]", "id", cited([one, two, three, four, five])
    )
    assert READS.of(turn).items == ((one, two, three), (four,), (five,))


def test_a_sentence_that_was_cut_short_is_known_by_its_beginning() -> None:
    passage = next(p for p in SHOWN if p.kind == "sentence" and len(p.text.split()) > 4)
    begun = " ".join(passage.text.split()[:4])
    shown = ShownPassages(SHOWN).of(Turn("assistant", f"- {begun} … [1]"))
    assert shown.passages == (passage,)
