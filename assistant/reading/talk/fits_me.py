"""Which of what was told is meant for somebody who says what he is: "I'm a backend engineer".

"Which of these is about me, I did design for years" is answered by what was shown and has a word of
what is said; "which of them is a must" by what stands as one, under its heading, in the last few
answers. English. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import telling
from assistant.reading.talk.vouching import is_known
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stems_and_initials
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Exchange, Understood

_LOOKED_BACK = 4
"""Exchanges in which the things may have been told that one is picked of."""
_FITS = re.compile(
    r"\b(?:which|what|where)\b.{0,40}?\b(?:(?:is|are|'s) (?:about|for|like|closest to|nearest to)"
    r" me|(?:fits?|suits?|matche?s?|describes?|applies to|applies for|would (?:fit|suit)) me"
    r"|(?:am|do|would|could) i (?:(?:in|fit|belong|count|fall)\b(?: in(?:to)?| under| as)?)"
    r"|(?:is|are) mine|(?:one )?am i)\b",
    re.IGNORECASE,
)
_MYSELF = re.compile(
    r"\b(?:(?:i'm|i am|i was|i've been|i have been|i used to be|i work(?:ed)? (?:as|in|with|on)"
    r"|i (?:did|do|studied|come from|came from|have|have done|know)|my (?:background|job|degree"
    r"|work|field|experience) (?:is|was)(?: in)?) )(?P<what>[^?.!;]{3,60})",
    re.IGNORECASE,
)
_NO_FIELD = frozenset(content_stems(
    "year years month months long time now today still currently background job work person "
    "people been lot bit mostly mainly senior junior ex former old new"
))  # fmt: skip
_MUST = re.compile(
    r"^(?:(?:and|but|so|ok|then)\b[, ]+)*(?:which|what)(?: ones?| (?:parts?|things?|points?))?"
    r"(?: of (?:these|those|them|that|it|all that|the (?:two|three|four)))?"
    r"(?: (?:is|are|do i|does one|would be))?(?: (?:really|actually|strictly|absolutely))*"
    r"(?: (?:an?|the))? (?:must(?:[- ]haves?)?|musts|mandatory|required?|compulsory|obligatory"
    r"|necessary|requirements?|have to have|need to have)\W*$",
    re.IGNORECASE,
)
_REQUIRES = re.compile(
    r"\b(?:must(?:[- ]haves?)?|required|requirements?|mandatory|compulsory|obligatory|necessary"
    r"|needs? to|has to|have to)\b",
    re.IGNORECASE,
)
_NOT_REQUIRED = re.compile(r"\b(?:not|no|isn't|aren't|n't|optional)\b", re.IGNORECASE)


def fitting_me(asked: Understood) -> Reading | None:
    """What of the last answers fits the visitor or is required; ``None`` where that is not asked,
    or nothing does alone."""
    if asked.act is not None and asked.act.act != "superlative":
        return None
    said = spelled_out(bare(asked.message)).replace("’", "'")
    if _MUST.match(said):
        told = _required(asked.talk)
        return telling(told) if told else None
    fits, myself = _FITS.search(said), _MYSELF.search(said)
    if fits is None or myself is None:
        return None
    field = [stem for stem in content_stems(myself["what"]) if stem not in _NO_FIELD]
    for exchange in reversed(asked.talk[-_LOOKED_BACK:]):
        shown = [p for p in exchange.passages if p.kind != "table_header"]
        told = [p for p in shown if _speaks(p, field)]
        if told and len(told) < max(len(shown), 2):
            return telling(told)
    return None


def _speaks(passage: Passage, field: Sequence[str]) -> bool:
    known = stems_and_initials(f"{passage.heading} . {passage.text}")
    return any(is_known(stem, known) for stem in field)


def _required(talk: Sequence[Exchange]) -> list[Passage]:
    """What was told lately and stands as required, by its heading or itself."""
    lately = dict.fromkeys(p for e in talk[-_LOOKED_BACK:] for p in e.passages)
    told = [p for p in lately if _says_required(p)]
    return told if len(told) < len(lately) else []


def _says_required(passage: Passage) -> bool:
    said = next((t for t in (passage.heading, passage.text) if _REQUIRES.search(t)), "")
    return bool(said) and not _NOT_REQUIRED.search(f"{passage.heading} {said}")
