"""The sentence that answers in front, and what it follows on behind it.

A sentence that leans on others ("She killed the rewrite", "A clerk who does all of it …") is told
with them. Told in the order of the document a long lead buries the answer. So where nothing keeps
the sentence from standing first, what it leans on comes after it, under words that say so; a
pronoun gets the name of what it stands for in front. What the question itself names ("those
engineers" to who asks about the engineers) needs no lead at all. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Passage
from assistant.text.reported import is_base_verb
from assistant.text.words import content_stems
from assistant.writing.leaning import Leaning

BURIED = 12
"""So many words before the sentence that answers bury it."""
SHORT_LEAD = 8
"""So few words before a pronoun whose name is known read better than the name in front."""
CHOSEN_BEFORE_MOST = 1
"""Where more was chosen before what answers, it is a story and told in its order."""
_POINTED_AT = re.compile(r"\b(?:those|these|such)\s+(?P<thing>[a-z][\w-]+)", re.IGNORECASE)
_WANTS_ALL = re.compile(
    r"\b(?:all|everything|every|full|complete|whole|list|rundown|overview|exactly what)\b",
    re.IGNORECASE,
)
_POINTS_SOON = re.compile(
    r"\W*(?:[\w'’]+\s+){0,3}(?:they|them|their|it|its|he|him|his|she|her)\b", re.IGNORECASE
)
"""So begins what is about somebody who was named before ("What they can do is …")."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """How a stretch is told with what answers in front.

    Attributes:
        first: what is told first; the sentence that answers, and what goes on behind it.
        behind: what it follows on, in reading order; told after it.
        name: what its first word stands for, in the document's words; empty for none.
    """

    first: list[Passage]
    behind: list[Passage]
    name: str = ""


def point_first(
    before: Sequence[Passage],
    chosen: Sequence[Passage],
    best: Passage | None,
    question: str,
    leaning: Leaning,
) -> Arranged | None:
    """What answers in front; ``None`` where the order of the document is better.

    Args:
        before: what is shown only because ``chosen`` needs it.
        chosen: neighbours, in reading order.
        best: the one of them that answers; ``None`` where the answer is elsewhere.
        question: what was asked.
    """
    point = best or chosen[0]
    if point.cells:
        return None
    found = _turned(before, chosen, point, question if best else "", leaning)
    # Beside the answer only the name of the subject is worth it: it says what a lead would say.
    beside = best is None and found is not None and not leaning.is_subject(found.name)
    return None if beside else found


def _turned(
    before: Sequence[Passage],
    chosen: Sequence[Passage],
    best: Passage,
    question: str,
    leaning: Leaning,
) -> Arranged | None:
    place = chosen.index(best)
    earlier = sorted([*before, *chosen[:place]], key=lambda p: p.position)
    if not earlier or place > CHOSEN_BEFORE_MOST:
        return None
    if any(p.position > best.position or p.document_id != best.document_id for p in earlier):
        return None
    first = list(chosen[place:])
    length = sum(len(p.text.split()) for p in earlier)
    if not place and _is_named(best, before, question, leaning):
        return Arranged(first, [])
    name = leaning.needs(best).stands_for
    if not name and (leaning.leans_hard(best) or _is_open(best)):
        return None
    if length < (BURIED if not name else SHORT_LEAD + 1):
        return None
    if not leaning.is_subject(name):
        return Arranged(first, earlier, name)
    if _WANTS_ALL.search(question):
        return None  # what the lead says of the subject is part of it
    # A name says all that a lead about the subject itself would say.
    return Arranged(first, [], name) if not place else None


def _is_open(best: Passage) -> bool:
    """Whether a sentence speaks of somebody whom it does not name, or sounds like advice where it
    stands first: "Keep patching, or fund a rewrite."."""
    first = re.match(r"\W*(\w+)", best.text)
    orders = first is not None and is_base_verb(first[1].lower())
    return orders or _POINTS_SOON.match(best.text) is not None


def _is_named(best: Passage, before: Sequence[Passage], question: str, leaning: Leaning) -> bool:
    """Whether all that a sentence points back at is a thing that the question names."""
    if leaning.leans_hard(best) or _is_open(best) or len(before) != 1:
        return False
    asked = set(content_stems(question))
    things = [content_stems(found["thing"]) for found in _POINTED_AT.finditer(best.text)]
    return any(things) and all(set(thing) <= asked for thing in things if thing)
