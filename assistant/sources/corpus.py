"""The corpus: every document of the folder with its passages and its question bank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from assistant.errors import CorpusError, DocumentError
from assistant.records import Document, Passage
from assistant.sources.bank import (
    ACTS_FILE,
    BANK_SUFFIX,
    VECTORS_SUFFIX,
    Bank,
    BankEntry,
    bank_path,
    read_bank,
    vectors_path,
)
from assistant.sources.documents import SUFFIXES, read_document, split_passages
from assistant.sources.naming import NAMING_FILE, UNNAMED, Naming, read_naming
from assistant.text.forms import Abbreviations, abbreviations_of


@dataclass(frozen=True)
class Corpus:
    """What there is to answer from. ``problems`` are the files that were left out, and why."""

    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    entries: tuple[BankEntry, ...]
    offers: tuple[BankEntry, ...] = ()
    """Questions of the banks that may be offered, starters first."""
    banked: frozenset[str] = frozenset()
    """Ids of the documents that have a question bank."""
    vector_files: tuple[Path, ...] = field(default=(), compare=False)
    """What training left beside the banks."""
    orphans: int = 0
    problems: tuple[DocumentError, ...] = field(default=(), compare=False)
    naming: Naming = field(default=UNNAMED, compare=False)
    """What ``corpus.toml`` gave."""
    folder: str = field(default="", compare=False)
    """Name of the folder it was read from."""

    @cached_property
    def named(self) -> Naming:
        """What the corpus calls itself, with defaults from its documents."""
        return self.naming.completed(self.documents, self.folder)

    @property
    def name(self) -> str:
        """The title of the whole."""
        return self.named.title

    @property
    def subject(self) -> str:
        """What it is about; completes "Ask me anything about …"."""
        return self.named.subject

    @property
    def noun(self) -> str:
        """What its text is called: article, handbook, document, documents."""
        return self.named.noun

    @property
    def greeting(self) -> str:
        """Words to greet with, or an empty string."""
        return self.named.greeting

    @property
    def starters(self) -> tuple[str, ...]:
        """Questions to begin with that the corpus gives itself."""
        return self.named.starters

    @cached_property
    def abbreviations(self) -> Abbreviations:
        """Its short names in capitals, with what they stand for."""
        texts = [document.text for document in self.documents.values()]
        return abbreviations_of(texts, self.naming.names)

    @cached_property
    def by_id(self) -> Mapping[str, Passage]:
        """The passages by their ids."""
        return {passage.id: passage for passage in self.passages}

    @cached_property
    def sha256(self) -> str:
        """Hash over everything that is indexed; equal exactly if the index would be equal."""
        digest = hashlib.sha256()
        for passage in self.passages:
            # What stands before the first heading is embedded under the title.
            path = passage.section or self.documents[passage.document_id].title
            digest.update(f"{passage.id}\x1f{passage.start}\x1f{path}\x1e".encode())
        for entry in self.entries:
            digest.update(f"{entry.kind}\x1f{entry.text}\x1f{entry.passages}\x1e".encode())
        return digest.hexdigest()


def read_corpus(folder: Path) -> Corpus:
    """Reads all documents of a folder, in order of their names.

    A file that cannot be read is left out and listed in ``problems``; hidden files, question banks
    and what ``corpus.toml`` leaves out are no documents.

    Raises:
        CorpusError: the folder is missing or holds no readable document.
    """
    documents: dict[str, Document] = {}
    passages: list[Passage] = []
    entries: list[BankEntry] = []
    offers: list[BankEntry] = []
    problems: list[DocumentError] = []
    banked: set[str] = set()
    vector_files: list[Path] = []
    orphans = 0
    naming = _naming_of(folder, problems)
    for path in document_files(folder, naming):
        try:
            document = read_document(path)
            if document.id in documents:
                raise DocumentError(
                    f"{path.name} was left out: another file already has the name {document.id}.",
                    "Give it another name.",
                )
        except DocumentError as error:
            problems.append(error)
            continue
        found = split_passages(document, SUFFIXES[path.suffix.lower()])
        documents[document.id] = document
        passages.extend(found)
        bank = _bank_of(path, found, problems)
        if bank is not None:
            banked.add(document.id)
            vector_files.extend(p for p in [vectors_path(path)] if p.is_file())
            entries.extend(bank.entries)
            offers.extend(bank.offers)
            orphans += bank.orphans
    if not documents:
        raise CorpusError(
            f"There is nothing to answer from in {folder}.",
            problems[0].message if problems else "Put an article in it (.md, .txt or .html).",
        )
    entries.extend(read_bank(ACTS_FILE).entries)
    # Two banks may hold the same question; the index has room for it once.
    unique = {(entry.kind, entry.text, entry.passages): entry for entry in reversed(entries)}
    return Corpus(
        documents=documents,
        passages=tuple(passages),
        entries=tuple(reversed(unique.values())),
        offers=tuple(offers),
        banked=frozenset(banked),
        vector_files=tuple(vector_files),
        orphans=orphans,
        problems=tuple(problems),
        naming=naming,
        folder=folder.resolve().name,
    )


def document_files(folder: Path, naming: Naming = UNNAMED) -> list[Path]:
    """The files that are meant as documents, in order of their names; they may be unreadable.

    Raises:
        CorpusError: there is no such folder.
    """
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder at {folder}.",
            "Make it and put an article in it (.md, .txt or .html), or set ASSISTANT_CORPUS_DIR.",
        )
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise CorpusError(
            f"The corpus folder {folder} cannot be read ({error.strerror}).",
            "Check its permissions.",
        ) from None
    return [
        path
        for path in paths
        if path.is_file()
        and not path.name.startswith(".")
        and path.name != NAMING_FILE
        and not naming.leaves_out(path.name)
        and not path.name.endswith((BANK_SUFFIX, VECTORS_SUFFIX))
    ]


def _naming_of(folder: Path, problems: list[DocumentError]) -> Naming:
    try:
        return read_naming(folder)
    except DocumentError as error:
        problems.append(error)
        return UNNAMED


def _bank_of(
    path: Path, passages: tuple[Passage, ...], problems: list[DocumentError]
) -> Bank | None:
    if not bank_path(path).is_file():
        return None
    try:
        return read_bank(bank_path(path), passages)
    except DocumentError as error:
        problems.append(error)
        return None
