"""How an answer that begins with yes or no begins, and what it is proved with. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal, TypeAlias

from assistant.records import Passage
from assistant.writing.leaning import Leaning, is_fragment

Says: TypeAlias = Literal["yes", "no"] | None

_MOSTLY = (
    r"usually|mostly|typically|generally|often|almost (?:always|never|all)|in most cases|as a rule"
    r"|tends? to|meist(?:ens)?|normalmente|generalmente"
)
_HEDGED = {
    "yes": re.compile(rf"\b(?:{_MOSTLY})\b", re.IGNORECASE),
    "no": re.compile(rf"\b(?:{_MOSTLY}|rarely|seldom|selten)\b", re.IGNORECASE),
}
"""Words with which it is not always so; what is rarely done is mostly a no."""
_SAYS_ITSELF = re.compile(
    r"(?:yes|no|not|usually not|usually|never|rarely|ja|nein|sí)\b", re.IGNORECASE
)
_SAYS_NO = re.compile(r"(?:no|not|usually not|never|rarely|nein)\b", re.IGNORECASE)
NAMES_ITS_SUBJECT = re.compile(r"(?:The|A|An|Most|Plenty of|We|Our|[A-Z]{2,})\b")
"""So begins a sentence that needs no heading to say what it is about."""
_ASKS_IF = re.compile(
    r"(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|should|will|must)\b", re.IGNORECASE
)


def said_of(says: Literal["yes", "no"], first: Passage) -> str:
    """The sentence that says yes or no before a passage; empty where that says it itself."""
    if _SAYS_ITSELF.match(first.text):
        return ""
    return f"mostly_{says}" if _HEDGED[says].search(first.text) else says


def proving(says: Says, chosen: Sequence[Passage], leaning: Leaning) -> list[Passage]:
    """What proves a yes or no, best first; all that was chosen where neither is said.

    A "Usually not." beside a yes answers another question. "Less than people assume" answers "how
    much" and proves nothing in front, where a whole sentence of its section says it outright.
    """
    kept = [p for p in chosen if says is None or p == chosen[0] or not _is_contrary(says, p)]
    if says is None or not _answers_how(kept[0], leaning):
        return kept
    whole = [p for p in kept[1:] if p.section == kept[0].section and _is_whole(p, leaning)]
    return list(dict.fromkeys([*whole[:1], *kept]))


def _is_contrary(says: Literal["yes", "no"], passage: Passage) -> bool:
    if not is_fragment(passage) or not _SAYS_ITSELF.match(passage.text):
        return False
    return (_SAYS_NO.match(passage.text) is not None) == (says == "yes")


def _answers_how(passage: Passage, leaning: Leaning) -> bool:
    """Whether a passage leans on a heading that asks something else than yes or no."""
    asks = passage.heading.endswith("?") and not _ASKS_IF.match(passage.heading)
    return asks and leaning.needs(passage).heading and not NAMES_ITS_SUBJECT.match(passage.text)


def _is_whole(passage: Passage, leaning: Leaning) -> bool:
    named = NAMES_ITS_SUBJECT.match(passage.text) is not None
    return named and not passage.cells and not leaning.needs(passage).passages
