"""What a message comes to in its conversation: values that the other rooms read."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Literal, TypeAlias

from assistant.records import Passage
from assistant.text import turns
from assistant.understanding.acts import Recognised
from assistant.understanding.followup import points_back
from assistant.understanding.shown import Shown

Request: TypeAlias = Literal[
    "shorter", "one_sentence", "bullets", "table", "simpler", "verbatim", "section", "repeat",
    "go_on", "prose",
]  # fmt: skip
"""How the answer is wanted, or what is to be done with the last one."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier message as it was understood, and what its answer showed.

    Attributes:
        message: what was typed.
        question: what was looked for.
        act: what it wanted from the conversation, if anything.
        shown: the passages of its answer; empty for a refusal and where they are not known.
        leaning: it leant on what was said before it.
        reply: the words of its answer.
    """

    message: str
    question: str
    act: Recognised | None = None
    shown: Shown = field(default_factory=Shown)
    leaning: bool = False
    reply: str = ""

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of its answer, in the order of their numbers."""
        return self.shown.passages


@dataclass(frozen=True, slots=True)
class Understood:
    """A message put to use.

    Attributes:
        message: what was typed.
        question: what to look for, in the form the encoder reads; empty if ``request`` refers to
            an answer that is not there.
        request: how the answer is wanted or what is to be done with the last one; ``None`` for a
            question.
        leaning: the message leans on what was said before, so that alone it means little.
        pleasantry: the message is a greeting, thanks or the like, whatever was said before.
        act: what it wants from the conversation; ``question`` is then that of ``before``.
        before: the exchange that it goes back to.
        talk: the earlier exchanges without pleasantries, oldest first.
        read_as: the question as it was read, where that is not the message itself.
        alone: what the message says by itself, without a complaint in front.
        corrects: it sets something right ("not that, I mean …"), so what was shown is not meant.
        others: whole questions that may be meant where ``question`` finds nothing.
        otherwise: the message as a question, for an act that has nothing to work on.
        named: a yes or no question with the person named whom its pronoun stands for.
        wholes: whole questions that a follow-up may come to, the likeliest first.
        laid: the sides of a table over earlier answers: what each is called, and its exchange.
    """

    message: str
    question: str
    request: Request | None = None
    leaning: bool = False
    pleasantry: bool = False
    act: Recognised | None = None
    before: Exchange | None = None
    talk: tuple[Exchange, ...] = ()
    read_as: str = ""
    alone: str = ""
    corrects: bool = False
    others: tuple[str, ...] = ()
    otherwise: Understood | None = None
    laid: tuple[tuple[str, Exchange], ...] = ()
    named: str = ""
    wholes: tuple[str, ...] = ()

    @property
    def elliptic(self) -> bool:
        """Whether it leans on what was said before in a way that no rule makes whole."""
        return self.leaning and self.act is None and self.request is None and not self.read_as

    @property
    def shown_as(self) -> str:
        """The question as it was read, for whoever asked; empty where that is the message itself.

        A follow-up that no rule makes whole is read behind the question that it leans on: "How
        long do pears keep? And for how long?"
        """
        if self.read_as or not self.elliptic or not points_back(self.alone or self.message):
            return self.read_as
        last = self.leant_on
        return f"{_sentence(last)} {_sentence(self.alone or self.message)}" if last else ""

    @property
    def behind_what(self) -> str:
        """The last question that brought something up, behind which a follow-up stands that no rule
        makes whole; empty for any other message."""
        asks = self.alone or self.message
        if not self.elliptic or self.wholes or not points_back(asks):
            return ""
        last = next((e for e in reversed(self.talk) if e.passages or not e.leaning), None)
        return last.message if last is not None and last.act is None else ""

    @property
    def leant_on(self) -> str:
        """The last question of the talk that leans on none itself, or else the last one; empty
        without any."""
        asked = [e for e in self.talk if e.act is None]
        whole = next(iter(self.whole_before), asked[-1] if asked else None)
        return turns.newest(whole.question) if whole is not None else ""

    @property
    def whole_before(self) -> tuple[Exchange, ...]:
        """The exchanges whose question leans on none, the newest first."""
        return tuple(e for e in reversed(self.talk) if e.act is None and not e.leaning)

    def whole(self, question: str) -> Understood:
        """This message read as a question that stands alone."""
        return replace(
            self, question=question, leaning=False, read_as=question, alone=question, others=()
        )


def _sentence(question: str) -> str:
    """A question as a sentence of its own."""
    said = question.strip(" ,;:…")
    return f"{said[:1].upper()}{said[1:]}{'' if said[-1:] in '.?!' else '?'}"
