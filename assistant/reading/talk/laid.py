"""What earlier answers told for each side of a table over them. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from assistant.reading.side_by_side import spoken_of
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.forms import Abbreviations
from assistant.text.words import content_stems
from assistant.understanding.laid_out import Laid, denies

Told: TypeAlias = tuple[tuple[str, tuple[Passage, ...]], ...]
"""The sides in their order: what each is called, and the passages of it."""
_SUBJECT = r"(?:(?:an?|the|this|every|each|most|all|your|our)\s+)?(?:[\w'’-]+\s+){0,3}?"
"""What a sentence speaks of, in front of its verb: "A keeper of the light"."""
_IS_QUESTION = re.compile(r"(?:and |so )?(?:what|which|whom?|how|where)\b", re.IGNORECASE)
_PAIR = 2


def told_on(laid: Laid, short: Abbreviations) -> Told:
    """The passages of each side; what two answers showed stands on one side alone.

    Of a side and its denial ("owns", "doesn't own") a sentence that plainly says the verb of the
    one belongs there, whichever answer told it.
    """
    names = [name for name, _ in laid]
    if len(laid) == _PAIR and denies(names[0]) != denies(names[1]):
        positive = int(denies(names[0]))
        says = _says(names[positive])
        every = [(p, place) for place, (_, e) in enumerate(laid) for p in e.passages]
        side = {p: positive if says(p) else place for p, place in reversed(every)}
        told = [tuple(p for p in _ordered(side) if side[p] == place) for place in range(_PAIR)]
        if all(told):
            return tuple(zip(names, told, strict=True))
    elif len(laid) == _PAIR and (mentioned := _by_mention(laid, short)):
        return mentioned
    seen: set[Passage] = set()
    sides: list[tuple[str, tuple[Passage, ...]]] = []
    for name, exchange in laid:
        fresh = tuple(p for p in _ordered(exchange.passages) if p not in seen)
        seen.update(fresh)
        sides.append((name, fresh or _ordered(exchange.passages)))
    return tuple(sides)


def _by_mention(laid: Laid, short: Abbreviations) -> Told:
    """The passages by the one name that they speak of; empty where none speaks of one.

    What both answers showed and speaks of neither is of the side that nothing else speaks of.
    """
    names = [name for name, _ in laid]
    shown = [set(exchange.passages) for _, exchange in laid]
    every = _ordered(p for passages in shown for p in passages)
    named = {p: spoken_of(names, p.text, short) for p in every}
    clear = {p: names.index(said[0]) for p, said in named.items() if len(said) == 1}
    silent = [place for place in range(_PAIR) if place not in clear.values()]
    side = dict(clear)
    for passage in every:
        if passage not in side:
            both = passage in shown[0] & shown[1]
            own = 0 if passage in shown[0] else 1
            side[passage] = silent[0] if both and len(silent) == 1 else own
    told = [tuple(p for p in every if side[p] == place) for place in range(_PAIR)]
    return tuple(zip(names, told, strict=True)) if clear and all(told) else ()


def _says(name: str) -> Callable[[Passage], bool]:
    """Whether a sentence says of what it speaks of the verb that a side is called by."""
    stems = content_stems(name)
    if _IS_QUESTION.match(name):
        stems = stems[-1:]  # in front of its verb stands whom it asks about
    verbs = "|".join(re.escape(stem) for stem in stems)
    plainly = re.compile(rf"{_SUBJECT}(?:{verbs})\w{{0,3}}\b", re.IGNORECASE)

    def says(passage: Passage) -> bool:
        found = plainly.match(passage.text) if stems else None
        return found is not None and not denies(found.group())

    return says


def _ordered(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    return tuple(sorted(dict.fromkeys(passages), key=lambda p: (p.document_id, p.position)))
