"""What goes on with what answers, and belongs to it.

"A keeper owns the lamp." answers what a keeper owns, and so does "They own the log, the oil and the
flag." behind it; "The eye comes first, and it's specific." announces what the questions behind it
spell out; what "comes first" of several is not all that tells them apart. Who asks for the whole
is told what goes on. English. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.records import Evidence, Passage
from assistant.text import patterns as re
from assistant.text.words import content_stems, stem

_GOES_ON = re.compile(r"(?:They|It|He|She)\s+(?P<verb>[a-z]+)\b")
_ANNOUNCES = re.compile(
    r"\b(?:it|that|this|they|these)(?:['’]s|['’]re| is| are)"
    r" (?:quite |very |rather )?(?:specific|concrete|simple|straightforward|as follows|this"
    r"|these)\W*$",
    re.IGNORECASE,
)
"""So ends a sentence behind which it is said what exactly is meant."""
_OPENLY = re.compile(r"(?:(?:and|so|but|ok) )?(?:what|wat|which|list|name|tell)\b", re.IGNORECASE)
_COMES_FIRST = re.compile(r"\bcomes? first\b", re.IGNORECASE)
_ASKS_FIRST = re.compile(
    r"\b(?:first|most|main|mainly|single|top|above all|key|one|biggest|best)\b", re.IGNORECASE
)
GOING_ON_MOST = 3
SPELLED_MOST = 3
ALSO_LEAST = 0.08
"""Least relevance of the others among which one "comes first", in [0, 1]."""


def spelled_out(
    question: str,
    told: Sequence[Passage],
    evidence: Sequence[Evidence],
    passages: Sequence[Passage],
    names: Iterable[str] = (),
) -> tuple[Passage, ...]:
    """What is told, each with what goes on with it.

    Args:
        question: what is asked, without its frame.
        told: what answers it, best first.
        evidence: what was found.
        passages: all passages, in the order of their documents.
        names: what the corpus calls its subject.
    """
    own = {stem for name in names for stem in content_stems(name)}
    asked = {s for s in content_stems(question) if s.removesuffix("s") not in own}
    openly = _OPENLY.match(question) is not None
    places = {passage.id: place for place, passage in enumerate(passages)}
    found: list[Passage] = []
    goes_on = False
    for passage in told:
        found.append(passage)
        if passage.cells or passage.id not in places:
            continue
        behind = [
            p for p in passages[places[passage.id] + 1 :][: GOING_ON_MOST + SPELLED_MOST]
            if (p.document_id, p.section) == (passage.document_id, passage.section)
        ]  # fmt: skip
        if openly and (going_on := _with_the_same_verb(asked, passage, behind)):
            found += going_on
            goes_on = True
        if _ANNOUNCES.search(passage.text):
            found += _questions(passage, behind)
        first = _COMES_FIRST.search(passage.text)
        named = first and asked & set(content_stems(passage.text[: first.start()]))
        if first and not named and not _ASKS_FIRST.search(question):
            found += _besides_the_first(passage, evidence, passages)
    if goes_on:  # the rest says something else of the same
        found = [p for p in found if p == told[0] or asked & set(content_stems(p.text))]
    return tuple(dict.fromkeys(found))


def _with_the_same_verb(
    asked: set[str], passage: Passage, behind: Sequence[Passage]
) -> list[Passage]:
    """Sentences right behind one that say more of the same with the verb that is asked with."""
    said = set(content_stems(passage.text)) & asked
    if len(said) != 1:
        return []  # the thing is named, too, and the sentence says it
    going_on: list[Passage] = []
    for other in behind[:GOING_ON_MOST]:
        opening = _GOES_ON.match(other.text)
        if other.cells or opening is None or stem(opening["verb"]) not in said:
            break
        going_on.append(other)
    return going_on


def _questions(passage: Passage, behind: Sequence[Passage]) -> list[Passage]:
    """The questions of the same paragraph that say what is meant, or else its next sentence."""
    spelled: list[Passage] = []
    for other in behind[:SPELLED_MOST]:
        if other.block != passage.block or (spelled and not other.text.rstrip().endswith("?")):
            break
        spelled.append(other)
    return spelled


def _besides_the_first(
    first: Passage, evidence: Sequence[Evidence], passages: Sequence[Passage]
) -> list[Passage]:
    """What begins the other paragraphs of a section in which something "comes first", and was
    found."""
    begins: dict[tuple[str, int], str] = {}
    for passage in passages:
        begins.setdefault((passage.document_id, passage.block), passage.id)
    also = [
        item.passage for item in evidence
        if item.score >= ALSO_LEAST
        and item.passage.section == first.section
        and item.passage.document_id == first.document_id
        and item.passage.position > first.position
        and begins[(item.passage.document_id, item.passage.block)] == item.passage.id
    ]  # fmt: skip
    return sorted(also, key=lambda p: p.position)
