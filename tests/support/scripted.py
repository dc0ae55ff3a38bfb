"""An assistant without a model that knows the evaluation sets by heart, and ways to break it.

``Scripted`` cites exactly what the sets want. That makes it the upper end of every figure, so a
gate set on it is tight, and a test that it is fully right is a test that the sets can be answered
at all. The ``Broken…`` classes plant one fault each around any assistant.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from assistant.records import (
    Answer,
    Answered,
    Citation,
    Document,
    Evidence,
    Passage,
    Quote,
    Searching,
    Status,
    StreamEvent,
    Turn,
)
from assistant.sources.corpus import Corpus, read_corpus
from eval.kinds.cases import Message
from eval.kinds.ways import ways_of
from eval.runner import own_words
from eval.sets import Groups, Sets, TurnCase
from eval.subject import Asked, InProcess, Reaction

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
INDEX = "0123456789ab"


@dataclass(frozen=True, slots=True)
class ScriptedReading:
    """What the reader would say."""

    evidence: tuple[Evidence, ...]
    p_covered: float


@dataclass(frozen=True, slots=True)
class Script:
    """The right reply to one message."""

    status: Status
    quotes: tuple[str, ...] = ()
    shape: str | None = None
    also: tuple[str, ...] = ()
    """What the reply says beside its quotes: the name of a section, what is lacking."""


@cache
def the_corpus() -> Corpus:
    """The article, its passages and its bank; read once."""
    return read_corpus(CORPUS)


class Scripted:
    """Answers what the sets ask with the words the sets want, and refuses everything else."""

    def __init__(self, sets: Sets) -> None:
        self.corpus = the_corpus()
        texts = {name: document.text for name, document in self.corpus.documents.items()}
        self._scripts = dict(_scripts(sets, texts))

    @property
    def documents(self) -> Mapping[str, Document]:
        return self.corpus.documents

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        script = self._script(question, history)
        citations = tuple(
            Citation(number, self.quote(start, end))
            for number, (start, end) in enumerate(self._spans(script), 1)
        )
        return Answer(
            id="1",
            question=question,
            status=script.status,
            text=_text(script, citations),
            engine="scripted",
            index=INDEX,
            took_ms=1.0,
            citations=citations,
            missing=script.also if script.status == "partial" else (),
        )

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        yield Searching(question)
        yield Answered(self.ask(question, history))

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Evidence, ...]:
        spans = self._spans(self._script(question, history))
        passages = self.corpus.passages
        inside = [p for span in spans for p in passages if p.start < span[1] and span[0] < p.end]
        ranked = list(dict.fromkeys([*inside, *passages]))[:20]
        return tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(ranked, 1))

    def read(self, question: str, history: Sequence[Turn] = ()) -> ScriptedReading:
        answered = self._script(question, history).status == "answered"
        return ScriptedReading(self.retrieve(question, history), 0.95 if answered else 0.05)

    def quote(self, start: int, end: int) -> Quote:
        """The words of the article from ``start`` to ``end``."""
        (document,) = self.documents.values()
        section = next((p.section for p in self.corpus.passages if p.start <= start < p.end), ("",))
        url = f"/source/{document.id}#c={start}-{end}"
        heading = " › ".join(section)
        return Quote(document.id, heading, document.text[start:end], start, end, url)

    def _script(self, question: str, history: Sequence[Turn]) -> Script:
        said = tuple(turn.content for turn in history if turn.role == "user")
        return self._scripts.get((*said, question), Script("not_covered"))

    def _spans(self, script: Script) -> list[tuple[int, int]]:
        (document,) = self.documents.values()
        places = [(document.text.index(quote), len(quote)) for quote in script.quotes]
        return [(start, start + length) for start, length in places]


class Broken:
    """Passes everything on to another assistant; the subclasses change one thing."""

    def __init__(self, whole: Any) -> None:
        self.whole = whole

    @property
    def documents(self) -> Mapping[str, Document]:
        documents: Mapping[str, Document] = self.whole.documents
        return documents

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer: Answer = self.whole.ask(question, history)
        return self.spoil(answer)

    def spoil(self, answer: Answer) -> Answer:
        """The answer with the fault in it."""
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[StreamEvent]:
        yield Searching(question)
        yield Answered(self.ask(question, history))

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Evidence, ...]:
        found: tuple[Evidence, ...] = self.whole.retrieve(question, history)
        return found

    def read(self, question: str, history: Sequence[Turn] = ()) -> ScriptedReading:
        p_covered = self.whole.read(question, history).p_covered
        return ScriptedReading(self.retrieve(question, history), p_covered)


class BrokenShuffled(Broken):
    """The passages were shuffled in the store: each id leads to another passage's words."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        passages = list(whole.corpus.passages)
        random.Random(1).shuffle(passages)
        self._other: dict[int, Passage] = {
            p.start: q for p, q in zip(whole.corpus.passages, passages, strict=True)
        }

    def spoil(self, answer: Answer) -> Answer:
        others = [self._other.get(c.source.start) for c in answer.citations]
        return _with_spans(
            self, answer, [(p.start, p.end) if p else (0, 10) for p in others], exact=True
        )

    def retrieve(self, question: str, history: Sequence[Turn] = ()) -> tuple[Evidence, ...]:
        return tuple(
            replace(found, passage=self._other[found.passage.start])
            for found in super().retrieve(question, history)
        )


