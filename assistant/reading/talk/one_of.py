"""One thing of those that an answer showed: by its place, or by the words that it shares. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from assistant.reading.talk.vouching import is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import MIDDLE

T = TypeVar("T")
_COUNTED_UP = 4
"""Things that a sentence counts up, where "the second one" means one of them."""

_WHOM = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
_WHOSE = frozenset(content_stems(
    "go goes belong get gets handle handles hire hired find found work works sit sits dominate do "
    "does there own owns take takes run runs job"
))  # fmt: skip
"""Stems beside "who" that a thing answers which is told with its people."""
_ALIKE = 3
"""Clauses of one form that count things up."""
_SAYS = re.compile(r"(?P<begins>the|an?|each|every) [\w-]+(?: [\w-]+)? (?:is|are|was|were) ", re.I)


def counted(things: Sequence[T], place: int) -> T | None:
    """The thing at a place, from 1 or from -1 at the end; ``None`` if there are not so many."""
    if place == MIDDLE:
        return things[len(things) // 2] if len(things) % 2 else None
    index = place - 1 if place > 0 else len(things) + place
    return things[index] if place and 0 <= index < len(things) else None


def listing(things: Sequence[tuple[Passage, ...]]) -> Passage | None:
    """The one passage that counts up what "the second one" means.

    It is the only one shown, or the only one in a row of sentences that counts anything up.
    """
    passages = [passage for thing in things for passage in thing]
    if len(things) == 1:
        return passages[0]
    places = {(p.document_id, p.block) for p in passages}
    if len(places) > 1 or any(p.cells for p in passages):
        return None
    counting_up = [p for p in passages if len(listed(p)) >= _COUNTED_UP or _alike(listed(p))]
    return counting_up[0] if len(counting_up) == 1 else None


def listed(passage: Passage) -> list[str]:
    """What a passage lists: "bootcamp grads, ex-engineers, and former data analysts"."""
    texts = [cell.text for cell in passage.cells] or [passage.text]
    lists = [re.split(r",\s+(?:and |or )?|\s+and\s+", text.rstrip(".")) for text in texts]
    longest = max(lists, key=len)
    return longest if len(longest) > 1 else []


def _alike(things: Sequence[str]) -> bool:
    """Whether each of three things or more is said in the same form: "the spring day is for"."""
    said = [_SAYS.match(thing) for thing in things]
    begins = {match["begins"].lower() for match in said if match}
    return len(things) >= _ALIKE and all(said) and len(begins) == 1


def among_others(
    meant: Sequence[Passage], things: Sequence[tuple[Passage, ...]], told: Sequence[Passage]
) -> bool:
    """Whether one thing of several is told, and others of them beside it."""
    others = {p for thing in things for p in thing} - {*meant}
    return set(meant) <= set(told) and bool(others & set(told))


def asks_whom(words: str, rest: Sequence[str]) -> bool:
    """Whether of a thing is asked whose it is, or who is there: "who does that go to"; ``rest`` are
    the stems that ask for something."""
    return _WHOM.search(words) is not None and set(rest) <= _WHOSE


def whole(passage: Passage) -> str:
    if not passage.cells:
        return passage.text
    return f"{passage.heading} {', '.join(cell.text for cell in passage.cells)}"


def best_of(passages: Iterable[Passage], about: str) -> Passage | None:
    """The first passage that shares most of the meaning words of ``about``; ``None`` for none."""
    wanted = content_stems(about)
    best, most = None, 0
    for passage in passages:
        known = stems_and_initials(
            f"{passage.heading}. {' . '.join(passage.header)} . {passage.text}"
        )
        shared = sum(is_known(stem, known) for stem in wanted)
        if shared > most:
            best, most = passage, shared
    return best
