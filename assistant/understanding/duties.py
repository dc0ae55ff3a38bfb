"""The duties of a pasted job description, each as a question of its own.

"We hire a keeper: you will clean lamps, sell oil, and manage sailors. Is this ad ok?" asks of three
things whether a keeper does them. So it is read as three questions; whoever answers can say of each
what the text says, and of which it says nothing. A description of fewer than two things, and a
message that does not ask whether one fits, have none. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.text import patterns as re
from assistant.text.verbs import is_base_verb
from assistant.understanding.claimed import base_of, with_article

FEWEST, MOST = 2, 8
"""Duties of a description."""
DUTY_MOST = 16
"""Words of one; more are a story."""
ASKING_MOST = 14
"""Words of the sentence that asks whether it fits."""
_THING = (
    r"(?:job |role |tpm |pm )?(?:jd|ad|advert\w*|posting|post|listing|req|role|job|description|spec"
    r"|position|profile|offer)"
)
_FITS = re.compile(
    rf"(?:is|are|would|sounds?|looks?) (?:this|that|it|these|the following|our|my|here)\b"
    rf"(?: {_THING})*\W*(?:(?:really|even|actually|still|be|like|correct|right|ok|okay|fine|good"
    rf"|realistic|reasonable|sensible|a|an|the|of|for|real|proper|true|typical|call(?:ed)?)\b\W*)+"
    r"(?P<as>[\w -]*)"
    r"|(?:what|anything)(?:['’]?s| is)? wrong (?:with|here|in|about)\b.*"
    r"|(?:does|do|would|will) (?:this|that|it|these|the following)(?: \w+)? (?:really |actually )?"
    r"(?:sound|look|read|fit|describe|match|make|count|qualify|work|belong)\b.*"
    r"|what (?:do|would) you (?:think|say|make|change|fix|improve|cut|drop)\b.*"
    r"|am i (?:really |actually |still |even )?an? .*"
    r"|(?:is )?(?:this|that|it) (?:ok|okay|fine|right)|ok(?:ay)?|(?:any )?thoughts",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[.?!])[\"”']?\s+|\n+")
_LETTER = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening))\b.{0,30}"
    r"|(?:thanks|thank you|cheers|(?:best |kind )?regards|best|yours|many thanks)\b.{0,30}"
    r"|[A-Z]\w+",
    re.IGNORECASE,
)
"""A line of a letter that says nothing of the matter."""
_CUT = re.compile(
    r"\s*[,;•·]\s*(?:and\s+|or\s+)?|\s+[-–—*]\s+|^\s*[-–—*]\s*|\s+and\s+|\.\s*$", re.I
)
_WHO = re.compile(
    r"^(?:.*\b(?:who|will|must|should|shall|would(?: have to)?|(?:have|has|needs?) to|to)\s+"
    r"(?=[a-z])|(?:i|we|you|they|he|she)\s+)(?:also\s+|then\s+)?",
    re.IGNORECASE,
)
_SUBJECTLESS = re.compile(
    r"^(?:will|must|should|shall|to|also|then|can|be able to)\s+", re.IGNORECASE
)
_REQUIRED = re.compile(
    r"(?P<thing>.+?) (?:is |are )?(?:required|needed|mandatory|a must)|(?P<years>\d+\+? years .+)",
    re.IGNORECASE,
)
_NEEDS = re.compile(r"\b(?:require\w*|qualif\w*|must[- ]haves?|skills?|needs?)\b", re.IGNORECASE)
"""Before a list of what is asked of somebody, and not of what he does."""
_OBJECT = re.compile(r"(?:the|an?|our|their|your|all|any|every|each)\s", re.IGNORECASE)
_ENDING = re.compile(r"(?:(?<=sh)|(?<=ch)|(?<=ss)|(?<=x))es$|(?<!s)s$")
"""Of the third person."""
_LINK = re.compile(
    r"(?:of|for|in|on|at|by|with|to|from|and|or|that|which|who|is|are|was|were|we|you|they|i|per)\b",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\b(?:degree|diploma|certificate|licen[cs]e|background|portfolio)$", re.IGNORECASE
)
"""What one has one of."""
_DENIED = re.compile(r"\b(?:no|not|never|without|none|nothing)\b|n['’]t\b", re.IGNORECASE)


def duties_asked(message: str, called: Sequence[str]) -> tuple[str, ...]:
    """What a message asks of each duty of the description in it ("Does a keeper sell oil?"); empty
    for one that has none, or does not ask whether it fits.

    Args:
        message: the whole message.
        called: what the corpus calls its subject.
    """
    if not called:
        return ()
    subject = re.compile(rf"\b(?:{'|'.join(map(re.escape, called))})s?\b", re.IGNORECASE)
    named = (duty for part in _described(message) for duty in _duties(part))
    found = list(dict.fromkeys(duty for duty in named if not subject.search(duty)))
    if len(found) < FEWEST:
        return ()
    said = message.lower()
    who = with_article(next((name for name in called if name.lower() in said), called[0]))
    return tuple(f"Does {who} {duty}?" for duty in found[:MOST])


def _described(message: str) -> list[str]:
    """The parts of a message that describe, where another part asks whether it fits."""
    asked, told = False, list[str]()
    for sentence in _SENTENCE.split(message.strip()):
        bare = sentence.strip(" \t\"“”'")
        head, colon, rest = bare.partition(":")
        if not asked and _asks(head if colon and rest.strip() else bare):
            asked = True
            told += [rest] if rest.strip() else []
        elif bare and not _LETTER.fullmatch(bare.rstrip(",.!")):
            told.append(bare)
    return told if asked else []


def _asks(sentence: str) -> bool:
    asking = re.sub(r"^(?:so|and|but|well|ok)[, ]+", "", sentence.strip(' ?!."“”'), flags=re.I)
    return len(asking.split()) <= ASKING_MOST and _FITS.fullmatch(asking) is not None


def _duties(part: str) -> list[str]:
    """The duties that a part of a description names, each with its verb in front."""
    head, colon, rest = part.partition(":")
    part = rest if colon and rest.strip() else part
    if colon and _NEEDS.search(head):
        things = [item.strip() for item in _CUT.split(part.strip(" \t\"“”'.?!")) if item.strip()]
        needed = (_REQUIRED.fullmatch(thing) for thing in things)
        found = [m["thing"] or m["years"] if m else t for m, t in zip(needed, things, strict=True)]
        return [f"need {_with_its_article(thing)}" for thing in found if not _DENIED.search(thing)]
    found = []
    for item in _items(part):
        if _DENIED.search(item) or len(item.split()) > DUTY_MOST:
            continue
        if required := _REQUIRED.fullmatch(item):
            found.append(f"need {_with_its_article(required['thing'] or required['years'])}")
        elif duty := _verb_first(item):
            found.append(duty)
    return found


def _items(part: str) -> list[str]:
    """The things that are enumerated: what begins with no verb goes on with the one before."""
    text = part.strip(" \t\"“”'.?!")
    items: list[str] = []
    start = 0
    for cut in [*_CUT.finditer(text), None]:
        end = cut.start() if cut else len(text)
        piece = text[start:end]
        behind = text[cut.end() :] if cut else ""
        if cut is None or not behind or _begins(behind):
            if piece.strip():
                items.append(" ".join(piece.split()))
            start = cut.end() if cut else end
    return items


def _begins(text: str) -> bool:
    """Whether another thing of an enumeration begins here."""
    item = _CUT.split(text, maxsplit=1)[0]
    return bool(_REQUIRED.fullmatch(item) or _DENIED.search(item) or _verb_first(item))


def _verb_first(item: str) -> str:
    """A duty as what somebody does: "own the roadmap" of "who owns the roadmap"; else empty."""
    for words in (_SUBJECTLESS.sub("", item), _WHO.sub("", item)):
        first, _, rest = words.strip().partition(" ")
        if not rest or not first.isalpha():
            continue
        verb = first.lower()
        if base := (verb if is_base_verb(verb) else base_of(verb) or _unknown(verb, rest)):
            return f"{base} {rest}"
    return ""


def _unknown(word: str, rest: str) -> str:
    """The base of a word that no list has, where what follows shows that it is a verb: "clean the
    deck", "cooks lunch"; else empty."""
    third = word.endswith("s") and not word.endswith("ss") and not _LINK.match(rest)
    return _ENDING.sub("", word) if third or _OBJECT.match(rest) else ""


def _with_its_article(thing: str) -> str:
    return with_article(thing) if _ONE.search(thing) else thing
