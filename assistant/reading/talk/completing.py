"""A short follow-up read as the whole question that it comes to, where that is surely answered.

Behind a history a few words lie near what was told before, whatever they ask. The whole question
that is made of them and of the question before is looked up like any other, and its answer stands
where it is certain and speaks of what the follow-up names. Where nothing is found, the whole
question is what is refused. Pure apart from the look-ups.
"""

from __future__ import annotations

from dataclasses import replace

from assistant.reading import signs
from assistant.reading.lacking.missing import indirect
from assistant.reading.readings import Reading
from assistant.reading.talk import close_by
from assistant.reading.talk.several import LookUp
from assistant.reading.talk.vouching import Vouching
from assistant.text import patterns as re
from assistant.understanding.asked import Understood

_SURELY = 0.9
"""From this probability on the whole question is taken to be meant."""

_SAYS_LITTLE = re.compile(
    r"\b(?:happen(?:s|ed)?|tr(?:y|ies|ied)|wants?|wanted|means?|meant|kinds?|sorts?|anyway)\b",
    re.IGNORECASE,
)
"""Words of a question that no answer to it repeats."""


class Completing:
    """Reads such messages for one corpus."""

    def __init__(self, vouching: Vouching) -> None:
        self._vouching = vouching

    def read(self, asked: Understood, reading: Reading, look_up: LookUp) -> Reading:
        """The reading of a follow-up, or that of a whole question it comes to."""
        if reading.parts:
            return reading
        wholes = asked.wholes if asked.act is None else ()
        told = [(whole, look_up(whole)) for whole in wholes]
        for whole, found in told:
            if self._is_meant(asked, reading, found):
                return replace(found, read_as=whole)
        if reading.outcome != "uncovered":
            return reading
        return self._refused(asked, reading, told[0][1] if told else None)

    def _refused(self, asked: Understood, reading: Reading, found: Reading | None) -> Reading:
        """The reading of a follow-up without an answer as that of the whole question, for which
        ``found`` was found; else behind the question that it goes on from."""
        if not asked.wholes:
            return replace(reading, behind=asked.behind_what)
        whole = asked.wholes[0]
        if found is not None and self._adds(asked, found):
            # Nearest may be what lacks something else: how it is measured, and not how to get it.
            return replace(found, read_as=whole, missing=(self._clause(whole),))
        near = found if found is not None and found.outcome == "uncovered" else reading
        return replace(near, instead=whole, read_as=whole)

    def _clause(self, question: str) -> str:
        corpus = self._vouching.corpus
        return indirect(question, corpus.naming.names, corpus.abbreviations)

    def _adds(self, asked: Understood, found: Reading) -> bool:
        """Whether what a whole question is told in part speaks of the follow-up, and is not
        only what the talk showed before."""
        if found.outcome != "partial" or set(found.chosen) <= {
            p for exchange in asked.talk for p in exchange.passages
        }:
            return False
        return not self._vouching.unknown(_SAYS_LITTLE.sub(" ", asked.alone), found.chosen)

    def _is_meant(self, asked: Understood, reading: Reading, found: Reading) -> bool:
        """Whether what a whole question finds answers the follow-up, read as ``reading`` so far."""
        if found.outcome != "answer" or found.p_covered < _SURELY:
            return False
        if reading.outcome == "answer" and reading.chosen[0] == found.chosen[0]:
            return True  # both find what answers, and the whole question finds what belongs to it
        if close_by.judged(asked.alone) or signs.unnamed(asked.alone, found.chosen):
            return False
        return not self._vouching.unknown(_SAYS_LITTLE.sub(" ", asked.alone), found.chosen)
