"""A figure of others, which the next sentence sets against the one that is asked about.

"Is 900 what a mate earns?" lands on "The office puts captains at $900", and what decides it stands
behind: "A mate's pay sits lower". Told alone, the first sentence passes for an answer about the
mate. So where it does not name the subject of a question that does, and the sentence behind it
begins with the subject and says that it lies lower or higher, both are told; and where yes or no to
that very figure is asked for, it is said. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from assistant.reading.talk.vouching import is_known
from assistant.reading.yes_no.said_figure import agrees
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.words import content_stems, stems_and_initials

OPENING_MOST = 3
"""Words in front of the subject with which such a sentence begins ("Pay of a single …")."""
_LOWER = re.compile(r"\b(?:lower|less|below|under|smaller|shorter|fewer|cheaper)\b", re.IGNORECASE)
_HIGHER = re.compile(
    r"\b(?:higher|more|above|over|larger|longer|greater|bigger|dearer)\b", re.IGNORECASE
)
_ASKS_IF = re.compile(
    r"^(?:(?:so|and|but|ok|hmm|well)[, ]+)*(?:is|are|was|were|do|does|did)\b",
    re.IGNORECASE,
)
_TURNS = re.compile(
    r"\b(?:not|no|never|or|only|just|how|why|who|which|when|where|all|each|every|always|if|because"
    r"|around|about|near|close|up to|at (?:least|most)|different|same)\b"
    r"|n['’]t\b|\b(?:is|are|do|does|did|was|were|has|have)nt\b|[;:?!]\s",
    re.IGNORECASE,
)
_OF_AMOUNTS = frozenset(
    content_stems(
        "figure number amount value mark earn earns make makes get gets paid pay salary wage wages"
        " income compensation take home cost price last take takes what senior junior typical"
        " average normal usual"
    )
)
"""Stems with which an amount is given to somebody, of whatever rank."""


@dataclass(frozen=True, slots=True)
class SetApart:
    """That two sentences decide a question together, and what they say to it, if yes or no."""

    says: Literal["yes", "no"] | None = None


def set_apart(
    question: str, told: Passage, behind: Passage, names: Sequence[str]
) -> SetApart | None:
    """What the sentence behind ``told`` decides of the question; ``None`` where it decides nothing.

    Args:
        question: what is asked, without its frame.
        told: a sentence that answers it, or stands in front of one.
        behind: the next one of the same paragraph.
        names: what the corpus calls its subject.
    """
    if not names or told.cells or behind.cells or not quantities(told.text):
        return None
    called = re.one_of(names)
    subject = re.compile(rf"\b{called}s?\b", re.IGNORECASE)
    opens = re.compile(rf"(?:[\w'’-]+ ){{0,{OPENING_MOST - 1}}}{called}s?\b", re.IGNORECASE)
    if not subject.search(question) or subject.search(told.text) or not opens.match(behind.text):
        return None
    lower, higher = _LOWER.search(behind.text), _HIGHER.search(behind.text)
    if bool(lower) == bool(higher):
        return None
    return SetApart(_says(subject.sub(" ", question), told, behind, lower=bool(lower)))


def _says(
    asked: str, told: Passage, behind: Passage, *, lower: bool
) -> Literal["yes", "no"] | None:
    """Yes or no to whether the figure is the subject's, or the subject's lies below or above it."""
    figures = quantities(asked)
    if not _ASKS_IF.match(asked) or _TURNS.search(asked.strip(" ?!.")) or len(figures) != 1:
        return None
    if not any(agrees(figures[0], stated) for stated in quantities(told.text)):
        return None
    under, over = _LOWER.search(asked), _HIGHER.search(asked)
    rest = f"{asked[: figures[0].start]} {asked[figures[0].end :]}"
    rest = _HIGHER.sub(" ", _LOWER.sub(" ", rest))
    known = stems_and_initials(f"{told.text} {behind.text}")
    if any(s not in _OF_AMOUNTS and not is_known(s, known) for s in content_stems(rest)):
        return None
    if under and over:
        return None
    if under or over:
        return "yes" if bool(under) == lower else "no"
    return "no"
