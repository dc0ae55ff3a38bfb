"""What a later question of a message asks of the one before it: "How much time does that take?".

The earlier questions of the message stand as the talk that it follows up on, and what they are told
is what was just shown. A share of a whole that a row just gave is said by that row; a reason that
only the same row could be is none. Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading import signs
from assistant.reading.lacking.reasons import says_what_for
from assistant.reading.readings import Part, Reading
from assistant.reading.tables.columns import only_what_comes, says_what_comes
from assistant.reading.talk.follow import FollowUps
from assistant.reading.yes_no.outcome import SURE
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text import turns
from assistant.text.numbers import quantities
from assistant.text.words import content_stems
from assistant.understanding.asked import Exchange, Understood
from assistant.understanding.followup import goes_back
from assistant.understanding.shown import Shown

_HOW_MUCH = re.compile(
    r"\b(?:how (?:much|long|big|large)(?: of)?|(?:what|which) (?:share|part|portion|percent(?:age)?"
    r"|proportion|fraction|slice))\b",
    re.IGNORECASE,
)
_OF_TIME = re.compile(
    r"\b(?:time|day|days|week|weeks|hours?|share|takes?|taking|took|spen[dt]s?|spending|goes|going"
    r"|go|eats?|costs?|needs?|fills?|makes? up|accounts?|is|are|roughly|about|typically|usually"
    r"|work|working|job|all|person|somebody|someone)\b",
    re.IGNORECASE,
)
_THAT_DOING = re.compile(
    r"\b(?:that|this) (?:activity|task|kind of work|sort of work|part of the (?:day|week|job|work)"
    r"|category|occupation|chore|duty)\b",
    re.IGNORECASE,
)
_FIGURE_AGAIN = re.compile(
    r"(?:and |but |so )?what(?:['’]?s| is| was| were) (?:that|this|the) (?:exact )?"
    r"(?:number|figure|amount|sum|percentage|share|rate)(?: again| exactly)*\W*",
    re.IGNORECASE,
)
"""Asks for a figure that was just spoken of, and for nothing else."""
_BY_HOW_MUCH = re.compile(r"(?:(?:and|but|so) )?by how much\W*", re.IGNORECASE)
_GIVEN = {
    re.compile(r"\bhow often\b", re.IGNORECASE): re.compile(
        r"\b(?:(?:once|twice|times|per|every|each|an?) (?:\w+ )?(?:hour|day|week|month|quarter"
        r"|year)|daily|weekly|monthly|quarterly|yearly|annual\w*|always|often|rarely|never"
        r"|usually|sometimes|mostly)\b",
        re.IGNORECASE,
    ),
    re.compile(r"\b(?:when|how (?:long|soon|early|late))\b", re.IGNORECASE): re.compile(
        r"\b(?:\d{4}|\d+:\d\d|noon|midnight|morning|evening|today|(?:minute|hour|day|week|month"
        r"|quarter|year|decade)s?|(?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
        re.IGNORECASE,
    ),
}
"""What stands in a passage that says how often, or when."""
_FOLLOWS = re.compile(r"(?:so|then|therefore|thus|hence)\b", re.IGNORECASE)
"""So begins what comes of something, which is no reason of it."""
NEXT = 2
"""So many sentences behind what is told may give its reason."""
LOOKED_BACK = 2
"""Parts before it that may have told the row whose share is asked for."""
ROWS_LEAST = 3
"""Rows that are a table, and not those that answer."""
_SUPPOSES_MOST = 2
"""Words with meaning of a "why" that supposes nothing: "why does that matter"."""


def asks_of(words: str, before: Sequence[Part]) -> Understood:
    """A part as a follow-up of the parts before it, the last of which it leans on."""
    talk = tuple(
        Exchange(part.words, part.words, shown=Shown(part.reading.chosen)) for part in before
    )
    question = turns.joined((before[-1].words, words))
    return Understood(words, question, None, leaning=True, before=talk[-1], talk=talk, alone=words)


def read_behind(
    follow: FollowUps, asked: Understood, told: Reading, alone: Reading, joined: Reading
) -> Reading:
    """The reading of a part that leans on the part before it.

    Args:
        follow: knows how a follow-up is held to what was shown.
        asked: the part as a follow-up.
        told: it with the part before in front.
        alone: it by itself.
        joined: what the two come to.
    """
    shown, words = asked.talk[-1].passages, asked.message
    earlier = [e.passages for e in reversed(asked.talk[-LOOKED_BACK:])]
    if row := next((row for each in earlier if (row := share_given(words, each))), None):
        return Reading("answer", 1.0, joined.evidence, chosen=(row,))
    joined = _of_the_row(words, joined, shown)
    if signs.ASKED_WHY.match(words.strip()):
        again = bool(joined.chosen) and set(joined.chosen) <= set(shown)
        if again and says_what_for(words, joined.chosen[0]):
            return replace(joined, outcome="answer", missing=())
        if again and all(passage.cells for passage in joined.chosen):  # a row gives no reason
            return replace(joined, outcome="uncovered", p_covered=0.0, chosen=(), says=None)
        joined = joined if joined.outcome == "answer" else _unsupposed(words, told) or joined
    if _FIGURE_AGAIN.fullmatch(words) and (figure := _figure_beside(shown, alone.chosen)):
        return replace(alone, outcome="answer", p_covered=SURE, chosen=(figure,), missing=())
    if joined.outcome == "partial" and _is_said(alone, joined.chosen):
        return replace(joined, outcome="answer", missing=())
    if joined.outcome in ("answer", "premise") or not shown:
        return joined
    found = follow.vouched(asked, follow.spoken(asked, told, alone, joined), alone)
    return found if found.outcome == "answer" else joined


def with_row_named(words: str, shown: Sequence[Passage]) -> str:
    """A part with the row that was just shown named in it: behind the row of talks, "why is that
    activity valued" asks why talks are; the part as it is where no row is meant."""
    if not shown or shown[0].kind != "table_row" or not shown[0].cells:
        return words
    name = re.sub(r"\s*\(.*", "", shown[0].cells[0].text).strip()
    return _THAT_DOING.sub(lambda _: name[:1].lower() + name[1:], words) if name else words


