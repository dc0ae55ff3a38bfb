"""Whole questions made of a follow-up and the question before it: "who does?", "can they?". Pure.

"Do keepers own oil?" and then "who does?" asks who owns oil. Only where the earlier question is one
of yes or no about a pronoun or a known name are the words certain.
"""

from __future__ import annotations

from collections.abc import Iterable

from assistant.text import patterns as re
from assistant.text.agreement import third_person
from assistant.text.words import content_stems

_OPENS = r"(?:(?:and|but|so|ok|okay|then|well|hm+)\b[, ]+)*"
_WHO_THEN = re.compile(
    rf"{_OPENS}who(?:se)?(?: (?:does|do|is|are|can|has|have|should|will|would|must))?"
    r"(?: (?:that|it|this|so))?(?:[, ]+(?:then|instead|though|tho|actually|if not (?:them|they)))*",
    re.IGNORECASE,
)
_WHO_BARE = re.compile(r"who(?:se)?", re.IGNORECASE)
_ASKED = (
    r"{opens}(?P<verb>do|does|did|is|are|was|were|can|could|should|will|would|must|has|have)"
    r"(?:n't)? (?:they|he|she|it|(?:(?:an?|the) )?(?:{names})s?) (?:really |also |even |usually )?"
    r"(?P<rest>[\w'’-]+(?: .+)?)"
)
_IN_GENERAL = re.compile(
    r"(?:(?:and|but|ok|so|then|well)\b[, ]+)*(?:(?:what|how) about )?(?:just )?"
    r"(?:in general|generally|overall|on average|(?:in|for) (?:the )?(?:average|other places)|"
    r"usually|normally|anywhere|elsewhere|without (?:that|it))(?: then| speaking)?",
    re.IGNORECASE,
)
"""The last question is meant without the bounds that it set."""
_BOUND = re.compile(
    r"\s+(?:in|at|near|around|for|with|from|on) (?:a |an |the |my )?[\w'’-]+(?: [\w'’-]+){0,2}"
    r"\s*[?.!]*$",
    re.IGNORECASE,
)
_MERE_BOUND = re.compile(
    rf"{_OPENS}(?:(?:what|how) about )?(?P<bound>(?P<at>in|at|near|around|outside|during|for|under)"
    r" (?!(?:it|this|that|these|those|them|which|what|whom|me|example|instance)\b)"
    r"[\w'’-]+(?: [\w'’-]+){0,3}?)(?:[, ]+(?:too|also|then|as well|though|tho))*",
    re.IGNORECASE,
)
"""A place, a time or somebody for whom the last question is asked once more."""
_ONE = {"are": "is", "were": "was", "have": "has"}


def who_then(message: str, question: str, names: Iterable[str]) -> str:
    """Who it is instead: "who owns oil"; empty where that is not what is asked.

    Args:
        message: the follow-up, without the marks at its end.
        question: the one before it.
        names: the people whom it may have been about.
    """
    if _WHO_THEN.fullmatch(message) is None or _WHO_BARE.fullmatch(message):
        return ""
    pattern = _ASKED.format(opens=_OPENS, names=re.one_of(names))
    asked = re.fullmatch(pattern, question.strip(" ?.!"), re.IGNORECASE)
    if asked is None:
        return ""
    verb, rest = asked["verb"].lower(), asked["rest"]
    if verb in ("do", "does"):
        first, _, others = rest.partition(" ")
        return f"who {third_person(first)} {others}".strip()
    return f"who {_ONE.get(verb, verb)} {rest}"


def in_general(message: str, question: str) -> str:
    """The last question without the bound at its end, which "and in general?" takes off: "what does
    it cost in winter"; empty where that is not what is asked."""
    freed = _BOUND.sub("", question) if _IN_GENERAL.fullmatch(message) else question
    return freed if freed != question and len(content_stems(freed)) > 1 else ""


def further_bound(message: str, question: str) -> str:
    """The last question within the bound of a mere "and in winter?": "how long does oil keep in
    winter"; empty where no bound alone is named. One that it had stands back for it."""
    found = _MERE_BOUND.fullmatch(message)
    if found is None or not question.strip(" ?.!"):
        return ""
    had = _BOUND.search(question)
    if had is not None and had.group().split()[0].lower() == found["at"].lower():
        question = question[: had.start()]
    return f"{question.rstrip(' ?.!')} {found['bound']}"
