"""What is asked back about the talk itself: "which one do you mean?", "what does that word mean?",
"and before that?" behind a summary.

Such a message names nothing that a document could speak of. What was shown says what was meant; a
word that nobody named is asked for. English. Pure apart from the look-up.
"""

from __future__ import annotations

from assistant.reading.readings import Reading
from assistant.reading.talk import on_the_talk
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.several import LookUp
from assistant.text import patterns as re
from assistant.text import turns
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Understood
from assistant.understanding.ground import ON_THE_TALK

_OPENS = r"(?:(?:and|but|so|ok|okay|oh|then|well|hm+|wait|sorry)\b[, ]+)*"
_CLOSES = (
    r"(?:[, ]+(?:then|though|tho|here|there|exactly|actually|again|please|by that|with that))*"
)
_CALLED = r"(?:word|term|phrase|expression|abbreviation|acronym)"
_WHICH_WORD = re.compile(
    rf"{_OPENS}(?:what (?:does|do|did) (?:that|this|the|those|these) {_CALLED}s? (?:even )?"
    rf"(?:mean|stand for)|what(?:'s| is) the meaning of (?:that|this|the) {_CALLED}"
    rf"|(?:can you )?(?:define|explain) (?:that|this) {_CALLED}){_CLOSES}",
    re.IGNORECASE,
)
_ASKED_MEANING = re.compile(r"\b(?:mean|meaning|stands? for|definition|define)\b", re.IGNORECASE)
_WHICH_MEANT = re.compile(
    rf"{_OPENS}(?:which|who|whom)(?: ones?| of (?:them|those|these))? (?:do|did|are|were) you"
    rf" (?:mean|meaning|talking about|referring to|speaking of){_CLOSES}",
    re.IGNORECASE,
)
_BEFORE_THAT = re.compile(
    rf"{_OPENS}(?:what (?:was|about) )?(?:the (?:question|one) )?before"
    rf"(?: (?:that|this|it))?{_CLOSES}",
    re.IGNORECASE,
)


def meant_by_talk(asked: Understood, look_up: LookUp) -> Reading | None:
    """The reading of what is asked back about the talk; ``None`` for any other message."""
    if not asked.talk or asked.request is not None:
        return None
    said, last = spelled_out(bare(asked.message)), asked.talk[-1]
    if _WHICH_WORD.fullmatch(said):
        if _ASKED_MEANING.search(last.message):
            return look_up(turns.newest(last.question))
        return Reading("act", 1.0, (), opening="talk.which_word")
    if _WHICH_MEANT.fullmatch(said) and (shown := newest(asked.talk)):
        return telling(shown, "talk.doubted")
    on_talk = last.act is not None and last.act.act in ON_THE_TALK
    if on_talk and _BEFORE_THAT.fullmatch(said):
        if sum(e.act is None for e in asked.talk) < 2:
            return Reading("act", 1.0, (), opening="talk.nothing_earlier")
        return on_the_talk.all_asked(asked, last, look_up)
    return None
