"""What visitors leave behind: thumbs, and questions that were not covered.

One JSON object a line in ``data_dir/journal.jsonl``; no address, no cookie, nothing that says who
it was. ``ASSISTANT_STORE_QUESTIONS=false`` keeps questions out, and lines older than
``ASSISTANT_RETENTION_DAYS`` are dropped at start-up.
"""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from assistant.errors import QuestionError, StoreError
from assistant.records import Answer
from assistant.settings import Settings

log = logging.getLogger("assistant.keeping.journal")
Rating: TypeAlias = Literal["up", "down"]
RECENT = 5_000
"""Answers that a thumb can still be given to."""
COMMENT_MOST = 2_000
SIZE_MOST = 50_000_000
"""Bytes; beyond that nothing is added, so that nobody can fill the disk."""


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


class Journal:
    """Appends lines; safe to use from several threads."""

    def __init__(self, settings: Settings) -> None:
        self._path = settings.data_dir / "journal.jsonl"
        self._keep_questions = settings.store_questions
        self._retention = settings.retention_days * 86_400.0
        self._recent: OrderedDict[str, tuple[str, str]] = OrderedDict()
        self._lock = threading.Lock()

    def answered(self, answer: Answer) -> None:
        """Remembers an answer for a thumb to come, and writes it down if it is a refusal.

        A disk that is full is no reason to keep the answer from the person: then the refusal is
        logged as not stored, and that is all.
        """
        with self._lock:
            question = answer.question if self._keep_questions else ""
            self._recent[answer.id] = (question, answer.status)
            while len(self._recent) > RECENT:
                self._recent.popitem(last=False)
            if answer.status == "not_covered" and self._keep_questions:
                try:
                    self._write(Line("refusal", time.time(), answer.id, question, answer.status))
                except StoreError as error:
                    log.warning("%s", error)

    def rated(self, answer_id: str, rating: Rating, comment: str | None = None) -> None:
        """Writes down a thumb.

        Raises:
            QuestionError: the answer is not known (any more), or the comment is too long.
            StoreError: it cannot be written.
        """
        if comment and len(comment) > COMMENT_MOST:
            raise QuestionError(
                f"The comment has more than {COMMENT_MOST:,} characters.", "Shorten it."
            )
        with self._lock:
            if answer_id not in self._recent:
                raise QuestionError(
                    "There is no recent answer with this answer_id.",
                    "Use the `id` of an answer that this server gave.",
                )
            question, status = self._recent[answer_id]
            self._write(
                Line("feedback", time.time(), answer_id, question, status, rating, comment or "")
            )

    def prune(self) -> None:
        """Drops the lines that are older than the retention.

        Raises:
            StoreError: the journal cannot be read or written.
        """
        with self._lock, _stored():
            if not self._path.is_file():
                return
            oldest = time.time() - self._retention
            kept = [line for line in read_journal(self._path) if line.time >= oldest]
            temporary = self._path.with_suffix(".new")
            temporary.unlink(missing_ok=True)
            with open(temporary, "x", encoding="utf-8", opener=_private) as file:
                file.writelines(_encode(line) for line in kept)
            temporary.replace(self._path)

    def _write(self, line: Line) -> None:
        with _stored():
            self._path.parent.mkdir(parents=True, exist_ok=True)
            with open(self._path, "a", encoding="utf-8", opener=_private) as file:
                if file.tell() < SIZE_MOST:
                    file.write(_encode(line))


def _private(path: str, flags: int) -> int:
    """Opens a file that only its owner may read."""
    return os.open(path, flags, 0o600)


@contextmanager
def _stored() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(
            f"Feedback cannot be stored ({error.strerror}).",
            "Check the permissions of ASSISTANT_DATA_DIR.",
        ) from None


def read_journal(path: Path) -> Iterator[Line]:
    """Yields the lines of a journal file; a line that was cut off is passed over."""
    with path.open(encoding="utf-8", errors="replace") as file:
        for text in file:
            try:
                loaded: dict[str, Any] = json.loads(text)
                line = Line(**loaded)
            except (ValueError, TypeError):
                continue
            if isinstance(line.time, int | float):
                yield line


def _encode(line: Line) -> str:
    values = {name: getattr(line, name) for name in Line.__slots__}
    return json.dumps(values, ensure_ascii=True) + "\n"
