"""Which earlier exchange a message goes back to: the last answer, the list that is counted in.

An answer that only tells an earlier one in another form, or speaks of the talk itself, is no ground
for what comes after it: "shorter" after "as a table" is asked of what stood in the table. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from assistant.text import patterns as re
from assistant.text.words import content_stems
from assistant.understanding.acts import Recognised
from assistant.understanding.asked import Exchange, Request

FORMS = frozenset(get_args(Request))
_OF_THE_LAST = frozenset({"why", "more", "example", "doubt", "repeat"})
"""Acts that are wanted of the last answer, whatever it was."""
_LIST = 3
ON_THE_TALK = frozenset({"first_asked", "nth_asked", "all_asked", "last_asked", "summary"})
"""Acts that ask for the talk itself."""
_NO_GROUND = frozenset({*FORMS, *ON_THE_TALK})
"""Acts whose answers are not what a further act goes back to: "shorter" after "as a table"."""
BY_PLACE = re.compile(
    r"(?:the |my )?(?:(?P<first>(?:very )?(?:first|beginning|start))|last|previous|earlier)"
    r"(?: (?:question|one|thing|topic|answer|list|table))?"
)

_STANDS_IN = re.compile(r"\b(?:it|they|them|he|she|those|these)\b", re.IGNORECASE)


def gone_back_to(act: Recognised, talk: tuple[Exchange, ...]) -> Exchange:
    """The exchange that an act goes back to."""
    if act.act == "first_asked":
        return talk[0]
    if act.act == "nth_asked":
        return _asked_at(act, talk)
    if act.act in ("last_asked", "all_asked"):
        return talk[-1]
    if act.act == "said_before":
        return talk[-2] if len(talk) > 1 else talk[-1]
    if act.act == "who_says":  # A refusal says nothing that anybody could have said.
        return answered(talk)
    if act.act in ("ordinal", "superlative", "other"):
        return newest_list(talk, max(act.place, act.many))
    return _newest_shown(talk) if act.act in _OF_THE_LAST else ground(talk)


def _asked_at(act: Recognised, talk: Sequence[Exchange]) -> Exchange:
    """The exchange of "my second question", or of the one before the last; the last for none."""
    place = -2 if act.way else act.place
    index = place - 1 if place > 0 else len(talk) + place
    return talk[index] if place and 0 <= index < len(talk) else talk[-1]


def ground(talk: Sequence[Exchange]) -> Exchange:
    """The newest exchange that was about the corpus rather than about an answer."""
    about = [
        exchange for exchange in talk if not exchange.act or exchange.act.act not in _NO_GROUND
    ]
    return about[-1] if about else talk[-1]


def answered(talk: Sequence[Exchange]) -> Exchange:
    """The newest exchange about the corpus that showed something; the newest of all for none."""
    return next((e for e in reversed(talk) if _is_ground(e) and e.passages), ground(talk))


def _is_ground(exchange: Exchange) -> bool:
    return exchange.act is None or exchange.act.act not in _NO_GROUND


def topical(talk: Sequence[Exchange], topic: str) -> Exchange | None:
    """The newest earlier exchange that shares most words with a topic; ``None`` for none."""
    if place := BY_PLACE.fullmatch(topic.lower()):
        return talk[0] if place["first"] else talk[-1]
    wanted = set(content_stems(topic))
    best, most = None, 0
    for exchange in talk:
        told = " ".join(f"{p.heading} {p.text}" for p in exchange.passages)
        asked = len(wanted.intersection(content_stems(exchange.message)))
        score = 2 * asked + len(wanted.intersection(content_stems(told)))
        if score and score >= most:
            best, most = exchange, score
    return best


def said_of(act: Recognised) -> str:
    """What a return asks of a topic that the talk had not: "back to the crane: when does it rest".

    The topic stands where the question only has a pronoun for it; an empty string where it has
    none, and says itself what it is about.
    """
    if not act.further:
        return f"what about {act.about}"
    asked, found = _STANDS_IN.subn(lambda _: act.about, act.further, count=1)
    return asked if found else ""


def _newest_shown(talk: Sequence[Exchange]) -> Exchange:
    """The last answer, whatever it was; the ground it stood on where it showed nothing.

    Where it only said that no reason is given, what it was to be a reason of is doubted further.
    """
    if talk[-1].passages:
        return talk[-1]
    stood_on = ground(talk)
    return answered(talk) if stood_on.act and not stood_on.passages else stood_on


def newest_list(talk: Sequence[Exchange], place: int = 0) -> Exchange:
    """The newest answer with so many things that one can be counted; else the last.

    Who goes on counting counts on in the list that was begun, until another list was shown.
    """
    least = max(2, place)
    listed = [
        (number, exchange)
        for number, exchange in enumerate(talk)
        if max(len(exchange.shown.items), len(exchange.shown.numbered)) >= least
    ]
    counted = [number for number, e in enumerate(talk) if e.act and e.act.act == "ordinal"]
    if counted and not any(e.shown.listed for number, e in listed if number > counted[-1]):
        # One thing told under the line that leads up to it is no list of its own.
        begun = [(n, e) for n, e in listed if n < counted[-1] and n not in counted]
        listed = begun if begun and begun[-1][1].shown.listed else listed
    return listed[-1][1] if listed else _newest_shown(talk)


def list_shown(talk: Sequence[Exchange]) -> Exchange | None:
    """The last answer that showed something, or the list that it told a part of."""
    last = next((e for e in reversed(talk) if e.passages), None)
    if last is None:
        return None
    part, picked = {*last.passages}, last.act is not None and last.act.act == "ordinal"
    begun = (e for e in reversed(talk) if e is not last and e.shown.listed)
    # What was picked out may have been told with more than the list had of it.
    of_it = (e for e in begun if part < {*e.passages} or (picked and part & {*e.passages}))
    return next(of_it, last)


def all_listed(talk: Sequence[Exchange]) -> Exchange:
    """The newest answer that listed several things, rather than two that stand together."""
    listed = newest_list(talk, _LIST)
    return listed if len(listed.passages) > 1 else newest_list(talk)
