"""Reading where a document has no question bank.

The search proposes, the evidence reader (`evidence.py`) judges each of the first candidates in
its context, and a logistic model of a few figures says how likely it is that the documents
answer at all. Silence has two degrees: nearly certain, so that "the article does not
say" may be said, and merely nothing found.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Protocol

from assistant.index.ingestion import passage_text
from assistant.index.retrieval import Found
from assistant.reading.tables.extremes import ROWS_LEAST, farthest
from assistant.reading.tables.looked_up import wants_list
from assistant.reading.unbanked.belonging import Belonging
from assistant.reading.unbanked.days import of_the_day
from assistant.reading.unbanked.demands import unmet
from assistant.reading.unbanked.doubt import Doubt
from assistant.reading.unbanked.evidence import EVIDENCE_DIR, NULL_LOGIT, read_numbers
from assistant.reading.unbanked.limits import Limits
from assistant.reading.unbanked.pairs import Context
from assistant.reading.unbanked.rows import Rows
from assistant.reading.unbanked.siblings import Siblings, compares
from assistant.reading.unbanked.steps import Steps, wants_steps
from assistant.records import Evidence, Passage
from assistant.sources.corpus import Corpus
from assistant.text.words import content_stems

READ_LANGUAGE = "en"
"""What the evidence reader was trained on."""
SILENT_LOGIT = -6.6
"""Silence is nearly certain only where the reader itself sees nothing, too: below this in its best
candidate. A low probability alone was true in 86 of 100 cases, with this in 44 of 45 (eval/LOG.md):
a question in words of its own ("Is there rainwater in my pint?") looks far from the text to the
search, and not to the reader."""
ALIKE = 0.25
"""Share of words from which on two sentences beside each other are of one form."""
DAY_MARGIN = 8.0
"""So far behind the best may be what is about the day that is asked for."""
ENTRY_WORDS_MOST = 3
"""Words of a line of a list that only names a thing."""
MOST_OF_TABLE = 0.5
"""Share of the rows of a small table from which on all are told: half of a week is no week."""
ALONE_MOST = 2
"""Citations where only the search has chosen them."""
ALONE_SHARE = 0.5
"""Share of the best score from which a further passage is cited there: one that holds none of the
question's words has less."""


class Scorer(Protocol):
    """What judges passages; ``EvidenceReader`` in the product."""

    def score(self, question: str, contexts: Sequence[Context]) -> list[float]:
        """A logit for each passage; above 0 it answers rather than not."""


@dataclass(frozen=True, slots=True)
class PlainParameters:
    """The numbers of reading without a bank, fitted by ``training/fit_plain.py``.

    Attributes:
        candidates: how many of the found passages are judged.
        search_weight: what the search's score is worth beside a logit, for the order.
        answers: intercept and weights of the logistic model of "the documents answer".
        about: the same of "they are about this", whether they answer or not.
        answer_threshold: least probability of the first with which a question is answered.
        about_threshold: least probability of the second.
        silence_threshold: below it silence counts as nearly certain, where the reader agrees
            (``SILENT_LOGIT``).
        cite_margin: how far behind the first a further citation may be, in logits.
        cite_most: most citations, before what limits them is added.
        neighbour_margin: how far behind the first the sentence beside it may be, in logits.
        alone_intercept: of the model that decides by keywords alone, in languages that the reader
            does not read.
        alone_weight: there, of the share of the question that the keywords cover.
        alone_threshold: there, least probability with which a question is answered.
    """

    candidates: int
    search_weight: float
    answers: tuple[float, ...]
    about: tuple[float, ...]
    answer_threshold: float
    about_threshold: float
    silence_threshold: float
    cite_margin: float
    cite_most: int
    neighbour_margin: float
    alone_intercept: float
    alone_weight: float
    alone_threshold: float

    @classmethod
    def load(cls, path: Path = EVIDENCE_DIR / "parameters.json") -> PlainParameters:
        """Reads the parameters stored beside the model; keys that are notes are ignored."""
        values = read_numbers(path, cls.__slots__)
        for name in ("answers", "about"):
            values[name] = tuple(values[name])
        return cls(**values)

    def probability(self, figures: Figures) -> float:
        """Probability that the documents answer, in [0, 1].

        It is lower, and below ``answer_threshold``, where they are hardly about the question.
        """
        answers, about = figures.chance(self.answers), figures.chance(self.about)
        if about >= self.about_threshold:
            return answers
        return min(answers, self.answer_threshold) * about

    def probability_alone(self, keyword: float) -> float:
        """The same by the keywords alone."""
        return _logistic(self.alone_intercept + self.alone_weight * keyword)


def _logistic(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, logit))))


