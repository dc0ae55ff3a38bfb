"""All figures that come from one named source, where both or all of them are asked for.

"State both Harbour Office figures: the wage and the growth" lands on the sentence with one of them.
Each sentence that names the source, in full or by its initials, and holds a figure is told. Pure.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.text.numbers import quantities
from assistant.text.words import content_stems

LEAST, MOST = 2, 4
"""So many sentences hold the figures of one source."""
_ROOT = 4
"""Letters by which what is named behind the colon is found again: growth, grow."""
_FIGURES = r"(?:figures|numbers|statistics|stats|data points|values)"
_NAME = r"(?:(?:[A-Z][\w&-]*|of|for|and|the) )*?[A-Z][\w&-]*"
_ASKED = re.compile(
    rf"\b(?:[Bb]oth|[Tt]wo|[Aa]ll)(?: of)?(?: the)? (?P<source>{_NAME})(?:'s|’s)? {_FIGURES}\b"
    rf"|\b(?:[Bb]oth|[Tt]wo|[Aa]ll)(?: of)?(?: the)? {_FIGURES} (?:\w+ ){{0,3}}?"
    rf"(?:from|by|of) (?:the )?(?P<by>{_NAME})(?=\W|$)"
)
_BEHIND = re.compile(r":\s*(?P<things>[^:?]+?)[?.!\s]*$")
_SAYS_LITTLE = frozenset(content_stems("rate number figure projected yearly annual amount"))


def figures_of_source(question: str, passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """The sentences with the figures of the source that a question wants all of; else none.

    Args:
        question: what is asked, without its frame, in the case in which it was typed.
        passages: all passages of the corpus, in the order of their documents.
    """
    asked = _ASKED.search(question)
    if asked is None:
        return ()
    source = asked["source"] or asked["by"]
    told = [
        p for p in passages
        if p.kind == "sentence" and _names(source, p.text) and quantities(p.text)
    ]  # fmt: skip
    return tuple(told) if LEAST <= len(told) <= MOST else ()


def covers(question: str, told: Sequence[Passage], least: int = 0) -> bool:
    """Whether what the question lists behind its colon stands in what is told; it has to list at
    least so many words with meaning."""
    behind = _BEHIND.search(question)
    wanted = set(content_stems(behind["things"])) - _SAYS_LITTLE if behind else set()
    said = {stem[:_ROOT] for p in told for stem in content_stems(p.text)}
    return len(wanted) >= least and all(stem[:_ROOT] in said for stem in wanted)


def _names(source: str, text: str) -> bool:
    """Whether a text names a source in full or by its initials, or in full what they stand for."""
    if re.search(rf"\b{re.escape(source)}\b", text):
        return True
    capitals = "".join(word[0] for word in source.split() if word[0].isupper())
    if len(capitals) > 1 and re.search(rf"\b{capitals}\b", text):
        return True
    if not source.isupper() or len(source) < LEAST:
        return False
    spelled = r"(?: (?:of|for|and|the))? ".join(rf"{letter}[a-z]+" for letter in source)
    return re.search(rf"\b{spelled}\b", text) is not None
