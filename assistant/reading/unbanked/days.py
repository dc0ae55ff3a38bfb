"""Days of the week: a sentence about one of them says nothing about another.

"On Mondays it is closed" is near to "when do you open on Sunday" in every word but the one that
counts. So what names the day that is asked for, or days that it is one of ("weekdays", "Mon-Fri",
"daily"), goes before what names others alone. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.records import Evidence, Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_NAMES = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_DAY = (
    r"(mon(?:day)?|tue(?:s|sday)?|wed(?:nesday)?|thu(?:rs?|rsday)?|fri(?:day)?|sat(?:urday)?"
    r"|sun(?:day)?)s?\b\.?"
)
_RANGE = re.compile(rf"\b{_DAY}\s*(?:-|–|—|to|till|until|through|thru)\s*\b{_DAY}", re.IGNORECASE)
_ONE = re.compile(rf"\b{_DAY}", re.IGNORECASE)
_BEFORE = re.compile(r"\b(?:on|every|each|next|until|till|and|or)\s+$", re.IGNORECASE)
_SEVERAL = (
    (re.compile(r"\b(?:weekdays?|working days?|business days?)\b", re.IGNORECASE), range(5)),
    (re.compile(r"\bweekends?\b", re.IGNORECASE), range(5, 7)),
    (
        re.compile(r"\b(?:daily|every day|each day|(?:seven|7) days a week)\b", re.IGNORECASE),
        range(7),
    ),
)


def days_in(text: str) -> frozenset[int]:
    """The days that a text names, from 0 for Monday; a range has those between its ends."""
    days: set[int] = set()
    for found in _RANGE.finditer(text):
        first, last = (_place(name) for name in found.groups())
        days.update((first + step) % 7 for step in range((last - first) % 7 + 1))
    days.update(_place(found[1]) for found in _ONE.finditer(text) if _is_name(text, found))
    for pattern, meant in _SEVERAL:
        if pattern.search(text):
            days.update(meant)
    return frozenset(days)


def of_the_day(question: str, evidence: Sequence[Evidence], margin: float) -> tuple[Evidence, ...]:
    """The evidence, with what is about the day asked for before what is about others alone.

    Nothing moves where the best does not name another day, or where none that is at most
    ``margin`` behind it names the right one beside another word of the question. What is about
    other days alone loses that margin.
    """
    asked, best = days_in(question), evidence[0]
    if not asked or not _of_others(best.passage, asked):
        return tuple(evidence)
    wanted = {stem for stem in content_stems(question) if not days_in(stem)}

    def is_right(item: Evidence) -> bool:
        said = _said(item.passage)
        of_it = not wanted or bool(wanted & set(content_stems(said)))
        return item.score >= best.score - margin and asked <= days_in(said) and of_it

    right = [item for item in evidence if is_right(item)]
    if not right:
        return tuple(evidence)
    lifted = best.score - right[0].score

    def moved(item: Evidence) -> Evidence:
        if item in right:
            return replace(item, score=item.score + lifted)
        return replace(item, score=item.score - margin * _of_others(item.passage, asked))

    ordered = sorted(map(moved, evidence), key=lambda item: (-item.score, item.rank))
    return tuple(replace(item, rank=rank) for rank, item in enumerate(ordered, start=1))


def _of_others(passage: Passage, asked: frozenset[int]) -> bool:
    named = days_in(_said(passage))
    return bool(named) and not asked <= named


def _said(passage: Passage) -> str:
    return " . ".join((*passage.section[-1:], passage.text))


def _place(name: str) -> int:
    return _NAMES.index(name[:3].lower())


def _is_name(text: str, found: re.Match[str]) -> bool:
    """Of the short forms those with a capital, or behind "on": "sat" and "sun" are words, too."""
    word = found[1]
    return len(word) > 5 or word[0].isupper() or bool(_BEFORE.search(text[: found.start()]))
