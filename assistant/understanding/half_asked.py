"""The second thing of a message that is named and not asked in full.

"How long does a search take, and the usual fee?" asks two things, the second by its name alone. A
name behind "and" is mostly no question of its own ("engineers and their managers"), so it counts
only where it cannot belong to what stands before it: behind a comma that opens no list, or behind
a word that takes no second thing ("who do they report to and their pay"). Pure.
"""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.text.verbs import is_base_verb

LONGEST = 7
"""Words of a thing; more are a clause."""
FEWEST_BEFORE = 3
"""Words of the question in front."""
_DETERMINED = r"(?:the|a|an|any|some|my|our|your|their|its|his|her|typical|usual|average)\b"
_OWNED = r"(?:the|any|my|our|your|their|its|his|her)\b"
_ENDS = r"(?:to|up|off|out|over|on|in|at|with|from|about|for|by|of|do|does|done|called|paid)"
_BEHIND = re.compile(
    r"(?:(?P<comma>,)\s*(?:and(?: also)?|plus|also|as well as|along with)"
    r"|\s+(?:plus|and also|as well as)"
    rf"|(?<=\s){_ENDS}\s+(?P<free>and))\s+"
    r"(?P<thing>[^,;:?.!]+)[?.!\s]*$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"\b(?:is|are|was|were|am|be|do|does|did|has|have|had|can|could|will|would|should|may|might"
    r"|must|who|what|when|where|which|why|how|whether|if|that|not|i|you|we|they|he|she|it|them"
    r"|him|me|us|so|then)\b|n't\b|'s (?:a|the|it)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(
    r"\b(?:between|both|either|neither|compared?|difference|differ|versus|vs|combine|mix)\b",
    re.IGNORECASE,
)
_OF_A_STATE = re.compile(r"(?:(?:and|so|but)\s+)?(?:is|are|was|were|am)\b", re.IGNORECASE)
"""Behind "is it remote" a bare word is a second predicate: "and full-time"."""
_NO_NAME = re.compile(
    r"(?:to|for|by|in|on|at|with|from|of|about|under|still|here|there|too|also|only|just|well|or"
    r"|maybe|perhaps|please|thanks|vice|\w+ly)\b|.*\bor\b",
    re.IGNORECASE,
)
"""So begins what names nothing."""
_GO_ALONG = re.compile(r"\bgo(?:es)?$", re.IGNORECASE)


def split(question: str) -> tuple[int, int] | None:
    """Where the question ends and where the thing behind it begins; ``None`` where there is none.

    Both are offsets into ``question``.
    """
    found = _BEHIND.search(question)
    if found is None:
        return None
    thing = found["thing"].strip()
    end = found.start("free") if found["free"] else found.start()
    front = question[:end].strip()
    if len(front.split()) < FEWEST_BEFORE or "," in front or _TOGETHER.search(front):
        return None
    if _GO_ALONG.search(front) or not _is_thing(thing, front, found):
        return None
    return end, found.start("thing")


def _is_thing(words: str, front: str, found: re.Match[str]) -> bool:
    """Whether words name something: no clause, and, where bare words do, no verb in front."""
    said = words.split()
    if not said or len(said) > LONGEST or _CLAUSE.search(words):
        return False
    if found["free"]:
        return len(said) > 1 and re.match(_OWNED, words, re.IGNORECASE) is not None
    if re.match(_DETERMINED, words, re.IGNORECASE):
        return len(said) > 1
    bare = len(said) <= LONGEST // 2 and not is_base_verb(said[0]) and not _NO_NAME.match(words)
    return bare and found["comma"] is not None and _OF_A_STATE.match(front) is None
