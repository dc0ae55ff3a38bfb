"""Whether a message only greets, thanks or agrees: "ok cool", "thanks, that helps". Pure."""

from __future__ import annotations

from assistant.text import patterns as re

_PLEASANTRY = re.compile(
    r"^(?:(?:ah+|oh+|ok|haha|yeah|yes|well|hm+|no|wow)[,.! ]+)?"
    r"(?:hi|hey+|hello|hiya|yo|good (?:morning|afternoon|evening|day)|thanks?|thank you|thx|ty|"
    r"bye|goodbye|see you|ok(?:ay)?|k|cool|nice|great|perfect|got it|i see|alright|haha+|lol|"
    r"makes sense|fair(?: enough)?|(?:good|nice|great) to know|good point|right|love (?:it|that|"
    r"this)|wow|awesome|amazing|excellent|lovely|brilliant|super|sweet|neat|interesting|"
    r"understood|noted|gotcha|that helps|very (?:useful|helpful|good|nice|interesting)|"
    r"(?:that|this|it)(?:'s| is| was) (?:very |really |so |quite )?(?:helpful|useful|great|good|"
    r"nice|cool|interesting|clear|perfect|awesome|all|fine|enough))\b(?:[,.! ]+[\w']+){0,3}$",
    re.IGNORECASE,
)
_MORE_COMES = re.compile(
    r"[,.! ]+(?:(?:just )?(?:one|1) (?:more|last)|(?:another|next|a last) (?:one|q|question))"
    r"(?: (?:thing|question|q))?(?: (?:though|then|please))?$",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"\b(?:what|why|how|who|where|when|which|(?:what|how|who|where|when)'?s|more|else|about|and|"
    r"but|tell|give|show|does|do|is|are|can|could|back|the \w+ (?:one|bit|part|thing))\b",
    re.IGNORECASE,
)
_THANKS = re.compile(r"\b(?:thanks|thank (?:you|u)|thx|cheers|bye|goodbye)\b", re.IGNORECASE)
_MOST_WORDS = 6


def is_pleasantry(said: str) -> bool:
    """Whether a message only greets, thanks or agrees."""
    said = _MORE_COMES.sub("", said)
    few = len(said.split()) <= _MOST_WORDS
    if _PLEASANTRY.match(said):
        words = re.split(r"[,.! ]+", said)
        return len(words) <= 2 or not _ASKS_ON.search(" ".join(words[1:]))
    return bool(few and _THANKS.search(said) and not _ASKS_ON.search(said))
