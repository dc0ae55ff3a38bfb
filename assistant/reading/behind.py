"""The question behind what somebody takes for granted.

"Since the fee is refunded, which form do I send?" says something and asks something. What is said
may be wrong, and correcting it leaves the question open; or it is only how things are with the
person, and what is asked has no answer of its own. So the question is found apart from what it
stands behind. Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re

_ASKED = (
    r"(?:(?:on|in|at|by|for|with|to|from|of|under|after) )?"
    r"(?:what|which|who|whose|when|where|how)\b"
)
_GIVEN = r"(?:as|since|because|given|now that|considering|seeing|with|after|once)\b"
_TAIL = re.compile(
    rf"(?:[;:.!]\s+|\s[–—-]\s|,\s*)(?:(?:so|then|and|but)\s+)*(?P<asked>{_ASKED}[^;:.!?]*)[?.!\s]*$",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"(?:(?:and|so|but|ok|now)\s+)*(?:what|which|who|whose|whom|why|how|when|where|is|are|was|were"
    r"|do|does|did|can|could|should|would|will|has|have|tell|give|show|name|list|explain|whether)\b",
    re.IGNORECASE,
)
_SPOKEN_OF = re.compile(r"how (?:come|about)\b|what (?:about|if)\b|(?:which|who) (?:is|are) what\b")
FEWEST_WORDS = 4
"""Words in front of a question from which on they say something of their own."""


def asked_behind(question: str) -> str:
    """What is asked behind a statement, in the person's own words; empty where nothing is.

    The statement must not be a question itself: then the message asks two things, and is taken
    apart elsewhere.
    """
    found = _TAIL.search(question)
    if found is None:
        return ""
    said, asked = question[: found.start()].strip(), found["asked"].strip(" ,")
    if len(said.split()) < FEWEST_WORDS or len(asked.split()) < 3:
        return ""
    given = re.match(_GIVEN, said, re.IGNORECASE) is not None
    if (not given and _ASKS.match(said)) or "?" in said or _SPOKEN_OF.match(asked.lower()):
        return ""
    return asked
