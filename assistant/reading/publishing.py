"""Who publishes what a text calls its own.

"Our pay guide has the bands" says whose guide it is, for the text says elsewhere who "we" are. So
"who publishes the pay guide" is answered, with the sentence that says so beside the one that names
the guide. Who wrote it is another question. And "does the author profit from it" is yes where the
document discloses what its publisher earns. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.records import Document, Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems

_ASKS = re.compile(
    r"^(?:(?:and|so|but) )?(?:who|which (?:company|firm|organi[sz]ation|site))\b"
    r"(?: \w+)? (?:publish(?:es|ed)|provides?|offers?|puts? out|issues?|issued|owns|has|makes"
    r"|maintains?|runs|released?)\s+(?P<thing>[^,;?]+)"
    r"|^(?:and )?whose (?P<own>(?:[\w-]+ ){0,5}[\w-]+) (?:is|are)\b",
    re.IGNORECASE,
)
_OURS = re.compile(r"\bour (?P<thing>(?:[\w-]+ ){0,7}[\w-]+)", re.IGNORECASE)
_MENTIONED = re.compile(r"\s+(?:that )?(?:you|it|they|the \w+) (?:mention|name|point|talk)\w*.*$")
_WE = re.compile(r"^(?P<name>[A-Z][\w&.-]+(?: [A-Z][\w&.-]+)?) [a-z].*\bwe\b")
"""A sentence that begins with a name and goes on with "we" says who we are."""
_POINTS = frozenset(("it", "that", "this", "them", "these", "those"))

_HAS_INTEREST = re.compile(
    r"(?:(?:so|and|but|ok)[, ]+)*(?:(?:is|are) there|(?:does|do|has|have|is)\b[^?]*?)\b[^?]*"
    r"\b(?:conflict|interest|stake|profit|gain|earn|agenda|paid|money|sell|ad|advert\w*|sponsored)"
    r"\b[^?]*\??$",
    re.IGNORECASE,
)
"""So somebody asks whether there is an interest, and not how far to trust the text."""
_EARNS = re.compile(
    r"\b(?:charges?|earns?|commission|fees?|paid|sponsor\w*|affiliate\w*|sells?)\b", re.I
)


def earned_by_it(
    question: str, passages: Sequence[Passage], documents: Iterable[Document]
) -> tuple[Passage, ...]:
    """The sentence that says what a publisher earns, to who asks whether he has an interest;
    nothing where the documents disclose none."""
    if not _HAS_INTEREST.match(question) or not any(d.disclosure for d in documents):
        return ()
    return tuple(p for p in passages if _EARNS.search(p.text))[:1]


def published(question: str, reading: Reading, passages: Sequence[Passage]) -> Reading:
    """The reading, as an answer where it is asked who publishes what a passage calls "our …"."""
    asked = _ASKS.match(question)
    if asked is None or reading.outcome not in ("partial", "uncovered"):
        return reading
    thing = _MENTIONED.sub("", (asked["thing"] or asked["own"]).strip())
    candidates = [*reading.chosen, *(item.passage for item in reading.evidence[:1])]
    naming = next((p for p in candidates if _is_ours(thing, p)), None)
    if naming is None:
        return reading
    us = who_we_are(naming.document_id, passages)
    if us is None:
        return reading
    return replace(reading, outcome="answer", chosen=(naming, us), missing=(), p_covered=1.0)


def who_we_are(document_id: str, passages: Iterable[Passage]) -> Passage | None:
    """The sentence of a document that says who "we" are, if any does."""
    same = (p for p in passages if p.document_id == document_id and not p.cells)
    return next((p for p in same if _WE.match(p.text)), None)


def _is_ours(thing: str, passage: Passage) -> bool:
    """Whether a passage says "our" of a thing; of one that is only pointed at, of any."""
    ours = [set(content_stems(found["thing"])) for found in _OURS.finditer(passage.text)]
    if thing.lower() in _POINTS:
        return bool(ours)
    if passage.text.startswith("We "):
        ours.append(set(content_stems(passage.text)))
    return any(set(content_stems(thing)) <= words for words in ours)
