"""The vote of neighbours: which passages answer a question, and whether any does.

Stored beside the passages are labelled questions: some the article answers, some it does not,
some rest on a premise it contradicts, some are small talk. The nearest of them vote on a new
question. Anchors vote beside them: one learned vector for every passage, topic and kind of small
talk, where its questions gather, which steadies the vote where few neighbours are near.
Everything here is a pure function of similarities and labels; every number that was
chosen on data is in `VoteParameters`, which is read from the file stored with the encoder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.reading.voting.scales import Scales, Weighed, features
from assistant.reading.voting.spread import together_with
from assistant.reading.voting.voters import Named, Voters, in_order, mentioned, sums, voters_of
from assistant.sources.bank import KINDS, BankEntry, EntryKind

Outcome: TypeAlias = EntryKind

COVERED: tuple[EntryKind, ...] = ("answer", "premise")
TELLING: tuple[EntryKind, ...] = (*COVERED, "partial")
LEAST_MASS = 1e-3
WIDEST_MARGIN = 0.4
BESIDE_MOST = 2
"""Facts told beside what is missing; more of them are beside the point."""


@dataclass(frozen=True, slots=True)
class VoteParameters:
    """The numbers of the vote, chosen on development data and stored with the encoder.

    Attributes:
        neighbours: how many nearest entries take part.
        scale: sharpness of the softmax that turns similarities into weights.
        anchor_scale: the same for anchors.
        anchor_share: share of the vote that the anchors have, where there are any.
        discount: what the second passage of a neighbour counts relative to the first, and so on.
        intercept: of the calibration, a logistic regression on the three features below.
        mass_weight: of the log ratio of covered to uncovered weight.
        similarity_weight: of the similarity of the nearest covered entry.
        margin_weight: of how much nearer that is than the nearest entry of any other kind.
        answer_threshold: least probability with which a question is answered.
        premise_threshold: least share of `premise` among the covered weight for a false premise.
        act_threshold: least share of `act` among the uncovered weight for small talk.
        cite_share: least score of a further citation, relative to the first.
        cite_floor: least score of a further citation.
        cite_apart: the same where no near question tells it together with the first.
        cite_most: most citations.
    """

    neighbours: int
    scale: float
    anchor_scale: float
    anchor_share: float
    discount: float
    intercept: float
    mass_weight: float
    similarity_weight: float
    margin_weight: float
    answer_threshold: float
    premise_threshold: float
    act_threshold: float
    cite_share: float
    cite_floor: float
    cite_apart: float
    cite_most: int

    @classmethod
    def load(cls, folder: Path) -> VoteParameters:
        """Reads what was calibrated together with the encoder in ``folder``."""
        return cls.from_mapping(json.loads((folder / "vote.json").read_text(encoding="utf-8")))

    @classmethod
    def from_mapping(cls, values: Mapping[str, Any]) -> VoteParameters:
        """Reads the parameters out of parsed JSON; other keys (notes, sources) are ignored.

        Raises:
            ValueError: a parameter is missing or is not a number.
        """
        chosen: dict[str, Any] = {}
        for field in fields(cls):
            value = values.get(field.name)
            if not isinstance(value, int | float) or isinstance(value, bool):
                raise ValueError(f"vote parameter {field.name!r} must be a number, not {value!r}")
            chosen[field.name] = int(value) if field.type == "int" else float(value)
        return cls(**chosen)


@dataclass(frozen=True, slots=True)
class Vote:
    """What the neighbours say about a question.

    Attributes:
        scores: passages with their expected relevance in [0, 1], best first.
        masses: share of the vote of every kind; they sum to one (all zero without neighbours).
        p_covered: calibrated probability that the article has an answer (or a refutation).
        outcome: the verdict.
        near: passages that uncovered neighbours sound close to, best first.
        topic: what uncovered neighbours are about, if any says so.
        act: the most voted kind of small talk, if any.
        beside: passages that neighbours answered in part tell, with their relevance, best first.
        together: passages that a near question tells together with the first.
        whole: probability that an answer would be whole, where outcomes are weighed.
    """

    scores: tuple[tuple[str, float], ...]
    masses: Mapping[EntryKind, float]
    p_covered: float
    outcome: Outcome
    near: tuple[str, ...] = ()
    topic: str | None = None
    act: str | None = None
    beside: tuple[tuple[str, float], ...] = ()
    together: frozenset[str] = frozenset()
    whole: float = 1.0

    @property
    def refuting(self) -> float:
        """The share of false premises in the vote for an answer."""
        covered = sum(self.masses[kind] for kind in COVERED)
        return self.masses["premise"] / covered if covered else 0.0


class SecondOpinion(Protocol):
    """Another opinion on one question, heard beside its neighbours."""

    def weigh(self, voted: Weighed) -> Weighed:
        """What becomes of the weighed outcomes."""
        ...

    def told(self, scores: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """What becomes of the passages' relevances, best first."""
        ...


