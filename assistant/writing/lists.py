"""Lists: what an item is an item of.

"Firearms, ammunition and explosives" means the contrary of itself without "You must not store:".
An item that is a full sentence stands alone; any other is told under the line that leads up to its
list, or under its heading where no line does. Where the lead denies what it leads to, no item
stands alone. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.proof.leaning import is_clause, negates
from assistant.records import Document, Passage
from assistant.sources.notes import Needs
from assistant.text import patterns as re

_BULLET = re.compile(r"\s*(?:[-*+•–]|\d{1,3}[.)]|[a-z]\))\s+")
_NUMBER = re.compile(r"[ \t>]*(\d{1,3})[.)][ \t]")
_COUNTED = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|several|a few|some|many|zwei|drei|vier|fünf"
    r"|sechs|mehrere|dos|tres|cuatro|cinco|seis|varios|varias)"
)
_COUNTS = re.compile(
    rf"\W*(?:\d+(?:\.\d+)*\.? )?(?:(?:there|here|these) are (?:the )?|we \w+ |you \w+ |it takes |"
    rf"(?:the|these|those|our|es gibt|hay|the only|the other) )?{_COUNTED} [^\W\d_]"
    r"|.*\b(?:the following|as follows|folgende\w*|siguientes?)\b",
    re.IGNORECASE | re.DOTALL,
)
"""A sentence that may lead up to a list without a colon: "Three things matter."."""
_FULL = re.compile(r"[\"'“‘(]*[^\W_a-zäöüßáéíóúñ].*[.!?…][\"'”’)]*$", re.DOTALL)
"""Begins like a sentence and ends like one."""
_LABEL = re.compile(r"[^\W\d_a-zäöüßáéíóúñ][^:.!?]{1,60}:\s+\S")
"""Says itself what it is about: "New PIN by post: €5."."""
_HEADING_MOST = 10
"""Words of a line without an end that heads a list."""
_PROSE_LEAST = 3
"""So many sentences that need one and the same sentence are a list in running text."""


class Lists:
    """The lists of one corpus.

    Args:
        passages: all passages in reading order.
        documents: the documents by their ids.
        needs: what somebody noted that a passage needs, by passage id.
    """

    def __init__(
        self,
        passages: Sequence[Passage],
        documents: Mapping[str, Document],
        needs: Mapping[str, Needs],
    ) -> None:
        self._passages = passages
        self._documents = documents
        self._needs = needs
        self._place = {passage.id: place for place, passage in enumerate(passages)}

    def lead(self, passage: Passage) -> Passage | None:
        """The line that leads up to the list in which ``passage`` stands; none for any other."""
        if passage.cells or passage.id not in self._place:
            return None
        if (noted := self._in_prose(passage)) is not None:
            return noted
        if not self._in_item(passage):
            return None
        place = self._place[passage.id]
        while place and self._beside(passage, place) and self._in_item(self._passages[place]):
            place -= 1
        lead = self._passages[place]
        leads = self._beside(passage, place) and not self._in_item(lead) and not lead.cells
        return lead if leads and self._leads(lead, self._passages[place + 1]) else None

    def items(self, lead: Passage) -> tuple[tuple[Passage, ...], ...]:
        """The items under a line that leads up to a list, each with all its sentences."""
        found: dict[int, list[Passage]] = {}
        place = self._place.get(lead.id, len(self._passages))
        for passage in self._passages[place + 1 :]:
            if self.lead(passage) != lead:
                break
            found.setdefault(self.item(passage), []).append(passage)
        return tuple(map(tuple, found.values()))

    def hangs(self, passage: Passage) -> bool:
        """Whether a passage means little, or the contrary, without its lead or heading."""
        if passage.cells or passage.id not in self._place:
            return False
        if self._in_prose(passage) is not None:
            return True
        if not self._begins(passage):
            return False
        lead = self.lead(passage)
        if lead is not None:
            return negates(lead.text) or not _stands_alone(passage.text)
        if not self._among_items(passage):
            return False
        alone = _stands_alone(passage.text) or _LABEL.match(passage.text)
        return negates(passage.heading) or not alone

    def item(self, passage: Passage) -> int:
        """Where the item of ``passage`` begins in its document; its own start in running text."""
        if not self._in_item(passage):
            return passage.start
        text = self._documents[passage.document_id].text
        return text.rfind("\n", 0, passage.start) + 1

    def signs(self, items: Sequence[Passage]) -> list[str]:
        """What stands before each of some items: their numbers where they follow on one another
        by these, as steps do, else dashes."""
        numbers = [self._number(item) for item in items]
        first = numbers[0] if numbers else None
        if first is None or numbers != list(range(first, first + len(items))):
            return ["-"] * len(items)
        return [f"{number}." for number in numbers]

    def _number(self, item: Passage) -> int | None:
        if item.cells or not self._in_item(item):
            return None
        found = _NUMBER.match(self._documents[item.document_id].text, self.item(item))
        return int(found[1]) if found else None

    def _begins(self, passage: Passage) -> bool:
        """Whether a passage is the first of a list's item."""
        text = self._documents[passage.document_id].text
        line = text[text.rfind("\n", 0, passage.start) + 1 : passage.start]
        return _BULLET.fullmatch(line) is not None

    def _in_item(self, passage: Passage) -> bool:
        text = self._documents[passage.document_id].text
        line = text[text.rfind("\n", 0, passage.start) + 1 : passage.end]
        return not passage.cells and _BULLET.match(line) is not None

    def _beside(self, passage: Passage, place: int) -> bool:
        other = self._passages[place]
        same = other.document_id == passage.document_id
        return same and other.section == passage.section

    def _among_items(self, passage: Passage) -> bool:
        """Whether another item stands beside it, so that it is no numbered title."""
        place = self._place[passage.id]
        return any(
            0 <= other < len(self._passages)
            and self._beside(passage, other)
            and self._in_item(self._passages[other])
            for other in (place - 1, place + 1)
        )

    def _leads(self, lead: Passage, first: Passage) -> bool:
        text = self._documents[lead.document_id].text
        line = text.rfind("\n", 0, first.start) + 1
        if text[lead.end : line].strip(" \t\n*_"):
            return False
        words = lead.text.rstrip(" *_")
        if words.endswith((":", "：")):
            return True
        if words.endswith((".", "!")):
            return self._among_items(first) and _COUNTS.match(words) is not None
        whole = not text[text.rfind("\n", 0, lead.start) + 1 : lead.start].strip(" \t*_")
        short = len(words.split()) <= _HEADING_MOST and words[-1:].isalnum()
        return whole and short and self._among_items(first)

    def _in_prose(self, passage: Passage) -> Passage | None:
        """The one sentence that this one and those beside it were noted to need."""
        needed = self._needs.get(passage.id)
        if needed is None or len(needed.passages) != 1:
            return None
        lead = needed.passages[0]
        place = self._place.get(lead.id)
        if place is None:
            return None
        run = 0
        for other in self._passages[place + 1 :]:
            noted = self._needs.get(other.id)
            if noted is None or noted.passages != (lead,) or other.block != lead.block:
                break
            run += 1
        within = place < self._place[passage.id] <= place + run
        return lead if within and run >= _PROSE_LEAST else None


def _stands_alone(text: str) -> bool:
    return bool(_FULL.match(text)) and is_clause(text)
