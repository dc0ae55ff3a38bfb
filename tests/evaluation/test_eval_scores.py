"""One reply → numbers: tables of good and bad replies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eval.gold import Gold, find_gold
from eval.reply import Cited, Reply, Span
from eval.scores import (
    answerable_scores,
    citation_scores,
    contract_breaches,
    fold,
    has_clean_edges,
    has_facts,
    has_shape,
    is_verbatim,
    reply_scores,
    turn_scores,
    unanswerable_scores,
)
from eval.sets import AnswerableCase, Shape, TurnCase, UnanswerableCase

TEXT = "Cats sleep for 15 hours. Dogs bark at night. Birds sing. It costs $1,200."
TEXTS = {"zoo": TEXT}
CATS, DOGS, BIRDS, COST = (
    "Cats sleep for 15 hours.",
    "Dogs bark at night.",
    "Birds sing.",
    "It costs $1,200.",
)


def cite(number: int, quote: str) -> Cited:
    start = TEXT.index(quote)
    return Cited(number, quote, Span("zoo", start, start + len(quote)), "Animals")


def answer(*quotes: str, text: str | None = None) -> Reply:
    cited = tuple(cite(number, quote) for number, quote in enumerate(quotes, 1))
    words = " ".join(f"{one.quote} [{one.number}]" for one in cited)
    return Reply(status="answered", text=words if text is None else text, citations=cited)


REFUSAL = Reply(status="not_covered", text="The article does not say.")
CASE = AnswerableCase("a1", "?", "lookup", "plain", "student", ((CATS,),), (BIRDS,), (r"\b15\b",))


def gold_of(*groups: tuple[str, ...], also: tuple[str, ...] = ()) -> Gold:
    return find_gold(TEXTS, groups, also)


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        (answer(CATS), {"wrong_refusal": 0, "citation_precision": 1, "facts": 1, "fully_right": 1}),
        (answer(CATS, BIRDS), {"citation_precision": 1, "cited_first": 1, "fully_right": 1}),
        (answer(BIRDS, CATS), {"right_cited": 1, "cited_first": 0, "fully_right": 1}),
        (answer(CATS, text="Long. [1]"), {"facts": 0, "citation_complete": 1, "fully_right": 0}),
        (answer(DOGS), {"citation_precision": 0, "right_cited": 0, "citation_recall": 0}),
        (REFUSAL, {"wrong_refusal": 1, "facts": 0, "citation_recall": 0, "fully_right": 0}),
        (Reply(error="boom"), {"wrong_refusal": 1, "fully_right": 0}),
    ],
)
def test_answerable(reply: Reply, expected: dict[str, float]) -> None:
    scores = answerable_scores(CASE, reply, gold_of((CATS,), also=(BIRDS,)), TEXTS)
    assert {key: scores[key] for key in expected} == expected


def test_precision_is_left_out_where_nothing_is_cited() -> None:
    assert "citation_precision" not in citation_scores(REFUSAL, gold_of((CATS,)), TEXTS)


def test_citing_everything_is_not_right() -> None:
    everything = Reply(status="answered", text=f"{TEXT} [1]", citations=(cite(1, TEXT),))
    scores = answerable_scores(CASE, everything, gold_of((CATS,)), TEXTS)
    assert scores["citation_complete"] == scores["facts"] == 1.0
    assert scores["citation_precision"] < 0.5
    assert scores["fully_right"] == 0.0


def test_one_alternative_of_each_group_is_enough() -> None:
    gold = gold_of((CATS, DOGS), (BIRDS,))
    assert citation_scores(answer(DOGS, BIRDS), gold, TEXTS)["citation_complete"] == 1.0
    half = citation_scores(answer(DOGS, CATS), gold, TEXTS)
    assert (half["citation_complete"], half["citation_recall"]) == (0.0, 0.5)


def test_a_case_without_facts_has_no_fact_score() -> None:
    assert "facts" not in answerable_scores(
        replace(CASE, facts=()), answer(CATS), gold_of((CATS,)), TEXTS
    )


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ("It doesn’t matter", "doesn't matter"),
        ("It doesn't matter", "doesn’t matter"),
        ("15\u00a0percent", r"15\s*percent"),
        ("**15** percent", "15 percent"),
        ("fifteen [1] hours", "fifteen hours"),
        ("2019–2021", "2019-2021"),
        ("API CONTRACT", "api contract"),
    ],
)
def test_facts_see_through_typography(text: str, pattern: str) -> None:
    assert has_facts(text, [pattern])
    assert not has_facts(text, [pattern, "absent"])


def test_folding_twice_changes_nothing() -> None:
    text = "“Don’t”  **stop** – [1] now…"
    assert fold(fold(text)) == fold(text) == '"Don\'t" stop - now...'


def case_of(expect: str, kind: str = "near_miss") -> UnanswerableCase:
    refutes = (DOGS,) if expect == "refuted" else ()
    return UnanswerableCase("u1", "?", kind, expect, refutes, "plain")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("expect", "reply", "expected"),
    [
        ("not_covered", REFUSAL, {"refused": 1, "refused_near_miss": 1, "status_exact": 1}),
        ("not_covered", answer(CATS), {"refused": 0, "status_exact": 0}),
        (
            "not_covered",
            Reply(status="small_talk", text="Hi"),
            {"refused": 1, "status_exact": 0},
        ),
        ("not_covered", Reply(error="boom"), {"refused": 0, "status_exact": 0}),
        ("small_talk", Reply(status="small_talk", text="Hi"), {"small_talk_right": 1}),
        ("small_talk", REFUSAL, {"small_talk_right": 0}),
        ("refuted", answer(DOGS), {"premise_corrected": 1, "premise_fallen_for": 0}),
        (
            "refuted",
            answer(DOGS, text="Yes, they do. [1]"),
            {"premise_corrected": 0, "premise_fallen_for": 1},
        ),
        ("refuted", answer(CATS), {"premise_corrected": 0, "premise_fallen_for": 1}),
        ("refuted", REFUSAL, {"premise_declined": 1, "premise_shown": 0, "status_exact": 1}),
        (
            "refuted",
            replace(REFUSAL, related=(cite(0, DOGS),)),
            {"premise_declined": 0, "premise_shown": 1, "premise_fallen_for": 0},
        ),
        ("refuted", Reply(error="boom"), {"premise_declined": 0, "premise_corrected": 0}),
    ],
)
def test_unanswerable(expect: str, reply: Reply, expected: dict[str, float]) -> None:
    scores = unanswerable_scores(case_of(expect), reply, TEXTS)
    assert {key: scores[key] for key in expected} == expected


def turn(shape: Shape = None, expect: str = "answered") -> TurnCase:
    needed = ((CATS,),) if expect == "answered" else ()
    return TurnCase("?", expect, needed, (), (), shape)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("case", "reply", "before", "right"),
    [
        (turn(), answer(CATS), None, True),
        (turn(), answer(DOGS), None, False),
        (turn(), REFUSAL, None, False),
        (turn(expect="not_covered"), REFUSAL, None, True),
        (turn(expect="not_covered"), answer(CATS), None, False),
        (turn(expect="small_talk"), REFUSAL, None, False),
        (turn("bullets"), answer(CATS, text=f"- {CATS} [1]"), None, True),
        (turn("bullets"), answer(CATS), None, False),
        (turn("shorter"), answer(CATS), answer(CATS, DOGS), True),
        (turn("shorter"), answer(CATS), answer(CATS), True),
        (turn("shorter"), answer(CATS, BIRDS), answer(CATS, BIRDS), False),
    ],
)
def test_turns(case: TurnCase, reply: Reply, before: Reply | None, right: bool) -> None:
    gold = find_gold(TEXTS, case.needed)
    assert turn_scores(case, reply, before, gold, TEXTS)["turn_right"] == float(right)


def test_a_turn_without_gold_only_needs_an_answer() -> None:
    case = TurnCase("yes", "answered", (), (), (), None)
    assert turn_scores(case, answer(DOGS), None, Gold(), TEXTS)["turn_right"] == 1.0
    assert turn_scores(case, REFUSAL, None, Gold(), TEXTS)["turn_right"] == 0.0


def test_section_is_no_form() -> None:
    assert has_shape(turn("section"), answer(CATS), None)


@pytest.mark.parametrize(
    ("start", "end", "quote", "verbatim", "clean"),
    [
        (0, 24, CATS, True, True),
        (1, 25, TEXT[1:25], True, False),
        (0, 23, TEXT[0:23], True, False),
        (0, 25, TEXT[0:25], True, False),
        (2, 24, TEXT[2:24], True, False),
        (24, 44, TEXT[24:44], True, False),
        (0, 24, CATS.upper(), False, True),
        (-1, 23, TEXT[:23], False, False),
        (60, 99, TEXT[60:], False, False),
        (5, 5, "", False, False),
    ],
)
def test_spans(start: int, end: int, quote: str, verbatim: bool, clean: bool) -> None:
    cited = Cited(1, quote, Span("zoo", start, end), "")
    assert (is_verbatim(cited, TEXTS), has_clean_edges(cited, TEXTS)) == (verbatim, clean)


def test_a_quote_of_an_unknown_document_is_not_verbatim() -> None:
    assert not is_verbatim(Cited(1, CATS, Span("other", 0, 24), ""), TEXTS)


@pytest.mark.parametrize(
    ("reply", "breaches"),
    [
        (answer(CATS, DOGS), 0),
        (REFUSAL, 0),
        (answer(CATS, text="Cats sleep 15 hours [1], see [15](x) [1]."), 0),
        (answer(CATS, text="1. Cats sleep [1]"), 0),
        (answer(COST, text="It is 1200 dollars. [1]"), 0),
        (replace(answer(CATS, text=f"**and at 16?**\n\n{CATS} [1]"), engine="extractive"), 0),
        (replace(answer(CATS, text=f"**16 hours**\n\n{CATS} [1]"), engine="a-model"), 1),
        (Reply(error="boom"), 1),
        (replace(REFUSAL, status="maybe"), 1),
        (replace(REFUSAL, text=" "), 1),
        (replace(REFUSAL, citations=(cite(1, CATS),)), 1),
        (Reply(status="answered", text="Cats."), 1),
        (answer(CATS, text="Cats sleep."), 1),
        (answer(CATS, text="Cats sleep [1] [2]."), 1),
        (answer(CATS, DOGS, text="Dogs [2], cats [1]."), 1),
        (answer(CATS, text="Cats sleep for 16 hours. [1]"), 1),
        (replace(answer(CATS), citations=(cite(2, CATS),)), 2),
    ],
)
def test_contract(reply: Reply, breaches: int) -> None:
    assert len(contract_breaches(reply)) == breaches
    assert reply_scores(reply, TEXTS)["contract"] == float(breaches == 0)


def test_a_row_that_is_told_may_name_its_columns() -> None:
    row = "| Week | 26.00 | 13.00 |"
    texts = {"d": f"In 1999.\n\n| Ticket | Adults | Under 15 |\n|---|---|---|\n{row}\n"}
    start = texts["d"].index(row)
    cited = Cited(1, row, Span("d", start, start + len(row)), "")
    told = Reply("answered", "**Week** — Under 15: 13.00 [1]", (cited,))
    assert contract_breaches(told, texts) == []
    assert any("the number 15 is in no cited quote" in one for one in contract_breaches(told))
    invented = Reply("answered", "**Week** — Under 15: 13.00, since 1999 [1]", (cited,))
    assert any("number 1999 is in no cited" in one for one in contract_breaches(invented, texts))
