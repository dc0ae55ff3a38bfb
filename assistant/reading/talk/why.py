"""The reason of what was just told: "why?", "why does that matter?", "why does he mention it?".

Chosen beside what was shown, or found behind the question that it answered; where neither gives
one, that none is given. Pure apart from the look-ups that are handed in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.follow import telling
from assistant.reading.talk.one_of import whole
from assistant.reading.talk.several import LookUp, silent
from assistant.reading.talk.surroundings import Surroundings
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import turns
from assistant.text.words import content_stems
from assistant.understanding.asked import Exchange, Understood

_REASONS_MOST = 3
"""Sentences that say why something is told."""
_PICKED = frozenset({"ordinal", "superlative", "compared", "other"})
"""Acts that answer with one thing, which what follows is asked of."""


class Why:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching, nearby: Surroundings) -> None:
        self._vouching = vouching
        self._nearby = nearby

    def read(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """The reason where one is given; else that none is."""
        shown = set(before.passages)
        if asked.act is not None and asked.act.way and shown:
            told = self._reasons_beside(before.passages)
            return telling(told) if told else silent("no_reason", before.passages)
        picked = before.act is not None and before.act.act in _PICKED and shown
        topic = whole(before.passages[0]) if picked else before.question
        found = look_up(turns.joined((topic, "why?")))
        fresh = [p for p in found.chosen if p not in shown]
        places = {(p.document_id, p.section) for p in shown}
        if picked:  # of one thing that was picked out, a reason stands beside it
            fresh = [p for p in fresh if (p.document_id, p.section) in places]
        elif shown and not any((p.document_id, p.section) in places for p in fresh):
            # From elsewhere it is the reason of this where somebody asks for that of this.
            fresh = fresh if any(self._reason_of(topic, p) for p in fresh) else []
        if shown and not self._vouching.asks_known(fresh):
            # Nobody knows what answers a "why" here, so it has to say that it is a reason.
            reasons = (p for p in fresh if signs.REASON.search(p.text))
            fresh = [p for p in reasons if (p.document_id, p.section) in places]
        if fresh or not shown:
            found = replace(found, chosen=tuple(fresh)) if picked else found
            # Who asks why takes nothing for granted but what was just told.
            return replace(found, outcome="answer") if found.outcome == "premise" else found
        near = [p for p in self._nearby.around(before.passages, reach=2) if p not in shown]
        given = [p for p in (*near, *before.passages) if signs.REASON.search(p.text)]
        blocks = {(p.document_id, p.block) for p in before.passages}
        beside = [p for p in near if (p.document_id, p.block) in blocks and not p.cells]
        given += [
            p
            for p in (*beside, *before.passages)
            if signs.asked_as(self._vouching.asked_of(p), signs.ASKED_WHY, signs.WHY_LEAST)
        ]
        if given:
            return telling(sorted(dict.fromkeys(given[:2]), key=lambda p: p.position))
        if signs.WHETHER.search(before.message) and len(before.passages) > 1:
            return telling(before.passages, "talk.doubted")  # the yes or no rests on these
        return silent("no_reason", before.passages)

    def _reasons_beside(self, shown: Sequence[Passage]) -> list[Passage]:
        """What in the paragraphs of what was shown gives a reason or says what comes of it."""
        beside = (p for p in self._nearby.beside(shown) if not p.cells)
        return [p for p in beside if signs.CONSEQUENCE.search(p.text)][:_REASONS_MOST]

    def _reason_of(self, topic: str, passage: Passage) -> bool:
        """Whether a "why" that the passage is known to answer has words of the topic."""
        names = {s for name in self._vouching.corpus.named.names for s in content_stems(name)}
        about = set(content_stems(topic)) - names
        asked = (q for q in self._vouching.asked_of(passage) if signs.ASKED_WHY.search(q))
        return not about or any(about & set(content_stems(q)) for q in asked)
