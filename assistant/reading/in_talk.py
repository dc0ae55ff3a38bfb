"""A message of a talk read as a question: behind what it leans on, or for itself."""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.reading.several import LookUp
from assistant.reading.vouching import Vouching
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
