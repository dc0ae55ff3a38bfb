"""The sentence that answers in front, and what it follows on behind it.

A sentence that leans on others ("She killed the rewrite", "A clerk who does all of it …") is told
with them. Told in the order of the document a long lead buries the answer. So where nothing keeps
the sentence from standing first, what it leans on comes after it, under words that say so; a
pronoun gets the name of what it stands for in front. A sentence in which nothing points back, and
what the question itself speaks of ("those engineers" to who asks about the engineers, "she" to who
asks about her), need no lead at all; a story that is asked for as such keeps its order. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.reading.signs import STORY
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.verbs import is_base_verb
from assistant.text.words import content_stems
from assistant.writing.leaning import Leaning

BURIED = 12
"""So many words before the sentence that answers bury it."""
SHORT_LEAD = 8
"""So few words before a pronoun whose name is known read better than the name in front."""
SHORT_POINT = 8
BESIDE_SHORT = 25
"""A sentence of so few words reads better behind what it follows on, if that has no more words
than this: "Related, constantly confused, not the same job."."""
KNOWN_LEAST = 2
"""So many words with meaning of what a sentence follows on, in the question, show that whoever asks
knows it."""
SUBJECT_WITHIN = 6
"""Words within which a sentence names what it is about."""
CHOSEN_BEFORE_MOST = 1
"""Where more was chosen before what answers, it is a story and told in its order."""
_WANTS_MORE = re.compile(
    r"\b(?:else|tell \w+ about|(?:tell|say|explain|know) (?:\w+ )?more|more (?:about|abt|on))\b",
    re.I,
)
_STORY = re.compile(
    r"\b(?:what(?:['’]?s| is| was| are)?|tell|give|share|describe|summari[sz]e|recount|retell|recap"
    r"|walk|got|any|show|is there|are there|have)\b(?: (?:me|us|you|through|out))*"
    r" (?!.*\b(?:in|from|of) (?:the|that|this|your) (?:\w+ )?"
    r"(?:story|anecdote|tale|example|case)\b)(?:[\w-]+ ){0,3}?"
    r"(?:story|anecdote|tale|case study|(?:an|any|some|one|real|concrete|good|of an)"
    r" (?:[\w-]+ ){0,2}?examples?)\b"
    r"|^(?:so |and |ok )?what happened\b",
    re.IGNORECASE,
)
"""So a story is asked for as such, and not a detail of it."""
_ITS_END = re.compile(
    r"\b(?:(?:in|at) the (?:very )?end|eventually|finally|ultimately|end(?:ed)? up|outcome"
    r"|turn(?:ed)? out|(?:come|came|become|became) of)\b",
    re.IGNORECASE,
)
"""So no more than what it came to is asked for."""
_TELL_ABOUT = re.compile(r"\b(?:tell|teach) (?:me|us)(?: \w+){0,2}? about\b|^\W*describe\b", re.I)
"""So is whatever there is on somebody or something; of what a story begins with, that is it."""
_POINTS_BACK = re.compile(
    r"\b(?:those|these|such)\s+[a-z]|\b(?:all|most|some|none|part|one|each|both) of "
    r"(?:it|them|this|that|these|those)\b|^\W*(?:the whole|related)\b"
    r"|\b(?:this|that) (?:one )?(?!(?:is|are|was|can|does|has|the|a)\b)[a-z]+\b",
    re.IGNORECASE,
)
"""What in a sentence is understood from another one only."""
_COMPARED = re.compile(
    r"\b(?:lower|higher|smaller|larger|bigger|longer|shorter|faster|slower)\b(?!.*\bthan\b)",
    re.IGNORECASE,
)
"""So a sentence is measured by the one before it."""
_HOW_MUCH = re.compile(
    r"\bhow (?:much|many|long|big|high|large|fast|expensive|old|often)\b"
    r"|\bwhat (?:would|does|do|will|can|could)\b.*\b(?:earn|make|cost|pay|weigh|measure)\b",
    re.IGNORECASE,
)
_PAID = re.compile(
    r"\b(?:what(?:['’]?s| is| are) the|what|average|typical|median|mean|expected|usual)"
    r"(?: (?:average|typical|median|mean|expected|usual|current))* (?:[\w-]+ )?"
    r"(?:salary|salaries|pay|wages?|compensation|income|earnings)\b"
    r"(?! (?:based|like|tied|linked|for))",
    re.IGNORECASE,
)
"""So an amount is asked for."""
_EARNS = frozenset(content_stems("earn earns make makes get gets paid"))
"""Stems that ask for the pay of anybody."""
_ORDERED = re.compile(
    r"^(?!.*\d)(?:.*\b(?:more|less|fewer|better|worse|higher|lower|bigger|larger|smaller|longer"
    r"|shorter|faster|slower)\b.*\b(?:than|or)\b|.*\b(?:who|which)\b.*\b(?:more|less|most|least"
    r"|better|best)\b|.*\bas (?:much|well|high|low)\b.*\bas\b)",
    re.IGNORECASE,
)
"""So two things are held against each other, and no figure: "lower" would be taken for lower than
the other."""
_OF_IT = re.compile(r"\bof (?:it|them)\b", re.IGNORECASE)
_WHO = re.compile(r"\b(?:who|whom|whose|which (?:role|one|person)|owners?)\b", re.IGNORECASE)
_PERSON = re.compile(r"\b(?:she|he|her|his|him|hers)\b", re.IGNORECASE)
_POINTED_AT = re.compile(r"\b(?:those|these|such)\s+(?P<thing>[a-z][\w-]+)", re.IGNORECASE)
_WANTS_ALL = re.compile(
    r"\b(?:all|everything|every|full|complete|whole|list|rundown|overview|exactly what)\b",
    re.IGNORECASE,
)
_POINTS_SOON = re.compile(
    r"\W*(?:[\w'’]+\s+){0,3}(?:they|them|their|it|its|he|him|his|she|her)\b", re.IGNORECASE
)
"""So begins what is about somebody who was named before ("What they can do is …")."""


@dataclass(frozen=True, slots=True)
class Arranged:
    """How a stretch is told with what answers in front.

    Attributes:
        first: what is told first; the sentence that answers, and what goes on behind it.
        behind: what it follows on, in reading order; told after it.
        name: what its first word stands for, in the document's words; empty for none.
    """

    first: list[Passage]
    behind: list[Passage]
    name: str = ""


def asks_for_story(question: str) -> bool:
    """Whether a story is asked for as such ("tell me the story of the lamp")."""
    return _STORY.search(question) is not None and not _ITS_END.search(question)


def in_full(chosen: Sequence[Passage], question: str, leaning: Leaning) -> list[Passage]:
    """What is told, with what takes it back; a story that is asked for from its beginning on."""
    begun = _TELL_ABOUT.search(question) and STORY.search(chosen[0].text)
    story = leaning.story(chosen[0]) if begun or asks_for_story(question) else ()
    return leaning.with_turns(story or chosen)


def point_first(
    before: Sequence[Passage],
    chosen: Sequence[Passage],
    best: Passage | None,
    question: str,
    leaning: Leaning,
    told: Passage | None = None,
) -> Arranged | None:
    """What answers in front; ``None`` where the order of the document is better.

    Args:
        before: what is shown only because ``chosen`` needs it.
        chosen: neighbours, in reading order.
        best: the one of them that answers; ``None`` where the answer is elsewhere.
        question: what was asked.
        told: what was told last, before these; a pronoun behind it would seem to mean it.
    """
    point = best or chosen[0]
    if point.cells or asks_for_story(question):
        return None
    if best is not None and is_measured(best, question):
        place = chosen.index(best)
        measure = sorted([*before, *chosen[:place]], key=lambda p: p.position)
        return Arranged(list(chosen[place:]), measure) if measure else None
    found = _turned(before, chosen, point, question, leaning, beside=best is None)
    # Beside the answer only the name of the subject is worth it: it says what a lead would say.
    beside = best is None and found is not None and not leaning.is_subject(found.name)
    if found is None or (beside and (found.behind or found.name)):
        return None
    clear = (told is None or _is_about_subject(told, leaning)) and _is_clear(
        found.name, question, leaning
    )
    return replace(found, name="") if clear else found


def _is_about_subject(told: Passage, leaning: Leaning) -> bool:
    """Whether a sentence begins with the corpus's subject, or with a pronoun for it, so that the
    pronoun of the next one goes on with it."""
    begins = " ".join(told.text.split()[:SUBJECT_WITHIN])
    named = leaning.without_subject(begins) != begins
    return named or leaning.is_subject(leaning.needs(told).stands_for)


def _turned(
    before: Sequence[Passage],
    chosen: Sequence[Passage],
    best: Passage,
    question: str,
    leaning: Leaning,
    *,
    beside: bool,
) -> Arranged | None:
    place = chosen.index(best)
    earlier = sorted([*before, *chosen[:place]], key=lambda p: p.position)
    if not earlier or place > CHOSEN_BEFORE_MOST:
        return None
    if any(p.position > best.position or p.document_id != best.document_id for p in earlier):
        return None
    first = list(chosen[place:])
    length = sum(len(p.text.split()) for p in earlier)
    if not place and not beside and _is_named(best, question, leaning):
        return Arranged(first, [])
    name = leaning.needs(best).stands_for
    known = _is_known(best, earlier, question, leaning)
    of_another = _COMPARED.search(best.text) is not None and _ORDERED.search(question) is not None
    if not name and (leaning.leans_hard(best) or _is_open(best) or of_another):
        return None
    if length < (BURIED if not name else SHORT_LEAD + 1):
        return None
    if not leaning.is_subject(name):
        more = _WANTS_MORE.search(question) is not None
        back = _POINTS_BACK.search(best.text) or _COMPARED.search(best.text)
        if not place and not name and not more and not back:
            return Arranged(first, [])
        if len(best.text.split()) <= SHORT_POINT and length <= BESIDE_SHORT:
            return None
        return Arranged(first, [] if known and not place and not more else earlier, name)
    if _WANTS_ALL.search(question) and not beside:
        return None  # what the lead says of the subject is part of it
    # A name says all that a lead about the subject itself would say.
    return Arranged(first, [], name) if not place else None


def is_measured(best: Passage, question: str) -> bool:
    """Whether who asks for an amount hears only that it is lower than another: no figure at all."""
    asks = (_HOW_MUCH.search(question) or _PAID.search(question)) is not None
    measured = _COMPARED.search(best.text) is not None and not quantities(best.text)
    return asks and measured and not _ORDERED.search(question)


def measured_first(chosen: Sequence[Passage], question: str, leaning: Leaning) -> list[Passage]:
    """What says it of the subject before what that is measured by, where the question asks for no
    word of the latter: the pay of keepers, and then the pay of others that it is lower than."""
    if not chosen[1:] or not is_measured(chosen[1], question):
        return list(chosen)
    first, second = chosen[:2]
    of_subject = leaning.without_subject(second.text) != second.text
    of_others = leaning.without_subject(first.text) == first.text
    asked = set(content_stems(question)) & set(content_stems(first.text)) - _EARNS
    if not (first in leaning.needs(second).passages and of_subject and of_others) or asked:
        return list(chosen)
    return [second, first, *chosen[2:]]


def _is_open(best: Passage) -> bool:
    """Whether a sentence speaks of somebody whom it does not name, or sounds like advice where it
    stands first: "Keep patching, or fund a rewrite."."""
    first = re.match(r"\W*(\w+)", best.text)
    orders = first is not None and is_base_verb(first[1].lower())
    return orders or _POINTS_SOON.match(best.text) is not None


def _is_named(best: Passage, question: str, leaning: Leaning) -> bool:
    """Whether all that a sentence points back at is a thing that the question names."""
    if leaning.leans_hard(best) or _is_open(best):
        return False
    asked = set(content_stems(question))
    things = [content_stems(found["thing"]) for found in _POINTED_AT.finditer(best.text)]
    return any(things) and all(set(thing) <= asked for thing in things if thing)


def _is_known(best: Passage, earlier: Sequence[Passage], question: str, leaning: Leaning) -> bool:
    """Whether a question shows that whoever asks knows what a sentence follows on."""
    if _OF_IT.search(best.text):
        return False  # "who tries to own all of it": what "it" is no question says
    if _PERSON.search(question) and any(_PERSON.search(p.text) for p in (best, *earlier)):
        return True
    told = {stem for p in earlier for stem in content_stems(leaning.without_subject(p.text))}
    asked = set(content_stems(leaning.without_subject(question)))
    # What has no word that the sentence lacks asks for nothing that stands before it.
    within = len(asked) >= KNOWN_LEAST and asked <= told | set(content_stems(best.text))
    return within or len(told & asked) >= KNOWN_LEAST


def _is_clear(name: str, question: str, leaning: Leaning) -> bool:
    """Whether a pronoun needs no name because the question has it, or a pronoun for the same."""
    if not name or _WHO.search(question):
        return False
    if leaning.is_subject(name):
        return leaning.without_subject(question) != question
    named = set(content_stems(name))
    return bool(named and named <= set(content_stems(question))) or (
        _PERSON.search(question) is not None
    )
