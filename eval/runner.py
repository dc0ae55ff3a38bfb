"""Asks the questions, one at a time, and notes what came back."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from eval.gold import Texts, find_quote
from eval.kinds.asking import Kept, Verdict, ask_cases, ask_ways
from eval.reply import Reply, Span
from eval.sets import AnswerableCase, Conversation, RobustnessCase, Sets, UnanswerableCase
from eval.subject import Progress, Reaction, Said, Subject

STREAMED = 30
"""How many questions are asked once more as a stream, for the time to the first event."""
FEW_WORDS = 3
"""A quote of fewer is asked for with its line: “13.00” alone finds nothing anywhere."""
WARM_UP = ("What does a technical product manager own?", "asdf", "hello")


@dataclass(frozen=True, slots=True)
class Observation:
    """One question asked.

    Attributes:
        wall_ms: as measured from outside.
        ranking: spans of the retrieved passages, best first; ``None`` if nobody can tell.
        p_covered: the reader's probability that the article answers; ``None`` if unknown.
        bare_ms: what the question encoder alone took; ``None`` if unknown.
    """

    reply: Reply
    wall_ms: float
    ranking: tuple[Span, ...] | None = None
    p_covered: float | None = None
    bare_ms: float | None = None


@dataclass(frozen=True, slots=True)
class Observations:
    """Everything that was observed in one run, by case id."""

    answerable: Mapping[str, Observation]
    unanswerable: Mapping[str, Observation]
    conversations: Mapping[str, tuple[Observation, ...]]
    robustness: Mapping[str, Reaction]
    first_event_ms: tuple[float, ...]
    seconds: float
    verdicts: tuple[Verdict, ...] = ()
    kept: tuple[Kept, ...] = ()
    cosines: Mapping[str, float] = field(default_factory=dict)
    by_words: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)


def observe(subject: Subject, sets: Sets, progress: Progress | None = None) -> Observations:
    """Asks everything once, one question at a time, and notes what came back."""
    start = time.perf_counter()
    tell = progress or (lambda what, done, total: None)
    for question in WARM_UP:
        subject.ask(question)
    answerable = _observe_all(subject, "answerable", sets.answerable, tell)
    unanswerable = _observe_all(subject, "unanswerable", sets.unanswerable, tell)
    conversations = {}
    for done, conversation in enumerate(sets.conversations, 1):
        conversations[conversation.id] = _converse(subject, conversation)
        tell("conversations", done, len(sets.conversations))
    streamed = [case.question for case in sets.limited(STREAMED).answerable]
    first = tuple(subject.first_event_ms(question) for question in streamed)
    robustness = _provoke(subject, sets.robustness, tell)
    verdicts = [v for cases in sets.by_kind().values() for v in ask_cases(subject, cases, tell)]
    kept = ask_ways(subject, sets.asked_in_ways(), tell)
    by_words = _ask_by_words(subject, sets, tell)
    return Observations(
        answerable=answerable,
        unanswerable=unanswerable,
        conversations=conversations,
        robustness=robustness,
        first_event_ms=first,
        seconds=time.perf_counter() - start,
        verdicts=tuple(verdicts),
        kept=tuple(kept),
        cosines=subject.stored_cosines(),
        by_words=by_words,
    )


def _observe_all(
    subject: Subject,
    what: str,
    cases: Sequence[AnswerableCase | UnanswerableCase],
    tell: Progress,
) -> dict[str, Observation]:
    observed = {}
    for done, case in enumerate(cases, 1):
        reply, wall_ms = _timed(subject, case.question, ())
        ranking, p_covered = subject.inside(case.question)
        bare_ms = subject.bare_ms(case.question)
        observed[case.id] = Observation(reply, wall_ms, ranking, p_covered, bare_ms)
        tell(what, done, len(cases))
    return observed


def own_words(quote: str, texts: Texts | None = None) -> str:
    """A quote as it is asked for: without the pipes of a table row; of one that is a word or two,
    such as a cell, the line that it stands in."""
    words = quote.replace("|", " ").split()
    if texts and len(words) < FEW_WORDS and (places := find_quote(texts, quote)):
        text, place = texts[places[0].document_id], places[0]
        line = text[text.rfind("\n", 0, place.start) + 1 :][: place.end - place.start + 500]
        words = line.split("\n", 1)[0].replace("|", " ").split()
    return " ".join(words)


def _ask_by_words(subject: Subject, sets: Sets, tell: Progress) -> dict[str, tuple[Span, ...]]:
    """Quote → ranking for the quote's own words, for every quote that an answer needs."""
    needed = (quote for case in sets.answerable for group in case.needed for quote in group)
    quotes = list(dict.fromkeys(needed))
    rankings: dict[str, tuple[Span, ...]] = {}
    for done, quote in enumerate(quotes, 1):
        ranking, _ = subject.inside(own_words(quote, subject.texts))
        if ranking is not None:
            rankings[quote] = ranking
        tell("quotes by their own words", done, len(quotes))
    return rankings


def _converse(subject: Subject, conversation: Conversation) -> tuple[Observation, ...]:
    history: list[Said] = []
    observed = []
    for turn in conversation.turns:
        reply, wall_ms = _timed(subject, turn.user, tuple(history))
        observed.append(Observation(reply, wall_ms))
        history += [Said("user", turn.user), Said.answer(reply)]
    return tuple(observed)


def _provoke(
    subject: Subject, cases: Sequence[RobustnessCase], tell: Progress
) -> dict[str, Reaction]:
    if not cases:
        return {}
    tell("robustness", 0, len(cases))
    reactions = subject.post_all([case.body for case in cases])
    tell("robustness", len(cases), len(cases))
    return {case.id: reaction for case, reaction in zip(cases, reactions, strict=True)}


def _timed(subject: Subject, question: str, history: Iterable[Said]) -> tuple[Reply, float]:
    start = time.perf_counter()
    reply = subject.ask(question, tuple(history))
    return reply, (time.perf_counter() - start) * 1000
