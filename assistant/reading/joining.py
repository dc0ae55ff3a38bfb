"""One reading of several: of the parts of a message, or of a follow-up read in two ways."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from assistant.reading.lacking.missing import indirect
from assistant.reading.parameters import ReaderParameters
from assistant.reading.readings import Part, Reading
from assistant.reading.talk.vouching import Vouching
from assistant.reading.yes_no.outcome import SURE
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.compound import asks_to_choose
from assistant.understanding.followup import goes_back, points_back

TWO, SEVERAL_PARTS = 2, 3
TWO_PARTS_MOST = 4
"""Most passages that each of two questions is answered with."""
SHARED_LEAST = 0.1
"""Least relevance to the whole message of what a part of it is told, in [0, 1]."""
_NAME = re.compile(r"(?<=[\w,] )[A-Z][\w+#-]+")
"""A name within a sentence."""
_SEVERAL_ASKED = re.compile(
    r"(?:(?:so|and|ok|list|name|tell me)\b[, ]*)*(?:what|which) "
    r"(?:are\b|(?!is\b|was\b|does\b|has\b)[\w-]+(?<!s)s\b)",
    re.IGNORECASE,
)
"""So a question for several things begins."""
_POINTS_AT_END = re.compile(r"\b(?:that|it|this|them|those|these)\W*$", re.IGNORECASE)


class Joining:
    """Joins readings about one corpus.

    Args:
        corpus: what is asked about.
        vouching: tells what words of a question what is told speaks of.
        parameters: the numbers of reading.
        answer_threshold: the probability from which on the vote answers; ``None`` without a vote.
    """

    def __init__(
        self,
        corpus: Corpus,
        vouching: Vouching,
        parameters: ReaderParameters,
        answer_threshold: float | None,
    ) -> None:
        self._corpus = corpus
        self._vouching = vouching
        self._parameters = parameters
        self._answer_threshold = answer_threshold

    @property
    def _called(self) -> tuple[str, ...]:
        """The subject by its name and its letters, and not by a word like "job"."""
        return (*self._corpus.named.names[:1], *self._corpus.abbreviations)

    def join(self, whole: Reading, parts: Sequence[Part], *, in_full: bool = False) -> Reading:
        """The reading of a message that asks several things: the whole, and what its parts add.

        Once one part is told, each is: what answers it or answers it in part, or that it is open.
        Of two, only what is neither answered nor certain not to be and goes back to the other is
        left to the whole. Parts that are asked ``in_full`` leave nothing to it.
        """
        parameters = self._parameters
        parts = self._own(parts, None if in_full else whole)
        least = parameters.part_threshold if whole.chosen else parameters.partial_threshold
        if not any(_is_told(p.reading, least) or p.reading.missing for p in parts):
            return whole
        # Of two questions one may be the whole; with three, what is left out is dropped unsaid.
        several = len(parts) >= SEVERAL_PARTS
        surely = parameters.part_threshold
        doubtful = surely if several else 1 - parameters.partial_threshold
        if several:
            parts = [
                p if _is_lacking(p.reading, doubtful) else self._of_whole(p, whole) for p in parts
            ]
        parts = [
            part if part.reading.chosen else self._lacking_all(part, parts)
            for part in parts
            if part.reading.chosen
            or several
            or _is_lacking(
                part.reading,
                doubtful if points_back(part.words) and whole.outcome == "answer" else surely,
            )
        ]
        adding = [part.reading for part in parts if part.reading.chosen]
        if not adding:
            return whole
        missing = [words for p in parts for words in p.reading.missing]
        answered = any(reading.outcome in ("answer", "premise") for reading in adding)
        kept = whole.chosen if not in_full and (whole.outcome != "partial" or not answered) else ()
        added = _added(adding, kept, parameters.part_most)
        if _goes_back_to_a_list(parts, surely):
            added = list(dict.fromkeys([*parts[0].reading.chosen, *added]))
        of_subject = self._names_subject(parts[0].words)
        surely_told = all(
            _is_told(part.reading, parameters.partial_threshold)
            and (not points_back(part.words) or (of_subject and _is_shared(part.reading, whole)))
            for part in parts
        )
        if surely_told and len(parts) == TWO and whole.outcome == "answer":
            # Each question has its answer: what only the whole message lies near is neither's. What
            # corrects something that was supposed is found by the whole alone.
            kept, added = (), _added(adding, (), TWO_PARTS_MOST)
        first = whole.outcome if whole.outcome in ("answer", "premise") else adding[0].outcome
        return replace(
            whole,
            outcome="partial" if missing else first,
            p_covered=max(whole.p_covered, min(reading.p_covered for reading in adding)),
            chosen=tuple(dict.fromkeys([*kept, *added])),
            act=None,
            topic=None,
            parts=tuple(parts),
            missing=tuple(dict.fromkeys(missing)),
        )

    def _own(self, parts: Sequence[Part], whole: Reading | None) -> list[Part]:
        """The parts, each with what it is told of the thing that it names, and of two without one
        that strays from the ``whole``."""
        told = [self._to_the_point(part) for part in parts]
        if len(told) != TWO or whole is None:
            return told
        # The first goes back to nothing: its "it" is that of "how long does it take".
        return told[:1] if self._strays(told[1], whole) else told

    def _to_the_point(self, part: Part) -> Part:
        """A part with what it is told, unless that does not speak of the thing that it names."""
        told = self._vouching.thing_told(part.words, part.reading.chosen[:1])
        return part if told else replace(part, reading=Reading("uncovered", 0.0, ()))

    def _strays(self, part: Part, whole: Reading) -> bool:
        """Whether a part that goes back to the other ("what do we get for it?") is told what has
        nothing to do with the whole message, which is surely answered: read alone it asks for
        something else, and what it asks here is left to the whole."""
        told = part.reading
        if whole.outcome != "answer" or whole.p_covered < SURE or not goes_back(part.words):
            return False
        if told.outcome != "answer" or told.chosen[0] in whole.chosen or _is_shared(told, whole):
            return False
        named = re.sub(rf"\b{re.one_of(self._called)}s?\b", " ", part.words)
        return not set(content_stems(named)) & set(content_stems(told.chosen[0].text))

    def _names_subject(self, words: str) -> bool:
        """Whether words name the subject by its name or its letters."""
        return re.search(rf"\b{re.one_of(self._called)}s?\b", words, re.IGNORECASE) is not None

    def behind(self, whole: Reading, words: str, alone: Reading) -> Reading:
        """The reading of a statement with a question behind it: what is said to the first, and
        that the second is open where nothing answers it.

        Args:
            whole: the reading of the message, which answers or corrects the statement.
            words: the question, as it was asked.
            alone: the reading of these words.
        """
        parameters = self._parameters
        if whole.outcome not in ("answer", "premise") or whole.missing or whole.parts:
            return whole
        if asks_to_choose(words):  # what speaks for one of them contradicts nobody
            return replace(whole, outcome="answer")
        pointing = points_back(words) or _POINTS_AT_END.search(words) is not None
        # What points back at the statement is read alone as something else.
        if not (pointing and whole.outcome == "premise") and _is_told(
            alone, parameters.partial_threshold
        ):
            added = alone.chosen[: parameters.part_most] if whole.outcome == "premise" else ()
            return replace(whole, chosen=tuple(dict.fromkeys([*whole.chosen, *added])))
        open_words = pointing or not _is_lacking(alone, 1 - parameters.partial_threshold)
        if whole.outcome == "answer" and open_words:
            return whole
        return replace(
            whole, missing=(indirect(words, self._corpus.naming.names, self._corpus.abbreviations),)
        )

    def _of_whole(self, part: Part, whole: Reading) -> Part:
        """A part of which alone nothing is told, with what the whole message is told of the thing
        that it names."""
        names = set(_NAME.findall(part.words)) - {*self._corpus.abbreviations}
        naming = tuple(p for p in whole.chosen if names & set(_NAME.findall(p.text)))[:1]
        if part.reading.chosen or not naming or whole.outcome != "answer":
            return part
        told = replace(part.reading, outcome="answer", chosen=naming, p_covered=whole.p_covered)
        return replace(part, reading=told)

    def _lacking_all(self, part: Part, parts: Sequence[Part]) -> Part:
        """A part of which nothing is told lacks all that it asks; what another part is told of the
        thing that it names is told with that."""
        lacking = indirect(part.words, self._corpus.naming.names, self._corpus.abbreviations)
        lacks = replace(part.reading, missing=(lacking,))
        names = set(_NAME.findall(part.words)) - {*self._corpus.abbreviations}
        told = (p for other in parts for p in other.reading.chosen if p.kind == "sentence")
        naming = [p for p in told if names & set(_NAME.findall(p.text))]
        if naming and len(parts) >= SEVERAL_PARTS:
            lacks = replace(lacks, outcome="partial", chosen=(naming[0],))
        return replace(part, reading=lacks)

    def follow(self, told: Reading, alone: Reading) -> Reading:
        """The reading of a follow-up, from it with the history in front and from it alone.

        The history is covered, or nobody would follow up on it, and it colours what comes after.
        So where the follow-up's own words are about something else ("and remote work?"), both
        probabilities have to agree: the mean of their log odds decides.
        """
        if self._answer_threshold is None or not told.chosen or alone.outcome != "uncovered":
            return told
        probability = 1 / (1 + math.exp(-(_log_odds(told) + _log_odds(alone)) / 2))
        if probability >= self._answer_threshold:
            return told
        return replace(alone, p_covered=probability)


def _added(told: Sequence[Reading], whole: Sequence[Passage], most: int) -> list[Passage]:
    """What the parts of a message add: what each is answered with first, and of the rest what the
    whole message or another part is answered with too, where the whole is answered.
    """
    times = Counter(passage for reading in told for passage in reading.chosen)
    return [
        passage
        for reading in told
        for place, passage in enumerate(reading.chosen[:most])
        if not place or not whole or passage in whole or times[passage] > 1
    ]


def _is_told(reading: Reading, least: float) -> bool:
    return reading.outcome in ("answer", "premise") and reading.p_covered >= least


def _goes_back_to_a_list(parts: Sequence[Part], surely: float) -> bool:
    """Whether the second of two questions goes back to things that the first asks for, so that
    all of them are to be told: "which lamps are there, and which of them is …"."""
    if len(parts) != TWO or not _SEVERAL_ASKED.match(parts[0].words):
        return False
    return _is_told(parts[0].reading, surely) and points_back(parts[1].words)


def _is_shared(reading: Reading, whole: Reading) -> bool:
    """Whether the whole message lies near what a part of it that points back is told first."""
    near = {item.passage for item in whole.evidence if item.score >= SHARED_LEAST}
    return bool(reading.chosen) and reading.chosen[0] in near


def _is_lacking(reading: Reading, doubtful: float) -> bool:
    return reading.outcome in ("partial", "uncovered") and reading.p_covered < doubtful


def _log_odds(reading: Reading) -> float:
    chance = min(max(reading.p_covered, 1e-6), 1 - 1e-6)
    return math.log(chance / (1 - chance))