class BrokenOffByOne(Broken):
    """Offsets are one too large; the quote is what now stands there, so it looks exact."""

    def spoil(self, answer: Answer) -> Answer:
        spans = [(c.source.start + 1, c.source.end + 1) for c in answer.citations]
        return _with_spans(self, answer, spans, exact=True)


class BrokenOffsets(Broken):
    """Offsets are one too small and the quote stays what it was."""

    def spoil(self, answer: Answer) -> Answer:
        spans = [(c.source.start - 1, c.source.end - 1) for c in answer.citations]
        return _with_spans(self, answer, spans, exact=False)


class BrokenNeverRefuses(Broken):
    """The refusal threshold is 0: everything is answered with the nearest passage."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        answer = super().ask(question, history)
        if answer.status == "answered":
            return answer
        nearest = self.whole.retrieve(question, history)[0].passage
        (document,) = self.documents.values()
        quote = Quote(
            document.id, nearest.heading, nearest.text, nearest.start, nearest.end, "/source"
        )
        text = f"{nearest.text} [1]"
        return replace(answer, status="answered", text=text, citations=(Citation(1, quote),))


class BrokenAlwaysRefuses(Broken):
    """The refusal threshold is 1: nothing is answered."""

    def spoil(self, answer: Answer) -> Answer:
        return replace(answer, status="not_covered", text="Not covered.", citations=())


class BrokenPrevious(Broken):
    """Each answer carries the citations of the one before."""

    def __init__(self, whole: Any) -> None:
        super().__init__(whole)
        self._before: tuple[Citation, ...] = ()

    def spoil(self, answer: Answer) -> Answer:
        before, self._before = self._before, answer.citations
        if answer.status != "answered" or not before:
            return answer
        text = " ".join(f"{c.source.quote} [{c.number}]" for c in before)
        return replace(answer, citations=before, text=text)


FAULTS: tuple[type[Broken], ...] = (
    BrokenShuffled,
    BrokenOffByOne,
    BrokenOffsets,
    BrokenNeverRefuses,
    BrokenAlwaysRefuses,
    BrokenPrevious,
)


class ScriptedSubject(InProcess):
    """A subject whose server reacts to every robustness case as the case wants it."""

    def __init__(self, assistant: Asked, sets: Sets) -> None:
        super().__init__(assistant, "scripted")
        self._expect = {case.body: case.expect for case in sets.robustness}

    def post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        return [_reaction(self._expect[body]) for body in bodies]


def _reaction(expect: str) -> Reaction:
    if expect == "ok":
        return Reaction(200, "application/json", json.dumps({"status": "not_covered"}))
    problem = {"title": "No", "status": 422, "detail": "Type a question."}
    return Reaction(422, "application/problem+json", json.dumps(problem))


def _scripts(sets: Sets, texts: Mapping[str, str]) -> Iterator[tuple[tuple[str, ...], Script]]:
    # Conversations first: where one begins with a question of the other sets, that one decides.
    for conversation in sets.conversations:
        said: tuple[str, ...] = ()
        quotes: tuple[str, ...] = ()
        for turn in conversation.turns:
            said = (*said, turn.user)
            quotes = _turn_quotes(turn) or quotes
            yield said, Script(turn.expect, _only(turn.expect, quotes), turn.shape)
    for case in sets.answerable:
        for quote in _flat(case.needed):
            yield (own_words(quote, texts),), Script("answered", (quote,))
    for kind in sets.kinds:
        said, quotes = (), ()
        for message in kind.messages:
            said = (*said, message.text) if kind.in_order else (message.text,)
            # "What did I ask first?" wants no quote of its own; an answer has one all the same.
            quotes = message.gold or (quotes if kind.in_order else ())
            yield said, _kind_script(replace(message, gold=quotes))
    plain: dict[str, Script] = {}
    for case in sets.answerable:
        plain[case.question] = Script("answered", _flat(case.needed) + case.also)
    for silent in sets.unanswerable:
        status: Status = "answered" if silent.expect == "refuted" else silent.expect
        plain[silent.question] = Script(status, silent.refutes)
    for question, script in plain.items():
        yield from (((way,), script) for way in ways_of(question).values())
    # Last, so that a question that is another one's wording keeps its own script.
    yield from (((question,), script) for question, script in plain.items())


def _kind_script(message: Message) -> Script:
    # Yes and no are asked for without quotes, and no answer comes without one.
    if message.rule in ("refused", "unanswered", "begins"):
        return Script("not_covered")
    quoted = " ".join(message.gold)
    also = (fact for fact in message.facts if not re.search(fact, quoted, re.IGNORECASE))
    status: Status = "partial" if message.rule == "told" else "answered"
    return Script(status, message.gold, also=tuple(fact.partition("|")[0] for fact in also))


def _turn_quotes(turn: TurnCase) -> tuple[str, ...]:
    if turn.shape == "shorter":
        return _flat(turn.needed)
    return _flat(turn.needed) + (turn.also if turn.expect == "answered" else ())


def _only(expect: Status, quotes: tuple[str, ...]) -> tuple[str, ...]:
    return quotes if expect == "answered" else ()


def _flat(groups: Groups) -> tuple[str, ...]:
    return tuple(dict.fromkeys(quote for group in groups for quote in group))


def _text(script: Script, citations: Sequence[Citation]) -> str:
    if script.status == "partial":
        lacking = f" The article does not say: {', '.join(script.also)}." if script.also else ""
        return f"In part. {' '.join(f'[{c.number}]' for c in citations)}{lacking}"
    if script.status != "answered":
        return "Hello!" if script.status == "small_talk" else "The article does not say."
    parts = [
        f"{c.source.section if script.shape == 'section' else c.source.quote} [{c.number}]"
        for c in citations
    ]
    if script.shape == "shorter":
        parts = [f"{c.source.quote[:60].rsplit(' ', 1)[0]} [{c.number}]" for c in citations]
    parts += script.also
    bullet = "- " if script.shape == "bullets" else ""
    return "\n".join(bullet + part for part in parts)


def _with_spans(
    broken: Broken, answer: Answer, spans: Sequence[tuple[int, int]], *, exact: bool
) -> Answer:
    (document,) = broken.documents.values()
    citations = []
    for citation, (start, end) in zip(answer.citations, spans, strict=True):
        quote = document.text[start:end] if exact else citation.source.quote
        source = replace(citation.source, quote=quote, start=start, end=end)
        citations.append(replace(citation, source=source))
    return replace(answer, citations=tuple(citations))
