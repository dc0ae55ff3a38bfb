"""Other rows of the table of which one row was shown: "the row below", "the big one". Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.reading.readings import Reading
from assistant.reading.tables.extremes import farthest
from assistant.reading.talk.follow import newest, telling
from assistant.reading.talk.named import heads
from assistant.reading.talk.one_of import counted
from assistant.reading.talk.surroundings import Surroundings
from assistant.records import Passage
from assistant.text import patterns as re
from assistant.understanding.acts import STEPS_BACK
from assistant.understanding.asked import Understood
from assistant.understanding.shown import announces

_THE_TABLE = re.compile(r"\b(?:tables?|rows?|lines?|list)\b", re.IGNORECASE)
_ROW = re.compile(r"\brows?\b", re.IGNORECASE)
_ENDS = {
    **dict.fromkeys(("big", "large", "tall", "deep", "high", "heavy"), "biggest"),
    **dict.fromkeys(("small", "little", "light", "low"), "smallest"),
    **{"long": "longest", "short": "shortest", "old": "oldest", "cheap": "cheapest"},
    **{"expensive": "dearest", "dear": "dearest"},
}
"""What "the big one" asks for where no row is called so."""


def counted_in_table(asked: Understood, nearby: Surroundings) -> Reading | None:
    """The row that is counted in the table of the only one that was shown, or beside that one."""
    act, row = asked.act, _only_row(asked)
    if act is None or (row is None and act.way):
        return None
    if row is None and (rows := _rows_shown(asked, nearby)):
        meant, other = counted(rows, act.place), counted(rows, act.also)
        return telling([meant, *([other] if other else [])]) if meant is not None else None
    if row is None:
        meant = counted(announced(newest(asked.talk), nearby), act.place) if act.many == 1 else None
        return telling([meant]) if meant is not None else None
    rows = nearby.table_of(row)
    if act.way and not act.place:
        place = rows.index(row) + (-1 if act.way in STEPS_BACK else 1)
        return telling([rows[place]]) if 0 <= place < len(rows) else None
    if act.many > 1 or not _THE_TABLE.search(asked.message):
        return None
    meant = counted(rows, act.place)
    return telling([meant]) if meant is not None else None


def _rows_shown(asked: Understood, nearby: Surroundings) -> list[Passage]:
    """The rows of the last answer, or all of the table of its only one, where "the third row" is
    counted among rows and not among all that was told; none where nothing else was told."""
    shown = newest(asked.talk)
    rows = [p for p in shown if p.kind == "table_row"]
    counts = asked.act is not None and asked.act.many == 1 and _ROW.search(asked.message)
    if not counts or not 0 < len(rows) < len(shown):
        return []
    return rows if len(rows) > 1 else nearby.table_of(rows[0])


def announced(shown: Sequence[Passage], nearby: Surroundings) -> list[Passage]:
    """The rows of the table that the only sentence that was shown leads up to."""
    if len(shown) != 1 or shown[0].cells or not announces(shown[0].text):
        return []
    rows = [p for p in nearby.around(shown, reach=2) if p.kind == "table_row"]
    behind = [p for p in rows if p.position > shown[0].position]
    return nearby.table_of(behind[0]) if behind else []


def such_a_row(asked: Understood, nearby: Surroundings) -> Reading | None:
    """The row of the last table that is such a one: that is called so, or is at that end of all
    columns that measure. ``None`` where the message is no such correction, or no row is certain."""
    way = asked.act.way if asked.act else ""
    rows = [p for p in newest(asked.talk) if p.kind == "table_row"]
    if way not in _ENDS or not rows:
        return None
    rows = nearby.table_of(rows[0])
    told = heads(way, rows) or farthest(_ENDS[way], rows)
    return telling(told) if len(told) == 1 else None


def picks_such_a_one(asked: Understood) -> bool:
    """Whether the message corrects by what a thing is like: "no, the big one"."""
    return asked.act is not None and asked.act.way in _ENDS


def _only_row(asked: Understood) -> Passage | None:
    shown = newest(asked.talk)
    return shown[0] if len(shown) == 1 and shown[0].kind == "table_row" else None
