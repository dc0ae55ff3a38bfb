"""Procedures: who asks how to do something wants every step, in its order.

A reader that judges one sentence at a time finds one step, mostly the last. Steps are the items of
a numbered list; the heading or line above it says what they lead to. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set

from assistant.records import Document, Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

STEPS_MOST = 15
"""A longer list is told by what answers in it."""
SENTENCES_MOST = 7
"""So many sentences under a heading are told as how a thing is done."""
_ASKS = re.compile(
    r"\bhow (?:do|does|can|could|should|would|must|might|shall) (?!you\b)|\bhow (?:to|exactly)\b"
    r"|\b(?:steps?|procedure|process|instructions?)\b|\bwalk me through\b"
    r"|\bwhat (?:do|does|should|must) (?:i|we|one|somebody|someone|people|they) "
    r"(?:have to |need to )?do\b"
    r"|\bwhat (?:has|have|needs?|is) to be done\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"\bhow (?:do|does|can|could|should|would) .{0,40}\b(?:cost|take|pay)\W*$", re.IGNORECASE
)
_NUMBERED = re.compile(r"[ \t>]*\d{1,3}[.)][ \t]+")
_NAMED_LEAST = 2
"""Words of a question from which on a heading may name more than it asks about."""
_LIGHT = frozenset(content_stems(
    "do go step procedure process instruction walk way make get want need work first exactly order"
))  # fmt: skip
"""Stems that say that steps are wanted, and not what for."""


def wants_steps(question: str) -> bool:
    """Whether a question is for how something is done, and not for one of its details."""
    return _ASKS.search(question) is not None and not _AMOUNT.search(question)


class Steps:
    """The numbered lists of one corpus.

    Args:
        passages: all of them, in reading order.
        documents: by id.
    """

    def __init__(self, passages: Sequence[Passage], documents: Mapping[str, Document]) -> None:
        self._lists: dict[str, tuple[Passage, ...]] = {}
        self._names: list[tuple[frozenset[str], tuple[Passage, ...]]] = []
        before: Passage | None = None
        run: list[Passage] = []
        for passage in passages:
            if _is_step(passage, documents):
                if run and not _under_one_heading(run[-1], passage):
                    self._close(before, run)
                    before, run = None, []
                run.append(passage)
                continue
            self._close(before, run)
            before, run = passage, []
        self._close(before, run)
        self._told = _in_prose(passages)

    def of(self, passage: Passage) -> tuple[Passage, ...]:
        """All steps of the list that a passage is one of, in order; empty outside of one."""
        return self._lists.get(passage.id, ())

    def named(self, question: str) -> tuple[Passage, ...]:
        """The steps below the one heading or line that says what a question is about."""
        asked = frozenset(content_stems(question)) - _LIGHT
        found = {steps for words, steps in self._names if _is_named(asked, words)}
        found = found or {told for words, told in self._told if asked and asked == words}
        return found.pop() if len(found) == 1 else ()

    def _close(self, before: Passage | None, run: Sequence[Passage]) -> None:
        """Notes a list with what stands above it: its line, if it is one, and its heading."""
        if not 1 < len(run) <= STEPS_MOST:
            return
        led = before is not None and _under_one_heading(before, run[0])
        lead = before if led and before is not None and before.text.endswith(":") else None
        steps = ((lead,) if lead is not None else ()) + tuple(run)
        self._lists.update(dict.fromkeys((passage.id for passage in steps), steps))
        for above in (run[0].heading, lead.text if lead is not None else ""):
            self._names.append((frozenset(content_stems(above)) - _LIGHT, steps))


def _in_prose(passages: Sequence[Passage]) -> list[tuple[frozenset[str], tuple[Passage, ...]]]:
    """The sections of a few sentences and nothing else, each with what its heading names: how milk
    is frothed stands under "Frothing milk"."""
    sections: dict[tuple[str, tuple[str, ...]], list[Passage]] = {}
    for passage in passages:
        sections.setdefault((passage.document_id, passage.section), []).append(passage)
    return [
        (frozenset(content_stems(told[0].heading)) - _LIGHT, tuple(told))
        for told in sections.values()
        if 1 < len(told) <= SENTENCES_MOST and all(p.kind == "sentence" for p in told)
    ]


def _is_named(asked: Set[str], words: Set[str]) -> bool:
    """Whether what is asked about is what a heading or line names, or a part of it in two words."""
    return asked == words if len(asked) < _NAMED_LEAST else asked <= words


def _under_one_heading(one: Passage, other: Passage) -> bool:
    return (one.document_id, one.section) == (other.document_id, other.section)


def _is_step(passage: Passage, documents: Mapping[str, Document]) -> bool:
    text = documents[passage.document_id].text
    line = text[text.rfind("\n", 0, passage.start) + 1 : passage.end]
    return passage.kind == "sentence" and _NUMBERED.match(line) is not None
