"""Whether a false half rides along with a true one, and the halves that share a subject.

A small judge sees that most of the words of a joined claim are right, and how new words are weighed
lets a half pass that has nothing of the premise. So halves are laid side by side: what the
cross-encoder says of each alone, and how much of each is known. ``conjuncts`` cuts what one subject
does twice, "A keeper winds the clock and feeds the birds", and only where the form of both verbs
shows it; English, pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import patterns as re
from assistant.text.verbs import is_base_verb, is_past_verb
from assistant.text.words import content

_SURE, _FALSE_BESIDE = 1.0, -4.0
"""Log-odds from which on a half is sure, and below which one beside it is false."""
_NOT_DOUBTFUL, _FOREIGN, _FEW_KNOWN = -1.0, -2.5, 0.3
"""The same for a half of which no more than so few words are known."""


@dataclass(frozen=True, slots=True)
class Half:
    """What the cross-encoder says of a half alone, and which share of its words is known."""

    odds: float
    known: float


def rides_along(halves: Sequence[Half]) -> bool:
    """Whether one of several halves of a claim is false although the claim as a whole may pass."""
    if len(halves) < 2:
        return False
    surest = max(half.odds for half in halves)
    return any(
        (surest > _SURE and half.odds < _FALSE_BESIDE)
        or (surest > _NOT_DOUBTFUL and half.odds < _FOREIGN and half.known < _FEW_KNOWN)
        for half in halves
    )


_JOINT = re.compile(r",? (?:and|but)(?: (?:also|then|even|thus|so|therefore))? (?=[a-z])")
_SINGULAR = frozenset(["is", "has", "does", "was"])
_MODAL = frozenset(["can", "could", "must", "may", "might", "will", "would", "should", "cannot"])
_BE_OR_HAVE = frozenset(["is", "are", "was", "were", "has", "have", "had", "be", "been"])
_AUXILIARY = (_SINGULAR | _MODAL | _BE_OR_HAVE | {"do", "did"}) - {"be", "been"}
_OPENS_A_NOUN = re.compile(
    r"(?:the|an?|their|its|his|her|our|your|it|them|him|us|you|this|that|these|those|all|any|every"
    r"|each|no|some|many|most|more|what|who|how|why|when|where|whether|\d\S*)$"
)
_NO_SUBJECT = re.compile(
    r"\b(?:who|which|that|if|when|whenever|unless|because|since|while|what|how|whether|not|never"
    r"|neither|nobody|none|no|nothing|only|to|both|either|between)\b|n['’]t\b|[,;:]",
    re.IGNORECASE,
)
_NOT_BEHIND_A_VERB = re.compile(
    r"(?:(?:of|are|is|were|was|have|has|had|and|or|but|can|will|must|\w+n['’]t)$|$)"
)
_NOT_BEFORE_A_VERB = re.compile(
    r"(?:the|an?|their|its|his|her|our|your|this|that|these|those|of|in|on|at|by|for|from|with|as"
    r"|into|about|instead)$",
    re.IGNORECASE,
)
_ONE = re.compile(r"(?:an?|he|she|it|each|every|this|that)$", re.IGNORECASE)
_SEVERAL = re.compile(r"[^su]s$|^(?:they|we|you|i|people)$", re.IGNORECASE)
_BEFORE_ONE_VERB = re.compile(r"\s+(?:\w+ly|also|often|always|even|just|still|ever|now)$")
"""An adverb that belongs to the first verb alone: "rarely writes it but reads it"."""
_LEAST = 2
"""Words of a half without its subject, for it to say something."""


def conjuncts(sentence: str) -> list[str]:
    """Both halves of a sentence whose subject does two things, each with the subject.

    Empty where the forms of the verbs do not show it: "owns APIs and documents".
    """
    words = list(re.finditer(r"\S+", sentence))
    for joint in reversed(list(_JOINT.finditer(sentence))):
        front = [w.group() for w in words if w.end() <= joint.start() + 1]
        rest = sentence[joint.end() :]
        behind = [word.strip(".,;:!?") for word in rest.split()]
        place, kept = _shared(front, behind)
        if place and len(front) - place >= _LEAST and len(behind) >= _LEAST:
            subject = _BEFORE_ONE_VERB.sub("", sentence[: words[place - 1].end()])
            second = " ".join(filter(None, (subject, kept, rest)))
            return [sentence[: joint.start()].rstrip(","), second]
    return []


def _shared(front: Sequence[str], behind: Sequence[str]) -> tuple[int, str]:
    """How many words of ``front`` are the subject of both halves, and the auxiliary of both.

    0 where they have none in common.
    """
    verb, after = behind[0], behind[1] if len(behind) > 1 else ""
    for place, word in enumerate(front[1:], start=1):
        if word != word.lower() or _NO_SUBJECT.search(" ".join(front[:place])):
            continue
        following, *others = (*front[place + 1 :], "")
        if is_base_verb(following) and any(others) and not _ONE.match(front[0]):
            continue  # "Ordinary members pay a fee": the verb comes yet.
        if word in _AUXILIARY:
            denied = re.match(r"(?:not|never)\b", following)
            kept = None if denied else _behind(word, verb, after)
            return (0, "") if kept is None else (place, kept)
        if _NOT_BEFORE_A_VERB.match(front[place - 1]):
            continue
        if not _acts(word, front[place - 1], following):
            continue
        if verb in _AUXILIARY or _alike(word, verb, after):
            return place, ""
    return 0, ""


def _behind(auxiliary: str, verb: str, after: str) -> str | None:
    """What of the auxiliary a second verb has in front of it: "can read and write it"."""
    if verb in _AUXILIARY:
        return ""
    if auxiliary in _MODAL:
        return auxiliary if _base(verb, after) else None
    if auxiliary in ("is", "has", "does", "was") and _third(verb, after):
        return ""
    if _past(verb):
        return auxiliary if auxiliary in _BE_OR_HAVE else None
    return None


def _acts(word: str, before: str, following: str) -> bool:
    """Whether a word may be the verb behind a subject, by its form and by its neighbours."""
    plain = is_base_verb(word) or (_SEVERAL.search(before) and _base(word, following))
    return bool(following) and bool(_third(word, following) or _past(word) or plain)


def _alike(first: str, verb: str, after: str) -> bool:
    """Whether two verbs have one form, so that they may share a subject."""
    third = _third(first, "it")
    if _past(first) and (_past(verb) or not is_base_verb(first)):
        return _past(verb)
    return _third(verb, after) if third else _base(verb, after)


def _third(word: str, after: str) -> bool:
    """Whether a word may be a verb in the form behind "he": no plural with "of" behind it."""
    if word in _SINGULAR:
        return True
    verb = re.fullmatch(r"[a-z]{2,}[^\Wsui]s|[a-z]+sses", word)
    return bool(verb) and not _NOT_BEHIND_A_VERB.match(after)


def _base(word: str, after: str) -> bool:
    """Whether a word may be a verb in the form behind "they": one that has an object behind it."""
    plain = bool(content(word)) and not re.search(r"(?:s|ly|ing|[^e]ed)$|^(?:half|twice)$", word)
    return plain and bool(_OPENS_A_NOUN.match(after))


def _past(word: str) -> bool:
    return word.islower() and ((word.endswith("ed") and len(word) > 4) or is_past_verb(word))
