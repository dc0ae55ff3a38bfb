"""What a passage is not understood without, where no notes say so: its lead, list or referent.

"Bring the following:" says nothing without the list behind it, "a towel" nothing without the line
above the list, and "They are free on Sundays." nothing without the sentence that says what is.
Each stands beside the passage in the document. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.reading.unbanked.siblings import Siblings
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.left_over import LEFT_OVER

_REFERS = re.compile(
    r"(?:(?:and|but|so|also|however|then|instead|otherwise|in that case|if so|if not|after that"
    r"|before that|until then|for (?:this|that|these|those|them))\b[, ]+)?"
    r"(?:it|its|they|them|their|this|that|these|those|he|his|she|her|both|neither|either|such"
    rf"|the (?:latter|former|same)|{LEFT_OVER}|in that case|if so|if not|doing so|otherwise|instead"
    r"|after that|before that|until then"
    r"|(?:i|we|you|nobody|everybody|somebody|there|please|do|don['’]t|does|is|are|can|may) "
    r"(?:\w+ ){0,2}(?:it|them|this|these|those|such))\b",
    re.IGNORECASE,
)
"""How a sentence begins that speaks of what the one before it names."""
_ENTRY_MOST = 60
"""Characters up to which an item of a list may need the line above it."""
_REPLY_SENTENCES, _REPLY_MOST = 4, 420
"""Sentences and characters of an answer to a question of the text that is told as a whole."""


class Belonging:
    """What belongs to the passages of one corpus.

    Args:
        passages: all of them, in reading order.
        siblings: their lists and tables.
    """

    def __init__(self, passages: Sequence[Passage], siblings: Siblings) -> None:
        self._passages = passages
        self._siblings = siblings
        self._places: Mapping[str, int] = {p.id: n for n, p in enumerate(passages)}

    def beside(self, cited: Sequence[Passage]) -> list[Passage]:
        """The cited passages, the first with what it needs before it and what it announces.

        Args:
            cited: passages in the order of the answer.
        """
        if not cited:
            return []
        first = cited[0]
        shown = [*self._before(first), first, *self._announced(first)]
        if any(passage in cited[1:] for passage in shown[: shown.index(first)]):
            shown = [passage for passage in shown if passage == first or passage not in cited]
        return list(dict.fromkeys([*shown, *cited[1:]]))

    def reply(self, passage: Passage) -> list[Passage]:
        """The whole of a short answer below a question, in its order; empty where it is none.

        "A service costs 89 euros. For oil boilers it is 119 euros." was written as one answer, and
        half of it misleads.
        """
        if passage.kind != "sentence" or not passage.heading.rstrip("*_ ").endswith("?"):
            return []
        place = self._places[passage.id]
        begin, end = place, place + 1
        while begin and _in_one_reply(self._passages[begin - 1], passage):
            begin -= 1
        while end < len(self._passages) and _in_one_reply(self._passages[end], passage):
            end += 1
        whole = list(self._passages[begin:end])
        long = sum(len(one.text) for one in whole) > _REPLY_MOST
        return [] if long or len(whole) > _REPLY_SENTENCES else whole

    def _before(self, passage: Passage) -> list[Passage]:
        """The sentence that a passage refers to, or the line that leads to its list."""
        place = self._places[passage.id]
        if passage.kind == "sentence" and _REFERS.match(passage.text):
            before = self._passages[place - 1] if place else None
            if before is not None and _in_one_paragraph(before, passage):
                return [before]
        group = self._siblings.of(passage)
        if not group or passage.kind != "sentence" or len(passage.text) > _ENTRY_MOST:
            return []
        place = self._places[group[0].id]
        lead = self._passages[place - 1] if place else None
        return [lead] if lead is not None and _leads(lead, passage) else []

    def _announced(self, passage: Passage) -> tuple[Passage, ...]:
        """The list or table behind a line that ends with a colon."""
        place = self._places[passage.id] + 1
        if place < len(self._passages) and self._passages[place].kind == "table_header":
            place += 1
        after = self._passages[place] if place < len(self._passages) else None
        if after is None or not _leads(passage, after):
            return ()
        group = self._siblings.of(after)
        return group if group and group[0].id == after.id else ()


def _in_one_reply(one: Passage, other: Passage) -> bool:
    return (one.document_id, one.section) == (other.document_id, other.section)


def _in_one_paragraph(one: Passage, other: Passage) -> bool:
    same = (one.document_id, one.block) == (other.document_id, other.block)
    return same and one.kind == "sentence"


def _leads(lead: Passage, item: Passage) -> bool:
    """Whether a passage is the line above a list: it ends with a colon, under the same heading."""
    same = (lead.document_id, lead.section) == (item.document_id, item.section)
    return same and lead.kind == "sentence" and lead.text.rstrip("*_ ").endswith(":")
