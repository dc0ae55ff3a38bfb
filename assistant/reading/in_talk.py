"""A message of a talk read as a question: behind what it leans on, or for itself."""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.reading.several import LookUp
from assistant.reading.vouching import Vouching
from assistant.sources.bank import HISTORY_SEPARATOR
from assistant.understanding.asked import Understood


def instead(vouching: Vouching, asked: Understood, look_up: LookUp) -> Reading | None:
    """The message read as a question, if that is answered and its words are spoken of."""
    if asked.otherwise is None:
        return None
    found = look_up(asked.otherwise.question)
    answered = found.outcome == "answer" and not vouching.unknown(
        asked.otherwise.alone, found.chosen
    )
    return found if answered else None


def last_part(question: str) -> str:
    """The question itself, without those that stand in front."""
    return question.split(HISTORY_SEPARATOR)[-1]


def after(question: str, further: str) -> str:
    """A follow-up behind what it leans on, in the form the encoder was trained on."""
    return HISTORY_SEPARATOR.join((question, further))
