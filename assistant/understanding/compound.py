"""Take a message that asks several things apart.

"How long does hiring take, and what does one earn?" has its answer in two places, and a single
vector lies between them. The parts are only used beside the whole, so a wrong cut costs little.
Pure.
"""

from __future__ import annotations

import re

_ASKS = (
    r"(?:what|what's|whats|how|how's|hows|who|who's|whos|whose|why|when|where|which|is|are|was|"
    r"were|do|does|did|can|could|should|would|will|has|have)"
)
_SENTENCE = re.compile(r"(?<=[?!.;])\s+|\n+")
_SOFTLY = r"(?:(?:if so|roughly|about|exactly|then|maybe|perhaps|also),?\s+)*"
_JOINT = re.compile(
    r"(?:\s*[,;:–—-]+\s*(?:and\s+|or\s+|but\s+|also\s+|plus\s+)?"
    r"|\s+(?:and|plus|also|but)\s+(?:also\s+)?)"
    rf"(?={_SOFTLY}(?:{_ASKS}|whether)\b)",
    re.IGNORECASE,
)
_QUESTION = re.compile(
    rf"^(?:(?:and|so|but|also|ok|now|then|plus),?\s+)*{_SOFTLY}(?:i need to know\s+)?"
    rf"(?:{_ASKS}|whether)\b",
    re.IGNORECASE,
)
FEWEST_WORDS = 3
MOST_PARTS = 4


def parts(message: str) -> tuple[str, ...]:
    """The questions in a message, in order; empty if it asks no more than one thing.

    Sentences that ask nothing, such as how somebody introduces himself, are no parts.
    """
    found = [
        piece.strip(" ,;–—-")
        for sentence in _SENTENCE.split(message)
        for piece in _JOINT.split(sentence)
    ]
    asking = [
        piece
        for piece in found
        if len(piece.split()) >= FEWEST_WORDS and (piece.endswith("?") or _QUESTION.match(piece))
    ]
    return tuple(asking[:MOST_PARTS]) if len(asking) > 1 else ()
