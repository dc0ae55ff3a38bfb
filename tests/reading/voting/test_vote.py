"""Laws of the vote: what must hold for any neighbours, and a few worked cases."""

from __future__ import annotations

import json
import math
import random
from dataclasses import asdict, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.index.bank_vectors import anchor_entry
from assistant.reading.voting.scales import Scales
from assistant.reading.voting.spread import SpreadNumbers
from assistant.reading.voting.vote import COVERED, Vote, VoteParameters, choose_passages, vote
from assistant.settings import PROJECT
from assistant.sources.bank import KINDS, BankEntry

PARAMETERS = VoteParameters(
    neighbours=8,
    scale=20.0,
    anchor_scale=20.0,
    anchor_share=0.5,
    discount=0.8,
    intercept=-0.5,
    mass_weight=0.8,
    similarity_weight=1.0,
    margin_weight=2.0,
    answer_threshold=0.5,
    premise_threshold=0.5,
    act_threshold=0.5,
    cite_share=0.5,
    cite_floor=0.25,
    cite_apart=0.25,
    cite_most=4,
)

passages = st.lists(st.sampled_from("abcdef"), min_size=1, max_size=4, unique=True).map(tuple)
entries = st.one_of(
    st.builds(BankEntry, st.just("q"), st.just("answer"), passages),
    st.builds(BankEntry, st.just("q"), st.just("premise"), passages),
    st.builds(
        BankEntry,
        st.just("q"),
        st.just("uncovered"),
        st.one_of(st.just(()), passages),
        st.sampled_from([None, "salary", "tools"]),
    ),
    st.builds(
        BankEntry,
        st.just("q"),
        st.just("act"),
        st.just(()),
        st.none(),
        st.sampled_from(["greeting", "thanks"]),
    ),
)
neighbours = st.lists(
    st.tuples(st.floats(-1.0, 1.0, allow_nan=False), entries), min_size=0, max_size=12
)


def ask(pairs: list[tuple[float, BankEntry]], parameters: VoteParameters = PARAMETERS) -> Vote:
    """The vote of (similarity, entry) pairs."""
    return vote(np.array([s for s, _ in pairs]), [e for _, e in pairs], parameters)


@given(neighbours)
def test_probabilities_and_scores_stay_in_range(pairs: list[tuple[float, BankEntry]]) -> None:
    result = ask(pairs)
    assert 0.0 <= result.p_covered <= 1.0
    assert all(0.0 <= score <= 1.0 for _, score in result.scores)
    assert all(mass >= 0.0 for mass in result.masses.values())
    assert set(result.masses) == set(KINDS)
    assert math.isclose(sum(result.masses.values()), 1.0 if pairs else 0.0, abs_tol=1e-9)


@given(neighbours, st.randoms(use_true_random=False))
def test_order_of_neighbours_does_not_matter(
    pairs: list[tuple[float, BankEntry]], shuffler: random.Random
) -> None:
    shuffled = list(pairs)
    shuffler.shuffle(shuffled)
    one, other = ask(pairs), ask(shuffled)
    assert math.isclose(one.p_covered, other.p_covered, abs_tol=1e-9)
    assert dict(one.scores) == pytest.approx(dict(other.scores), abs=1e-9)


@given(neighbours, st.integers(0, 11), st.floats(0.0, 1.0))
def test_a_nearer_covered_neighbour_never_lowers_the_probability(
    pairs: list[tuple[float, BankEntry]], position: int, step: float
) -> None:
    if not pairs:
        return
    position %= len(pairs)
    similarity, entry = pairs[position]
    nearer = list(pairs)
    nearer[position] = (similarity + step, entry)
    before, after = ask(pairs).p_covered, ask(nearer).p_covered
    if entry.kind in COVERED:
        assert after >= before - 1e-9
    else:
        assert after <= before + 1e-9


@given(neighbours)
def test_citations_are_the_best_scored_passages_in_order(
    pairs: list[tuple[float, BankEntry]],
) -> None:
    result = ask(pairs)
    cited = choose_passages(result, PARAMETERS)
    assert cited == tuple(passage for passage, _ in result.scores)[: len(cited)]
    assert len(cited) <= PARAMETERS.cite_most
    assert bool(cited) == bool(result.scores)


@given(neighbours)
def test_a_stricter_share_cites_no_more(pairs: list[tuple[float, BankEntry]]) -> None:
    result = ask(pairs)
    strict = choose_passages(result, replace(PARAMETERS, cite_share=0.9))
    assert set(strict) <= set(choose_passages(result, PARAMETERS))


@given(neighbours)
def test_outcome_follows_the_threshold(pairs: list[tuple[float, BankEntry]]) -> None:
    result = ask(pairs)
    assert (result.outcome in COVERED) == (result.p_covered >= PARAMETERS.answer_threshold)


def test_lookup_cites_one_passage() -> None:
    result = ask(
        [
            (0.95, BankEntry("how long does a search take", "answer", ("days",))),
            (0.93, BankEntry("how fast is hiring", "answer", ("days",))),
            (0.60, BankEntry("why do searches drag", "answer", ("drag",))),
        ]
    )
    assert result.outcome == "answer"
    assert choose_passages(result, PARAMETERS) == ("days",)


def test_list_question_cites_all_its_passages_best_first() -> None:
    entry = BankEntry("how is the week split", "answer", ("sessions", "writing", "backlog"))
    result = ask([(0.9, entry), (0.88, entry)])
    assert choose_passages(result, PARAMETERS) == ("sessions", "writing", "backlog")


