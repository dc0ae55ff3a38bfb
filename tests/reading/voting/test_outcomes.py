"""The second opinion on what the article does with a question."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.index.embedding import MODEL_DIR, QuestionEncoder
from assistant.reading.voting.outcomes import LEAST_TOLD, Opinion, Outcomes, sharp_figures
from assistant.reading.voting.scales import Scales, Weighed
from assistant.settings import PROJECT
from assistant.sources.bank import BankEntry, EntryKind
from assistant.sources.corpus import Corpus, read_corpus

UNSURE = Weighed(0.4, 0.3, 0.3)


@cache
def the_corpus() -> Corpus:
    return read_corpus(PROJECT / "corpus")


@cache
def encoder() -> QuestionEncoder:
    return QuestionEncoder()


@cache
def opinion() -> Outcomes:
    corpus = the_corpus()
    found = Outcomes.knowing(
        encoder(), corpus.documents.values(), corpus.abbreviations, corpus.passages
    )
    assert found is not None
    return found


def neighbours(*kinds: EntryKind) -> tuple[BankEntry, ...]:
    return tuple(BankEntry(f"question {index}", kind) for index, kind in enumerate(kinds))


def opinion_on(
    question: str, similar: NDArray[np.float64], entries: tuple[BankEntry, ...]
) -> Opinion:
    return opinion().of(opinion().said(question), similar, entries)


def test_it_is_asked_about_the_one_text_that_it_knows(tmp_path: Path) -> None:
    (document,) = the_corpus().documents.values()
    passages = the_corpus().passages
    assert Outcomes.knowing(encoder(), [document], {}, passages) is not None
    assert Outcomes.knowing(encoder(), [replace(document, sha256="0" * 64)], {}, passages) is None
    assert Outcomes.knowing(encoder(), [document, document], {}, passages) is None
    assert Outcomes.knowing(encoder(), [], {}, passages) is None
    assert Outcomes.knowing(encoder(), [document], {}, passages, tmp_path) is None


def test_what_the_vote_is_certain_of_stays() -> None:
    sure = Weighed(0.97, 0.02, 0.01)
    heard = opinion_on("who founded it", np.array([0.5]), neighbours("uncovered")).weigh(sure)
    assert heard is sure


def test_the_sharp_neighbours_count() -> None:
    similar = np.array([0.9, 0.6])
    partly = opinion_on("q", similar, neighbours("partial", "uncovered")).weigh(UNSURE)
    silent = opinion_on("q", similar, neighbours("uncovered", "partial")).weigh(UNSURE)
    assert partly.beside > silent.beside
    for weighed in (partly, silent):
        assert weighed.answer + weighed.partial + weighed.silent == pytest.approx(1)


def test_it_hears_what_is_asked_about_the_right_thing() -> None:
    similar, entries = np.array([0.7, 0.7, 0.7]), neighbours("answer", "partial", "uncovered")

    def said(question: str) -> Weighed:
        return opinion_on(question, similar, entries).weigh(UNSURE)

    assert said("What does a TPM own?").whole > said("what does a TPM earn in Oslo").whole
    assert said("what does a TPM earn in Oslo").beside > said("who is the CEO of Stripe").beside
    # The variants of one question are one question.
    assert said("What does a TPM own?") == said("what does a technical product manager own")


def test_it_knows_which_passages_tell_it() -> None:
    by_id = {passage.id: passage.text for passage in the_corpus().passages}
    founded = opinion_on("who founded the company", np.array([0.5]), neighbours("answer"))
    names = list(by_id)
    voted = ((names[3], 0.9), (names[5], 0.2))
    heard = founded.told(voted)
    assert {names[3], names[5]} <= {name for name, _ in heard}
    assert [score for _, score in heard] == sorted((score for _, score in heard), reverse=True)
    said = opinion().said("How many hours a week go into meetings about requirements?").passages
    assert said is not None
    assert set(said) < set(by_id)
    assert min(said.values()) >= LEAST_TOLD
    assert 0.5 < sum(said.values()) <= 1


def test_where_nobody_voted_for_a_passage_it_speaks_alone() -> None:
    heard = opinion_on("what does a TPM own", np.array([0.5]), neighbours("answer")).told(())
    assert heard
    assert max(score for _, score in heard) <= opinion().numbers.told


def test_its_thresholds_take_the_place_of_the_vote_s() -> None:
    scales = Scales.load(MODEL_DIR)
    heard = opinion().scales(scales)
    assert heard.weights == scales.weights
    assert heard.whole_threshold == opinion().numbers.whole_threshold


def test_figures_need_a_neighbour() -> None:
    with pytest.raises(ValueError, match="no neighbours"):
        sharp_figures(np.empty(0), ())
    figures = sharp_figures(np.array([0.8, 0.5]), neighbours("answer", "act"))
    assert figures[-1] == 0.8
    assert figures[-3] == pytest.approx(0.3)


def test_of_a_text_that_is_split_otherwise_it_names_no_passage() -> None:
    corpus = the_corpus()
    passages = [passage.id for passage in corpus.passages[1:]]
    other = Outcomes(encoder(), opinion().numbers, corpus.abbreviations, passages)
    said = other.said("does a tpm write code")
    scores = (("a", 0.7), ("b", 0.1))
    assert said.passages is None
    assert Opinion(other.numbers, said, np.empty(0), ()).told(scores) == scores
