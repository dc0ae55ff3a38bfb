"""A superlative asked of what was just shown: "which of them is the newest". Pure.

What was shown says it, or what stands in the same place does, or it is refused: a table elsewhere
measures other things.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp, silent
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.ground import list_shown

_FEW = 3
"""Words with a meaning up to which "which of them …" is asked of what was shown alone."""
_NAME = re.compile(r"(?<=[\w,:] )[A-Z][\w+#-]+")
_OF_THEM = re.compile(r"\bof (?:them|these|those|the (?:two|three|four|five))\b", re.IGNORECASE)
_OF_SHOWN = re.compile(
    rf"{_OF_THEM.pattern}"
    r"|\b(?:which|the (?:(?:most|least) )?\w+) ones?\b"
    r"|^(?:(?:and|n|so|ok|then)\s+)*(?:which (?:is|are) )?(?:the )?(?:\w+est|least|most)$",
    re.IGNORECASE,
)
"""Nothing is named but what was shown: "which of those is cheapest", "the smallest one?"."""


def asks_of_shown(asked: Understood) -> bool:
    """Whether a superlative points at what was shown: "which of these is the biggest"."""
    return asked.act is not None and _OF_THEM.search(asked.message) is not None


def among_shown(
    vouching: Vouching, asked: Understood, before: Exchange, look_up: LookUp
) -> Reading | None:
    """What was shown and says it itself, or that nothing does.

    ``None`` where another message is meant, or where it is answered by a part of what stands in
    the place of what was shown.

    Args:
        before: the newest list; it is asked of where the last answer told a part of it.
    """
    said, shown = bare(asked.message), newest(asked.talk)
    shown = before.passages if set(shown) <= set(before.passages) else shown
    if not shown or asked.otherwise is None or _OF_SHOWN.search(said) is None:
        return None
    found = look_up(asked.otherwise.question)
    places = {(p.document_id, p.section) for p in shown}
    near = any((p.document_id, p.section) in places for p in found.chosen[:1])
    words = _OF_SHOWN.sub(" ", said) if content_stems(_OF_SHOWN.sub(" ", said)) else said
    part = near and not set(shown) <= set(found.chosen)
    if found.outcome == "answer" and part and not vouching.unknown(words, found.chosen):
        return None
    told = [p for p in shown if not vouching.unknown(words, [p], asked=False)]
    if content_stems(words) and 0 < len(told) < len(shown):
        return telling(told[:1])
    return silent("", shown)


def held_to_shown(vouching: Vouching, asked: Understood, reading: Reading) -> Reading:
    """The reading of "which of them …", held to what was shown: what speaks of it there, what says
    it elsewhere of something that was named there, or nothing."""
    said, last = spelled_out(bare(asked.message)), list_shown(asked.talk)
    shown = last.passages if last is not None else ()
    opens = signs.WHICH_OF.match(said)
    if opens is None or not shown or asked.act is not None or set(reading.chosen) & set(shown):
        return reading
    words = said[opens.end() :]
    if not 0 < len(content_stems(words)) <= _FEW:
        return reading
    told = vouching.speaking_of(words, shown)
    if 0 < len(told) < len(shown):
        return telling(told)
    names = _names_in(shown) - set(vouching.corpus.abbreviations)
    of_named = vouching.speaking_of(words, vouching.corpus.passages)
    if told := [p for p in of_named if _names_in([p]) & names]:
        return telling(told[:1])
    return silent("", shown)


def _names_in(passages: Sequence[Passage]) -> set[str]:
    """The names in a few passages: words with a capital inside a sentence."""
    return {name for p in passages for name in _NAME.findall(p.text)}
