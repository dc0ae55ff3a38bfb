"""A figure that is asked for by this word: "does it give a figure for the fee?".

Who asks so wants to know whether an amount stands there. The sentence on the thing is told either
way; where it has no figure, that is what lacks, and nothing else. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.agreement import names_several
from assistant.text.numbers import quantities
from assistant.text.words import content_stems

_OPENS = r"(?:(?:so|and|but|ok|well)[, ]+)*"
_FIGURES = (
    r"(?:(?:an?|any|the|some|exact|concrete|hard|precise|actual|real) )*"
    r"(?:figures?|numbers?|amounts?|sums?|data)(?: (?:given|stated|named))?"
)
_ASKED = re.compile(
    rf"{_OPENS}(?:(?:does|do|did|can) (?:the |this |that )?[\w-]+ (?:\w+ly |even |also )?"
    r"(?:give|state|have|mention|contain|name|quote|provide|include|say|cite)"
    rf"|(?:is|are) there) {_FIGURES}(?: (?:in it|there))? (?:for|of|on|about|as to) (?P<thing>.+)",
    re.IGNORECASE,
)
_IN_FIGURES = re.compile(
    r",?\s+in (?:per ?cent|percentages?|%|numbers|figures|dollars|euros|pounds|usd|eur)\W*$",
    re.IGNORECASE,
)
_HOW = re.compile(r"how (?:much|many|long|often|far|high|big)\b", re.IGNORECASE)
_SPECIAL = re.compile(r"(?:the|an?|their|its|our|your|his|her|any)\s", re.IGNORECASE)


def thing_measured(question: str) -> str:
    """What a question wants a figure for ("the fee"); empty for any other."""
    found = _ASKED.fullmatch(question.strip(" ?!."))
    return found["thing"].strip() if found else ""


def without_measure(question: str) -> str:
    """The question without the measure that it wants behind a comma: "…, in percent"."""
    return _IN_FIGURES.sub("?", question) if "," in question else question


def what_lacks(question: str) -> str:
    """The figure as a clause, "what the fee is in figures"; empty where none is asked for so."""
    thing = thing_measured(question)
    if not thing or _HOW.match(thing):
        return thing
    of = thing if _SPECIAL.match(thing) or names_several(thing) else f"the {thing}"
    return f"what {of} {'are' if names_several(thing) else 'is'} in figures"


def has_none(question: str, told: Sequence[Passage]) -> bool:
    """Whether a figure is asked for that no sentence gives which names the thing."""
    wanted = set(content_stems(thing_measured(question)))
    naming = [p for p in told if wanted <= set(content_stems(p.text))] if wanted else []
    return bool(naming) and not any(quantities(p.text) for p in naming)
