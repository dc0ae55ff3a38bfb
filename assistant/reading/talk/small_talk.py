"""Whether a message behind an answer is small talk, whatever lies near it with the talk in front.

Behind any conversation "aight" and "can you help me" lie near what was shown before. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk import named
from assistant.reading.talk.vouching import Vouching
from assistant.records import Passage
from assistant.text.words import content_stems
from assistant.understanding.asked import Understood

_CERTAIN_MOST = 0.05
"""Up to this probability that anything answers it, an act is nearly certain to be one."""


def plainly_act(
    vouching: Vouching, asked: Understood, alone: Reading, shown: Sequence[Passage]
) -> bool:
    """Whether it is nearly certainly an act alone, and what was just shown does not speak of it.

    Args:
        alone: it without the history.
        shown: what the last answer showed.
    """
    if alone.p_covered > _CERTAIN_MOST or asked.corrects or not may_be_act(asked, alone):
        return False
    stems = content_stems(signs.matter(asked.alone))
    if alone.act == "greeting" and named.thing_named(asked.alone):
        # A word that nobody greets with lies near greetings for being so short.
        return not any(map(vouching.speaks_of, stems))
    return not (stems and vouching.speaking_of(" ".join(stems), shown))


def may_be_act(asked: Understood, alone: Reading) -> bool:
    """Whether it is an act alone, without a word that goes back, and asks after no mere name."""
    names = asked.message.endswith("?") and named.thing_named(asked.alone)
    return alone.outcome == "act" and not signs.POINTS.search(asked.alone) and not names
