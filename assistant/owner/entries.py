"""Questions that an owner places: drafted, checked, taken into the bank, and undone.

What is in force is a question bank of its own in the owner's folder (``sources.own``); a draft is
one JSON file beside it, with what its check found. Nothing here is in the package or the corpus.
Writing is one step of the file system, under a lock that several processes share.
"""

from __future__ import annotations

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

from assistant.errors import QuestionError, StoreError
from assistant.records import Passage
from assistant.sources.bank import BankEntry
from assistant.sources.own import QUESTIONS

Kind: TypeAlias = Literal["answer", "partial", "uncovered"]
WORDINGS_MOST = 30
QUESTION_MOST = 500
DRAFTS = "drafts"
DRAFTS_MOST = 200
"""Drafts that are kept; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One or several wordings of a question, and what the owner says of it.

    Attributes:
        passages: the exact words that answer, best first; empty where nothing does.
        missing: for an answer in part, what is not there.
        visit: id of the visit that it came from, if any.
        at: when it was drafted, in seconds since 1970.
        checked: what its check found (``checking.Check`` as JSON); empty before.
    """

    id: str
    kind: Kind
    questions: tuple[str, ...]
    passages: tuple[str, ...] = ()
    missing: str = ""
    visit: str = ""
    at: float = 0.0
    checked: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> dict[str, Any]:
        """The entry as a line of a bank."""
        row: dict[str, Any] = {
            "kind": self.kind,
            "passages": list(self.passages),
            "questions": list(self.questions),
            "id": self.id,
            "visit": self.visit,
            "at": self.at,
        }
        return {**row, "missing": self.missing} if self.missing else row

    def bank_entries(self, passages: Sequence[Passage]) -> list[BankEntry]:
        """What the bank would hold, in the passages of a corpus."""
        ids: dict[str, str] = {}
        for passage in passages:
            ids.setdefault(passage.text, passage.id)
        found = tuple(ids[words] for words in self.passages if words in ids)
        missing = self.missing or None
        return [BankEntry(text, self.kind, found, missing=missing) for text in self.questions]


def drafted(
    kind: str, questions: Sequence[str], passages: Sequence[str], missing: str, visit: str = ""
) -> Entry:
    """A new entry.

    Raises:
        QuestionError: it is not complete; the message says what lacks.
    """
    wordings = tuple(dict.fromkeys(" ".join(text.split()) for text in questions if text.strip()))
    if not wordings or len(wordings) > WORDINGS_MOST:
        raise QuestionError("No question is given.", f"Write one to {WORDINGS_MOST}, one a line.")
    if any(len(text) > QUESTION_MOST or not text.isprintable() for text in wordings):
        raise QuestionError("A question is too long.", f"At most {QUESTION_MOST} characters.")
    identity, words = secrets.token_hex(8), " ".join(missing.split())[:300]
    told = tuple(dict.fromkeys(passages))
    if kind == "uncovered":
        return Entry(identity, "uncovered", wordings, visit=visit, at=time.time())
    if kind not in ("answer", "partial"):
        raise QuestionError("It is not said whether it is answered.", "Choose one of the three.")
    if not told:
        raise QuestionError("No passage is chosen.", "Click the words that answer the question.")
    if kind == "partial":
        if not words:
            raise QuestionError("What is missing is not said.", "Complete the sentence.")
        return Entry(identity, "partial", wordings, told, words, visit, time.time())
    return Entry(identity, "answer", wordings, told, "", visit, time.time())


class EntryBook:
    """The entries of one owner's folder.

    Raises of what writes:
        StoreError: the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file = folder / QUESTIONS
        self._drafts = folder / DRAFTS

    def taken(self) -> list[Entry]:
        """What is in force, newest first."""
        found = [entry for row in self._rows() if (entry := _read(row)) is not None]
        return sorted(found, key=lambda entry: -entry.at)

    def drafts(self) -> list[Entry]:
        """What was drafted or undone and is not in force, newest first."""
        found = [self._draft(path) for path in self._drafts.glob("*.json")]
        return sorted((entry for entry in found if entry is not None), key=lambda e: -e.at)

    def get(self, identity: str) -> tuple[Entry, bool] | None:
        """An entry, and whether it is in force."""
        for entry in self.taken():
            if entry.id == identity:
                return entry, True
        draft = self._draft(self._path(identity)) if identity.isalnum() else None
        return (draft, False) if draft is not None else None

    def keep(self, entry: Entry) -> None:
        """Writes a draft, in place of an earlier state of it."""
        with self._writing():
            self._drafts.mkdir(parents=True, exist_ok=True)
            _write(self._path(entry.id), json.dumps(asdict(entry), ensure_ascii=False))
        for old in self.drafts()[DRAFTS_MOST:]:
            self.drop(old.id)

    def drop(self, identity: str) -> None:
        """Deletes a draft."""
        with self._writing():
            self._path(identity).unlink(missing_ok=True)

    def take(self, entry: Entry) -> None:
        """Puts an entry in force."""
        with self._writing():
            rows = [row for row in self._rows() if row.get("id") != entry.id]
            self._write_rows([*rows, entry.line()])
            self._path(entry.id).unlink(missing_ok=True)

    def undo(self, identity: str) -> Entry | None:
        """Takes an entry out of force; it becomes a draft. ``None`` where it was not in force."""
        found = self.get(identity)
        if found is None or not found[1]:
            return None
        with self._writing():
            self._write_rows([row for row in self._rows() if row.get("id") != identity])
        self.keep(replace(found[0], checked={}))
        return found[0]

    # --- inside ----------------------------------------------------------------------------------

    def _path(self, identity: str) -> Path:
        return self._drafts / f"{identity}.json"

    def _draft(self, path: Path) -> Entry | None:
        try:
            return _read(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError):
            return None

    def _rows(self) -> list[dict[str, Any]]:
        try:
            text = self._file.read_text(encoding="utf-8")
        except OSError:
            return []
        rows = []
        for line in text.split("\n"):
            with suppress(ValueError):
                row = json.loads(line)
                if isinstance(row, dict):
                    rows.append(row)
        return rows

    def _write_rows(self, rows: Sequence[Mapping[str, Any]]) -> None:
        lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        if rows:
            _write(self._file, lines)
        else:
            self._file.unlink(missing_ok=True)

    @contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            lock = os.open(self._folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX)
                yield
            finally:
                os.close(lock)
        except OSError as error:
            raise StoreError(
                f"The owner's folder cannot be written ({error.strerror}).",
                "Check the permissions of ASSISTANT_OWNER_DIR, or of ASSISTANT_DATA_DIR.",
            ) from None


def _write(path: Path, text: str) -> None:
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(text, encoding="utf-8")
    fresh.replace(path)


def _read(row: Mapping[str, Any]) -> Entry | None:
    """An entry of a file; ``None`` for a line that a person has written in another form."""
    try:
        return Entry(
            id=str(row["id"]),
            kind=row["kind"],
            questions=tuple(map(str, row["questions"])),
            passages=tuple(map(str, row.get("passages", ()))),
            missing=str(row.get("missing") or ""),
            visit=str(row.get("visit") or ""),
            at=float(row.get("at", 0.0)),
            checked=row.get("checked") or {},
        )
    except (KeyError, TypeError, ValueError):
        return None