def read_short(
    words: str,
    told: Reading,
    alone: Reading,
    shown: Sequence[Passage],
    gives_reason: Callable[[Sequence[Passage]], bool],
) -> Reading:
    """The reading of a part of two words: behind the part before it, or, where that finds nothing
    and it names something ("Who pays?"), alone. Alone, "How much?" asks for whatever has an amount.

    ``shown`` is what the part before it is told: to repeat it is no answer to "Why?", unless it
    gives a reason.
    """
    if _BY_HOW_MUCH.fullmatch(words) and shown and _gives_one_share(shown[0]):
        return Reading("answer", 1.0, told.evidence, chosen=(shown[0],))
    silent = replace(told, outcome="uncovered", p_covered=0.0, chosen=(), says=None)
    if signs.ASKED_WHY.search(words):
        near = (*told.chosen, *_said_next(told, shown))
        fresh = [p for p in near if p not in shown and not _FOLLOWS.match(p.text)]
        reason = next((p for p in fresh if gives_reason([p])), None)
        if reason is not None:
            return replace(silent, outcome="answer", p_covered=SURE, chosen=(reason,))
        says_why = any(signs.REASON.search(p.text) for p in shown) or gives_reason(shown[:1])
        return told if told.chosen and says_why else silent
    if gives := next((gives for asks, gives in _GIVEN.items() if asks.search(words)), None):
        fit = tuple(p for p in (*shown, *told.chosen) if gives.search(p.text))
        return replace(silent, outcome="answer", p_covered=SURE, chosen=fit[:1]) if fit else silent
    again = bool(told.chosen) and set(told.chosen) <= set(shown)
    if again and _BY_HOW_MUCH.fullmatch(words):
        return silent
    sure = alone.outcome == "answer" and alone.p_covered >= SURE
    if told.chosen or not sure or not content_stems(words):
        return told
    return replace(alone, chosen=alone.chosen[:1])


def _said_next(told: Reading, shown: Sequence[Passage]) -> list[Passage]:
    """What was found of the next sentences of the paragraph behind what is shown first."""
    if not shown:
        return []
    first, places = shown[0], (item.passage for item in told.evidence)
    behind = [
        p
        for p in places
        if (p.document_id, p.block) == (first.document_id, first.block)
        and 0 < p.position - first.position <= NEXT
    ]
    return sorted(behind, key=lambda p: p.position)


def _gives_one_share(passage: Passage) -> bool:
    """Whether a passage has one percentage, and says so by how much."""
    return sum(quantity.unit == "%" for quantity in quantities(passage.text)) == 1


def _of_the_row(words: str, joined: Reading, shown: Sequence[Passage]) -> Reading:
    """The reading with the row that was just shown alone, where all its table would be told: "what
    comes out of it" is asked of that row."""
    rows = [p for p in joined.chosen if p.kind == "table_row"]
    mine = [p for p in rows if p in shown]
    one_table = len({(p.document_id, p.block) for p in rows}) == 1
    if len(mine) != 1 or len(rows) < ROWS_LEAST or not one_table or not goes_back(words):
        return joined
    kept = tuple(p for p in joined.chosen if p not in rows or p in mine)
    return replace(joined, chosen=kept)


def share_given(words: str, shown: Sequence[Passage]) -> Passage | None:
    """The one row of what was just shown that gives the share that is asked for with no more than
    a pronoun: "How much time does that take?"."""
    if not _HOW_MUCH.search(words) or not goes_back(words):
        return None
    if content_stems(_OF_TIME.sub(" ", _HOW_MUCH.sub(" ", words))):
        return None
    rows = [p for p in shown if any("%" in cell.text for cell in p.cells[1:])]
    return rows[0] if len(rows) == 1 else None


def comes_of_row(words: str, shown: Sequence[Passage]) -> Passage | None:
    """The row that was just shown first, where no more is asked than what comes of it ("and what's
    the result?") and one of its columns says so."""
    first = shown[0] if shown else None
    if first is None or first.kind != "table_row" or not only_what_comes(words):
        return None
    return first if says_what_comes(first.header) else None


def _figure_beside(shown: Sequence[Passage], found: Sequence[Passage]) -> Passage | None:
    """What gives a figure, of what was shown or else of what was found beside it."""
    places = {(p.document_id, p.block) for p in shown}
    beside = [p for p in found if (p.document_id, p.block) in places]
    return next((p for p in (*shown, *beside) if quantities(p.text)), None)


def _is_said(alone: Reading, told: Sequence[Passage]) -> bool:
    """Whether what answers it surely by itself is among what is told."""
    sure = alone.outcome == "answer" and alone.p_covered >= SURE
    return sure and set(alone.chosen[:1]) <= set(told)


def _unsupposed(words: str, told: Reading) -> Reading | None:
    """What answers a "why" behind the part before it, where it supposes nothing itself."""
    little = len(content_stems(signs.ASKED_WHY.sub(" ", words))) <= _SUPPOSES_MOST
    if told.outcome not in ("answer", "premise") or not little or not goes_back(words):
        return None
    return replace(told, outcome="answer", opening="")
