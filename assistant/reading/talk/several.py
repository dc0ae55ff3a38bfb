"""One or several things of those that an answer showed: "the third", "the last two", "the other".

Everything is chosen among what was shown, or says of a thing of it what the documents say. Pure
apart from the look-ups that are handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.one_of import counted, listed, listing
from assistant.reading.talk.vouching import Vouching
from assistant.records import Evidence, Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import Recognised
from assistant.understanding.asked import Exchange, Understood

LookUp = Callable[[str], Reading]
"""Reads one question; a follow-up with the earlier ones in front."""
LEFT_MOST = 3
"""Things beside the one that was shown which "the other" still means."""
_CONTENTS = re.compile(r"\bwhat(?:'?s| is)? (?:in|inside)\b", re.IGNORECASE)
"""A question for what a thing holds, which its name does not say."""
_WHICH = re.compile(
    r"(?:which|what|who)\b.*\b(?:one|of (?:them|those|these|the two))\b", re.IGNORECASE
)
"""So one of several things is to be chosen."""
ONLY_POINTS = frozenset(content_stems(
    "explain describe elaborate expand detail details cool sounds interesting great nice second "
    "first third last point item bullet part talk number option line row next idea "
    "bit thing stuff figure side whole answers questions part deeper deep dig drill further depth "
    "go explained described expanded spelled zoom start continue focus more full info look"
))  # fmt: skip
"""Stems that only point at a thing, and ask nothing of it."""


def in_a_list(
    vouching: Vouching, act: Recognised, row: Passage, rest: Sequence[str], look_up: LookUp
) -> Reading | None:
    """One thing of several in a sentence: what is said about it, if anything, is elsewhere."""
    thing = counted(listed(row), act.place)
    if thing is None:
        return None if rest else silent("talk.not_so_many", [row])
    found = look_up(f"{thing}: {act.about or 'what about it'}")
    told = [p for p in vouching.speaking_of(thing, found.chosen) if p != row]
    if rest:
        return found
    if not told and _CONTENTS.search(act.about):
        return silent("", [row])
    # What the list itself says of it comes first.
    return telling(dict.fromkeys((row, *told[:1])))


def several(
    vouching: Vouching, act: Recognised, things: Sequence[tuple[Passage, ...]], rest: Sequence[str]
) -> Reading | None:
    """Several neighbouring things of a list: "the last two"."""
    if len(things) == 1 and (row := listing(things)) is not None:
        return telling([row]) if len(listed(row)) >= act.many else None
    if len(things) < act.many:
        return silent("talk.not_so_many", [p for thing in things for p in thing])
    meant = things[: act.many] if act.place > 0 else things[-act.many :]
    told = list(dict.fromkeys(p for thing in meant for p in thing))
    if rest and _WHICH.match(act.about):
        lacks = [len(vouching.unknown(" ".join(rest), thing, asked=False)) for thing in meant]
        if min(lacks) < len(rest) and lacks.count(min(lacks)) == 1:
            return telling(meant[lacks.index(min(lacks))])
        return replace(telling(told), outcome="partial", missing=(f"“{act.about}”",))
    return telling(told) if not rest or not vouching.unknown(" ".join(rest), told) else None


def other_one(vouching: Vouching, asked: Understood, before: Exchange) -> Reading | None:
    """What a list has beside the thing of it that was shown last."""
    last, things = set(newest(asked.talk)), before.shown.items
    left = [thing for thing in things if not last & {*thing}]
    if not left or len(left) == len(things) or len(left) > LEFT_MOST:
        return None
    told = list(dict.fromkeys(p for thing in left for p in thing))
    about = [s for s in content_stems(asked.act.about if asked.act else "") if s not in ONLY_POINTS]
    return telling(told) if not about or not vouching.unknown(" ".join(about), told) else None


def silent(opening: str, near: Sequence[Passage]) -> Reading:
    """A reading that what is asked for is not given."""
    evidence = tuple(Evidence(p, rank, 1.0 / rank) for rank, p in enumerate(near, start=1))
    return Reading("uncovered", 0.0, evidence, near=tuple(near), opening=opening)
