"""Complete questions asked again: after two other questions, and once more with nothing before.

Neither may change anything. What came before must not colour a question that stands on its own,
and the same question gives the same answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from eval.reply import Reply
from eval.subject import Progress, Said, Subject

BEFORE = 2
"""Questions that are asked before."""
Question = tuple[str, str, bool]
"""Id, text, and whether the documents answer it."""


@dataclass(frozen=True, slots=True)
class Again:
    """One question: alone, after two others, and alone once more at the end of everything."""

    id: str
    answerable: bool
    question: str
    before: tuple[str, ...]
    alone: Reply
    after: Reply
    last: Reply

    @property
    def kept(self) -> bool:
        """Whether it is answered after other questions exactly if it is answered alone."""
        failed = self.alone.error or self.after.error
        return not failed and self.alone.answered == self.after.answered

    @property
    def same(self) -> bool:
        """Whether the second time gave the same status, words and citations."""
        return not self.last.error and _what(self.alone) == _what(self.last)

    def failures(self) -> list[dict[str, object]]:
        """What changed, for a file of failures."""
        found: list[dict[str, object]] = []
        for kind, right, other in (
            ("history", self.kept, self.after),
            ("twice", self.same, self.last),
        ):
            if not right:
                told = other.error or other.status
                found.append(
                    {
                        "kind": kind,
                        "label": "answerable" if self.answerable else "unanswerable",
                        "id": self.id,
                        "question": self.question,
                        "history": list(self.before) if kind == "history" else [],
                        "why": [f"was {self.alone.error or self.alone.status}, then {told}"],
                        "alone": self.alone.text,
                        "then": other.text,
                    }
                )
        return found


def ask_again(subject: Subject, questions: Sequence[Question], tell: Progress) -> list[Again]:
    """Asks every question alone, after two others of the list, and alone again in reverse order.

    The two others stand a third and two thirds of the list further on, so that they are about
    something else; their replies are the real ones.
    """
    count, step = len(questions), max(1, len(questions) // (BEFORE + 1))
    alone, after = [], []
    for done, (_, text, _) in enumerate(questions, 1):
        alone.append(subject.ask(text))
        tell("asked alone", done, count)
    others = [
        [(place + step * number) % count for number in range(1, BEFORE + 1)]
        for place in range(count)
    ]
    for place, (_, text, _) in enumerate(questions):
        history: list[Said] = []
        for other in others[place]:
            history += [Said("user", questions[other][1]), Said.answer(alone[other])]
        after.append(subject.ask(text, tuple(history)))
        tell("asked after two others", place + 1, count)
    last: dict[int, Reply] = {}
    for done, place in enumerate(reversed(range(count)), 1):
        last[place] = subject.ask(questions[place][1])
        tell("asked once more", done, count)
    return [
        Again(
            identity,
            answerable,
            text,
            tuple(questions[other][1] for other in others[place]),
            alone[place],
            after[place],
            last[place],
        )
        for place, (identity, text, answerable) in enumerate(questions)
    ]


def _what(reply: Reply) -> tuple[object, ...]:
    """What a visitor sees of a reply; its id and its time may differ."""
    return reply.status, reply.text, reply.citations, reply.related, reply.missing, reply.error
