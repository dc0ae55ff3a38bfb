"""Asks every message of the kinds once, and every question in every way, and judges the replies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from eval.kinds.cases import Case, Message
from eval.kinds.rules import faults
from eval.kinds.ways import ways_of
from eval.reply import Reply
from eval.subject import Progress, Said, Subject


@dataclass(frozen=True, slots=True)
class Verdict:
    """One message that was asked: the reply, and what is wrong with it."""

    kind: str
    case: str
    number: int
    message: Message
    reply: Reply
    why: tuple[str, ...]
    history: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the message: its case, and its number where the case has several."""
        return self.case if self.number == 0 else f"{self.case}.{self.number}"

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.why

    def to_json(self) -> dict[str, object]:
        """The verdict for a file of failures."""
        return {
            "kind": self.kind,
            "label": self.message.label,
            "id": self.id,
            "question": self.message.text,
            "why": list(self.why),
            "history": list(self.history),
            "status": self.reply.status,
            "text": self.reply.text,
            "notice": self.reply.notice,
            "missing": list(self.reply.missing),
            "cited": [citation.quote for citation in self.reply.citations],
            "gold": list(self.message.gold),
            "need": self.message.need,
            "facts": list(self.message.facts),
        }


@dataclass(frozen=True, slots=True)
class Kept:
    """One question asked plainly and in every way; ``ways`` says where the verdict was kept."""

    id: str
    answerable: bool
    question: str
    plain: Reply
    ways: Mapping[str, bool]
    lost: Mapping[str, tuple[str, str]]

    @property
    def right(self) -> bool:
        """Whether every way got the verdict that the plain question gets."""
        return all(self.ways.values())

    def to_json(self) -> dict[str, object]:
        """The question for a file of failures, with the wordings that lost the verdict."""
        return {
            "kind": "invariance",
            "label": "answerable" if self.answerable else "unanswerable",
            "id": self.id,
            "question": self.question,
            "status": self.plain.status,
            "why": [f"{way}: {status}" for way, (_, status) in self.lost.items()],
            "asked": {way: text for way, (text, _) in self.lost.items()},
        }


def ask_cases(subject: Subject, cases: Sequence[Case], tell: Progress) -> list[Verdict]:
    """Every message of the cases, in order; a conversation with the real replies as history."""
    verdicts: list[Verdict] = []
    texts = subject.texts
    for done, case in enumerate(cases, 1):
        history: list[Said] = []
        single = len(case.messages) == 1
        for number, message in enumerate(case.messages, 1):
            reply = subject.ask(message.text, tuple(history))
            why = faults(message, reply, texts)
            said = tuple(earlier.content for earlier in history)
            place = 0 if single else number
            verdicts.append(Verdict(case.kind, case.id, place, message, reply, why, said))
            if case.in_order:
                history += [Said("user", message.text), Said.answer(reply)]
        tell(case.kind, done, len(cases))
    return verdicts


def ask_ways(
    subject: Subject, questions: Iterable[tuple[str, str, bool]], tell: Progress
) -> list[Kept]:
    """Every question ``(id, text, answerable)`` plainly and in every way.

    The verdict is whether the reply is a whole answer; an error has none.
    """
    chosen = list(questions)
    kept: list[Kept] = []
    for done, (identity, question, answerable) in enumerate(chosen, 1):
        plain = subject.ask(question)
        ways: dict[str, bool] = {}
        lost: dict[str, tuple[str, str]] = {}
        for name, text in ways_of(question).items():
            reply = subject.ask(text)
            ways[name] = not reply.error and reply.answered == plain.answered
            if not ways[name]:
                lost[name] = text, reply.status or reply.error
        kept.append(Kept(identity, answerable, question, plain, ways, lost))
        tell("invariance", done, len(chosen))
    return kept
