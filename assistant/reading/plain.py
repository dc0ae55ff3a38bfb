"""Reading where a document has no question bank.

Decides whether what was found answers, and which of it to cite.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from assistant.index.ingestion import passage_text
from assistant.index.retrieval import Found
from assistant.reading.pairs import Context
from assistant.records import Evidence, Passage
from assistant.sources.corpus import Corpus


class PlainParameters(Protocol):
    """The numbers that decide; they are stored beside the model."""

    @property
    def plain_threshold(self) -> float: ...

    @property
    def plain_share(self) -> float: ...

    @property
    def plain_most(self) -> int: ...

    def plain_probability(self, similarity: float, keyword: float) -> float:
        """Probability that a corpus without a bank answers, in [0, 1]."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What reading without a bank has to say about one question.

    Attributes:
        p_covered: calibrated probability that the documents answer, in [0, 1].
        evidence: the candidates, best first.
        chosen: the passages to cite, best first; empty unless answered.
        near: what the question sounds close to.
        certain_silence: whether it is nearly certain that nothing answers.
    """

    p_covered: float
    evidence: tuple[Evidence, ...]
    chosen: tuple[Passage, ...] = ()
    near: tuple[Passage, ...] = ()
    certain_silence: bool = False


class PlainReader:
    """Reads for documents without a bank."""

    def __init__(self, corpus: Corpus, parameters: PlainParameters) -> None:
        self._corpus = corpus
        self._parameters = parameters

    def read(self, found: Found) -> Verdict:
        """The decision on what was found."""
        probability = self._parameters.plain_probability(found.similarity, found.keyword)
        near = tuple(item.passage for item in found.evidence)
        if probability < self._parameters.plain_threshold or not found.evidence:
            return Verdict(probability, found.evidence, near=near)
        top = found.evidence[0].score
        chosen = tuple(
            item.passage
            for item in found.evidence[: self._parameters.plain_most]
            if item.score >= self._parameters.plain_share * top
        )
        return Verdict(probability, found.evidence, chosen, near)


def contexts(passages: Sequence[Passage], titles: Mapping[str, str]) -> dict[str, Context]:
    """Each passage as the evidence reader reads it, by id.

    The neighbours are the sentences beside it under the same heading; a table row has what
    stands before its table, and nothing after it.
    """
    read: dict[str, Context] = {}
    introduction: Passage | None = None
    for index, passage in enumerate(passages):
        before = passages[index - 1] if index else None
        after = passages[index + 1] if index + 1 < len(passages) else None
        if passage.kind == "sentence":
            introduction = passage
        else:
            before, after = introduction, None
        read[passage.id] = Context(
            passage_text(passage, titles.get(passage.document_id, "")),
            before.text if before is not None and _beside(before, passage) else "",
            after.text if after is not None and _beside(passage, after) else "",
        )
    return read


def _beside(one: Passage, other: Passage) -> bool:
    return one.document_id == other.document_id and one.section == other.section
