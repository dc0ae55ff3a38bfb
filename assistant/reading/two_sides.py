"""What speaks for something and what speaks against it: of the whole, and each side by itself.

Pure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.reading.readings import Part, Reading
from assistant.records import Passage
from assistant.sources.corpus import Corpus
from assistant.sources.notes import Whole
from assistant.text.forms import plain
from assistant.text.words import content_stems

_SIDES = {"pros": ("positives", "upsides"), "cons": ("negatives", "downsides")}
"""The sides, each with the words that ask for it alone, in the notes too."""


_ITSELF = frozenset(
    content_stems(
        "being becoming doing having role job position work working career profession life everyday"
        " article text document according described mentioned told overall general table column"
        " bullet list point sentence word short brief briefly detail please side"
    )
)
"""Stems that add nothing to what documents are about, the form of the answer among them."""


def is_part(thing: str, corpus: Corpus) -> bool:
    """Whether a thing is less than what the documents are about: "hiring a junior keeper"."""
    whole = " ".join((*corpus.naming.names, *corpus.abbreviations, corpus.subject, corpus.noun))
    named = content_stems(plain(thing, corpus.abbreviations))
    return not _ITSELF.union(content_stems(whole)).issuperset(named)


def by_sides(
    only: str,
    noted: Callable[[str], Whole | None],
    telling: Callable[[str, Sequence[Passage]], Reading],
) -> Reading | None:
    """The reading of a message for both sides, a part for each, or for one of them.

    Args:
        only: the word by which the message asks for one side; empty for both.
        noted: the set of the notes that is asked for in such words.
        telling: the reading that tells passages as a whole of some kind.

    Returns:
        ``None`` where the notes do not give both sides.
    """
    found = {side: noted(" ".join(words)) for side, words in _SIDES.items()}
    parts = tuple(Part(side, telling(side, w.passages)) for side, w in found.items() if w)
    if len(parts) < len(_SIDES):
        return None
    for part in parts:
        if only in _SIDES[part.words]:
            return part.reading
    every = list(dict.fromkeys(p for part in parts for p in part.reading.chosen))
    return replace(telling("pros_cons", every), parts=parts)
