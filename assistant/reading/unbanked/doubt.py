"""How likely an answer has to be, by the words of the question.

Without a bank a question is answered from a certain probability on. Where it speaks of what the
documents never mention, it takes more; where a sentence holds all of its words, less. Pure.
"""

from __future__ import annotations

from collections.abc import Set

from assistant.reading.unbanked.unheard import (
    LIGHT,
    is_mostly_unheard,
    shares_no_word,
    unheard_names,
    words_of,
)
from assistant.records import Evidence, Passage
from assistant.text import patterns as re
from assistant.text.everyday import alike
from assistant.text.words import content_stems

LIKELY = 0.5
"""Least probability with which a question is answered that names something unheard of."""
RATHER = 0.4
"""The same of one of which most words are unheard of. It and the share were chosen on 20 texts of
owners (440 questions, 200 of them about other texts), and counted on 13 others (eval/LOG.md)."""
WORDED = 0.1
"""The same of one that asks yes or no, whose words stand in the best passage, all of them."""
_WORDED_LEAST = 2
_WHETHER = re.compile(
    r"(?:(?:and|so|but|ok|hi|hello)[, ]+)*(?:is|are|was|were|do|does|did|has|have|had|can|could"
    r"|may|might|must|should|shall|will|would|am)\b(?! (?:you|i) (?:know|tell))",
    re.IGNORECASE,
)
_PRICE = re.compile(
    r"\bhow much (?:is|are|do|does|did|for|to)\b|\b(?:prices?|costs?|fees?)\b", re.IGNORECASE
)


class Doubt:
    """What one corpus says at all, its titles and headings included.

    Args:
        told: all of its words.
    """

    def __init__(self, told: str) -> None:
        self._words = frozenset(words_of(told))
        self._stems = frozenset(content_stems(told))

    def knows(self, question: str) -> bool:
        """Whether any word with a meaning of a question occurs."""
        return not self._stems.isdisjoint(content_stems(question))

    def least(self, question: str, chance: float, best: Evidence, least: float) -> float:
        """Least probability with which a question is answered.

        Args:
            question: what is asked.
            chance: its probability, to spare looking where it is high.
            best: the passage that answers it best.
            least: the same of any question.
        """
        if chance < LIKELY and (
            unheard_names(question, self._words)
            or is_of_another(question, best.passage, self._stems)
        ):
            return LIKELY
        if chance < RATHER and (
            is_mostly_unheard(question, self._stems) or shares_no_word(question, best.passage)
        ):
            return RATHER
        if best.score > 0 and holds_all(question, best.passage):
            return min(least, WORDED)
        return least


def holds_all(question: str, told: Passage) -> bool:
    """Whether a passage has each of the words with a meaning of a question for yes or no, two or
    more, or one like it: "can be paid in instalments" of "Can I pay in instalments?"."""
    if not _WHETHER.match(question):
        return False
    heard, asked = set(content_stems(told.text)), content_stems(question)
    return len(asked) >= _WORDED_LEAST and all(alike(stem) & heard for stem in asked)


def is_of_another(question: str, told: Passage, known: Set[str]) -> bool:
    """Whether a row tells the price of something else than is asked about: neither it nor its
    header has any of the words of a question, of which one occurs nowhere."""
    if not told.cells or not _PRICE.search(question):
        return False
    heard = set(content_stems(" . ".join((told.text, *told.header))))
    asked = [stem for stem in content_stems(question) if stem not in alike("price")]
    if any(alike(stem) & heard for stem in asked):
        return False
    return any(not alike(stem) & known for stem in asked if stem not in LIGHT)
