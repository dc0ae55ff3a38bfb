"""The structure of documents: headings, sections by their place, tables, first and last words.

Everything is read off the documents' own blocks; headings and header rows become passages, so that
what is said of them is cited like any sentence. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.text import patterns as re

OPENING_MOST = 3
"""Sentences told of how a document begins."""
CREDITS_WITHIN = 5
"""So many passages from either end of a document may say who made it."""
_CREDITS = re.compile(
    r"\b(?:written|maintained|compiled|edited|prepared|issued|published|drafted|drawn up|authored"
    r"|organi[sz]ed|signed|run|kept) by\b"
    r"|^\W*(?:authors?|editors?|publisher|maintainer|owner|signed|autor(?:in)?|redacción)\s*:"
    r"|^\W*by [A-Z]",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"^(?:§\s*)?\d+(?:\.\d+)*[.):]?\s+")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
             "tenth")  # fmt: skip
_PLACE = re.compile(
    r"\b(?:(?P<last>last|final)|(?P<before>second[- ](?:to[- ])?last|penultimate)"
    rf"|(?P<word>{'|'.join(_ORDINALS)})|(?P<digits>\d{{1,2}})(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_SAYS_SECTION = re.compile(
    r"\b(?:the|section|chapter|part|heading|number|no|of)\b\.?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of headings: where it stands, and how deep."""

    level: int
    passage: Passage


class Structure:
    """The structure of the documents of one corpus. Safe to share."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @cached_property
    def told(self) -> tuple[Passage, ...]:
        """All passages but the header rows of tables, in reading order."""
        return tuple(p for p in self._corpus.passages if p.kind != "table_header")

    @cached_property
    def headings(self) -> tuple[Part, ...]:
        """The headings of all documents as passages, in reading order."""
        parts: list[Part] = []
        for identity, parsed in self._corpus.parsed.items():
            for block in parsed.blocks:
                if block.kind != "heading":
                    continue
                line = parsed.document.text[block.start : block.end].split("\n")[0]
                words = line.strip("# \t")
                start = block.start + line.find(words) if words else block.start
                passage = Passage(
                    id=f"heading-{identity}-{start}",
                    document_id=identity,
                    kind="sentence",
                    position=0,
                    block=-1,
                    section=(),
                    start=start,
                    end=start + len(words),
                    text=words,
                )
                if words:
                    parts.append(Part(block.level, passage))
        return tuple(parts)

    def outline(self) -> tuple[Passage, ...]:
        """The headings; of a document without any, its first sentence."""
        return tuple(part.passage for part in self.headings) or self.told[:1]

    def questions(self) -> tuple[Passage, ...]:
        """The headings that ask something, where there are several."""
        asking = [p.passage for p in self.headings if p.passage.text.endswith("?")]
        return tuple(asking) if len(asking) > 1 else ()

    def tables(self) -> tuple[Passage, ...]:
        """The header row of each table that has one, else its first row."""
        found: dict[tuple[str, int], Passage] = {}
        for passage in self._corpus.passages:
            if passage.kind in ("table_header", "table_row"):
                found.setdefault((passage.document_id, passage.block), passage)
        return tuple(found.values())

    def section(self, place: str) -> tuple[Passage, tuple[Passage, ...]] | None:
        """A section by its place ("the second", "section 3", "last"): its heading, and all that
        stands under it; ``None`` where there is no such section, or several documents."""
        sections = self._sections
        number = _number(place, len(sections))
        if number is None or not 0 <= number < len(sections) or len(self._corpus.documents) > 1:
            return None
        heading = sections[number]
        after = [s.start for s in sections[number + 1 : number + 2]]
        end = after[0] if after else len(self._corpus.documents[heading.document_id].text)
        return heading, tuple(p for p in self.told if heading.end <= p.start < end)

    @cached_property
    def _sections(self) -> tuple[Passage, ...]:
        """The headings that divide a document: those of the first level that has several."""
        for level in sorted({part.level for part in self.headings}):
            found = tuple(part.passage for part in self.headings if part.level == level)
            if len(found) > 1:
                return found
        return ()

    def opening(self) -> tuple[Passage, ...]:
        """The sentences that a document begins with, past who wrote it and when."""
        told = [p for p in self.told if p.kind == "sentence" and not self._names_the_writer(p)]
        first = told[0] if told else self.told[0]
        block = (first.document_id, first.block)
        return tuple(p for p in told if (p.document_id, p.block) == block)[:OPENING_MOST] or (
            first,
        )

    def credits(self) -> tuple[Passage, ...]:
        """The lines at either end of each document that say who made it."""
        found: list[Passage] = []
        for identity in self._corpus.documents:
            told = [p for p in self.told if p.document_id == identity]
            ends = dict.fromkeys([*told[:CREDITS_WITHIN], *told[-CREDITS_WITHIN:]])
            found += [p for p in ends if _CREDITS.search(p.text)]
        return tuple(found)

    def signed(self) -> tuple[Passage, ...]:
        """The lines that say who wrote each document; else its credits."""
        return tuple(p for p in self.told if self._names_the_writer(p)) or self.credits()

    def closing(self) -> tuple[Passage, ...]:
        """The sentences that the last paragraph ends with."""
        last = self.told[-1]
        block = (last.document_id, last.block)
        return tuple(p for p in self.told if (p.document_id, p.block) == block)[-OPENING_MOST:]

    def _names_the_writer(self, passage: Passage) -> bool:
        """Whether a line is no sentence of the text, but says who wrote it and when."""
        document = self._corpus.documents[passage.document_id]
        ends = passage.text.rstrip(" *_”\"'").endswith((".", "!", "?", ":", "…"))
        return not ends and bool(document.author) and str(document.author) in passage.text


def without_number(heading: str) -> str:
    """A heading without the number in front of it: "2.1 Notice" is "Notice"."""
    return _NUMBER.sub("", heading) or heading


def is_place(words: str) -> bool:
    """Whether words name a section by its place and by nothing else: "the second section"."""
    rest = _PLACE.sub(" ", words)
    return rest != words and not _SAYS_SECTION.sub(" ", rest).strip()


def _number(place: str, count: int) -> int | None:
    """The index of the section that is meant, from 0; negative ones are counted here."""
    found = _PLACE.search(place)
    if found is None:
        return None
    if found["before"]:
        return count - 2
    if found["last"]:
        return count - 1
    if found["word"]:
        return _ORDINALS.index(found["word"].lower())
    return int(found["digits"]) - 1
