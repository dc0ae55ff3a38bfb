"""What more there is: beside the last answer, of the same table, or found with the question.

Nothing is told again that the talk showed before. Pure apart from the look-ups it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp
from assistant.reading.talk.surroundings import Surroundings
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.asked import Exchange, Understood

FOUND_MOST = 8
"""Passages that were found with a question and are looked through for more of it."""
MORE_MOST = 3
"""Passages that "tell me more" adds."""
OTHERS_MOST = 8
"""Things of a kind that "the other ones" adds."""
_OF_A_KIND = re.compile(r"(?:kind|type|sort|one|thing|option|group|point|case|part)s?", re.I)
"""So somebody calls what was told together, without saying what it is."""

_OPENS = re.compile(
    r"(?:here(?:'s|’s| is| are)|the (?:fastest|best|easiest|simplest|shortest) way to"
    r" (?:understand|see|explain|describe)|(?:that|this) (?:sounds|looks|seems))\b",
    re.IGNORECASE,
)
_REST = re.compile(r"\bthe rest\b", re.IGNORECASE)


def _only_opens(passage: Passage) -> bool:
    """Whether a sentence says nothing without the next: "Here is what surprises people"."""
    return not passage.cells and _OPENS.match(passage.text) is not None


def _words_of(passage: Passage) -> frozenset[str]:
    return stems_and_initials(" . ".join((*passage.header, passage.text)))


class More:
    """Looks for more in one corpus.

    Args:
        names: what the corpus calls its subject.
        surroundings: what stands around passages.
    """

    def __init__(self, names: Sequence[str], surroundings: Surroundings) -> None:
        self._subject = {stem for name in names for stem in content_stems(name)}
        self._nearby = surroundings

    def read(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading | None:
        """What stands beside the last answer and was not shown yet."""
        shown = {p for exchange in asked.talk for p in exchange.passages}
        if not before.passages:
            return None
        if asked.act is not None and asked.act.about:
            return self._else(asked, before, shown, look_up)
        if rest := _rest_named(asked.message, newest(asked.talk)):
            return telling(rest)
        fresh = [p for p in self._nearby.around(before.passages, reach=MORE_MOST) if p not in shown]
        same = [p for p in fresh if any(p.block == q.block for q in before.passages)]
        added, opening = same, ""
        if not same:
            added = self._of_the_same(before, shown, fresh, look_up)
            # What only stands next to it is not told as if it were more of it.
            opening = "" if added else "talk.no_more"
            added = added or fresh
        if added and all(map(_only_opens, added)):
            return telling(newest(asked.talk), "talk.all_told")
        added = [p for p in added if not _only_opens(p)]
        told = sorted(added[:MORE_MOST], key=lambda p: (p.document_id, p.position))
        return telling(told, opening) if told else None

    def _of_the_same(
        self,
        before: Exchange,
        shown: Iterable[Passage],
        nearby: list[Passage],
        look_up: LookUp,
    ) -> list[Passage]:
        """What was not shown and has a word of the question, nearby or found with it: the next
        paragraph may well be about something else."""
        known, question = frozenset(shown), turns.newest(before.question)
        wanted = {*content_stems(question)} - self._subject
        near = [p for p in nearby if wanted & {*content_stems(p.text)}]
        if near:
            return nearby[nearby.index(near[0]) :]
        found = look_up(question)
        fresh = [p for p in found.chosen if p not in known]
        beside = [item.passage for item in found.evidence[:FOUND_MOST]]
        speaking = [p for p in beside if p not in known and wanted & _words_of(p)]
        return fresh or [p for p in speaking if p.kind != "table_header"]

    def _else(
        self, asked: Understood, before: Exchange, shown: Iterable[Passage], look_up: LookUp
    ) -> Reading | None:
        """The other rows of the table ("what else fills it?"), or what else the question finds."""
        known = frozenset(shown)
        if before.passages[0].kind == "table_row":
            rows = [p for p in self._nearby.table_of(before.passages[0]) if p not in known]
            if rows:
                return telling(rows)
        of_a_kind = asked.act is not None and _OF_A_KIND.fullmatch(asked.act.about)
        others = [p for p in self._nearby.beside(before.passages) if p not in known]
        if of_a_kind and others:
            return telling(others[:OTHERS_MOST])
        found = look_up(asked.otherwise.question) if asked.otherwise else None
        fresh = [p for p in found.chosen if p not in known] if found else []
        if found and found.chosen and not fresh:
            # All that answers was told: to tell a part of it once more would look like news.
            return telling(newest(asked.talk), "talk.all_told")
        return replace(found, chosen=tuple(fresh)) if found and fresh else None


def _rest_named(message: str, shown: Sequence[Passage]) -> list[Passage]:
    """What was just shown and says what the rest is: "half is for oil, the rest for rope"."""
    return [p for p in shown if _REST.search(p.text)] if _REST.search(message) else []
