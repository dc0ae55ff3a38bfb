"""What a claim is judged against: the passages it cites, with what they need to be understood.

A passage is one sentence or one row, and often says little alone: "They do have to make the
calls." stands under a heading and leans on the sentence before it. A premise is that heading, the
sentence it leans on, and the words themselves; a row is given as "Header: cell; Header: cell".
Pure: passages in, a text out.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re

_LEANING = re.compile(
    r"(?:(?:and|but|so|or|yet|then|also|instead|however|therefore|still|otherwise)\b,? *)*"
    r"(?:it|they|she|he|we|this|that|these|those|such|its|their|her|his|both|neither|the latter"
    r"|here|there|one|some|most|others|usually|wrong|yes|no|not|less|more|about|customer)\b",
    re.IGNORECASE,
)
_SHORT = 5
"""Words; a sentence of fewer is hardly one."""


def leans(passage: Passage) -> bool:
    """Whether a sentence needs the one before it to be understood."""
    if passage.cells:
        return False
    return bool(_LEANING.match(passage.text)) or len(passage.text.split()) < _SHORT


def spoken(passage: Passage) -> str:
    """The words of a passage as running text; a row as "Header: cell; Header: cell"."""
    if not passage.cells:
        return " ".join(passage.text.split())
    texts = [" ".join(cell.text.split()) for cell in passage.cells]
    names = passage.header if len(passage.header) == len(texts) else ("",) * len(texts)
    return "; ".join(
        f"{name}: {text}" if name else text for name, text in zip(names, texts, strict=True)
    )


def premise(cited: Sequence[Passage], shown: Sequence[Passage]) -> str:
    """The text that a claim with these citations is judged by.

    ``shown`` are all passages, among which the sentences that the cited ones lean on are looked
    for. Passages are put in reading order and each is given once.
    """
    places = {(p.document_id, p.position): p for p in shown}
    chosen = {(p.document_id, p.position): p for p in cited}
    for passage in cited:
        before = places.get((passage.document_id, passage.position - 1))
        steps = 2
        while before is not None and steps and leans(passage) and before.block == passage.block:
            chosen[(before.document_id, before.position)] = before
            passage, steps = before, steps - 1
            before = places.get((passage.document_id, passage.position - 1))
    parts: list[str] = []
    heading = ""
    for _, passage in sorted(chosen.items()):
        own = passage.section[-1] if passage.section else ""
        if own and own != heading:
            parts.append(own if own[-1] in "?!." else f"{own}.")
            heading = own
        parts.append(spoken(passage))
    return " ".join(parts)
