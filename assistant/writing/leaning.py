"""What a passage needs before it, so that it means something where it is shown.

The notes on a document say it where somebody wrote them (``sources/notes.py``). Elsewhere a rule
looks at how a sentence begins: one that begins with a pronoun or a connective leans on the sentence
before it, a few words that end a heading's question lean on the heading and on what follows, an
item of a list leans on the line that introduces the list. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from assistant.records import Document, Passage
from assistant.sources.notes import Needs
from assistant.text import patterns as re
from assistant.text.left_over import LEFT_OVER
from assistant.writing.lists import Lists

FRAGMENT_WORDS = 2
"""A sentence of at most so many words is told together with the one beside it."""
BRIDGE_MOST = 160
"""So many characters between a sentence and what it needs are told along with them."""
ITEMS_MOST = 12
CHAINED = 2
"""A sentence that needs so many before it is part of a story."""
MOST_BEFORE = 3
"""A chain of leaning sentences is followed so far back."""

_POINTS_BACK = re.compile(
    r"[\"'“‘(]*(?:"
    # English: pronouns, connectives, what refers to the sentence before.
    r"(?:they|it|he|she|his|her|their|its|this|that|these|those|such|both|neither|the same|"
    r"the latter|the former|then|and|but|so|or|however|therefore|thus|hence|otherwise|instead|also|"
    r"still|yet|even so|in that case|as a result|for example|for instance|that said|after that|"
    r"in addition|moreover|furthermore|similarly|likewise)\b"
    rf"|{LEFT_OVER}\b"
    # German.
    r"|(?:sie|er|es|dies|diese[rsnm]?|das|dazu|dabei|davon|dafür|damit|danach|dann|und|aber|oder|"
    r"deshalb|daher|darum|trotzdem|außerdem|sonst|ihr|ihre|sein|seine|dort)\b"
    # Spanish.
    r"|(?:ellos|ellas|ella|él|ello|est[eoa]s?|es[oa]s?|aquell[oa]s?|entonces|pero|además|también|"
    r"por eso|por ello|así|sin embargo|luego|después|en ese caso|y|o|su|sus)\b"
    r")",
    re.IGNORECASE,
)
_NO_REFERENCE = re.compile(
    r"[\"'“‘(]*(?:that['’]s (?:why|how)|it (?:is|was|takes|usually takes|depends)\b|"
    r"(?:this|these|that|those|both|such|das|diese[rsnm]?|est[eoa]s?|es[oa]s?) (?:\w+ )?(?:guide|"
    r"article|"
    r"document|policy|page|leaflet|text|agreement|contract|manual|job|post))",
    re.IGNORECASE,
)
"""Beginnings that only look like a reference: "It takes two days", "This policy"."""
_TURNS = re.compile(
    r"(?:(?:and|but|well)[, ]+)?(?:(?:it|that|this|they|he|she|we|you|there) )?"
    r"(?:(?:is|are|was|were|do|does|did|has|have|will|would|can|could|should)(?:n[’']t| not)"
    r"|can(?:no|[’'])t|won[’']t|not (?:so|quite|really|true|exactly|anymore|any more|always"
    r"|even close|at all)|wrong|no|far from it|hardly|rarely)\b[^?]*$",
    re.IGNORECASE,
)
TURNS_MOST = 5
"""Words of a sentence that takes back the one before it and says nothing else."""
_SOMEBODY = re.compile(r"\b(?:she|he|her|his|him|hers)\b", re.IGNORECASE)


class Leaning:
    """What the passages of one corpus lean on."""

    def __init__(
        self,
        passages: Sequence[Passage],
        documents: Mapping[str, Document],
        notes: Mapping[str, Needs] | None = None,
        subject: Sequence[str] = (),
    ) -> None:
        """``subject`` is what the corpus calls its subject."""
        self._passages = passages
        self._subject = tuple(name.lower() for name in subject)
        self._documents = documents
        self._notes = notes or {}

    @cached_property
    def _place(self) -> Mapping[str, int]:
        return {passage.id: place for place, passage in enumerate(self._passages)}

    @cached_property
    def lists(self) -> Lists:
        """The lists of the corpus."""
        return Lists(self._passages, self._documents, self._notes)

    @cached_property
    def _noted(self) -> frozenset[str]:
        """Documents on which somebody wrote what leans on what; no rule is needed there."""
        by_id = {passage.id: passage for passage in self._passages}
        return frozenset(by_id[i].document_id for i in self._notes if i in by_id)

    def needs(self, passage: Passage) -> Needs:
        """What has to be shown before ``passage``, in reading order, and whether its heading."""
        noted = self._notes.get(passage.id)
        if noted is not None:
            return noted
        if passage.cells or passage.document_id in self._noted:
            return Needs()
        found: list[Passage] = []
        current = passage
        while len(found) < MOST_BEFORE and self._leans(current):
            before = self._before(current)
            if before is None:
                return Needs(tuple(reversed(found)), heading=bool(passage.section))
            found.append(before)
            current = before
        fragment = not found and is_fragment(passage)
        return Needs(tuple(reversed(found)), heading=fragment and bool(passage.section))

    def leans_hard(self, passage: Passage) -> bool:
        """Whether a sentence cannot be understood without what is before it.

        That is one that begins by pointing back, or that is about somebody who is not named in it.
        """
        text = passage.text
        return not passage.cells and bool(_POINTS_BACK.match(text) or _SOMEBODY.search(text))

    def with_turns(self, chosen: Sequence[Passage]) -> list[Passage]:
        """The passages, each with the few words behind it that take it back: "That sounds like a
        small swap. It isn't." says the opposite of its first sentence."""
        told: list[Passage] = []
        for passage in chosen:
            told.append(passage)
            place = self._place.get(passage.id)
            if place is None or passage.cells or place + 1 >= len(self._passages):
                continue
            behind = self._passages[place + 1]
            few = len(behind.text.split()) <= TURNS_MOST and _same_block(behind, passage)
            if few and behind not in chosen and _TURNS.match(behind.text):
                told.append(behind)
        return told

    def is_subject(self, name: str) -> bool:
        """Whether a name is one of the corpus's subject ("A keeper")."""
        return name.lower().removeprefix("a ").removeprefix("the ") in self._subject

    def without_subject(self, text: str) -> str:
        """A text without what the corpus calls its subject."""
        called = "|".join(map(re.escape, sorted(self._subject, key=len, reverse=True)))
        return re.sub(rf"\b(?:{called})s?\b", " ", text, flags=re.I) if called else text

    def story(self, passage: Passage) -> tuple[Passage, ...]:
        """The paragraph that a passage stands in, if it goes on from sentence to sentence."""
        block = tuple(p for p in self._passages if _same_block(p, passage) and not p.cells)
        chained = any(len(self.needs(p).passages) >= CHAINED for p in block)
        return block if chained and passage in block else ()

    def bridge(self, passage: Passage, other: Passage) -> tuple[Passage, ...]:
        """What stands between two sentences of a section, if it is little; else nothing."""
        begin, end = self._place.get(passage.id), self._place.get(other.id)
        if begin is None or end is None or passage.section != other.section:
            return ()
        between = tuple(self._passages[begin + 1 : end])
        short = sum(len(p.text) for p in between) <= BRIDGE_MOST
        return between if short and not any(p.cells for p in between) else ()

    def beside(self, passage: Passage) -> Passage | None:
        """The sentence that a fragment is told with: the next of its block, or the one before."""
        place = self._place.get(passage.id)
        if place is None or passage.cells:
            return None
        for other in (place + 1, place - 1):
            if 0 <= other < len(self._passages) and _same_block(self._passages[other], passage):
                return self._passages[other]
        return None

    def one_span(self, run: Sequence[Passage]) -> Passage:
        """Neighbours of one document as one passage, so that they are cited together."""
        if len(run) == 1:
            return run[0]
        first, last = run[0], run[-1]
        words = self._documents[first.document_id].text[first.start : last.end]
        return replace(last, id=f"{first.id}+{last.id}", start=first.start, text=words)

    def items(self, passage: Passage) -> tuple[Passage, ...]:
        """The items of the list that a line with a colon introduces; none for any other line."""
        if passage.cells or not passage.text.rstrip().endswith((":", "：")):
            return ()
        place = self._place.get(passage.id)
        found: list[Passage] = []
        for other in self._passages[place + 1 :] if place is not None else ():
            if other.section != passage.section or not self._listed(other):
                break
            found.append(other)
        return tuple(found[:ITEMS_MOST])

    def row_table(self, row: Passage) -> tuple[Passage, ...]:
        """All rows of the table that a row or header belongs to, without the header."""
        return tuple(
            p for p in self._passages
            if p.kind == "table_row" and _same_block(p, row)
        )  # fmt: skip

    def _leans(self, passage: Passage) -> bool:
        if self._listed(passage):
            return True
        begins = _POINTS_BACK.match(passage.text) and not _NO_REFERENCE.match(passage.text)
        return bool(begins)

    def _before(self, passage: Passage) -> Passage | None:
        place = self._place.get(passage.id, 0)
        before = self._passages[place - 1] if place else None
        if before is None or before.document_id != passage.document_id or before.cells:
            return None
        if before.section != passage.section:
            return None
        if _same_block(before, passage) and not self._listed(passage):
            return before
        if not self._listed(passage):
            return None
        # Back over the other items to the line that introduces the list.
        while place and self._listed(self._passages[place - 1]):
            place -= 1
        lead = self._passages[place - 1] if place else None
        if lead is None or lead.section != passage.section:
            return None
        return lead if lead.text.rstrip().endswith((":", "：")) else None

    def _listed(self, passage: Passage) -> bool:
        """Whether the passage begins an item of a list that a line with a colon introduces."""
        text = self._documents[passage.document_id].text
        line = text[text.rfind("\n", 0, passage.start) + 1 : passage.start]
        if not re.fullmatch(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+", line):
            return False
        place = self._place.get(passage.id, 0)
        for before in reversed(self._passages[:place]):
            if before.section != passage.section or before.document_id != passage.document_id:
                return False
            head = text[text.rfind("\n", 0, before.start) + 1 : before.start]
            if not re.fullmatch(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+", head):
                return before.text.rstrip().endswith((":", "："))
        return False


def is_fragment(passage: Passage) -> bool:
    """Whether a sentence is too short to be told alone ("Usually not.")."""
    few = FRAGMENT_WORDS + ("," in passage.text)
    return not passage.cells and len(passage.text.split()) <= few


def _same_block(one: Passage, other: Passage) -> bool:
    return one.document_id == other.document_id and one.block == other.block
