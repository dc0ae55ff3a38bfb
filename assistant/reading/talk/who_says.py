"""Who says what was just told, and from what it is known: "says who?", "what is that based on?".

A section is nobody. What was told names its source, or the sentence that leads up to its table
does; else whoever wrote the text says so. A decision is based on its reasons. Pure apart from the
look-ups that are handed in.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.attributed import attributed
from assistant.reading.publishing import who_we_are
from assistant.reading.readings import Reading
from assistant.reading.structure import Structure
from assistant.reading.talk import named
from assistant.reading.talk.follow import telling
from assistant.reading.talk.several import LookUp, silent
from assistant.reading.talk.why import Why
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.understanding.asked import Exchange, Understood

_BASED = re.compile(r"\bbased on\W*$", re.IGNORECASE)
_FIGURE = re.compile(r"\d")
"""What is measured is based on data, and what is decided on reasons."""


class WhoSays:
    """Reads such messages for one corpus."""

    def __init__(self, corpus: Corpus, why: Why) -> None:
        self._corpus = corpus
        self._structure = Structure(corpus)
        self._why = why

    def read(self, asked: Understood, before: Exchange, look_up: LookUp) -> Reading:
        """Who says it; that nothing tells where nobody signs the text."""
        shown = before.passages
        if not shown:
            return silent("", shown)
        if told := attributed(shown):
            return telling(told)
        figures = any(_FIGURE.search(p.text) for p in shown)
        if not figures and _BASED.search(asked.message):
            return self._why.read(asked, before, look_up)
        told = [*self._leading_up_to(shown), *self._writers_of(shown[0])]
        return telling(told) if told else silent("", shown)

    def _leading_up_to(self, shown: Sequence[Passage]) -> list[Passage]:
        """What names a source in front of the table that was shown."""
        rows = [p for p in shown if p.cells][:1]
        place = named.in_sections_of(rows, self._corpus.passages)
        return [p for p in attributed(place) if p.position < rows[0].position]

    def _writers_of(self, passage: Passage) -> list[Passage]:
        """The line that names the writer of its document, and who "we" are there."""
        document = passage.document_id
        signed = [p for p in self._structure.signed() if p.document_id == document]
        we = who_we_are(document, self._corpus.passages)
        return [*signed, *([we] if we else [])]
