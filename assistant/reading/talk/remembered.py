"""What somebody remembers, held against what was told: "are you sure? I thought it was writing".

Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.tables.row_amounts import rows_called
from assistant.reading.talk.follow import telling
from assistant.reading.talk.surroundings import Surroundings
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.asked import Exchange, Understood

_DENIED_MOST = 2
_REMEMBERS = re.compile(
    r"\b(?:thought|heard|read|believed|assumed|figured|guessed|expected)\b", re.IGNORECASE
)
_IT_WAS = re.compile(
    rf"{_REMEMBERS.pattern}(?: that)? (?:it|that|this|they)(?: was| is| were| are|['’]s) "
    r"(?:[\w-]+ ){0,2}[\w-]+\W*$",
    re.IGNORECASE,
)
"""Names in few words what stands in the place of what was told: "I thought it was the mate"."""


def held_against(
    asked: Understood, before: Exchange, nearby: Surroundings, *, strange: bool
) -> Reading | None:
    """The rows that were shown beside the one that somebody took for them; what was told, where
    he names something that is ``strange`` to it; ``None`` for any other message."""
    shown = before.passages
    if not _REMEMBERS.search(asked.message):
        return None
    rows = shown if all(p.cells for p in shown) else ()
    table = nearby.table_of(rows[0]) if rows else []
    others = [row for row in rows_called(asked.message, table) if row not in shown]
    if len(others) == 1 and len(shown) + len(others) < len(table):
        return telling((*shown, *others), "talk.differs")
    return telling(shown, "talk.differs") if strange and _IT_WAS.search(asked.message) else None


def denying(about: str, shown: Sequence[Passage]) -> list[Passage]:
    """What was shown and denies what is remembered so: "you said they can't code, right?"."""
    stems = set(content_stems(about)) if signs.DENIES.search(about) else set()
    denied = [p for p in shown if signs.DENIES.search(p.text)]
    return [p for p in denied if stems & {*content_stems(p.text)}][:_DENIED_MOST]
