"""The file in which earlier versions kept what visitors leave: read, and taken over once.

One JSON object a line in ``data_dir/journal.jsonl``. Nothing is written to it any more.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from assistant.keeping.masking import masked
from assistant.keeping.sql_store import FILE, SqlVisitStore
from assistant.keeping.visits import Rated, Visit

log = logging.getLogger("assistant.keeping.journal")
NAME = "journal.jsonl"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the journal. ``time`` is seconds since 1970."""

    kind: Literal["refusal", "feedback"]
    time: float
    answer_id: str
    question: str
    status: str
    rating: str = ""
    comment: str = ""


def read_journal(path: Path) -> Iterator[Line]:
    """Yields the lines of a journal file; a line that was cut off is passed over, and where the
    next one was written behind it, that one is read."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            for piece in (text, text[text.rfind('{"kind"') :]):
                try:
                    loaded: dict[str, Any] = json.loads(piece)
                    line = Line(**loaded)
                except (ValueError, TypeError):
                    continue
                if isinstance(line.time, int | float):
                    yield line
                break


def read_left(folder: Path) -> Iterator[Line]:
    """What visitors left in a folder, by this version and by earlier ones, as lines: refused
    questions, and ratings of answers whose question was kept.

    Raises:
        StoreError: the database cannot be used.
    """
    if (folder / NAME).is_file():
        yield from read_journal(folder / NAME)
    if not (folder / FILE).is_file():
        return
    store = SqlVisitStore.in_folder(folder)
    for visit in store.visits(limit=1_000_000):
        rated = store.rating_of(visit.id)
        refused = visit.outcome == "not_covered"
        if refused or rated:
            yield Line(
                "refusal" if refused else "feedback",
                visit.asked_at,
                visit.id,
                visit.question,
                visit.outcome,
                rated.rating if rated else "",
                rated.comment if rated else "",
            )
            if refused and rated and rated.rating == "down":
                yield Line("feedback", rated.rated_at, visit.id, visit.question, visit.outcome,
                           rated.rating, rated.comment)  # fmt: skip


def import_journal(folder: Path, store: SqlVisitStore) -> int:
    """Takes over the journal of a folder, once; how many lines that were.

    The file is renamed, so that a person sees that it was done.

    Raises:
        StoreError: the database cannot be used.
    """
    path = folder / NAME
    if not path.is_file():
        return 0
    lines = list(read_journal(path))
    if not store.import_once(str(path.resolve()), [_left(line) for line in lines]):
        return 0
    with suppress(OSError):
        path.rename(path.with_suffix(".jsonl.imported"))
    log.info("Took over %d lines of %s", len(lines), NAME)
    return len(lines)


def _left(line: Line) -> Visit | Rated:
    if line.kind == "feedback":
        rating: Literal["up", "down"] = "up" if line.rating == "up" else "down"
        return Rated(
            line.answer_id, line.answer_id, line.time, rating, comment=masked(line.comment)
        )
    return Visit(
        line.answer_id, line.answer_id, line.time, line.status, "", question=masked(line.question)
    )
