"""A message of a talk read as a question: behind what it leans on, or for itself."""

from __future__ import annotations

from assistant.reading.follow import newest, telling
from assistant.reading.readings import Reading
from assistant.reading.several import LookUp
from assistant.reading.vouching import Vouching
from assistant.understanding.asked import Understood
from assistant.understanding.correcting import claimed


def instead(vouching: Vouching, asked: Understood, look_up: LookUp) -> Reading | None:
    """The message read as a question, if that is answered and its words are spoken of."""
    if asked.otherwise is None:
        return None
    found = look_up(asked.otherwise.question)
    answered = found.outcome == "answer" and not vouching.unknown(
        asked.otherwise.alone, found.chosen
    )
    return found if answered else None


def stood_by(asked: Understood, reading: Reading) -> Reading:
    """The last answer once more, where a bare claim against it finds nothing: "no, it's Bob"."""
    last = asked.talk[-1].passages if asked.talk else ()
    if reading.outcome != "uncovered" or not last or not claimed(asked.message):
        return reading
    return telling(newest(asked.talk), "talk.doubted")
