"""Voters are counted as a plain loop would count them, to the last bit."""

from __future__ import annotations

import random

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.voting.voters import Voters, in_order, mentioned, sums, voters_of
from assistant.sources.bank import KINDS, BankEntry

names = st.lists(st.sampled_from("abcde"), max_size=3, unique=True).map(tuple)
topics = st.sampled_from([None, "pay", "tools"])
some = st.lists(st.builds(BankEntry, st.just("q"), st.sampled_from(KINDS), names, topics))


@given(some, some, st.randoms(use_true_random=False))
def test_sums_are_those_of_a_loop(
    near: list[BankEntry], others: list[BankEntry], chance: random.Random
) -> None:
    anchored = voters_of(others)
    first = voters_of(near, beside=anchored)
    weights = [np.array([chance.random() for _ in group]) for group in (near, others)]
    wanted: dict[str, float] = {}
    for group, weighed in zip((near, others), weights, strict=True):
        for entry, weight in zip(group, weighed.tolist(), strict=True):
            for name in entry.passages:
                wanted[name] = wanted.get(name, 0.0) + weight
    named = (first.passages, anchored.passages)
    parts = [(w[n.voters], n.codes) for w, n in zip(weights, named, strict=True)]
    found = dict(zip(first.passages.names, sums(parts, len(first.passages.names)), strict=True))
    assert {name: found[name] for name in wanted} == wanted


@given(some)
def test_what_voters_name_is_kept_with_its_kind_and_rank(entries: list[BankEntry]) -> None:
    voters = Voters(entries)
    assert list(voters) == entries
    assert [KINDS[code] for code in voters.kinds] == [entry.kind for entry in entries]
    named = voters.passages_of(("answer",))
    rows = zip(named.voters.tolist(), named.ranks.tolist(), named.codes.tolist(), strict=True)
    assert [(voter, rank, named.names[code]) for voter, rank, code in rows] == [
        (voter, rank, name)
        for voter, entry in enumerate(entries)
        if entry.kind == "answer"
        for rank, name in enumerate(entry.passages)
    ]
    topics = voters.topics
    assert [topics.names[code] for code in topics.codes] == [e.topic for e in entries if e.topic]
    assert voters_of(voters) is voters


def test_nothing_sums_to_nothing() -> None:
    assert in_order(np.empty(0)) == 0.0
    assert in_order(np.array([0.5, 0.25])) == 0.75


@given(some, some)
def test_what_is_mentioned_is_known_by_its_place_in_the_alphabet(
    near: list[BankEntry], others: list[BankEntry]
) -> None:
    anchored = voters_of(others)
    first = voters_of(near, beside=anchored)
    named = (first.passages, anchored.passages)
    names = first.passages.names
    found = [names[code] for code in mentioned(named, len(names)).tolist()]
    assert sorted(found) == sorted({name for e in (*near, *others) for name in e.passages})
    assert [names[i] for i in np.argsort(names.alphabet)] == sorted(names)
    assert list(names)[: len(anchored.passages.names)] == list(anchored.passages.names)
