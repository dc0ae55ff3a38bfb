"""What is told, and what of it was written so far: a passage has its number from its first mark."""

from __future__ import annotations

from dataclasses import dataclass, field

from assistant.records import Passage


@dataclass(frozen=True, slots=True)
class Told:
    """Markdown with markers ``[k]``, where k counts ``shown`` from 1."""

    text: str
    shown: tuple[Passage, ...]
    derived: tuple[str, ...] = ()
    """Figures of the text that were computed, as they stand there."""


@dataclass
class Page:
    """What is being written: numbers are given when a passage is first marked."""

    shown: list[Passage] = field(default_factory=list)
    told: set[str] = field(default_factory=set)
    before: frozenset[str] = frozenset()
    """What the last answers showed, which needs no telling as a mere context."""
    headed: bool = True
    """Whether a heading may be said before what leans on it."""
    led: bool = False
    """Whether it begins with yes or no: what leans on a question then answers this one."""

    def mark(self, passage: Passage) -> str:
        """The marker of a passage; the next number where it has none yet."""
        for number, known in enumerate(self.shown, start=1):
            if (known.document_id, known.start, known.end) == (
                passage.document_id,
                passage.start,
                passage.end,
            ):
                return f"[{number}]"
        self.shown.append(passage)
        return f"[{len(self.shown)}]"
