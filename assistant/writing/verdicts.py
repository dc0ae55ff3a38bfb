"""How an answer that begins with yes or no begins, and what it is proved with. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

from assistant.records import Passage
from assistant.sources.notes import How
from assistant.text import patterns as re
from assistant.text.numbers import Quantity, quantities, same_amount
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
_BESIDE = re.compile(r",? (?:because|which is why)\b", re.IGNORECASE)
_SAYS_ITSELF = re.compile(
    r"(?:yes|no|not|usually not|usually|never|rarely|ja|nein|sí)\b", re.IGNORECASE
)
_SAYS_NO = re.compile(r"(?:no|not|usually not|never|rarely|nein)\b", re.IGNORECASE)
NAMES_ITS_SUBJECT = re.compile(r"(?:The|A|An|Most|Plenty of|We|Our|[A-Z]{2,})\b")
"""So begins a sentence that needs no heading to say what it is about."""
_ASKS_IF = re.compile(
    r"(?:so |and |but )?(?:is|are|was|were|do|does|did|can|could|should|will|must)\b", re.IGNORECASE
)


def said_of(says: Literal["yes", "no"], first: Passage, how: How = "") -> str:
    """The sentence that says yes or no before a passage; empty where that says it itself.

    What is said to hold for most, or on conditions, need not be said so by the passage; else its
    main clause tells: what "almost always" stands with in "…, which is why …" is another thing.
    """
    if says_itself(first):
        return ""
    if how:
        return f"{how}_{says}"
    clause = first.text if first.cells else _BESIDE.split(first.text, maxsplit=1)[0]
    return f"mostly_{says}" if _HEDGED[says].search(clause) else says


def other_figure(question: str, told: Sequence[Passage]) -> bool:
    """Whether a question has a figure, and the first passage that has one of the same kind has
    another: "why does it take 30 days" of a sentence with 17 days. None told has the question's."""
    asked = quantities(question)
    said = [quantities(passage.text) for passage in told]
    if not asked or any(same_amount(one, two) for found in said for one in found for two in asked):
        return False
    first = said[0] if said else []
    return any(_alike(one, two) for one in first for two in asked)


def _alike(one: Quantity, two: Quantity) -> bool:
    if {one.unit, two.unit} == {"%", "part"}:
        return True
    return one.unit == two.unit and (bool(one.unit) or one.noun == two.noun)


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
    if not is_fragment(passage) or not says_itself(passage):
        return False
    return (_SAYS_NO.match(passage.text) is not None) == (says == "yes")


def _answers_how(passage: Passage, leaning: Leaning) -> bool:
    """Whether a passage leans on a heading that asks something else than yes or no."""
    asks = passage.heading.endswith("?") and not _ASKS_IF.match(passage.heading)
    return asks and leaning.needs(passage).heading and not NAMES_ITS_SUBJECT.match(passage.text)


def _is_whole(passage: Passage, leaning: Leaning) -> bool:
    named = NAMES_ITS_SUBJECT.match(passage.text) is not None
    return named and not passage.cells and not leaning.needs(passage).passages


def says_itself(passage: Passage) -> bool:
    """Whether a passage begins with a yes or no of its own."""
    return _SAYS_ITSELF.match(passage.text) is not None
