"""The reading of a question for a rank: "what takes the second most time".

Nobody asks a text so, and it is read as the question for the first rank; the table that answers
that is counted over. Pure, apart from the look-up that is handed in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from assistant.reading.readings import Reading
from assistant.reading.settling import about_figures
from assistant.reading.tables.figures import ROWS_AMONG, figured
from assistant.reading.tables.ranks import ORDINALS, Rank, Ranked, of_rank, rank_asked
from assistant.reading.tables.row_amounts import LEAST_ROWS, amounts_of
from assistant.reading.talk.follow import telling
from assistant.reading.talk.surroundings import Surroundings

_ENDS = ("most", "least")


class Ranking:
    """Reads for one corpus.

    Args:
        nearby: what stands around its passages.
        names: what the corpus calls its subject.
    """

    def __init__(self, nearby: Surroundings, names: Iterable[str]) -> None:
        self._nearby = nearby
        self._names = tuple(names)

    def read(self, question: str, look_up: Callable[[str], Reading]) -> Reading | None:
        """The rows of the rank that a question asks for; ``None`` where it asks for none of a
        table's."""
        rank = rank_asked(question)
        for plain in (rank.plain, rank.plainly) if rank is not None else ():
            if rank and (told := self._of(replace(rank, plain=plain), look_up(plain))):
                return told
        return None

    def _of(self, rank: Rank, found: Reading) -> Reading | None:
        """The rows of a rank in the table that answers the question for the first one."""
        if found.outcome not in ("answer", "partial"):
            return None
        row = next((p for p in found.chosen[:ROWS_AMONG] if p.kind == "table_row"), None)
        rows = self._nearby.table_of(row) if row is not None else []
        amounts = amounts_of(rank.plain, rows) if len(rows) >= LEAST_ROWS else None
        first = figured(rank.plain, rows) if amounts else None
        if not amounts or first is None or first.way not in _ENDS:
            return None
        known = (*self._names, *rows[0].header, rows[0].heading, *(row.text for row in rows))
        if rank.bare and not about_figures(rank.plain, known):
            return None  # "which skill comes second" is about no figures
        return ranked_reading(
            of_rank(rows, amounts, rank.place, least=rank.least), rank.place, least=rank.least
        )


def ranked_reading(found: Ranked | None, place: int, *, least: bool) -> Reading | None:
    """The reading that tells rows by their rank; ``None`` for no rows."""
    if found is None:
        return None
    if found.shared:
        return telling(found.rows, "ranked.shared")
    level = "_level" if len(found.rows) > 1 else ""
    told = telling(found.rows, f"ranked.{_ENDS[least]}{level}")
    return replace(told, opens_with=ORDINALS[place - 1])
