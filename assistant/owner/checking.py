"""What a new question would change, found out before it is taken over.

Everything that can be touched is asked twice, without it and with it: the cases of the evaluation,
and what visitors asked. Touched can only be what the new question would vote on, so a case is asked
where the new question comes among its nearest known ones, with ``MARGIN`` to spare. A case that was
right and would become wrong stands against taking it over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, Protocol

from assistant.owner.cases import Case, is_right
from assistant.records import Answer, Document

MARGIN = 0.05
"""Of cosine: a question is also looked up without its frame and in parts."""
Tell = Callable[[str, int, int], None]
Reaches = Callable[[str, float], bool]
"""Whether the new question comes among the nearest of a question, with a margin."""


class Answers(Protocol):
    """The part of an assistant that is asked."""

    @property
    def documents(self) -> Mapping[str, Document]:
        """The documents by their ids."""

    def ask(self, question: str) -> Answer:
        """Answers one question."""


@dataclass(frozen=True, slots=True)
class Change:
    """One question that would be answered otherwise.

    ``verdict`` is ``worse`` or ``better`` where somebody has said what is right, else ``other``.
    """

    id: str
    question: str
    before: str
    after: str
    verdict: Literal["worse", "better", "other"]


@dataclass(frozen=True, slots=True)
class Effect:
    """What the new question itself would be answered with."""

    question: str
    before: str
    after: str
    text: str
    as_wished: bool


@dataclass(frozen=True, slots=True)
class Check:
    """What was found. ``known`` cases there are, ``asked`` of them were asked both ways."""

    effects: tuple[Effect, ...]
    changes: tuple[Change, ...]
    known: int
    asked: int

    @property
    def holds(self) -> bool:
        """Nothing that was right would become wrong, and the question does what it shall."""
        return not any(change.verdict == "worse" for change in self.changes) and all(
            effect.as_wished for effect in self.effects
        )

    def to_json(self) -> dict[str, Any]:
        """The check as it is kept with a draft."""
        return {**asdict(self), "holds": self.holds}


def check(
    wordings: Sequence[str],
    wished: str,
    cases: Sequence[Case],
    reaches: Reaches,
    before: Answers,
    after: Answers,
    tell: Tell = lambda what, done, total: None,
) -> Check:
    """Asks what can be touched both ways.

    Args:
        wordings: of the new question.
        wished: the status that each shall be answered with.
        cases: what there is to ask; several may ask the same.
        reaches: what can be touched.
        before: the assistant as it is, and ``after`` as it would be.
    """
    touched = []
    for number, case in enumerate(cases):
        tell("looking for what it can touch", number, len(cases))
        if reaches(case.question, MARGIN):
            touched.append(case)
    changes = []
    for number, case in enumerate(touched):
        tell("asking both ways", number, len(touched))
        first, then = before.ask(case.question), after.ask(case.question)
        if _shown(first) != _shown(then):
            verdict = _verdict(case, first, then, before.documents)
            changes.append(Change(case.id, case.question, first.status, then.status, verdict))
    tell("asking the question itself", 0, 0)
    effects = [_effect(words, wished, before.ask(words), after.ask(words)) for words in wordings]
    order = ("worse", "better", "other")
    changes.sort(key=lambda change: order.index(change.verdict))
    return Check(tuple(effects), tuple(changes), len(cases), len(touched))


def _effect(question: str, wished: str, first: Answer, then: Answer) -> Effect:
    told = {"answered": ("answered",), "partial": ("partial", "answered")}
    as_wished = then.status in told.get(wished, ("not_covered",))
    return Effect(question, first.status, then.status, then.text, as_wished)


def _shown(answer: Answer) -> tuple[object, ...]:
    return answer.status, tuple((c.source.start, c.source.end) for c in answer.citations)


def _verdict(
    case: Case, first: Answer, then: Answer, documents: Mapping[str, Document]
) -> Literal["worse", "better", "other"]:
    if not case.expect:
        return "other"
    was, would = is_right(case, first, documents), is_right(case, then, documents)
    return "other" if was == would else "better" if would else "worse"
