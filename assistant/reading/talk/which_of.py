"""A superlative asked of what was just shown: "which of them is the newest". Pure.

What was shown says it, or what stands in the same place does, or it is refused: a table elsewhere
measures other things.
"""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp, silent
from assistant.reading.talk.vouching import Vouching
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import bare
from assistant.understanding.asked import Exchange, Understood

_OF_SHOWN = re.compile(
    r"\bof (?:them|these|those|the (?:two|three|four|five))\b|\b(?:which|the \w+) ones?\b"
    r"|^(?:(?:and|n|so|ok|then)\s+)*(?:which (?:is|are) )?(?:the )?(?:\w+est|least|most)$",
    re.IGNORECASE,
)
"""Nothing is named but what was shown: "which of those is cheapest", "the smallest one?"."""


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
