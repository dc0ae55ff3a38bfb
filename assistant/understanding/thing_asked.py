"""The one thing that a question is about: "a search" of "how long does a search take?". Pure.

English puts the auxiliary in front of the subject where it asks, and behind it where it tells, so
the question as a clause says where the subject ends. English.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re
from assistant.text.reported import reported
from assistant.text.verbs import is_base_verb
from assistant.understanding.roles import people_in

_TURNED = re.compile(
    r"(?:(?:what|which|how|where|when|why|who)(?: [\w-]+){0,2}? )?"
    r"(?P<aux>is|are|was|were|do|does|did|can|could|should|would|will|must|has|have)"
    r" (?P<after>.+)",
    re.IGNORECASE,
)
_NAMED_LAST = re.compile(
    r"(?:what happens (?:in|during|after|before|with)|tell me (?:more )?(?:about|of)"
    r"|explain|describe|what about|how about) (?P<thing>(?:[\w'-]+ ){0,3}[\w'-]+)",
    re.IGNORECASE,
)
_DETERMINER = re.compile(r"(?:an?|the|your|their|my|our|its|any)", re.IGNORECASE)
_NO_THING = re.compile(
    r"(?:it|that|this|those|these|there|they|them|he|she|you|i|we|one|ones|other|others|most"
    r"|someone|anyone|somebody|anybody|people|things?|the (?:article|text|author|document))\b"
    r"|(?:what|which|who|how|if|not)\b",
    re.IGNORECASE,
)
_LONGEST = 5


def thing_asked(question: str, people: Iterable[str]) -> str:
    """The thing that a question without an opening word is about, as it is named there; empty where
    that is somebody, a pronoun, or not to be told.

    Args:
        people: what those are called whom people ask about.
    """
    last = _NAMED_LAST.fullmatch(question)
    thing = last["thing"] if last else _subject(question)
    if not thing or _NO_THING.match(thing) or people_in(thing, people):
        return ""
    return thing


def _subject(question: str) -> str:
    turned, clause = _TURNED.fullmatch(question), reported(question).lower()
    if turned is None or not clause:
        return ""
    verb, words = turned["aux"].lower(), turned["after"].split()
    for many in range(1, min(len(words), _LONGEST) + 1):
        subject = " ".join(words[:many])
        if _DETERMINER.fullmatch(subject):
            continue
        behind = clause.partition(f"{subject.lower()} ")[2].split(" ")[0]
        goes_on = words[many].lower() if many < len(words) else ""
        if verb == "do" and is_base_verb(goes_on) and behind == goes_on:
            return subject
        if verb in ("does", "did") and goes_on and behind not in ("", goes_on):
            return subject
        if verb not in ("do", "does", "did") and behind == verb:
            return subject
    return ""
