"""The sentences of a text that say from whom or from what something is known.

"According to the harbour office", "the Bureau of Boats projects …", "averaged across forty lights".
English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.records import Passage
from assistant.text import patterns as re

_NOBODY = (
    r"(?:An?|The|They|We|It|You|He|She|I|This|That|These|Those|There|Who|Which|What|One|Most"
    r"|Some)\b"
)
_NAME = rf"(?!{_NOBODY})[A-Z][\w&.-]*(?: (?:(?:of|for|and|the) )*[A-Z][\w&.-]*)*"
_SAYS = (
    r"(?:projects?|projected|reports?|reported|estimates?|estimated|pegs?|pegged|puts|finds|found"
    r"|counts|counted|says|states|shows|expects|forecasts?|measured|surveyed|recorded|published)"
)
_ATTRIBUTED = re.compile(
    rf"\b(?i:according to|sources?:|as (?:reported|published|measured|counted) (?:by|in))"
    rf"|\b{_NAME} {_SAYS}\b"
    r"|\b(?i:averaged|surveyed|measured|calculated|drawn|taken|counted|collected) "
    r"(?i:from|across|over|among|by)\b"
    r"|\b(?i:survey|study|census|poll|register|statistics|records) (?i:of|by|from)\b"
)


def attributed(passages: Iterable[Passage]) -> list[Passage]:
    """The sentences that name where what they say comes from, in their order."""
    return [p for p in passages if not p.cells and _ATTRIBUTED.search(p.text)]
