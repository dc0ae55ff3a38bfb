"""How many of something a message wants: "give me three reasons", "the top five". English. Pure."""

from __future__ import annotations

from assistant.text import patterns as re
from assistant.text.numbers import NUMBER_WORDS

WORDS = tuple(NUMBER_WORDS)[:13]
"""The number words by what they count, up to twelve."""
_NUMBER = rf"(?P<many>{'|'.join(WORDS[1:])}|[1-9]|1[0-2])"
_OPENS = (
    r"(?:(?:please|pls|just|now|also|so|and|ok(?:ay)?|hey|hi|can you|could you|would you"
    r"|i need|i want|i'd like)[, ]+)*"
)
_ASKS = (
    r"(?:(?:give|show|tell|name|list|state|mention|find|suggest|provide|cite|pick)(?: me| us)?"
    r"|(?:what|which)(?:'s| are| is)?)"
)
_BEFORE = r"(?:(?:the|your|its|any|some|top|just|only|exactly|at least|up to|out) )*"
_BEHIND = (
    r"(?:(?:most|more|best|main|key|important|different|concrete|good|specific|typical|common|big"
    r"|biggest|largest|real|other|top) )*"
)
_NOUN = (
    r"(?!(?:of|that|who|more|or|and|to|in|is|are|words?|sentences?|lines?|bullets?|paragraphs?"
    r"|questions?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|percent|points?|times?"
    r"|pages?|dollars?|euros?|pounds?|people|persons?)\b)(?P<noun>(?:[a-z-]+ ){0,2}?[a-z-]+)"
)
_WANTED = re.compile(rf"\W*{_OPENS}{_ASKS} {_BEFORE}{_NUMBER} {_BEHIND}{_NOUN}\b", re.IGNORECASE)
_BARE = re.compile(
    rf"\W*{_OPENS}{_BEFORE}{_NUMBER} {_BEHIND}{_NOUN} "
    r"(?:of|why|that|which|whose|who|where|for|to|from|in|a|an|the)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(
    r"\b(?:reasons|arguments|differences|ways|steps|benefits|advantages|drawbacks|tips|mistakes"
    r"|rules|facts|lessons)\b",
    re.IGNORECASE,
)


def how_many(message: str) -> int:
    """The number of things that a message wants; 0 where it names none."""
    line = " ".join(message.replace("’", "'").split())
    found = _WANTED.match(line) or _BARE.match(line)
    if found is None:
        return 0
    word = found["many"].lower()
    many = int(word) if word.isdigit() else NUMBER_WORDS[word]
    several = any(w.endswith("s") for w in re.findall(r"[a-z-]+", line[found.start("noun") :])[:3])
    return many if many == 1 or several else 0


def each_a_sentence(message: str) -> bool:
    """Whether what is counted takes a sentence each: reasons, and not names."""
    return _SENTENCES.search(message) is not None
