"""Which passage of an answer carries it, where it is to be told shorter. Pure.

An answer comes down to what answers, and a story to how it ended: not to how it begins, nor to
what there was to choose from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.readings import Reading
from assistant.reading.talk.one_of import best_of
from assistant.reading.talk.several import LookUp
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.understanding.asked import Exchange
from assistant.understanding.shown import Shown

BARE = 2
"""Words of a sentence ("Usually not.") that is quoted with the one behind it."""
_SAYS_MUCH = 8
"""Words of a sentence from which on it can end a story: "That was that" does not."""
_STORY_WANTED = re.compile(
    r"\b(?:story|example|instance|e\.?g\b|case|happen\w*|went|tell me|about|decid\w+|decision)",
    re.IGNORECASE,
)
"""Who asks so wants what happened, and no detail of it."""
_LIST_LEAST = 3
"""Things from which on a list is one that is told whole."""
_LEANS = re.compile(r"(?:they|he|she|it|this|that|these|those|but|so)\b", re.IGNORECASE)
"""So a sentence begins that says nothing without the one before it."""
_REASON_WANTED = re.compile(r"\b(?:why|how come|reason|because)\b", re.IGNORECASE)
_DATED = re.compile(
    r"^in (?:(?:the )?(?:early |late )?(?:spring|summer|autumn|fall|winter|january|february|march"
    r"|april|may|june|july|august|september|october|november|december)(?: of)? )?(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_OUTCOME = re.compile(
    r"\b(?:decided|chose|picked|opted|went (?:for|with)|settled (?:on|for)|killed|scrapped|dropped|"
    r"cancell?ed|saved|spared|kept|replaced|rebuilt|approved|agreed|refused|won|lost|fixed|solved|"
    r"ended|turned out|(?:talked|persuaded|argued) \w+ (?:in|out|to)\w*|convinced|instead|"
    r"in the end|finally|eventually|as a result|so (?:he|she|they|we|it)|"
    r"(?:opened|worked|ran) again)\b",
    re.IGNORECASE,
)
"""So a story says how it ended."""


_CHOICES = re.compile(
    r"\b(?:two|three|several) (?:choices|options|ways|possibilities)\b|\beither\b.*\bor\b"
    r"|^(?:keep|either|whether)\b.*\bor\b",
    re.IGNORECASE,
)
"""So a story says what there was to choose from."""


def each_of(shown: Shown) -> tuple[Passage, ...]:
    """What each thing of a list begins with, of which none may be left out; empty for no list.

    It is a list where it was shown as one and stands in one section; bullets from several ones
    are answers, of which one is the best.
    """
    first = tuple(thing[0] for thing in shown.items)
    alike = len({(p.document_id, p.section) for p in first}) == 1
    alone = not any(p.cells or _LEANS.match(p.text) for p in first)
    return first if shown.listed and len(first) >= _LIST_LEAST and alike and alone else ()


def best_first(
    again: Reading, before: Exchange, look_up: LookUp, beside: Sequence[Passage] = ()
) -> Reading:
    """An answer with what answers best in front: the first sentence may only lead up to it.

    Args:
        beside: what stands in the same paragraphs; how a story ended may not have been told yet.
    """
    stressed = [p for p in before.shown.stressed if p in again.chosen]
    best = stressed or [p for p in look_up(before.question).chosen if p in again.chosen]
    if point := _outcome(again.chosen, before, best, beside):
        best = [point, *best]
    elif not stressed and best and signs.STORY.search(best[0].text):
        told = [p for p in again.chosen if len(p.text.split()) >= _SAYS_MUCH and p != best[0]]
        best = [*[p for p in told if p.block == best[0].block][-1:], *best]
    if not best and (shares := best_of(again.chosen, turns.newest(before.question))):
        best = [shares]
    told = list(dict.fromkeys((*best, *again.chosen)))
    if stressed and not point:
        return replace(again, chosen=tuple(told))
    announces = len(told[0].text.split()) <= BARE and signs.AFTER.match(told[0].text)
    if announces:  # "Then judgment." only opens what is said of it
        told = sorted(told, key=lambda p: p.position != told[0].position + 1)
    return replace(again, chosen=tuple(told))


def _outcome(
    told: Sequence[Passage], before: Exchange, best: Sequence[Passage], beside: Sequence[Passage]
) -> Passage | None:
    """How the story ended that was told; nothing for no story, or where a detail is wanted."""
    example = before.act is not None and before.act.act == "example"
    begun = [p for p in told if _opens_story(p)]
    if _REASON_WANTED.search(before.message):
        return None
    only_begun = all(_opens_story(p) or _CHOICES.search(p.text) for p in told)
    if only_begun:
        told = beside
    elif not example and not _STORY_WANTED.search(before.message):
        return None
    place = next(iter(begun), best[0] if (example or only_begun) and best else None)
    if place is None:
        return None
    story = [
        p
        for p in told
        if (p.document_id, p.block) == (place.document_id, place.block)
        and len(p.text.split()) >= _SAYS_MUCH
        and not _opens_story(p)
    ]
    ends = [p for p in story if _OUTCOME.search(p.text) and not signs.CHOICE.search(p.text)]
    return min(ends, key=lambda p: p.position, default=None)


def _opens_story(passage: Passage) -> bool:
    return bool(signs.STORY.search(passage.text) or _DATED.search(passage.text))
