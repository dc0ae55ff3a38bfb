"""Where one's own amount lies beside that of others: "would I earn what harbour masters earn?".

Who asks whether he gets an amount that the text gives of others is told that amount, and the
sentence behind it that ranks the subject's own by it. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities

_WHETHER = re.compile(
    r"(?:(?:so|and|but|ok|well),? )*(?:can|could|will|would|should|shall|do|does|am|is|are|may)\b"
    r".*\b(?:earns?|makes?|gets?|expects?|count on|match(?:es)?|paid|receives?|reach(?:es)?"
    r"|take home)\b",
    re.IGNORECASE,
)
_MINE = r"i|me|my|we|our"
_RANKS = re.compile(r"\b(?:more|less|lower|higher|above|below|the same|as much)\b", re.IGNORECASE)


def with_own_rank(
    question: str, told: Sequence[Passage], passages: Sequence[Passage], names: Iterable[str]
) -> list[Passage]:
    """What is told, with the next sentence where that ranks the subject's amount by the one told.

    Args:
        question: what is asked, without its frame.
        told: what answers it, best first.
        passages: all passages, in the order of their documents.
        names: what the corpus calls its subject.
    """
    subject = re.compile(rf"\b{re.one_of(names)}s?\b", re.IGNORECASE)
    mine = re.search(rf"\b(?:{_MINE})\b", question, re.IGNORECASE) or subject.search(question)
    if len(told) != 1 or not mine or not _WHETHER.match(question):
        return list(told)
    first = told[0]
    if first.cells or subject.search(first.text) or not _is_amount_of_others(first):
        return list(told)
    behind = [p for p in passages if _is_next(p, first)]
    ranking = [p for p in behind if subject.search(p.text) and _RANKS.search(p.text)]
    return [first, *ranking]


def _is_amount_of_others(passage: Passage) -> bool:
    return any(quantity.unit in ("$", "€", "£") for quantity in quantities(passage.text))


def _is_next(passage: Passage, before: Passage) -> bool:
    place = (before.document_id, before.block, before.position + 1)
    return (passage.document_id, passage.block, passage.position) == place
