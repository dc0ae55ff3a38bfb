"""Faults planted into the real product, to see that the gate turns red for each of them.

A gate that stays green when the product is broken is decoration. Some faults are planted where
they would happen (the corpus, the shipped vectors, the threshold), the others in the answers of an
assistant that is otherwise whole.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.index.embedding import embed_texts, unit
from assistant.reading.unbanked.plain import PlainParameters
from assistant.reading.voting.vote import VoteParameters
from assistant.records import (
    Answer,
    Answered,
    Citation,
    Document,
    Evidence,
    Passage,
    Quote,
    StreamEvent,
    Turn,
)
from assistant.settings import Settings
from assistant.sources.corpus import Corpus, read_corpus
from eval.sets import Sets
from eval.statements import MARKER, NUMBER
from eval.subject import Asked, Read, Whole

DAMAGED = 0.1
"""Share of the shipped vectors that is damaged."""
SEED = 20260616


class Spoiled:
    """A whole assistant whose answers are changed on their way out.

    Args:
        change: (answer, the one before) → answer.
    """

    def __init__(self, whole: Whole, change: Callable[[Answer, Answer | None], Answer]) -> None:
        self._whole = whole
        self._change = change
        self._before: Answer | None = None
        self.corpus = whole.corpus

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._whole.documents

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = self._whole.ask(question, history)
        spoiled = self._change(answer, self._before)
        self._before = answer if answer.citations else self._before
        return spoiled

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        yield Answered(self.ask(question, history))

    def read(self, question: str, history: Sequence[Turn] = ()) -> Read:
        return self._whole.read(question, history)


class Remembered:
    """A whole assistant that answers what it was asked before from memory: keyless, it would say
    the same again, and seven faults of twelve change only what it said."""

    def __init__(self, whole: Whole) -> None:
        self._whole = whole
        self.corpus = whole.corpus
        self._said: dict[tuple[str, tuple[Turn, ...]], Answer] = {}
        self._read: dict[tuple[str, tuple[Turn, ...]], Read] = {}

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._whole.documents

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        key = question, tuple(history)
        if key not in self._said:
            self._said[key] = self._whole.ask(question, history)
        return self._said[key]

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        yield Answered(self.ask(question, history))

    def read(self, question: str, history: Sequence[Turn] = ()) -> Read:
        key = question, tuple(history)
        if key not in self._read:
            self._read[key] = self._whole.read(question, history)
        return self._read[key]

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> Sequence[Evidence]:
        return self._whole.retrieve(question, history)


@dataclass(frozen=True, slots=True)
class Ground:
    """What faults are planted on: an open assistant, its settings, an empty folder, the cases."""

    whole: Whole
    settings: Settings
    folder: Path
    sets: Sets


Plant = Callable[[Ground], AbstractContextManager[Asked]]


def _answers(change: Callable[[Ground], Callable[[Answer, Answer | None], Answer]]) -> Plant:
    @contextmanager
    def plant(ground: Ground) -> Iterator[Asked]:
        yield Spoiled(ground.whole, change(ground))

    return plant


def _off_by_one(ground: Ground) -> Callable[[Answer, Answer | None], Answer]:
    documents = ground.whole.documents

    def moved(citation: Citation) -> Citation:
        source = citation.source
        start, end = source.start + 1, source.end + 1
        words = documents[source.document_id].text[start:end]
        return replace(citation, source=replace(source, start=start, end=end, quote=words))

    return lambda answer, _: replace(answer, citations=tuple(map(moved, answer.citations)))


def _markers_shifted(_: Ground) -> Callable[[Answer, Answer | None], Answer]:
    """Every marker points at the next citation; the numbers stay in order, the quotes exact."""

    def change(answer: Answer, _: Answer | None) -> Answer:
        sources = [citation.source for citation in answer.citations]
        turned = sources[1:] + sources[:1]
        return replace(
            answer, citations=tuple(Citation(n, quote) for n, quote in enumerate(turned, 1))
        )

    return change


def _previous(_: Ground) -> Callable[[Answer, Answer | None], Answer]:
    def change(answer: Answer, before: Answer | None) -> Answer:
        if before is None or not answer.citations:
            return answer
        return replace(answer, text=before.text, citations=before.citations)

    return change


def _refuses_nothing(ground: Ground) -> Callable[[Answer, Answer | None], Answer]:
    def change(answer: Answer, _: Answer | None) -> Answer:
        if answer.citations:
            return answer
        nearest = ground.whole.retrieve(answer.question or "?")[0].passage
        words = ground.whole.documents[nearest.document_id].text[nearest.start : nearest.end]
        quote = Quote(nearest.document_id, nearest.heading, words, nearest.start, nearest.end, "")
        cited = (Citation(1, quote),)
        return replace(answer, status="answered", text=f"{words} [1]", citations=cited)

    return change


def _refuses_a_topic(ground: Ground) -> Callable[[Answer, Answer | None], Answer]:
    section = _most_asked_section(ground)

    def change(answer: Answer, _: Answer | None) -> Answer:
        if not any(citation.source.section == section for citation in answer.citations):
            return answer
        return replace(answer, status="not_covered", text="I found nothing.", citations=())

    return change


def _thought_shown(_: Ground) -> Callable[[Answer, Answer | None], Answer]:
    thought = "<think>The passages seem to fit, so I quote them.</think>"
    return lambda answer, _: (
        replace(answer, text=f"{thought}\n\n{answer.text}") if answer.citations else answer
    )


def _number_changed(_: Ground) -> Callable[[Answer, Answer | None], Answer]:
    def change(answer: Answer, _: Answer | None) -> Answer:
        words = MARKER.sub(lambda found: found.group().replace("[", "\0"), answer.text)
        changed = re.sub(rf"(?<!\0){NUMBER.pattern}", _one_more, words, count=1)
        return replace(answer, text=changed.replace("\0", "["))

    return change


def _one_more(found: re.Match[str]) -> str:
    digits = found.group()
    last = next(i for i in range(len(digits) - 1, -1, -1) if digits[i].isdigit())
    return digits[:last] + str((int(digits[last]) + 1) % 10) + digits[last + 1 :]


def _threshold(value: float) -> Plant:
    @contextmanager
    def plant(ground: Ground) -> Iterator[Asked]:
        shipped, plain = VoteParameters.load, PlainParameters.load

        def load(folder: Path) -> VoteParameters:
            return replace(shipped(folder), answer_threshold=value)

        def load_plain() -> PlainParameters:
            return replace(
                plain(), answer_threshold=value, about_threshold=value, alone_threshold=value
            )

        with (
            mock.patch.object(VoteParameters, "load", staticmethod(load)),
            mock.patch.object(PlainParameters, "load", staticmethod(load_plain)),
            Assistant.open(ground.settings) as broken,
        ):
            yield broken

    return plant


@contextmanager
def _passage_lost(ground: Ground) -> Iterator[Asked]:
    """The passage that most cases need is not in the index; the document still has it."""
    lost = _most_needed(ground)

    def read(folder: Path, *others: Path | None) -> Corpus:
        corpus = read_corpus(folder, *others)
        kept = tuple(passage for passage in corpus.passages if passage.id != lost)
        entries = tuple(entry for entry in corpus.entries if lost not in entry.passages)
        return replace(corpus, passages=kept, entries=entries)

    settings = ground.settings.model_copy(update={"index_dir": ground.folder / "index"})
    with (
        mock.patch("assistant.assistant.read_corpus", read),
        Assistant.open(settings) as broken,
    ):
        yield broken


def _vectors(noise: bool) -> Plant:
    @contextmanager
    def plant(ground: Ground) -> Iterator[Asked]:
        corpus = ground.folder / "corpus"
        shutil.copytree(ground.settings.corpus_dir, corpus)
        shipped = list(corpus.rglob("*.vectors.npz"))
        for path in shipped:
            damage(path, noise=noise)
        folders = {"corpus_dir": corpus, "index_dir": ground.folder / "index"}
        # Where none are shipped, those that the ingestion makes are damaged.
        made = nullcontext() if shipped else _made(noise)
        with made, Assistant.open(ground.settings.model_copy(update=folders)) as broken:
            yield broken

    return plant


def _made(noise: bool) -> AbstractContextManager[object]:
    def embed(*given: Any, **named: Any) -> NDArray[np.float32]:
        return spoilt(embed_texts(*given, **named), noise=noise)

    return mock.patch("assistant.index.ingestion.embed_texts", embed)


def spoilt(vectors: NDArray[np.float32], *, noise: bool) -> NDArray[np.float32]:
    """Unit vectors of which a tenth is replaced by noise, or by one that is the same for all."""
    random = np.random.default_rng(SEED)
    changed = vectors.copy()
    rows = random.permutation(len(vectors))[: int(np.ceil(len(vectors) * DAMAGED))]
    # A vector of zeros has no direction, which Chroma does not take.
    put = (
        random.normal(size=(len(rows), vectors.shape[1])) if noise else np.eye(vectors.shape[1])[0]
    )
    changed[rows] = put
    return unit(changed)


def damage(path: Path, *, noise: bool) -> None:
    """Replaces a tenth of the vectors of a file by noise, or by zeros.

    The checksum goes, as if a training that went wrong had written the file: with it, the product
    notices a damaged file itself.
    """
    random = np.random.default_rng(SEED)
    with np.load(path, allow_pickle=False) as file:
        members = {name: file[name] for name in file.files if name != "checksum"}
    vectors = members["vectors"].copy()
    rows = random.permutation(len(vectors))[: max(1, int(len(vectors) * DAMAGED))]
    shape = (len(rows), vectors.shape[1])
    vectors[rows] = random.integers(-127, 128, shape, dtype=np.int8) if noise else 0
    np.savez_compressed(path, **{**members, "vectors": vectors})


def _most_needed(ground: Ground) -> str:
    """Id of the passage that most answerable cases need."""
    counts = {passage.id: len(cases) for passage, cases in _needed_by(ground)}
    return max(counts, key=lambda identity: counts[identity])


def _most_asked_section(ground: Ground) -> str:
    """The section whose passages most answerable cases need, as citations name it."""
    asked: dict[str, set[str]] = {}
    for passage, cases in _needed_by(ground):
        asked.setdefault(" › ".join(passage.section), set()).update(cases)
    return max(asked, key=lambda section: len(asked[section]))


def _needed_by(ground: Ground) -> Iterator[tuple[Passage, set[str]]]:
    for passage in ground.whole.corpus.passages:
        yield (
            passage,
            {
                case.id
                for case in ground.sets.answerable
                if any(
                    passage.text in quote or quote in passage.text
                    for group in case.needed
                    for quote in group
                )
            },
        )


FAULTS: Mapping[str, Plant] = {
    "a passage lost": _passage_lost,
    "spans off by one": _answers(_off_by_one),
    "markers shifted": _answers(_markers_shifted),
    "citations of the previous question": _answers(_previous),
    "threshold 0": _threshold(0.0),
    "threshold 1": _threshold(1.1),
    "a tenth of the vectors zeroed": _vectors(noise=False),
    "a tenth of the vectors noise": _vectors(noise=True),
    "refuses nothing": _answers(_refuses_nothing),
    "refuses a topic": _answers(_refuses_a_topic),
    "a thought shown": _answers(_thought_shown),
    "a number changed": _answers(_number_changed),
}
"""Every fault by its name."""
SEEN_BY: Mapping[str, str] = {
    "a passage lost": "a question that needs each passage that matters",
    "spans off by one": "any question that is answered",
    "markers shifted": "questions whose answer cites two passages",
    "citations of the previous question": "two questions that are answered",
    "threshold 0": "questions near the documents' words that they do not answer",
    "threshold 1": "questions that are answered",
    "a tenth of the vectors zeroed": "a local embedding, and a run in this process",
    "a tenth of the vectors noise": "a local embedding, and a run in this process",
    "refuses nothing": "questions that the documents do not answer",
    "refuses a topic": "two questions or more under one heading",
    "a thought shown": "any question that is answered",
    "a number changed": "questions whose answer has a number",
}
"""What a set must have so that the fault can be seen."""