@dataclass(frozen=True, slots=True)
class Figures:
    """What the probability is made of; see ``PlainParameters``."""

    best: float
    spread: float
    search: float
    keyword: float

    @classmethod
    def of(cls, logits: Sequence[float], search: float, keyword: float) -> Figures:
        """The figures of one question; ``logits`` are those of the judged passages."""
        best = max(logits)
        spread = math.log(sum(math.exp(logit - best) for logit in logits))
        return cls(best, spread, search, keyword)

    def chance(self, model: Sequence[float]) -> float:
        """What a logistic model says; ``model`` is its intercept and its weights, in order."""
        weighed = zip(model[1:], (self.best, self.spread, self.search, self.keyword), strict=True)
        return _logistic(model[0] + sum(weight * figure for weight, figure in weighed))


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

    def __init__(self, corpus: Corpus, scorer: Scorer, parameters: PlainParameters) -> None:
        self._corpus = corpus
        self._scorer = scorer
        self._parameters = parameters

    @cached_property
    def _contexts(self) -> Mapping[str, Context]:
        titles = {key: document.title for key, document in self._corpus.documents.items()}
        return contexts(self._corpus.passages, titles)

    @cached_property
    def _told(self) -> str:
        """All that the documents say, their titles, headings and names included."""
        corpus = self._corpus
        texts = [passage.text for passage in corpus.passages]
        texts += [heading for passage in corpus.passages for heading in passage.section]
        texts += [document.title for document in corpus.documents.values()]
        return " ".join([*texts, *corpus.named.names, corpus.subject])

    @cached_property
    def _doubt(self) -> Doubt:
        return Doubt(self._told)

    @cached_property
    def _limits(self) -> Limits:
        return Limits(self._corpus.passages)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {passage.id: place for place, passage in enumerate(self._corpus.passages)}

    @cached_property
    def _belonging(self) -> Belonging:
        return Belonging(self._corpus.passages, self._siblings)

    @cached_property
    def _siblings(self) -> Siblings:
        return Siblings(self._corpus.passages, self._corpus.documents)

    @cached_property
    def _rows(self) -> Rows:
        return Rows(self._corpus.passages)

    @cached_property
    def _steps(self) -> Steps:
        return Steps(self._corpus.passages, self._corpus.documents)

    def speaks_of(self, question: str) -> bool:
        """Whether the documents have any word with a meaning of a question."""
        return self._doubt.knows(question)

    def read(self, found: Found) -> Verdict:
        """The decision on what was found."""
        judged = found.evidence[: self._parameters.candidates]
        if not judged:
            return Verdict(0.0, (), certain_silence=True)
        if self._corpus.language != READ_LANGUAGE:
            return self._by_keywords(found)
        read = [self._contexts[item.passage.id] for item in judged]
        logits = self._scorer.score(found.question, read)
        evidence = self._ordered(found.evidence, logits)
        search = max(item.score for item in judged)
        chance = self._parameters.probability(Figures.of(logits, search, found.keyword))
        near = tuple(item.passage for item in evidence)
        least = self._doubt.least(
            found.question, chance, evidence[0], self._parameters.answer_threshold
        )
        if plain := self._plainly(found.question, judged, unsure=chance < least):
            return Verdict(max(chance, least), evidence, tuple(plain), near)
        if chance < least:
            unlikely = chance < self._parameters.silence_threshold
            certain = unlikely and max(logits) < SILENT_LOGIT
            return Verdict(chance, evidence, near=near, certain_silence=certain)
        told = of_the_day(found.question, evidence, DAY_MARGIN)
        chosen = self._chosen(found.question, told)
        if unmet(found.question, chosen):
            return Verdict(min(chance, least), evidence, near=near)
        return Verdict(chance, evidence, chosen, near)

    def _plainly(
        self, question: str, judged: Sequence[Evidence], *, unsure: bool
    ) -> Sequence[Passage]:
        """What answers by its place in the document, as a reader of sentences cannot see it."""
        found = [item.passage for item in judged]
        if wants_steps(question) and (steps := self._steps.named(question)):
            return steps
        if rows := self._rows.farthest(question, found) or self._rows.listed(question):
            return rows
        if not unsure:
            return ()
        return self._rows.counted(question) or self._rows.holding(question, found)

    def _by_keywords(self, found: Found) -> Verdict:
        """Neither the encoder nor the reader knows this language; its words still match.

        So little is no ground for saying that the documents are silent.
        """
        chance = self._parameters.probability_alone(found.keyword)
        near = tuple(item.passage for item in found.evidence)
        if chance < self._parameters.alone_threshold:
            return Verdict(chance, found.evidence, near=near)
        telling = [item for item in found.evidence if _tells(item.passage)]
        first = (telling or list(found.evidence))[0]
        beside = self._around(first.passage)
        more = [
            item.passage
            for item in telling[1:ALONE_MOST]
            if item.score >= ALONE_SHARE * first.score or item.passage in beside
        ]
        return Verdict(chance, found.evidence, self._limits.beside([first.passage, *more]), near)

    def _ordered(
        self, found: tuple[Evidence, ...], logits: Sequence[float]
    ) -> tuple[Evidence, ...]:
        """The judged passages by logit and search together, the others behind them."""
        weight = self._parameters.search_weight
        judged = [
            (logit + weight * item.score, -item.rank, item.passage)
            for logit, item in zip(logits, found, strict=False)
        ]
        judged.sort(key=lambda entry: entry[:2], reverse=True)
        least = judged[-1][0]
        behind = [
            (least - place, 0, item.passage)
            for place, item in enumerate(found[len(logits) :], start=1)
        ]
        return tuple(
            Evidence(passage, rank, score)
            for rank, (score, _, passage) in enumerate([*judged, *behind], start=1)
        )

    def _chosen(self, question: str, evidence: Sequence[Evidence]) -> tuple[Passage, ...]:
        """The first, what is hardly behind it, and what belongs to them, in that order."""
        parameters = self._parameters
        least = evidence[0].score - parameters.cite_margin
        shown = [item.passage for item in evidence if _tells(item.passage)]
        close = {item.passage.id for item in evidence if item.score >= least}
        # A line that only names a thing tells nothing beside an answer.
        close -= {i.passage.id for i in evidence[1:] if i.score < 0 and _is_entry(i.passage)}
        cited = [p for p in shown if p.id in close][: parameters.cite_most] or shown[:1]
        if not cited:
            return (evidence[0].passage,)
        if whole := self._belonging.reply(cited[0]):
            cited = [*whole, *(passage for passage in cited if passage not in whole)]
        else:
            cited = self._with_neighbours(question, cited)
        return self._limits.beside(self._belonging.beside(self._whole(question, cited)))

    def _with_neighbours(self, question: str, cited: list[Passage]) -> list[Passage]:
        """With the sentences beside the first that answer too, though the search missed them.

        The words of a question are often those of the sentence before its answer: "Visitors
        choose the best stand. The winner gets …".
        """
        first = cited[0]
        around = [
            passage
            for passage in self._around(first)
            if passage not in cited
            and (
                _fills(question, first, passage)
                or not _of_another(question, first.text, passage.text)
            )
        ]
        if not around:
            return cited
        read = [self._contexts[passage.id] for passage in (first, *around)]
        own, *logits = self._scorer.score(question, read)
        least = max(NULL_LOGIT, own - self._parameters.neighbour_margin)
        told = [
            passage
            for passage, logit in zip(around, logits, strict=True)
            if logit >= least or _fills(question, first, passage)
        ]
        together = sorted([first, *told], key=lambda passage: self._places[passage.id])
        return [*together, *cited[1:]]

    def _around(self, passage: Passage) -> list[Passage]:
        """The sentences before and behind one in its paragraph."""
        if passage.kind != "sentence":
            return []
        passages, place = self._corpus.passages, self._places[passage.id]
        beside = [*passages[max(place - 1, 0) : place], *passages[place + 1 : place + 2]]
        return [
            other
            for other in beside
            if (other.document_id, other.block) == (passage.document_id, passage.block)
            and other.kind == "sentence"
        ]

    def _whole(self, question: str, cited: list[Passage]) -> list[Passage]:
        """With the rest of a list or table, where more than one of it answers or it is compared."""
        group = self._siblings.of(cited[0])
        rows = self._rows.table(cited[0])
        inside = [passage for passage in cited if passage in (group or rows)]
        if wants_steps(question) and (steps := self._steps.of(cited[0])):
            return [*steps, *(passage for passage in cited if passage not in steps)]
        if not group and not rows:
            return cited
        if rows and compares(question):
            asked = farthest(question, rows) or list(group)
            cited = [passage for passage in cited if passage not in group]
        elif group and wants_list(question):
            asked = list(group)
        elif rows and (named := self._rows.named(question, rows)):
            asked = named
            cited = [passage for passage in cited if passage not in rows]
        elif len(inside) > 1:
            logits = self._scorer.score(question, [self._contexts[p.id] for p in group])
            asked = [
                passage
                for passage, logit in zip(group, logits, strict=True)
                if logit >= NULL_LOGIT or passage in inside
            ]
            if rows and len(asked) >= max(ROWS_LEAST, MOST_OF_TABLE * len(group)):
                asked = list(group)
        else:
            return cited
        return [*asked, *(passage for passage in cited if passage not in asked)]


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


