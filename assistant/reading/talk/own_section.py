"""A few words that name a section of a document whose questions nobody knows: "and on-call?".

Behind a history they lie near what has one of the words ("call Joris"). The section of that name is
meant: its figures, where the last question was for one, else what it begins with. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.only_figures import with_figures
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Understood

_OPENS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|then|well|hm+|cool|thanks|what about|how about|what's"
    r"|tell me about)\b[, ]*)+",
    re.IGNORECASE,
)
_CLOSES = re.compile(r"(?:[, ]+(?:then|though|tho|please|pls|too))+$", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*\d+(?:\.\d+)*[.)]?\s+")
_MONEY_ASKED = re.compile(r"\b(?:pays?|paid|costs?|price|fee|salary|earn|money|charge)\w*\b", re.I)
_TOLD_MOST = 3
_FIGURES_MOST = 6


def section_named(vouching: Vouching, asked: Understood) -> Reading | None:
    """What stands in the section that a message names, and nothing else; ``None`` for no such."""
    shown = newest(asked.talk)
    if not shown or asked.act is not None or asked.request is not None:
        return None
    if vouching.asks_known(shown):
        return None
    said = _CLOSES.sub("", _OPENS.sub("", spelled_out(bare(asked.message).lower())))
    told = [p for p in _under(said, vouching.corpus.passages) if p.kind != "table_header"]
    if not told or shown[0] in told:
        return None
    last = asked.talk[-1].message
    counts = signs.COUNTED.search(last) or _MONEY_ASKED.search(last)
    figures = with_figures(told) if counts else []
    rows = [p for p in figures if p.cells]
    return telling((rows or figures)[:_FIGURES_MOST] or told[:_TOLD_MOST])


def _under(said: str, passages: Sequence[Passage]) -> list[Passage]:
    """The passages right under the heading that is called so."""
    name = _name(said)
    return [p for p in passages if name and p.heading and _name(p.heading) == name]


def _name(words: str) -> tuple[str, ...]:
    found = re.findall(r"[^\W_]+", _NUMBERED.sub("", words.lower()))
    return tuple(word for word in found if word not in ("the", "a", "an", "your", "their"))
