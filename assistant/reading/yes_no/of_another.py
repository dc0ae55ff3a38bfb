"""A sentence that says yes or no itself, to something else than what is asked.

"We sell lamps, and yes, we charge for the post" stands badly under "Does the sender pay?": whoever
reads it takes its yes for the answer. So what is not known to be a yes is told as what it is: the
text says this, and does not say whether that. English. Pure.
"""

from __future__ import annotations

from assistant.records import Passage
from assistant.text import patterns as re

_SAYS = re.compile(
    r"(?:^|\b(?:and|but|so|then|well),? )(?:yes|no),? (?:we|they|it|you|i|he|she|there)\b",
    re.IGNORECASE,
)


def says_yes_of_another(passage: Passage) -> bool:
    """Whether a passage says yes or no in its own words, so that it must not stand unexplained."""
    return not passage.cells and _SAYS.search(passage.text) is not None