def test_near_miss_is_refused_and_names_what_it_is_close_to() -> None:
    result = ask(
        [
            (0.9, BankEntry("pay in Berlin", "uncovered", ("wage",), "salary")),
            (0.5, BankEntry("what do managers earn", "answer", ("wage",))),
        ]
    )
    assert result.outcome == "uncovered"
    assert result.near == ("wage",)
    assert result.topic == "salary"


def test_false_premise_and_small_talk_are_told_apart() -> None:
    premise = ask([(0.9, BankEntry("why do they manage engineers", "premise", ("growth",)))])
    assert premise.outcome == "premise"
    assert choose_passages(premise, PARAMETERS) == ("growth",)
    chat = ask([(0.9, BankEntry("hello", "act", act="greeting"))])
    assert (chat.outcome, chat.act) == ("act", "greeting")


def test_anchors_take_their_share_of_the_vote() -> None:
    neighbours = np.array([0.9])
    entry = BankEntry("pay in Berlin", "uncovered", ("wage",), "salary")
    anchors = [anchor_entry("answer:0-44", {"0-44": "a"}), anchor_entry("act:thanks", {})]
    result = vote(neighbours, [entry], PARAMETERS, np.array([0.9, -0.9]), anchors)
    assert result.masses["answer"] == pytest.approx(PARAMETERS.anchor_share, abs=1e-6)
    assert [passage for passage, _ in result.scores] == ["a"]
    alone = vote(np.array([]), [], PARAMETERS, np.array([0.9, -0.9]), anchors)
    assert sum(alone.masses.values()) == pytest.approx(1.0)


def test_anchor_names_are_checked() -> None:
    assert anchor_entry("topic:fees", {}) == BankEntry("", "uncovered", topic="fees")
    assert anchor_entry("near:3-9", {"3-9": "p"}) == BankEntry("", "uncovered", ("p",))
    for name in ("near:1-2", "other:3-9", ""):
        with pytest.raises(ValueError, match="anchor"):
            anchor_entry(name, {"3-9": "p"})


def test_wrong_input_is_named() -> None:
    entry = BankEntry("q", "answer", ("a",))
    with pytest.raises(ValueError, match="1 similarities for 2 entries"):
        vote(np.array([0.5]), [entry, entry], PARAMETERS)
    with pytest.raises(ValueError, match="finite"):
        vote(np.array([np.nan]), [entry], PARAMETERS)


def test_parameters_are_read_from_json() -> None:
    stored = {**asdict(PARAMETERS), "notes": "ignored"}
    assert VoteParameters.from_mapping(json.loads(json.dumps(stored))) == PARAMETERS
    with pytest.raises(ValueError, match="scale"):
        VoteParameters.from_mapping({**stored, "scale": "20"})


def test_shipped_parameters_are_sane() -> None:
    folder = PROJECT / "assistant" / "models" / "question_encoder"
    stored = json.loads((folder / "vote.json").read_text(encoding="utf-8"))
    parameters = VoteParameters.from_mapping(stored)
    assert parameters.neighbours > 1
    assert parameters.cite_most >= 1
    assert 0.0 < parameters.answer_threshold < 1.0
    weights = (parameters.mass_weight, parameters.similarity_weight, parameters.margin_weight)
    assert min(weights) >= 0.0 < sum(weights)


def test_beside_what_is_missing_few_facts_are_told() -> None:
    entry = BankEntry("what do they earn in Brest", "partial", ("wage", "city", "level", "guide"))
    result = ask([(0.9, entry), (0.88, entry)])
    assert result.outcome == "partial"
    assert choose_passages(result, PARAMETERS) == ("wage", "city")


def test_what_no_near_question_tells_with_the_first_has_to_be_more_relevant() -> None:
    result = ask(
        [
            (0.80, BankEntry("what is in the week", "answer", ("sessions", "writing"))),
            (0.78, BankEntry("what is asked of them", "answer", ("judgment",))),
        ]
    )
    loose = replace(PARAMETERS, cite_floor=0.1, cite_apart=0.1, cite_share=0.1)
    assert set(choose_passages(result, loose)) == {"sessions", "judgment", "writing"}
    apart = replace(loose, cite_apart=0.6)
    assert choose_passages(result, apart) == ("sessions", "writing")


SPREAD = Scales(
    weights=((0.0,) * 20,) * 3,
    intercepts=(1.0, 0.0, 0.0),
    partial_threshold=0.4,
    whole_threshold=0.3,
    spread=SpreadNumbers(least=2.0, threshold=0.8, slope=0.0, most=0.9),
)
ANCHOR = BankEntry("hours", "answer", ("hours",))


def spread_over(*names: str) -> Vote:
    pairs = [BankEntry(f"what of {name}", "answer", (name,)) for name in names]
    similar = np.full(len(pairs), 0.6)
    return vote(similar, pairs, PARAMETERS, np.array([-1.0]), [ANCHOR], SPREAD)


def test_a_vote_that_is_spread_and_not_sure_is_answered_in_part_with_what_there_is() -> None:
    assert spread_over("hours", "hours").outcome == "answer"
    result = spread_over("hours", "writing", "wage", "title")
    assert result.outcome == "partial"
    assert {"writing", "wage", "title"} <= {name for name, _ in result.beside}
