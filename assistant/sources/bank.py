"""Read a question bank: the many ways in which people ask for what a document says.

A bank is a JSON Lines file beside its document (``NAME.questions.jsonl``) and is optional. Each
line groups the questions that share an answer, and points to passages by their exact words, so
that an edit elsewhere in the document leaves it valid:

    {"kind": "answer",    "passages": ["Exact words.", …], "questions": ["…", …]}
    {"kind": "premise",   "passages": ["Words that refute it."], "questions": ["…"]}
    {"kind": "partial",   "passages": ["What it does say."], "missing": "how …", "questions": […]}
    {"kind": "uncovered", "topic": "salary", "passages": ["Words it is near."], "questions": […]}
    {"kind": "act",       "act": "greeting", "questions": ["hi", …]}

A follow-up has ``history`` (earlier questions, oldest first), ``question`` and ``standalone``
instead of ``questions``. ``missing`` completes "The article does not say …". Passages are listed
best first. ``"offer": true`` marks questions that are
worded well enough to be offered on a button; the first ones are the starters.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias, get_args

from assistant.records import Passage
from assistant.sources.rows import each_row
from assistant.text import turns

ACTS_FILE = Path(__file__).with_name("acts.jsonl")
BANK_SUFFIX = ".questions.jsonl"
VECTORS_SUFFIX = ".vectors.npz"

EntryKind: TypeAlias = Literal["answer", "partial", "uncovered", "premise", "act"]
KINDS: tuple[EntryKind, ...] = get_args(EntryKind)


WHOLE_SHARE = 0.5
"""Of a document's sentences, those that a bank must be about to say what the rest is not."""
SENTENCE_LEAST = 4
"""Words of a sentence that can be asked about; a shorter one says nothing that could be."""


@dataclass(frozen=True, slots=True)
class BankEntry:
    """One stored question and what it is known to be.

    Attributes:
        text: the question.
        kind: answered by the article, answered in part, not answered, built on a false premise, or
            small talk.
        passages: ids, best first: the answering ones; for a premise the refuting ones; for an
            uncovered question the ones it only sounds close to.
        topic: what an uncovered question is about.
        act: which kind of small talk.
        missing: what an answer in part leaves open; completes "The article does not say …".
    """

    text: str
    kind: EntryKind
    passages: tuple[str, ...] = ()
    topic: str | None = None
    act: str | None = None
    missing: str | None = None


@dataclass(frozen=True, slots=True)
class Bank:
    """The entries of one bank.

    ``orphans`` counts questions that were left out because none of the words they point to is
    in the document any more.
    """

    entries: tuple[BankEntry, ...]
    offers: tuple[BankEntry, ...] = ()
    orphans: int = 0

    def is_whole(self, passages: Sequence[Passage]) -> bool:
        """Whether it is about so much of its document's passages that what it does not know is
        likely not to be there. A few questions that somebody wrote say nothing about the rest."""
        asked = {name for e in self.entries if e.kind != "uncovered" for name in e.passages}
        speaking = [p for p in passages if len(p.text.split()) >= SENTENCE_LEAST]
        return sum(p.id in asked for p in speaking) >= WHOLE_SHARE * len(speaking)


def bank_path(document_path: Path) -> Path:
    """Where the bank of a document would be."""
    return document_path.with_name(document_path.stem + BANK_SUFFIX)


def vectors_path(document_path: Path) -> Path:
    """Where the vectors of a document's bank would be."""
    return document_path.with_name(document_path.stem + VECTORS_SUFFIX)


def read_bank(path: Path, passages: Sequence[Passage] = ()) -> Bank:
    """Reads a bank and resolves the words it points to into passage ids.

    Raises:
        DocumentError: a line is not of the form above; the message names the line.
    """
    # The first of several equal sentences is meant: ids of the others are never pointed to.
    by_words: dict[str, str] = {}
    for passage in passages:
        by_words.setdefault(passage.text, passage.id)
    entries: dict[tuple[str, str], BankEntry] = {}
    offers: list[BankEntry] = []
    orphans = 0

    def take(row: Mapping[str, Any]) -> None:
        nonlocal orphans
        found, lost = _entries(row, by_words)
        orphans += lost
        if row.get("offer") is True:
            offers.extend(entry for entry in found if entry.kind == "answer")
        for entry in found:
            entries.setdefault((entry.kind, entry.text), entry)

    each_row(path, "a bank line", take)
    return Bank(tuple(entries.values()), tuple(offers), orphans)


def _entries(row: Mapping[str, Any], by_words: Mapping[str, str]) -> tuple[list[BankEntry], int]:
    if not isinstance(row, dict):
        raise TypeError("a line is an object")
    kind = row["kind"]
    if kind not in KINDS:
        raise ValueError(f"kind must be one of {', '.join(KINDS)}")
    if "history" in row:
        earlier = _texts(row["history"], "history")
        texts = [row["standalone"], turns.joined((*earlier, row["question"]))]
    else:
        texts = row["questions"]
    texts = _texts(texts, "questions")
    words = _texts(row.get("passages", []), "passages")
    ids = tuple(by_words[quote] for quote in words if quote in by_words)
    if kind in ("answer", "partial", "premise") and not ids:
        return [], len(texts)
    topic, act, missing = row.get("topic"), row.get("act"), row.get("missing")
    if not all(value is None or isinstance(value, str) for value in (topic, act, missing)):
        raise TypeError("topic, act and missing are texts")
    if kind == "partial" and not missing:
        raise ValueError("what is answered in part needs the name of what is missing")
    found = [BankEntry(text, kind, ids, topic, act, missing) for text in texts if text.strip()]
    return found, 0


def pointed_to(path: Path) -> frozenset[str]:
    """The words that questions of a bank point to; lines that cannot be read are passed over."""
    answers = (row for row in _readable(path) if row.get("kind") == "answer")
    return frozenset(words for row in answers for words in _strings(row.get("passages")))


def asked_in(path: Path) -> frozenset[str]:
    """All questions of a bank; lines that cannot be read are passed over."""
    return frozenset(q for row in _readable(path) for q in _strings(row.get("questions")))


def _readable(path: Path) -> Iterator[Mapping[str, Any]]:
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            row = json.loads(line)
        except ValueError:
            continue
        if isinstance(row, dict):
            yield row


def _strings(value: object) -> Iterator[str]:
    yield from (text for text in value if isinstance(text, str)) if isinstance(value, list) else ()


def _texts(value: object, name: str) -> list[str]:
    if not isinstance(value, list) or not {str}.issuperset(map(type, value)):
        raise TypeError(f"{name} must be a list of texts")
    "".join(value).encode()  # half of a surrogate pair is a ValueError
    return value
