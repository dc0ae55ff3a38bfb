"""Which passages are told together, and in which order.

What answers comes first; what stands together in the document stays together; sentences that only
send the reader elsewhere come last. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from assistant.reading.signs import sends_elsewhere
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.writing.leaning import Leaning, is_fragment
from assistant.writing.verdicts import says_itself

_SAME_QUESTION = 0.5
"""A heading with this share of its words in the question is not repeated."""
_WANTS_MORE = re.compile(
    r"\b(?:where|guides?|templates?|breakdown|articles?|pages?|links?|resources?|read|find|look"
    r"|see|learn|further|details?|sources?|download"
    r"|more (?:about|on|info\w*|details?|to (?:read|learn))"
    r"|(?:tell|know|want|any) (?:\w+ ){0,2}more)\b",
    re.IGNORECASE,
)
"""Words of a question whose answer may be where to read on."""
_WORD = re.compile(r"[^\W_]+")
BULLETS_FROM = 3
"""So many stretches from different places read better as a list."""
_STORY = 3
"""So many sentences before another are a story; one line of several is not worth it."""
LEANING_MOST = 8
"""Words of a sentence that leans and gets no line of its own in a list."""
ANNOUNCING_MOST = 8
"""Words of a sentence that only leads up to the next one."""
FULL_MOST = 2
"""Full sentences for one of a word or two: what is compared has two sides."""
_COMPARES = re.compile(r"\b(?:differ\w*|versus|vs|compare[ds]?|comparison)\b", re.IGNORECASE)
_IN_ORDER = re.compile(
    r"(?:then|next|second(?:ly)?|third(?:ly)?|finally|last(?:ly)?|after that)\b", re.IGNORECASE
)
"""Begins what comes behind something else of its kind: "Then judgment."."""
_SAYS_OF_IT = re.compile(r"(?:it|they|he|she|we|you|most|some|none)\b", re.IGNORECASE)
"""Begins a sentence that says something of what stands before it."""


def wants_more(question: str) -> bool:
    """Whether somebody may want to know where to read on."""
    return _WANTS_MORE.search(question) is not None


def pointers_last(passages: Sequence[Passage], question: str) -> list[Passage]:
    """Sentences that only send the reader elsewhere behind the others, unless one is the best.

    Beside an answer they are told only to who may want to read on.
    """
    first, *others = passages
    if question and not wants_more(question):
        return [first, *(passage for passage in others if not sends_elsewhere(passage))]
    return [first, *sorted(others, key=sends_elsewhere)]


def first_full(passages: Sequence[Passage], question: str) -> list[Passage]:
    """The best passage alone; of two things that are compared, with the sentence on the other one
    behind it. For a few words that open what follows ("Customer."), the full sentences of those
    that stand right behind them, if any were chosen."""
    best, last = passages[0], passages[0]
    if not is_fragment(best):
        return [best, *(p for p in passages if _COMPARES.search(question) and goes_on(best, p))]
    full: list[Passage] = []
    for passage in sorted(passages[1:], key=lambda p: p.position):
        if goes_on(last, passage):
            full.append(passage)
            last = passage
    return full[:FULL_MOST] if full and not says_itself(best) else [best]


def grouped(chosen: Sequence[Passage], leaning: Leaning) -> list[list[Passage]]:
    """Groups neighbours; the group of the best passage first, the others in reading order."""
    pointers = [passage for passage in chosen[1:] if sends_elsewhere(passage)]
    telling = [passage for passage in chosen if passage not in pointers] or list(chosen)
    groups: list[list[Passage]] = []
    for passage in sorted(telling, key=lambda p: (p.document_id, p.position)):
        last = groups[-1][-1] if groups else None
        # Rows of a table belong together even with others between them.
        if last is not None and (goes_on(last, passage) or _same_table(last, passage)):
            groups[-1].append(passage)
        else:
            groups.append([passage])
    best = telling[0]
    groups.sort(key=lambda group: best not in group)
    first = groups[0]
    place = first.index(best)
    while place and is_fragment(first[place - 1]):
        place -= 1  # "Customer." means nothing behind what it opens
    free = not leaning.needs(best).passages and not leaning.leans_hard(best)
    if place and not best.cells and free and not is_fragment(best):
        before = first[:place]
        announces = all(_announces(passage, leaning) for passage in before)
        groups[:1] = [first[place:]] if announces else [first[place:], before]
    opening = groups[0][0]
    if _IN_ORDER.match(opening.text):  # what comes second is no beginning
        groups.sort(key=lambda group: not _stands_before(group[-1], opening))
    return [*groups, *([passage] for passage in pointers if passage not in telling)]


def _stands_before(one: Passage, other: Passage) -> bool:
    """Whether one stands before the other under the same heading."""
    same = (one.document_id, one.section) == (other.document_id, other.section)
    return same and one.position < other.position


def _announces(passage: Passage, leaning: Leaning) -> bool:
    """Whether a sentence only leads up to the next one, and says nothing behind it: "What they
    hand off matters just as much."; "It usually lands as a senior role." says something."""
    if _SAYS_OF_IT.match(passage.text):
        return False
    few = len(passage.text.split()) <= ANNOUNCING_MOST and not passage.cells
    leans = bool(leaning.needs(passage).passages) or leaning.leans_hard(passage)
    return few and leans and not is_fragment(passage) and not quantities(passage.text)


