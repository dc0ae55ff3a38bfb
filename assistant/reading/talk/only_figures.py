"""The figures of what was told, where somebody wants these alone or thinks that there are none.

"Just the numbers please" and "so no figures?" name nothing. Behind a history they lie near whatever
has numbers in it. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.reading.readings import Reading
from assistant.reading.talk.follow import telling
from assistant.reading.talk.several import silent
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import numbers_in
from assistant.understanding.acts import bare, spelled_out
from assistant.understanding.asked import Exchange, Understood

_OPENS = r"(?:(?:and|but|so|ok|okay|oh|hm+|well|wait|then|cool|thanks|thx|now|please)\b[,.?! ]+)*"
_CLOSES = (
    r"(?:[, ]+(?:only|alone|without (?:the )?(?:text|words|rest)|no (?:text|words)|then"
    r"|though|tho|at all|here|in there|anywhere|please|pls|thanks|for"
    r" (?:that|it|this|me|us)|(?:of|on|about|in|to) (?:that|it|this|them|those|these)))*"
)
_FIGURES = (
    r"(?:(?:hard|real|exact|actual|concrete|raw) )?"
    r"(?:numbers?|figures?|amounts?|stats|percent(?:age)?s)"
)
_HAVE = r"(?:have|has|got|give|gives|say|says|know|knows|mention|mentions)"
_IT = r"(?:you|it|they|the (?:article|text|document|guide|page))"
_ALONE = re.compile(
    rf"{_OPENS}(?:(?:can|could) (?:you|i) (?:just |only )?)?"
    r"(?:(?:say|tell|repeat|show)(?: me)? (?:it|that|this)(?: (?:all|again|once more))?,?"
    r" (?:but |and )?(?:with |in )?)?(?:(?:give|show|tell|list)(?: me)?"
    r"|i (?:just |only )?(?:want|need)|i'd like|let me (?:see|have)|get me)? ?(?:(?:just|only) )?"
    rf"(?:the |those |these )?{_FIGURES}(?: (?:only|alone))?{_CLOSES}",
    re.IGNORECASE,
)
_ANY = re.compile(
    rf"{_OPENS}(?:(?:(?:do|does|did|is|are) )?(?:{_IT}|there)(?:'s|'ve)?(?: (?:is|are))?"
    rf"(?: (?:don't|doesn't|really|actually))*(?: {_HAVE})?(?: got)? ?)?(?:(?:not )?(?:a|any|one)"
    rf"(?: single)?|no) {_FIGURES}{_CLOSES}",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"^\W*(?:§ ?)?\d+(?:\.\d+)*[.)]?\s+(?=\D)")
"""The number of a clause, which is no figure of it."""


def figures_alone(asked: Understood) -> Reading | None:
    """What of the last answer has figures in it, or that nothing has; ``None`` where the message
    asks for something else than these."""
    if asked.act is not None or asked.request is not None or not asked.talk:
        return None
    said = spelled_out(bare(asked.message))
    doubts = _ANY.fullmatch(said) is not None
    if not doubts and not _ALONE.fullmatch(said):
        return None
    shown = _last_told(asked.talk)
    told = with_figures(shown)
    rows = [p for p in told if p.cells]
    if not told:
        return silent("", shown) if shown else None
    if len(rows) > 1:
        return telling(rows)
    return telling(and_bounds(told, shown), "talk.doubted") if doubts else telling(told)


def with_figures(passages: Iterable[Passage]) -> list[Passage]:
    """The passages that give a figure, beside the number that a clause is counted with."""
    return [p for p in passages if numbers_in(_NUMBERED.sub("", p.text))]


def and_bounds(told: Sequence[Passage], shown: Sequence[Passage]) -> list[Passage]:
    """Passages with what the last answer told right behind them, which may say that their figure
    is somebody else's."""
    places = {(p.document_id, p.block, p.position + 1) for p in told if not p.cells}
    beside = [p for p in shown if (p.document_id, p.block, p.position) in places]
    return sorted({*told, *beside}, key=lambda p: (p.document_id, p.position))


def _last_told(talk: Sequence[Exchange]) -> list[Passage]:
    """What the last answer told; with what the one before did, where it told one thing of it."""
    told = [e.passages for e in reversed(talk) if e.passages][:2]
    if len(told) > 1 and len(told[0]) == 1 and not with_figures(told[0]):
        return [*told[1], *told[0]]
    return list(told[0]) if told else []
