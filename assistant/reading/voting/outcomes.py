"""A second opinion on what a document does with a question, and on which passages tell it.

The vote compares a question with known ones as wholes; what it asks *about* the right thing (how
that is measured, what it costs in one city, an outline of it) hardly moves its vector. A small
classifier that was trained on the labelled questions of one document reads just that off the
question's words. It is the encoder's other half: one layer more of the run that makes the vector.
It knows that one document, so it is asked only where nothing else is in the corpus and not a
character of it has changed. Beside it stands a sharper look at the neighbours.
The three opinions are pooled log-linearly, each with its exponent (C. Genest and J. Zidek,
"Combining Probability Distributions", Statistical Science 1986). Which of the document's passages
tell it is the classifier's second output; that and the vote's are averaged.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.index.embedding import MODEL_DIR, QuestionEncoder, Vectors
from assistant.reading.voting.scales import Scales, Weighed
from assistant.reading.voting.spread import SpreadNumbers
from assistant.records import Document, Passage
from assistant.sources.bank import BankEntry, EntryKind
from assistant.text.forms import Abbreviations, shown

PARAMETERS = MODEL_DIR / "outcomes.json"
SHARPNESS = (40.0, 80.0)
SHARES_LEAST = 0.01
ABSENT = 0.3
"""The similarity that an outcome without a neighbour counts with."""
LEAST = 1e-4
LEAST_TOLD = 0.02
"""The share from which on a passage that nobody voted for is relevant at all."""
_OUTCOME: Mapping[EntryKind, int] = {
    "answer": 0, "premise": 0, "partial": 1, "uncovered": 2, "act": 2,
}  # fmt: skip
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class OutcomeNumbers:
    """What was chosen on data, from ``outcomes.json`` beside the weights.

    Attributes:
        document: sha256 of the text that the classifier knows.
        weights: of the sharper look at the neighbours; one row for each outcome.
        intercepts: one for each row.
        partial_threshold: least ``Weighed.beside`` for an answer in part.
        whole_threshold: least ``Weighed.whole`` for an answer.
        certain: probability from which on the vote is not doubted.
        answered: the same of an answer, which is doubted less.
        voices: the exponents of the vote, the sharper look and the classifier. They may sum to more
            than one: opinions that agree are more certain than each.
        told: what the classifier's word on the passages counts, from 0 to 1; the rest is the
            vote's.
        spread: what is asked of a vote that is spread over many passages.
    """

    document: str
    weights: tuple[tuple[float, ...], ...]
    intercepts: tuple[float, ...]
    partial_threshold: float
    whole_threshold: float
    certain: float
    answered: float
    voices: tuple[float, float, float]
    told: float
    spread: SpreadNumbers | None = None

    @classmethod
    def load(cls, path: Path) -> OutcomeNumbers:
        """Reads the file; keys that are notes are ignored."""
        values = json.loads(path.read_text(encoding="utf-8"))
        rows = tuple(tuple(float(x) for x in row) for row in values["weights"])
        return cls(
            str(values["document"]),
            rows,
            tuple(float(x) for x in values["intercepts"]),
            float(values["partial_threshold"]),
            float(values["whole_threshold"]),
            float(values["certain"]),
            float(values["answered"]),
            _three(values["voices"]),
            float(values["told"]),
            SpreadNumbers(**values["spread"]) if "spread" in values else None,
        )


@dataclass(frozen=True, slots=True)
class Said:
    """What the classifier says of one question.

    Attributes:
        vector: what the question is searched with, of the same run.
        logs: logarithms of the probabilities of the three outcomes.
        passages: the share that a passage of the document has in telling it, of those that have a
            share worth counting; ``None`` where the document is split otherwise than it was for
            the training.
    """

    vector: Vectors
    logs: Floats
    passages: Mapping[str, float] | None


class Outcomes:
    """The second opinion for one corpus; safe to share.

    Args:
        encoder: that it is the other half of.
        numbers: how it is weighed.
        short: the abbreviations of the corpus.
        passages: the names of the document's passages, in their order.
    """

    def __init__(
        self,
        encoder: QuestionEncoder,
        numbers: OutcomeNumbers,
        short: Abbreviations,
        passages: Sequence[str],
    ) -> None:
        self._encoder = encoder
        self._short = short
        self._passages = tuple(passages)
        self.numbers = numbers

    @classmethod
    def knowing(
        cls,
        encoder: QuestionEncoder,
        documents: Iterable[Document],
        short: Abbreviations,
        passages: Iterable[Passage],
        parameters: Path = PARAMETERS,
    ) -> Outcomes | None:
        """The opinion on a corpus, if it is the one document that the classifier knows."""
        known = [document.sha256 for document in documents]
        if len(known) != 1 or not parameters.is_file():
            return None
        numbers = OutcomeNumbers.load(parameters)
        if known != [numbers.document]:
            return None
        return cls(encoder, numbers, short, [passage.id for passage in passages])

    def scales(self, scales: Scales) -> Scales:
        """The scales with the thresholds that were chosen for all opinions together."""
        numbers = self.numbers
        return replace(
            scales,
            partial_threshold=numbers.partial_threshold,
            whole_threshold=numbers.whole_threshold,
            spread=numbers.spread,
        )

    def of(self, said: Said, similarities: Floats, entries: Sequence[BankEntry]) -> Opinion:
        """The opinion on one question, whose neighbours are ``entries``."""
        return Opinion(self.numbers, said, similarities, entries)

    def said(self, question: str) -> Said:
        """What the classifier alone says of a question, however it is put."""
        heard = self._encoder.hear(shown(question, self._short))
        shares = _softmax(heard.passages.astype(np.float64))
        logs = np.log(_softmax(heard.outcomes.astype(np.float64)) + LEAST)
        if len(shares) != len(self._passages):
            # Another way of splitting: which share is whose passage is not known any more.
            return Said(heard.vector, logs, None)
        counted = np.flatnonzero(shares >= LEAST_TOLD)
        names = [self._passages[place] for place in counted.tolist()]
        return Said(heard.vector, logs, dict(zip(names, shares[counted].tolist(), strict=True)))


@dataclass(frozen=True, slots=True)
class Opinion:
    """The second opinion on one question."""

    numbers: OutcomeNumbers
    said: Said
    similarities: Floats
    entries: Sequence[BankEntry]

    def weigh(self, voted: Weighed) -> Weighed:
        """What all opinions say together; what the vote is certain of stays."""
        shares = (voted.answer, voted.partial, voted.silent)
        if max(shares) >= self.numbers.certain or voted.answer >= self.numbers.answered:
            return voted
        sharp = self.numbers.weights @ sharp_figures(self.similarities, self.entries)
        sharp = _softmax(sharp + np.asarray(self.numbers.intercepts))
        opinions = (np.log(np.asarray(shares) + LEAST), np.log(sharp + LEAST), self.said.logs)
        pooled = np.asarray(self.numbers.voices) @ np.stack(opinions)
        answer, partial, silent = _softmax(pooled).tolist()
        return Weighed(answer, partial, silent)

    def told(self, scores: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
        """The relevance of the passages that were voted for, best first, and the classifier's word
        on them.

        Its shares sum to one while relevances do not, so they are stretched to the same sum: where
        several passages are needed each of them is as relevant as the vote says.
        """
        if self.said.passages is None:
            return tuple(scores)
        share, total = self.numbers.told, sum(score for _, score in scores) or 1.0
        relevance = {name: share * total * part for name, part in self.said.passages.items()}
        for name, score in scores:
            relevance[name] = relevance.get(name, 0.0) + (1.0 - share) * score
        ranked = sorted([(-score, name) for name, score in relevance.items()])
        return tuple([(name, min(1.0, -score)) for score, name in ranked])


def sharp_figures(similarities: Floats, entries: Sequence[BankEntry]) -> Floats:
    """Ten figures of the neighbours: for each outcome its share of two sharp votes, by how much
    each outcome's nearest leads another's, and the nearest similarity.

    Raises:
        ValueError: there is no neighbour.
    """
    if not len(entries):
        raise ValueError("no neighbours to look at")
    similar = np.asarray(similarities, dtype=np.float64)
    kinds = np.array([_OUTCOME[entry.kind] for entry in entries], dtype=int)
    top = float(similar.max())
    figures: list[float] = []
    for sharpness in SHARPNESS:
        raised = np.exp(sharpness * (similar - top))
        shares = [float(raised[kinds == kind].sum() / raised.sum()) for kind in range(3)]
        figures += np.log(np.asarray(shares) + SHARES_LEAST).tolist()
    answer, partial, silent = (
        float(similar[kinds == kind].max(initial=ABSENT)) for kind in range(3)
    )
    return np.array([*figures, answer - partial, answer - silent, partial - silent, top])


def _three(values: Sequence[float]) -> tuple[float, float, float]:
    first, second, third = (float(value) for value in values)
    return first, second, third


def _softmax(logits: Floats) -> Floats:
    raised = np.exp(logits - logits.max())
    weights: Floats = raised / raised.sum()
    return weights