def beside(before: Sequence[Passage], first: Passage) -> list[Passage]:
    """Of what a sentence needs, what stands right before it."""
    kept: list[Passage] = []
    for passage in sorted(before, key=lambda p: -p.position):
        if passage.position == first.position - len(kept) - 1 and passage.block == first.block:
            kept.insert(0, passage)
    return kept


def goes_on(one: Passage, other: Passage) -> bool:
    """Whether ``other`` stands right behind ``one``, in the same block and form."""
    side = one.document_id == other.document_id and one.block == other.block
    return side and other.position == one.position + 1 and bool(one.cells) == bool(other.cells)


def _same_table(one: Passage, other: Passage) -> bool:
    side = one.document_id == other.document_id and one.block == other.block
    return side and bool(one.cells) and bool(other.cells)


def says_the_same(heading: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts has half of the heading's words."""
    words = {word.lower() for word in _WORD.findall(heading)}
    return any(
        len(words & {word.lower() for word in _WORD.findall(text)}) >= _SAME_QUESTION * len(words)
        for text in texts
        if text and words
    )


@dataclass(frozen=True, slots=True)
class Hung:
    """Passages that are told together: under the line that leads up to them, or under none."""

    lead: Passage | None
    passages: list[Passage]


def under_leads(stretches: Sequence[Sequence[Passage]], leaning: Leaning) -> list[Hung]:
    """Stretches with the items of one list under their lead, where one of them needs it.

    A lead that was chosen itself is with its items. The order is that of the first of each.
    """
    lists = leaning.lists
    hanging = {lists.lead(p) for stretch in stretches for p in stretch if lists.hangs(p)} - {None}
    told: list[Hung] = []
    by_lead: dict[Passage, Hung] = {}
    for stretch in stretches:
        plain: list[Passage] = []
        for passage in stretch:
            lead = passage if passage in hanging else lists.lead(passage)
            if lead not in hanging or lead is None:
                if not plain:
                    told.append(Hung(None, plain))
                plain.append(passage)
                continue
            plain = []
            if lead not in by_lead:
                by_lead[lead] = Hung(lead, [])
                told.append(by_lead[lead])
            by_lead[lead].passages.append(passage)
    return told


def apart(stretch: Sequence[Passage]) -> list[list[Passage]]:
    """Neighbours each for itself, but questions with the statement that they spell out."""
    lines: list[list[Passage]] = []
    for passage in stretch:
        if lines and passage.text.rstrip().endswith("?") and passage.block == lines[-1][0].block:
            lines[-1].append(passage)
        else:
            lines.append([passage])
    return lines


def in_spans(
    ordered: Sequence[Passage], helpers: Collection[str], leaning: Leaning, *, tight: bool
) -> list[Passage]:
    """Sentences, with what only helps joined to the sentence it helps, if they are side by side.

    Args:
        ordered: in reading order.
        helpers: the ids of those that only help.
        tight: short ones that lean are joined to what they lean on, too.
    """
    spans: list[Passage] = []
    run: list[Passage] = []
    for passage in ordered:
        joined = run and run[-1].position + 1 == passage.position
        joined = joined and run[-1].section == passage.section
        short = len(passage.text.split()) <= LEANING_MOST and passage.id not in helpers
        short = short and not passage.cells and bool(leaning.needs(passage).passages)
        same = bool(run) and run[-1].block == passage.block
        helping = bool(run) and (run[-1].id in helpers or (is_fragment(run[-1]) and same))
        if joined and (helping or (is_fragment(passage) and same) or (tight and short)):
            run.append(passage)
            continue
        if run:
            spans.append(leaning.one_span(run))
        run = [passage]
    spans.append(leaning.one_span(run))
    return spans


def lines_of(run: Sequence[Passage], leaning: Leaning) -> list[list[Passage]]:
    """Neighbours apart, but a short sentence that leans stays with the one before it."""
    lines: list[list[Passage]] = []
    opens = False
    for passage in run:
        short = len(passage.text.split()) <= LEANING_MOST and not passage.cells
        leans = bool(leaning.needs(passage).passages) or is_fragment(passage)
        if lines and (opens or (short and leans)):
            lines[-1].append(passage)
            opens = False
        else:
            lines.append([passage])
            opens = short and leans  # with nothing before it, it goes with what follows
    return lines


def without_stories(
    stretches: list[list[Passage]], best: Passage, leaning: Leaning
) -> list[list[Passage]]:
    """Of many stretches, the ones that need no story before them, and the one that answers."""
    if len(stretches) < BULLETS_FROM:
        return stretches
    return [
        stretch
        for stretch in stretches
        if best in stretch or len(leaning.needs(stretch[0]).passages) < _STORY
    ]


def in_lists(lead: str, lines: Iterable[str]) -> list[str]:
    """The blocks of an answer: a lead, if there is one, lines of a list together, and whatever
    stands between them. A list of one line is none."""
    blocks = [lead] if lead else []
    for line in lines:
        if blocks and line.startswith("- ") and blocks[-1].startswith("- "):
            blocks[-1] += f"\n{line}"
        else:
            blocks.append(line)
    return [b[2:] if b.startswith("- ") and "\n- " not in b else b for b in blocks]
