"""The yes or no to what is claimed, denied or asked behind a supposition.

"True or false: keepers sell oil", "keepers never row" and "if keepers own the oil, do they sell
it?" are read as the plain question that they put, where that has a yes or no of its own.
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
            return self._supposed(asked, _denied(asked, reading, alone), alone)
        found = alone(plain)
        return found if found.outcome == "answer" and found.says is not None else reading

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
