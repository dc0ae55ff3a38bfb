"""As many of a list as somebody asked for, and what is said where there are fewer. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.records import Passage
from assistant.text import patterns as re
from assistant.writing.leaning import Leaning

_SEVERAL = re.compile(r",|;|\b(?:and|or|und|oder|y|o)\b", re.IGNORECASE)
"""A sentence may name several things itself."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is told of ``chosen``.

    Attributes:
        chosen: as many as were wanted, or all there are.
        has: how many the list has, where that is fewer; 0 elsewhere.
        few: whether what was found is fewer, without its being a list that is told whole.
    """

    chosen: tuple[Passage, ...]
    has: int = 0
    few: bool = False


def kept(
    wanted: int, chosen: Sequence[Passage], leaning: Leaning, *, sentences: bool = False
) -> Kept:
    """So many of the passages, the best or those of one list in its order.

    Args:
        wanted: how many.
        chosen: what would be told otherwise, best first.
        leaning: the lists of the corpus.
        sentences: whether one sentence is no more than one of what is wanted.
    """
    if any(passage.cells for passage in chosen):
        rows = all(p.kind == "table_row" for p in chosen) and len({p.block for p in chosen}) == 1
        return Kept(tuple(chosen[:wanted]) if rows else tuple(chosen))
    lists = leaning.lists
    lead = lists.lead(chosen[0]) or chosen[0]
    items = lists.items(lead)
    of_list = [item for item in items if item[0] in chosen]
    if len(items) > 1 and (lead in chosen or len(of_list) > 1):
        if len(items) < wanted:
            return Kept(tuple(p for item in items for p in item), has=len(items))
        more = [item for item in items if item not in of_list]
        told = [*of_list, *more][:wanted]
        return Kept(tuple(p for item in items if item in told for p in item))
    if len(chosen) > wanted:
        return Kept(tuple(chosen[:wanted]))
    if of_list:  # the list has more, and nobody knows which of them are meant
        return Kept(tuple(chosen))
    bare = sentences or not any(_SEVERAL.search(passage.text) for passage in chosen)
    return Kept(tuple(chosen), few=bare and len(chosen) < wanted)