def vote(
    similarities: NDArray[np.floating[Any]],
    entries: Sequence[BankEntry],
    parameters: VoteParameters,
    anchor_similarities: NDArray[np.floating[Any]] | None = None,
    anchors: Sequence[BankEntry] = (),
    scales: Scales | None = None,
    second: SecondOpinion | None = None,
) -> Vote:
    """Lets the neighbours of a question, and the anchors if there are any, vote.

    Args:
        similarities: cosine similarity of the question to every entry.
        entries: the neighbours, in any order; the calibration knows `parameters.neighbours`.
        parameters: the numbers of the vote.
        anchor_similarities: the same to every anchor; left out where an article has none.
        anchors: what each stands for; made into ``Voters`` once, they are counted faster.
        scales: decide between answered, in part and silent where there are anchors; without them
            nothing is answered in part unless its nearest question is.
        second: heard beside the neighbours, where there is one.

    Raises:
        ValueError: two sequences differ in length, or a similarity is not a finite number.
    """
    anchored = voters_of(anchors)
    near = voters_of(entries, beside=anchored)
    similar = _checked(similarities, near)
    anchor_similar = _checked(
        np.empty(0) if anchor_similarities is None else anchor_similarities, anchored
    )
    share = (parameters.anchor_share if len(near) else 1.0) if len(anchored) else 0.0
    poll = _Poll(
        near,
        (1.0 - share) * _softmax(parameters.scale * similar),
        anchored,
        share * _softmax(parameters.anchor_scale * anchor_similar),
    )
    masses = poll.masses()
    probability = covered_probability(covered_features(similar, near, masses), parameters)
    weighed = _weighed(similar, near, anchor_similar, anchored, parameters, scales, second)
    probability = probability if weighed is None else weighed.covered
    scores, beside = (poll.told(kinds, parameters, second) for kinds in (COVERED, ("partial",)))
    if weighed and scales and scales.too_spread(weighed, scores):
        # What would have been the answer is then what there is.
        beside = poll.told(TELLING, parameters, second)
    whole, part = _in_part(weighed, scales, masses, scores, beside)
    outcome = _outcome(probability, masses, parameters, (whole, part))
    leading, kinds = (beside, TELLING) if outcome == "partial" else (scores, COVERED)
    return Vote(
        beside=beside,
        together=together_with(leading[:1], similar.tolist(), near, kinds),
        whole=1.0 if weighed is None else weighed.whole,
        scores=scores,
        masses=masses,
        p_covered=probability,
        outcome=outcome,
        near=_names(poll.passages(("uncovered",), parameters.discount)),
        topic=poll.most_voted(near.topics, anchored.topics),
        act=poll.most_voted(near.acts, anchored.acts),
    )


@dataclass(frozen=True, slots=True)
class _Poll:
    """Neighbours and anchors with their weights; the neighbours are counted first."""

    near: Voters
    near_weights: NDArray[np.float64]
    anchored: Voters
    anchor_weights: NDArray[np.float64]

    def masses(self) -> dict[EntryKind, float]:
        """The share of the vote of every kind."""
        parts = [
            (self.near_weights, self.near.kinds),
            (self.anchor_weights, self.anchored.kinds),
        ]
        return dict(zip(KINDS, sums(parts, len(KINDS)).tolist(), strict=True))

    def passages(
        self, kinds: tuple[EntryKind, ...], discount: float
    ) -> tuple[tuple[str, float], ...]:
        """Expected relevance of every passage among the voters of these kinds, best first."""
        near, anchored = self.near.passages_of(kinds), self.anchored.passages_of(kinds)
        factors = _factors(discount, max(near.deepest, anchored.deepest))
        counted = [
            (self.near_weights[near.voters] * factors[near.ranks], near.codes),
            (self.anchor_weights[anchored.voters] * factors[anchored.ranks], anchored.codes),
        ]
        total = in_order(
            np.concatenate(
                [
                    self.near_weights[self.near.of_kinds(kinds)],
                    self.anchor_weights[self.anchored.of_kinds(kinds)],
                ]
            )
        )
        if total <= 0:
            return ()
        named = mentioned((near, anchored), len(near.names))
        scores = sums(counted, len(near.names))[named]
        order = np.lexsort((near.names.alphabet[named], -scores))
        relevance = np.minimum(1.0, scores[order] / total).tolist()
        return tuple(zip(near.names.at(named[order]), relevance, strict=True))

    def told(
        self,
        kinds: tuple[EntryKind, ...],
        parameters: VoteParameters,
        second: SecondOpinion | None,
    ) -> tuple[tuple[str, float], ...]:
        """The same with the second opinion on them, if there is one."""
        scores = self.passages(kinds, parameters.discount)
        return scores if second is None else second.told(scores)

    def most_voted(self, near: Named, anchored: Named) -> str | None:
        """The name with the largest sum of weights; the first in the alphabet of several."""
        named = mentioned((near, anchored), len(near.names))
        if not named.size:
            return None
        parts = [
            (self.near_weights[near.voters], near.codes),
            (self.anchor_weights[anchored.voters], anchored.codes),
        ]
        scores = sums(parts, len(near.names))[named]
        first: str = min(near.names[code] for code in named[scores == scores.max()].tolist())
        return first


