"""Reading without a question bank: order, certainty and what is cited."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.retrieval import Found
from assistant.reading.unbanked.limits import Limits
from assistant.reading.unbanked.pairs import CLS, LONGEST, SEP, pair
from assistant.reading.unbanked.plain import (
    Figures,
    PlainParameters,
    PlainReader,
    _fills,
    _of_another,
    contexts,
)
from assistant.reading.unbanked.siblings import Siblings
from assistant.records import Evidence, Passage
from assistant.sources.corpus import Corpus
from assistant.sources.readers import parse
from tests.support.said_scorer import SaidScorer

PARSED = parse(
    "# Rental\n\n## Fees\n\nLate payment costs 5 euros. However, the first time is free. "
    "Deposits are returned.\n\nOur prices are these.\n\n| Size | Price |\n|---|---|\n"
    "| Small | 3 euros |\n| Large | 9 euros |\n\n## Keys\n\nA lost key costs 20 euros.\n",
    "rental",
)
PASSAGES = PARSED.passages
LATE, FREE, DEPOSITS, PRICES, HEADER, SMALL, LARGE, KEY = PASSAGES
CORPUS = Corpus(documents={PARSED.document.id: PARSED.document}, passages=PASSAGES, entries=())
PARAMETERS = PlainParameters(
    candidates=8,
    search_weight=1.0,
    answers=(0.0, 1.0, 0.0, 0.0, 0.0),
    about=(0.0, 0.0, 0.0, 0.0, 1.0),
    answer_threshold=0.5,
    about_threshold=0.55,
    silence_threshold=0.1,
    cite_margin=1.0,
    cite_most=2,
    neighbour_margin=1.0,
    alone_intercept=-1.0,
    alone_weight=4.0,
    alone_threshold=0.5,
)
FOUND = Found(
    "what if I pay late?",
    tuple(Evidence(passage, rank, 1 / rank) for rank, passage in enumerate(PASSAGES, start=1)),
    0.5,
    0.5,
    (),
)
REAL = PlainParameters.load()


def plain(says: Mapping[str, float], parameters: PlainParameters = PARAMETERS) -> PlainReader:
    return PlainReader(CORPUS, SaidScorer(CORPUS, says), parameters)


def test_what_the_reader_says_comes_first_and_is_cited() -> None:
    verdict = plain({KEY.id: 4.0}).read(FOUND)
    assert verdict.chosen == (KEY,)
    assert verdict.evidence[0].passage == KEY
    assert [item.rank for item in verdict.evidence] == list(range(1, len(PASSAGES) + 1))
    scores = [item.score for item in verdict.evidence]
    assert scores == sorted(scores, reverse=True)


def test_what_is_hardly_behind_is_cited_too_and_no_more_than_the_most() -> None:
    verdict = plain({KEY.id: 4.0, DEPOSITS.id: 3.9, LARGE.id: 3.8}).read(FOUND)
    assert set(verdict.chosen) == {KEY, DEPOSITS}


def test_a_header_is_no_citation() -> None:
    verdict = plain({HEADER.id: 4.0, SMALL.id: 3.9}).read(FOUND)
    assert verdict.chosen == (SMALL,)


@pytest.mark.parametrize(
    ("logit", "covered", "certain"),
    [(1.0, True, False), (-1.0, False, False), (-5, False, False), (-7, False, True)],
)
def test_silence_has_two_degrees(logit: float, covered: bool, certain: bool) -> None:
    verdict = plain({KEY.id: logit}).read(FOUND)
    assert (bool(verdict.chosen), verdict.certain_silence) == (covered, certain)
    assert verdict.near[0] == KEY or logit < -4


def test_what_the_documents_are_not_about_is_not_answered() -> None:
    off = plain({KEY.id: 4.0}).read(replace(FOUND, keyword=0.1))
    assert not off.chosen
    assert off.p_covered < PARAMETERS.answer_threshold


def test_in_another_language_the_keywords_decide_and_silence_is_never_certain() -> None:
    foreign = replace(CORPUS, naming=replace(CORPUS.naming, language="de"))
    scorer = SaidScorer(foreign, {KEY.id: 9.0})
    reader = PlainReader(foreign, scorer, PARAMETERS)
    told = reader.read(replace(FOUND, keyword=0.9))
    silent = reader.read(replace(FOUND, keyword=0.0))
    assert told.chosen[0] == LATE
    assert (silent.chosen, silent.certain_silence) == ((), False)
    assert not scorer.asked


def test_nothing_found_is_certainly_silent() -> None:
    verdict = plain({}).read(replace(FOUND, evidence=()))
    assert (verdict.p_covered, verdict.chosen, verdict.certain_silence) == (0.0, (), True)


def test_only_the_first_candidates_are_judged() -> None:
    few = replace(PARAMETERS, candidates=2)
    verdict = plain({KEY.id: 9.0}, few).read(FOUND)
    assert not verdict.chosen
    assert {item.passage for item in verdict.evidence} == set(PASSAGES)


def test_an_exception_is_shown_with_what_it_limits() -> None:
    assert plain({LATE.id: 4.0}).read(FOUND).chosen == (LATE, FREE)
    assert Limits(PASSAGES).beside([DEPOSITS]) == (DEPOSITS,)
    assert Limits(PASSAGES).beside([FREE, LATE]) == (FREE, LATE)
    assert Limits(PASSAGES).beside([]) == ()


def test_the_sentence_beside_that_answers_too_is_told_with_it() -> None:
    few = replace(FOUND, evidence=FOUND.evidence[2:3])  # the search found the deposits only
    assert plain({DEPOSITS.id: 3.0, FREE.id: 2.5}).read(few).chosen == (FREE, DEPOSITS)
    assert plain({DEPOSITS.id: 3.0, FREE.id: 1.5}).read(few).chosen == (DEPOSITS,)
    # Below the null answer it does not answer, however near it is.
    assert plain({DEPOSITS.id: 0.5, FREE.id: -0.3}).read(few).chosen == (DEPOSITS,)


def test_the_sentence_beside_is_of_the_same_paragraph() -> None:
    few = replace(FOUND, evidence=FOUND.evidence[2:3])
    assert plain({DEPOSITS.id: 3.0, PRICES.id: 3.0}).read(few).chosen == (DEPOSITS,)


def test_the_like_of_another_thing_is_not_told_beside() -> None:
    assert _of_another("how long do pears keep", "Pears keep a week.", "Apples keep a month.")
    stand = "Visitors choose the best stand with a token."
    assert not _of_another("what does the best stand win", stand, "The winner gets 500 pounds.")


def test_contexts_stay_under_their_heading() -> None:
    read = contexts(PASSAGES, {})
    assert read[KEY.id].before == ""
    assert read[LATE.id].after == FREE.text
    assert read[FREE.id].before == LATE.text
    assert read[LARGE.id].before == PRICES.text
    assert "Price: 9 euros" in read[LARGE.id].target


@given(*[st.floats(-8, 8)] * 2, *[st.floats(0, 2)] * 3)
def test_more_evidence_never_lowers_the_probability(
    best: float, more: float, spread: float, search: float, keyword: float
) -> None:
    low, high = sorted((best, more))
    before = REAL.probability(Figures(low, spread, search, keyword))
    after = REAL.probability(Figures(high, spread, search, keyword))
    assert 0 <= before <= after <= 1


def test_the_figures_of_equal_logits_say_how_many_there_are() -> None:
    assert Figures.of([2.0], 0.5, 0.5).spread == pytest.approx(0.0)
    assert Figures.of([2.0] * 10, 0.5, 0.5).spread == pytest.approx(2.302585)


@given(*[st.lists(st.integers(200, 30000), max_size=200)] * 4)
def test_a_pair_is_never_too_long_and_marks_what_is_judged(
    question: list[int], target: list[int], before: list[int], after: list[int]
) -> None:
    ids, segments = pair(question, target, before, after)
    assert len(ids) == len(segments) <= LONGEST
    assert ids[0] == CLS
    assert ids[-1] == SEP
    assert ids.count(SEP) == 4
    judged = [token for token, segment in zip(ids, segments, strict=True) if segment]
    assert judged[:-1] == target[: len(judged) - 1]
    assert judged[-1] == SEP


LIST = parse(
    "# Trip\n\nPlease bring:\n\n- a raincoat\n- two apples\n- a map of the park\n\n"
    "We leave at nine.\n"
    "\n| Bus | Minutes |\n|---|---|\n| Red | 30 |\n| Blue | 50 |\n",
    "trip",
)
TRIP = Corpus(documents={LIST.document.id: LIST.document}, passages=LIST.passages, entries=())
BRING, COAT, APPLES, MAP, LEAVE, _, RED, BLUE = LIST.passages


def test_the_lists_and_tables_of_a_document_are_known() -> None:
    siblings = Siblings(LIST.passages, TRIP.documents)
    assert siblings.of(COAT) == siblings.of(MAP) == (COAT, APPLES, MAP)
    assert siblings.of(RED) == (RED, BLUE)
    assert siblings.of(LEAVE) == siblings.of(BRING) == ()


@pytest.mark.parametrize(
    ("question", "says", "chosen"),
    [
        ("what must I bring?", {COAT: 4.0, MAP: 3.9, APPLES: 1.0}, {BRING, COAT, APPLES, MAP}),
        ("what must I bring?", {COAT: 4.0, MAP: 3.9}, {BRING, COAT, MAP}),
        ("which map?", {MAP: 4.0, COAT: 1.0}, {BRING, MAP}),
        ("which bus takes longest?", {RED: 4.0}, {RED, BLUE}),
        ("how long does the red bus take?", {RED: 4.0}, {RED}),
    ],
)
def test_a_list_is_told_as_far_as_it_answers_and_a_compared_table_whole(
    question: str, says: Mapping[Passage, float], chosen: set[Passage]
) -> None:
    evidence = tuple(Evidence(p, rank, 0.0) for rank, p in enumerate(LIST.passages, start=1))
    scorer = SaidScorer(TRIP, {passage.id: logit for passage, logit in says.items()})
    reader = PlainReader(TRIP, scorer, PARAMETERS)
    assert set(reader.read(Found(question, evidence, 0.5, 0.5, ())).chosen) == chosen


def test_a_name_that_is_nowhere_needs_an_answer_that_is_likely() -> None:
    asked = replace(FOUND, question="What did Lavoisier pay when he was late?")
    doubtful = replace(PARAMETERS, answer_threshold=0.2, about_threshold=0.0)
    assert plain({KEY.id: -1.0}, doubtful).read(FOUND).chosen
    assert not plain({KEY.id: -1.0}, doubtful).read(asked).chosen
    assert plain({KEY.id: 4.0}, doubtful).read(asked).chosen


def test_a_superlative_over_a_table_needs_no_row_that_says_so() -> None:
    parsed = parse(
        "# Trams\n\n| Ticket | Adults | Child |\n|---|---|---|\n| Single | 2.40 | 1.20 |\n"
        "| Day | 6.00 | 3.00 |\n| Week | 26.00 | 13.00 |\n",
        "trams",
    )
    corpus = Corpus({parsed.document.id: parsed.document}, parsed.passages, entries=())
    week = parsed.passages[-1]
    evidence = tuple(Evidence(p, n, 0.0) for n, p in enumerate(parsed.passages, start=1))
    reader = PlainReader(corpus, SaidScorer(corpus, {}), PARAMETERS)

    def chosen(question: str) -> tuple[Passage, ...]:
        return reader.read(Found(question, evidence, 0.0, 0.0, ())).chosen

    assert chosen("Which tram ticket is the most expensive?") == (week,)
    assert chosen("Which boat ticket is the most expensive?") == ()
    assert chosen("Which tram ticket is the most popular?") == ()


def test_the_sentence_beside_is_told_where_it_alone_speaks_of_the_rest() -> None:
    one, other, last = parse(
        "# Leaving\n\nThe notice is four weeks. In probation it is one week. Keys stay here.\n", "x"
    ).passages
    assert _fills("notice in probation", one, other)
    assert not _fills("notice in probation", one, last)
    assert not _fills("notice", one, other)
    assert not _fills("is probation paid", one, other)  # the first says nothing of it at all


@pytest.mark.parametrize(("some", "told"), [(3, 6), (2, 2)])
def test_of_half_of_a_table_and_three_rows_all_are_told(some: int, told: int) -> None:
    """A week of which half is told, because the other days have a dash, misleads."""
    days = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    source = "# Hours\n\n| Day | Desk |\n|---|---|\n" + "".join(f"| {d} | 9 to 5 |\n" for d in days)
    parsed = parse(source, "desk")
    corpus = Corpus({parsed.document.id: parsed.document}, parsed.passages, entries=())
    rows = [passage for passage in parsed.passages if passage.kind == "table_row"]
    scorer = SaidScorer(corpus, {row.id: 4.0 for row in rows[:some]})
    evidence = tuple(Evidence(p, rank, 0.0) for rank, p in enumerate(parsed.passages, start=1))
    reader = PlainReader(corpus, scorer, replace(PARAMETERS, cite_most=3))
    read = reader.read(Found("what are your hours?", evidence, 0.5, 0.9, ()))
    assert len(read.chosen) == told
