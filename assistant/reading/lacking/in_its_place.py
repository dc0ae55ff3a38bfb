"""A phrase that somebody wants explained, and what of its surroundings explains it.

No text defines "a fair-weather friend" where it says "That chart is a fair-weather friend. By day
it shows every rock. By night, none.": the sentences behind are the explanation. One that points
back ("those soundings", "all of it") has it in front. So what is claimed of something with the
phrase, and not a mere thing that is named in passing, is told with what stands around it. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.signs import sends_elsewhere
from assistant.records import Passage
from assistant.text import patterns as re

BEHIND_MOST = 2
"""Sentences that are told behind the one with the phrase."""
BEFORE_MOST = 2
FEWEST_WORDS = 2
"""Words of a phrase; a single one is a term, and wants a definition."""
_CLAIMS = re.compile(
    r"\b(?:is|are|was|were|isn['’]t|becomes?|stays?|stops? being|holds?|means?|does|never)\b",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(r"\b(?:all|both|none|neither) of (?:it|them|this|that|these)\b", re.I)
_ONE_OF = re.compile(r"\b(?:an?)\s+$", re.IGNORECASE)
_VERB = re.compile(r"[a-z]{3,}s\b")
_GOES_ON = re.compile(r"(?:they|it|he|she|that|this)\b", re.IGNORECASE)
"""So a paragraph begins that goes on with what the one before says."""
_ASKS = re.compile(
    r"\b(?:explain|mean(?:s|t|ing)?|define|definition|elaborate|what['’]?s|what is)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“‘«](?P<phrase>[^\"”’»]{4,120})[\"”’»]|(?<!\w)'(?P<one>.{4,120}?)'(?!\w)")
_POINTED = r"\b(?:those|these|this|that|such)\s+(?:\w+\s+)?"
_QUOTE_MARKS = re.compile(r"[\"“”‘’'«»]")
_ANOTHER = re.compile(r"(?:but|however|anyone|here|if|for|there['’]s)\b", re.IGNORECASE)
"""So begins what goes on to something else."""


def phrase_asked(question: str) -> str:
    """The words in inverted commas that a message wants explained; empty where it has none."""
    found = _QUOTED.search(question)
    if found is None or not _ASKS.search(question[: found.start()] + question[found.end() :]):
        return ""
    return found["phrase"] or found["one"]


def taken_up(phrase: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentence with a phrase, and what explains it around; nothing where nothing does.

    Args:
        phrase: what is to be explained, in words of the text.
        passages: the corpus in reading order.
    """
    words = _QUOTE_MARKS.sub("", phrase).strip(" .,;:!?").casefold()
    if len(words.split()) < FEWEST_WORDS:
        return ()
    for place, passage in enumerate(passages):
        text = _QUOTE_MARKS.sub("", passage.text)
        at = text.casefold().find(words)
        if passage.kind != "sentence" or at < 0:
            continue
        thing = re.escape(re.sub(r"^(?:those|these|this|that|such)\s+", "", words))
        pointed = re.search(rf"{_POINTED}{thing}", text, re.IGNORECASE)
        if pointed or _ALL_OF_IT.search(text):
            return (passage,)  # what it points back at is told before it
        if not _is_claimed(words, text, at):
            return ()
        behind = [p for p in _behind(passages, place) if not _ANOTHER.match(p.text)]
        before = [] if behind else _beside(passages[:place][::-1], passage)[:BEFORE_MOST]
        return (passage, *behind[:BEHIND_MOST], *before) if behind or before else ()
    return ()


def _is_claimed(words: str, text: str, at: int) -> bool:
    """Whether a phrase is a claim, or what something is said to be, and no thing named by the way:
    it has a verb, or is "a …" behind one."""
    if _CLAIMS.search(words) or (at and _VERB.match(words)):
        return True
    claims = _CLAIMS.search(text)
    one = words.startswith(("a ", "an ")) or _ONE_OF.search(text[:at]) is not None
    return one and claims is not None and claims.start() < at


def _behind(passages: Sequence[Passage], place: int) -> list[Passage]:
    """What goes on with a sentence: the rest of its paragraph, or one that begins with "They"."""
    of = passages[place]
    after = _beside(passages[place + 1 :], of)
    if after and _ANOTHER.match(after[0].text):
        return []
    following = passages[place + 1 : place + 2]
    if not after and following and following[0].section == of.section:
        goes_on = following[0].kind == "sentence" and _GOES_ON.match(following[0].text)
        after = _beside(passages[place + 1 :], following[0]) if goes_on else []
    return [p for p in after[:BEHIND_MOST] if not sends_elsewhere(p)]


def _beside(passages: Sequence[Passage], of: Passage) -> list[Passage]:
    """The sentences of the same paragraph, as they follow."""
    found: list[Passage] = []
    for passage in passages:
        if (passage.document_id, passage.block) != (of.document_id, of.block):
            break
        found.append(passage)
    return found