def _weighed(
    similar: NDArray[np.float64],
    entries: Sequence[BankEntry],
    anchor_similar: NDArray[np.float64],
    anchors: Sequence[BankEntry],
    parameters: VoteParameters,
    scales: Scales | None,
    second: SecondOpinion | None,
) -> Weighed | None:
    """The three outcomes of a trained bank, with their probabilities, and what becomes of them by
    the second opinion; ``None`` of another bank."""
    if scales is None or not len(anchors) or not len(entries):
        return None
    sharpness = parameters.scale, parameters.anchor_scale
    weighed = scales.weigh(features(similar, entries, anchor_similar, anchors, *sharpness))
    return weighed if second is None else second.weigh(weighed)


def _in_part(
    weighed: Weighed | None,
    scales: Scales | None,
    masses: Mapping[EntryKind, float],
    scores: Sequence[tuple[str, float]],
    beside: Sequence[tuple[str, float]],
) -> tuple[bool, bool]:
    """Whether an answer would be whole, and whether one in part is certain enough."""
    if weighed is None or scales is None:
        most = masses["partial"] > max(m for kind, m in masses.items() if kind != "partial")
        return not most, most and bool(beside)
    part = weighed.beside >= scales.partial_threshold and bool(beside)
    whole = weighed.whole >= scales.whole_threshold
    return whole and not scales.too_spread(weighed, scores), part


def choose_passages(decision: Vote, parameters: VoteParameters) -> tuple[str, ...]:
    """The passages to cite, best first: the leader, and the others that are nearly as relevant.

    A lookup has one clear leader and gets one citation; where neighbours agree on several
    passages (lists, comparisons) those score alike and are cited together. What no near question
    tells together with the leader has to be more relevant.
    """
    scores = decision.beside if decision.outcome == "partial" else decision.scores
    if not scores:
        return ()
    (leader, top), *others = scores
    least = parameters.cite_share * top
    floors = parameters.cite_apart, parameters.cite_floor
    further = [
        passage
        for passage, score in others
        if score >= max(least, floors[passage in decision.together])
    ]
    most = BESIDE_MOST if decision.outcome == "partial" else parameters.cite_most
    return (leader, *further)[:most]


def covered_features(
    similarities: NDArray[np.float64],
    entries: Sequence[BankEntry],
    masses: Mapping[EntryKind, float],
) -> tuple[float, float, float]:
    """What the calibration looks at: log mass ratio, best covered similarity, and its margin.

    Each grows when a covered neighbour comes nearer and none grows when another one does.
    """
    covered = sum(masses[kind] for kind in COVERED)
    others = sum(mass for kind, mass in masses.items() if kind not in COVERED)
    ratio = float(np.log((covered + LEAST_MASS) / (others + LEAST_MASS)))
    is_covered = voters_of(entries).of_kinds(COVERED)
    best = float(similarities[is_covered].max(initial=0.0))
    rival = float(similarities[~is_covered].max(initial=0.0))
    return ratio, best, float(np.clip(best - rival, -WIDEST_MARGIN, WIDEST_MARGIN))


def covered_probability(features: tuple[float, float, float], parameters: VoteParameters) -> float:
    """The calibrated probability that the article answers."""
    mass, similarity, margin = features
    logit = (
        parameters.intercept
        + parameters.mass_weight * mass
        + parameters.similarity_weight * similarity
        + parameters.margin_weight * margin
    )
    return float(1.0 / (1.0 + np.exp(-np.clip(logit, -60.0, 60.0))))


def _checked(
    similarities: NDArray[np.floating[Any]], entries: Sequence[BankEntry]
) -> NDArray[np.float64]:
    """The similarities as a flat array of finite numbers, one for each entry."""
    similar = np.asarray(similarities, dtype=np.float64).ravel()
    if len(similar) != len(entries):
        raise ValueError(f"{len(similar)} similarities for {len(entries)} entries")
    if not np.isfinite(similar).all():
        raise ValueError("similarities must be finite")
    return similar


@cache
def _factors(discount: float, deepest: int) -> NDArray[np.float64]:
    """What a passage counts at each rank of a voter's."""
    return np.array([discount**rank for rank in range(deepest + 1)])


def _softmax(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that sum to one; empty for no logits."""
    if not logits.size:
        return logits
    raised = np.exp(logits - logits.max())
    weights: NDArray[np.float64] = raised / raised.sum()
    return weights


def _outcome(
    probability: float,
    masses: Mapping[EntryKind, float],
    parameters: VoteParameters,
    in_part: tuple[bool, bool],
) -> Outcome:
    """The verdict: first whether the article speaks of it, then of which kind it is."""
    whole, partly = in_part
    if probability >= parameters.answer_threshold and whole:
        covered = masses["answer"] + masses["premise"]
        false = covered > 0 and masses["premise"] >= parameters.premise_threshold * covered
        return "premise" if false else "answer"
    others = masses["uncovered"] + masses["act"]
    chat = others > 0 and masses["act"] >= parameters.act_threshold * (others + masses["partial"])
    if partly and not chat:
        return "partial"
    return "act" if chat else "uncovered"


def _names(scores: Sequence[tuple[str, float]]) -> tuple[str, ...]:
    return tuple(passage for passage, _ in scores)
