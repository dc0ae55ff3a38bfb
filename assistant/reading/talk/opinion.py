"""What the assistant itself is asked to think: "do you agree with that?", "what's your take?".

It has no opinion, and a quotation would be taken for one. Who names what he asks about ("what do
you think of lamps") is told what the text says of it, like anybody else. English. Pure.
"""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.text import patterns as re
from assistant.understanding.asked import Understood

_IT = r"(?:that|this|it|them|him|her|the author|the writer|all (?:of )?(?:that|this))"
_OWN = r"(?:own |personal |honest )?"
_BY_THE_WAY = r"(?:personally |really |actually )?"
_ASKED = re.compile(
    r"(?:(?:and|so|but|ok|okay|hm+|well|interesting)\b[,.]? )*(?:"
    rf"do you {_BY_THE_WAY}(?:agree|disagree)(?: (?:with|on) {_IT})?"
    rf"|(?:what|how) do you {_BY_THE_WAY}(?:think|feel)(?: (?:of|about) {_IT})?"
    rf"|what(?:['’]?s| is) your {_OWN}(?:opinion|view|take|stance)(?: (?:on|of|about) {_IT})?"
    rf"|do you have (?:an|any) {_OWN}opinions?(?: (?:on|of|about) {_IT})?|your {_OWN}opinion"
    r"|would you(?: (?:do (?:it|that|so)|agree))?)(?: (?:yourself|personally|though))?\s*\?*",
    re.IGNORECASE,
)


def own_opinion(asked: Understood) -> Reading | None:
    """That there is no opinion; ``None`` where it is not asked for."""
    if _ASKED.fullmatch(" ".join(asked.message.split())) is None:
        return None
    return Reading("act", 1.0, (), opening="talk.no_opinion")
