"""The yes or no to what is claimed, denied or asked behind a supposition.

"True or false: keepers sell oil", "keepers never row", "so they don't sell oil?" and "if keepers
own the oil, do they sell it?" are read as the plain question that they put, where that has a yes or
no of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.text import patterns as re
from assistant.understanding import claimed
from assistant.understanding.asked import Understood

PLAINLY = 0.9
"""Least probability with which something plainly is so."""
_MOSTLY = re.compile(r"\b(?:usually|mostly|typically|often|almost|rarely|seldom)\b", re.IGNORECASE)
_NEVER = re.compile(r"\bnever\b", re.IGNORECASE)
_WHOLLY = re.compile(r"\b(?:never|no)\b", re.IGNORECASE)
"""Denies without an exception."""
_POINTS = re.compile(
    r"\b(?:it|its|them|their|theirs|him|his|hers?|one|ones|that|this|these|those)\b", re.I
)
_THEY = re.compile(r"\bthey\b", re.IGNORECASE)
_CONDITIONAL = re.compile(r"(?:if|when|unless|where)\b", re.IGNORECASE)
"""So a sentence opens that holds under a condition."""

Alone = Callable[[str], Reading]
"""Reads one plain question."""


class Confirming:
    """Confirms for one corpus, whose subject is called by ``names``. Safe to share."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names

    def confirmed(self, asked: Understood, reading: Reading, alone: Alone) -> Reading:
        """The reading of a claim ("true or false: …") as that of the question that it puts, where
        that is answered with yes or no."""
        if asked.act is not None or asked.request is not None or reading.says is not None:
            return reading
        if reading.parts:
            return reading
        if not (plain := claimed.asked_by(asked.message)):
            reading = self._supposed(asked, _denied(asked, reading, alone), alone)
            return _checked(asked.read_as or asked.message, "", reading, alone)
        found = alone(plain)
        return found if found.outcome == "answer" and found.says is not None else reading

    def with_verdict(self, asked: Understood, reading: Reading, alone: Alone) -> Reading:
        """The reading of "do they own it?" or "so they don't own it?" as that of the question that
        names whom it means, where that has a yes or no and rests on what was found."""
        message = asked.alone or asked.message
        of_others = _THEY.search(message) and not _THEY.search(asked.talk[-1].message)
        if of_others and not asked.named:
            return reading
        return _checked(message, asked.named, reading, alone)

    def _supposed(self, asked: Understood, reading: Reading, alone: Alone) -> Reading:
        """The reading of a question behind something supposed, with the yes or no that it has by
        itself, where what proves that is told either way and holds without a condition."""
        plain = claimed.behind_a_supposition(asked.message, self._names)
        if not plain or reading.says is not None or reading.outcome not in ("answer", "premise"):
            return reading
        found = alone(plain)
        first = found.chosen[0] if found.outcome == "answer" and found.chosen else None
        if first is None or found.says is None or first not in reading.chosen:
            return reading
        if _CONDITIONAL.match(first.text):
            return reading
        corrected = reading.chosen if reading.outcome == "premise" else ()
        return replace(found, chosen=tuple(dict.fromkeys([*found.chosen, *corrected])))


def _checked(message: str, named: str, reading: Reading, alone: Alone) -> Reading:
    """The reading with the yes or no to what somebody checks; as it was where that is not certain.

    Args:
        message: what is checked.
        named: the same as a question with the person named whom its pronoun stands for.
        reading: what is told.
        alone: reads one plain question.
    """
    if reading.outcome not in ("answer", "premise") or reading.says is not None or reading.opening:
        return reading
    if not reading.chosen:
        return reading
    plain, denies = claimed.checked_by(message)
    if not plain and not named:
        return reading
    if not named and _POINTS.search(plain):
        return reading
    found = alone(named or plain)
    if found.outcome != "answer" or found.says is None or reading.chosen[0] not in found.chosen:
        return reading
    if not denies:
        return found
    if found.says == "yes":
        never = _NEVER.search(message)
        return replace(found, says=None, opening="no") if never or not found.how else reading
    hedged = _WHOLLY.search(message) and _MOSTLY.search(found.chosen[0].text)
    return reading if hedged or found.how else replace(found, says=None, opening="right")


def _denied(asked: Understood, reading: Reading, alone: Alone) -> Reading:
    """The reading of a claim that something never is so, where it plainly is: no, and what says
    so."""
    plain = claimed.denied_by(asked.message)
    found = alone(plain) if plain else reading
    if not plain or found.outcome != "answer" or found.says == "no" or not found.chosen:
        return reading
    first = found.chosen[0]
    if first.cells or signs.DENIES.search(first.text) or found.p_covered < PLAINLY:
        return reading
    # "Mostly" does not soften it: what is so at times is never not so.
    return replace(found, says=None, opening="no" if found.says == "yes" else "")
