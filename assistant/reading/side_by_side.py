"""Things that a question lays side by side, so that none of them is left out of the answer.

"How do a keeper, a pilot and an agent differ" lands on the sentences about two of them. Which
things are meant is read off the question, and one that no passage told speaks of is looked up for
itself. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.signs import sends_elsewhere
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.forms import Abbreviations, plain
from assistant.text.words import content_stems

_COMPARES = re.compile(
    r"\b(?:diff\w*|compar\w+|vs|versus|distinguish\w*|distinction|apart|mix(?:ed|ing|es)? up"
    r"|confus\w+|who does what|contrast\w*|splits?|separates?|relate[sd]?)\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(
    r"\s*,\s*(?:(?:and|or|&)\s+)?|\s+(?:and|or|&|vs\.?|versus|from)\s+|\s*/\s*", re.IGNORECASE
)
_IN_FRONT = re.compile(
    r"^.*(?:\b(?:between|compar\w+|of|to|up|apart|diff\w*|is|are|do|does|did|what|whats|what's|how"
    r"|hows|with|about|separates?|distinguish\w*|contrast\w*|tells?|by)\b|:)\s*",
    re.IGNORECASE | re.DOTALL,
)
_BEHIND = re.compile(
    r"(?:\s+(?:what|whats|what's|how|hows|who|which|is|are|do|does|in|on|for|when|by|with|differ\w*"
    r"|split|compare\w*|relate\w*|apart)\b|\s*[?.!:;]|\s+-).*$",
    re.IGNORECASE | re.DOTALL,
)
_ASKS = re.compile(
    r"(?:and |but )?(?:what|whats|what's|how|hows|who|which|why|is|are|do|does)\b",
    re.IGNORECASE,
)
"""So a piece begins that asks about the things, and names none."""
_ARTICLE = re.compile(r"^(?:an?|the|your|our|any)\s+", re.IGNORECASE)
THINGS_LEAST = 2
THING_WORDS = 3
_INITIALS = re.compile(r"[a-z]{2,4}")


def laid_beside(question: str) -> tuple[str, ...]:
    """The things that a question compares, as they are called there; empty for any other."""
    if not _COMPARES.search(question):
        return ()
    first, *others = _BETWEEN.split(question.strip())
    pieces = [first, *(piece for piece in others if not _ASKS.match(piece))]
    if len(pieces) < THINGS_LEAST:
        return ()
    pieces[0] = _IN_FRONT.sub("", pieces[0])
    pieces[-1] = _BEHIND.sub("", pieces[-1])
    things = [_ARTICLE.sub("", piece.strip(" \t\"'“”?.!")) for piece in pieces]
    whole = all(thing and len(thing.split()) <= THING_WORDS for thing in things)
    return tuple(things) if whole and all(_names(thing) for thing in things) else ()


def left_out(
    things: Sequence[str], told: Sequence[Passage], short: Abbreviations
) -> tuple[str, ...]:
    """Those of the things that no passage told speaks of.

    A name inside the longer one of another thing is not spoken of there, nor is one in a sentence
    that only sends the reader elsewhere.
    """
    telling = [passage for passage in told if not sends_elsewhere(passage)]
    spoken = {thing for passage in telling for thing in spoken_of(things, _words(passage), short)}
    return tuple(thing for thing in things if thing not in spoken)


def spoken_of(things: Sequence[str], text: str, short: Abbreviations) -> tuple[str, ...]:
    """Those of the things that a text speaks of; not of one whose name is a part of another's."""
    names = [plain(thing, short) for thing in things]
    said = plain(text, short)
    found: list[str] = []
    for thing, name in zip(things, names, strict=True):
        others = sorted((other for other in names if other != name), key=len, reverse=True)
        if _speaks_of(name, _without(said, others)):
            found.append(thing)
    return tuple(found)


def _names(thing: str) -> bool:
    return bool(content_stems(thing)) or _INITIALS.fullmatch(thing.lower()) is not None


def _words(passage: Passage) -> str:
    return " . ".join((*passage.header, passage.text)) if passage.cells else passage.text


def _without(text: str, names: Sequence[str]) -> str:
    for name in names:
        text = re.sub(rf"\b{re.escape(name)}(?:s|'s)?\b", " ", text)
    return text


def _speaks_of(name: str, text: str) -> bool:
    wanted, stems = content_stems(name), set(content_stems(text))
    if wanted and all(stem in stems for stem in wanted):
        return True
    # "PM" of "product manager".
    initials = rf"\b{' '.join(rf'{letter}[a-z]+' for letter in name)}"
    return _INITIALS.fullmatch(name) is not None and re.search(initials, text) is not None
