"""What was kept, as files: a table for a spreadsheet, lines for programs, cases for the evaluation.

What begins like a formula gets an apostrophe in front, as OWASP advises against CSV injection: at
the beginning of a cell, and where a cell would begin in a spreadsheet that takes the semicolon for
the separator, as in most of Europe. For the same reason a cell has one line. The lines for programs
are left as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from assistant.keeping.visits import Rated, Visit
from assistant.text import patterns as re

COLUMNS = (
    "asked_at", "outcome", "surface", "site", "question", "answer", "cited", "missing", "rating",
    "reason", "comment", "done", "engine", "id",
)  # fmt: skip
# The last four are what East Asian keyboards write, and spreadsheets read as the first four.
_FORMULA = re.compile(r"""(^|;)([\s"']*)(?=[=+@＝＋－＠-])""")


def as_csv(visits: Iterable[Visit], ratings: Mapping[str, Rated]) -> str:
    """A table with one row for each visit; UTF-8 with a mark, so that spreadsheets read it so."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for visit in visits:
        row = as_row(visit, ratings.get(visit.id))
        writer.writerow([_safe(row[name]) for name in COLUMNS])
    return "\ufeff" + out.getvalue()


def as_lines(visits: Iterable[Visit], ratings: Mapping[str, Rated]) -> str:
    """One JSON object a line for each visit, with the answer as the visitor saw it."""
    lines = []
    for visit in visits:
        row: dict[str, Any] = as_row(visit, ratings.get(visit.id))
        row["answer"] = dict(visit.answer)
        lines.append(json.dumps(row, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines)


def as_row(visit: Visit, rated: Rated | None) -> dict[str, Any]:
    """One visit, flat."""
    answer = visit.answer
    return {
        "asked_at": datetime.fromtimestamp(visit.asked_at, UTC).isoformat(timespec="seconds"),
        "outcome": visit.outcome,
        "surface": visit.surface,
        "site": visit.site,
        "question": visit.question,
        "answer": str(answer.get("text", "")),
        "cited": " | ".join(str(c.get("quote", "")) for c in answer.get("citations", ())),
        "missing": "; ".join(str(item) for item in answer.get("missing", ())),
        "rating": rated.rating if rated else "",
        "reason": rated.reason if rated else "",
        "comment": rated.comment if rated else "",
        "done": "yes" if visit.done else "",
        "engine": visit.engine,
        "id": visit.id,
    }


def _safe(value: object) -> str:
    text = " ".join(str(value).split())
    return _FORMULA.sub(r"\1'\2", text)
