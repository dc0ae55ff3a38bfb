"""Cases of the evaluation: read to check a new question, and written from what was asked.

The form is that of ``python -m eval --sets``: a folder with ``answerable.jsonl`` (what must be
cited) and ``unanswerable.jsonl`` (what must not be answered). A case is right here when its
outcome is, and the words that it needs are cited; facts and wordings are left to the evaluation.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.errors import StoreError
from assistant.keeping.visits import Visit
from assistant.records import Answer, Document
from assistant.text import patterns as re

ANSWERABLE, UNANSWERABLE = "answerable", "unanswerable"
_LETTER = {ANSWERABLE: "a", UNANSWERABLE: "u"}


@dataclass(frozen=True, slots=True)
class Case:
    """A question with what is right.

    Attributes:
        expect: ``answered``, ``not_covered``, ``small_talk``, ``refuted``; empty where nobody has
            said what is right, as of a visitor's question.
        needed: groups of quotes; one of each must be cited.
    """

    id: str
    question: str
    expect: str = ""
    needed: tuple[tuple[str, ...], ...] = ()


def read_cases(folders: Iterable[Path]) -> list[Case]:
    """All cases of some folders; a line that cannot be read is passed over."""
    found: list[Case] = []
    for folder in folders:
        for name in (ANSWERABLE, UNANSWERABLE):
            path = folder / f"{name}.jsonl"
            if path.is_file():
                lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
                found.extend(case for line in lines if (case := _case(line, name)) is not None)
    return found


def _case(line: str, name: str) -> Case | None:
    try:
        row = json.loads(line)
        if name == UNANSWERABLE:
            refutes = tuple(row.get("refutes") or ())
            needed = (refutes,) if refutes else ()
            return Case(str(row["id"]), str(row["question"]), str(row["expect"]), needed)
        groups = tuple(tuple(map(str, group)) for group in row["needed"])
        return Case(str(row["id"]), str(row["question"]), "answered", groups)
    except (ValueError, KeyError, TypeError):
        return None


def is_right(case: Case, answer: Answer, documents: Mapping[str, Document]) -> bool:
    """Whether an answer is right for a case that says what is."""
    told = answer.status in ("answered", "partial")
    if case.expect in ("not_covered", "small_talk"):
        return not told
    if not told:
        return case.expect == "refuted"  # not to answer what is false is no fault
    return all(any(_is_cited(quote, answer, documents) for quote in g) for g in case.needed)


def _is_cited(quote: str, answer: Answer, documents: Mapping[str, Document]) -> bool:
    for document in documents.values():
        start = document.text.find(quote)
        if start < 0:
            continue
        end = start + len(quote)
        if any(
            c.source.document_id == document.id and c.source.start < end and start < c.source.end
            for c in answer.citations
        ):
            return True
    return False


# --- a case from a visit --------------------------------------------------------------------------


def case_of(visit: Visit) -> tuple[str, dict[str, Any]]:
    """The set that a visit belongs to, and its line there, without an id.

    What was answered needs what was cited; what was not, must not be answered.
    """
    quotes = [str(c.get("quote", "")) for c in visit.answer.get("citations", ())]
    if not quotes:
        expect = "small_talk" if visit.outcome == "small_talk" else "not_covered"
        return UNANSWERABLE, {"question": visit.question, "kind": "near_miss", "expect": expect}
    return ANSWERABLE, {"question": visit.question, "kind": "lookup", "needed": [quotes]}


def numbered(name: str, row: Mapping[str, Any], known: Sequence[str]) -> dict[str, Any]:
    """The line with an id that is not among the known ones."""
    numbers = [int(found[1]) for one in known if (found := re.fullmatch(r"[a-z](\d{1,9})", one))]
    return {"id": f"{_LETTER[name]}{max(numbers, default=0) + 1:03d}", **row}


def keep_case(folder: Path, visit: Visit) -> tuple[str, dict[str, Any], bool]:
    """Adds a visit to the cases of a folder, once; its set, its line, and whether it was new.

    Raises:
        StoreError: the folder cannot be written.
    """
    name, row = case_of(visit)
    path = folder / f"{name}.jsonl"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("a+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            before = [case for line in file if (case := _case(line, name)) is not None]
            for case in before:
                if case.question == visit.question:
                    return name, {"id": case.id, **row}, False
            line = numbered(name, row, [case.id for case in before])
            file.seek(0, os.SEEK_END)
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            return name, line, True
    except OSError as error:
        raise StoreError(
            f"The case cannot be kept ({error.strerror}).",
            "Check the permissions of ASSISTANT_OWNER_DIR, or of ASSISTANT_DATA_DIR.",
        ) from None