def _of_another(question: str, told: str, beside: str) -> bool:
    """Whether ``beside`` says the like of another thing: "Apples keep for a month" beside pears."""
    asked, first, other = (set(content_stems(text)) for text in (question, told, beside))
    alike = len(first & other) >= ALIKE * min(len(first), len(other))
    return alike and bool(asked & first - other)


def _fills(question: str, told: Passage, beside: Passage) -> bool:
    """Whether ``beside`` speaks of all that is asked about and ``told`` says nothing of: "notice in
    probation" of "The notice is a month. During probation it is a week."."""
    heard = set(content_stems(f"{told.text} {told.heading}"))
    unsaid = set(content_stems(question)) - heard
    said = bool(heard & set(content_stems(question)))
    return said and bool(unsaid) and unsaid <= set(content_stems(beside.text))


def _tells(passage: Passage) -> bool:
    """Whether a passage says something: no header of a table, and no heading in plain letters."""
    if passage.kind == "table_header":
        return False
    return passage.kind == "table_row" or not passage.text.isupper()


def _is_entry(passage: Passage) -> bool:
    return passage.kind == "sentence" and len(passage.text.split()) <= ENTRY_WORDS_MOST


def _beside(one: Passage, other: Passage) -> bool:
    return one.document_id == other.document_id and one.section == other.section
