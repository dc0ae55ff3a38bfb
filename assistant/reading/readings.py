"""What is known about a question once it was read, before a word of the answer is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assistant.reading.voting.vote import Outcome
from assistant.records import Evidence, Passage
from assistant.sources.notes import How

VAGUELY = 0.3
"""Relevance of the nearest passage below which a question is about nothing in particular."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of several questions in a message, in the person's own words, with its own reading."""

    words: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Reading:
    """What is known about one question before a word of the answer is written.

    Attributes:
        outcome: ``answer``, ``partial`` (it says this and lacks that), ``premise`` (the corpus
            contradicts what the question takes for granted), ``uncovered`` or ``act`` (small talk).
        p_covered: calibrated probability that the corpus answers.
        evidence: all candidates, best first.
        chosen: the passages to cite, best first; empty unless answered.
        near: the passages a question that is not covered sounds close to.
        beside: of a question that is not covered, what very near questions are told in part, best
            first: somebody who knows the text would point to it.
        heard: of the same question, what any known question near to it is told; ``None`` where no
            bank knows the text.
        act: which kind of small talk.
        topic: what an uncovered question is about, if the bank knows.
        parts: the questions of a message that asks several, in order, each with its own reading
            (without parts of its own); empty where one thing is asked. ``chosen`` holds what all
            of them cite, and ``missing`` what they lack.
        instead: the question that was read, where it is not the person's own.
        read_as: the whole question that a follow-up was read as, where what it finds told that.
        behind: the question that a follow-up without an answer goes on from, where its own words
            do not say what is asked.
        missing: for an answer in part, what was asked and is not there; each completes "The
            article does not say …".
        says: what a question that asks yes or no is answered with, where that is certain.
        how: whether that holds for most, or under conditions that are told; empty otherwise.
        certain_silence: whether "the article does not say" is nearly certain, of a question that
            is not covered; otherwise it is only known that nothing was found.
        known_words: the share of the message's words that are known; few mean another language.
        whole: which way of looking at a document as a whole was asked for, such as ``summary``.
        opening: key of a sentence of the product's own that is said first ("So far, in short:").
        opens_with: the name that this sentence needs, if any.
        unnamed: what the question offers to choose from, and what is told does not name.
        each: none of what is chosen may be left out, however short it is to be told.
    """

    outcome: Outcome
    p_covered: float
    evidence: tuple[Evidence, ...]
    chosen: tuple[Passage, ...] = ()
    near: tuple[Passage, ...] = ()
    beside: tuple[Passage, ...] = ()
    heard: tuple[Passage, ...] | None = None
    act: str | None = None
    topic: str | None = None
    parts: tuple[Part, ...] = ()
    instead: str = ""
    read_as: str = ""
    behind: str = ""
    missing: tuple[str, ...] = ()
    says: Literal["yes", "no"] | None = None
    how: How = ""
    known_words: float = 1.0
    certain_silence: bool = False
    opening: str = ""
    whole: str = ""
    opens_with: str = ""
    unnamed: tuple[str, ...] = ()
    each: bool = False

    @property
    def vague(self) -> bool:
        """Whether the question is near everything a little, and near nothing."""
        return max((item.score for item in self.evidence), default=0.0) < VAGUELY
