"""Questions to begin with and to go on with, each known to be answerable.

They come from the question bank, where those that are worded well enough for a button are marked.
A document without a bank offers its own headings: as they are where they ask, else in a question
after what stands under them (``reading/wholes.py`` answers it). ``corpus.toml`` may give starters.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.structure import without_number
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.wording.voice import Voice

STARTERS = 6
FOLLOW_UPS = 3
OF_SECTION = 3
SECTIONS = 12
KNOWN = 300
LONGEST_HEADING = 70
_ELSEWHERE = 10_000
"""Distance to a passage of another document; larger than any within one."""


class Suggestions:
    """What may be offered: a question, and the passages that answer it."""

    def __init__(self, corpus: Corpus) -> None:
        offers: dict[str, tuple[Passage, ...]] = {}
        for entry in corpus.offers:
            passages = tuple(corpus.by_id[i] for i in entry.passages if i in corpus.by_id)
            if passages:
                offers.setdefault(entry.text, passages)
        self._offers = offers or _of_headings(corpus)
        self._told = [
            (question, passages[0], frozenset(passage.id for passage in passages))
            for question, passages in self._offers.items()
        ]
        self._starters = corpus.starters
        self._titles = {name: document.title for name, document in corpus.documents.items()}

    def starters(self) -> tuple[str, ...]:
        """Questions for an empty page."""
        return tuple(dict.fromkeys([*self._starters, *self._offers]))[:STARTERS]

    def known(self) -> tuple[str, ...]:
        """Every question that may be offered, the starters first; ``KNOWN`` at most."""
        return tuple(dict.fromkeys([*self._starters, *self._offers]))[:KNOWN]

    def by_section(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Questions under the outermost heading that answers them, in reading order.

        A few for each heading, and none of the starters.
        """
        starters = frozenset(self.starters())
        groups: dict[str, list[str]] = {}
        ranked = sorted(self._offers.items(), key=lambda item: _place(item[1][0]))
        for question, passages in ranked:
            section = [part for part in passages[0].section if part != self._title(passages[0])]
            heading = without_number(section[0]) if section else ""
            if heading and question not in starters:
                groups.setdefault(heading, []).append(question)
        return tuple((name, tuple(some[:OF_SECTION])) for name, some in groups.items())[:SECTIONS]

    def _title(self, passage: Passage) -> str:
        return self._titles.get(passage.document_id, "")

    def after(self, shown: Sequence[Passage]) -> tuple[str, ...]:
        """Questions to go on with: about what stands nearest in the text and was not shown."""
        if not shown:
            return self.starters()[:FOLLOW_UPS]
        seen = {passage.id for passage in shown}
        ranked = sorted(
            (_distance(shown[0], first), order, question)
            for order, (question, first, told) in enumerate(self._told)
            if seen.isdisjoint(told)
        )
        return tuple(question for _, _, question in ranked[:FOLLOW_UPS])


def _of_headings(corpus: Corpus) -> dict[str, tuple[Passage, ...]]:
    """A question for every heading that has text under it, in reading order."""
    voice = Voice(corpus.language, corpus.noun)
    offers: dict[str, tuple[Passage, ...]] = {}
    for passage in corpus.passages:
        heading = without_number(passage.heading.strip())
        title = corpus.documents[passage.document_id].title
        # The name of the site often stands behind that of the page in its title.
        is_title = heading == title or (len(passage.section) == 1 and title.startswith(heading))
        if not heading or is_title or len(heading) > LONGEST_HEADING:
            continue
        asks = heading.endswith(("?", "？"))
        question = heading if asks else voice.say("offer", heading=heading)
        offers[question] = (*offers.get(question, ()), passage)
    return offers


def _place(passage: Passage) -> tuple[str, int]:
    return passage.document_id, passage.position


def _distance(here: Passage, there: Passage) -> int:
    if here.document_id != there.document_id:
        return _ELSEWHERE
    return abs(here.position - there.position)
