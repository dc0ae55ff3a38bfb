"""The corpus: every document of the folder with its passages and its question bank."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from assistant.sources.naming import NAMING_FILE, UNNAMED, Naming, read_naming
from assistant.sources.notes import NOTES_SUFFIX, Notes, notes_path, read_notes, together
from assistant.sources.own import documents_of, placed_before, questions_of
from assistant.sources.parsed import Parsed
from assistant.sources.reading import left_out, pages_left_out
from assistant.sources.shelf import Listed, Shelf, Told, listed
from assistant.sources.sidecar import SIDECAR_SUFFIX
from assistant.text import patterns as re
from assistant.text.abbreviations import abbreviations_of
from assistant.text.forms import Abbreviations
from assistant.text.language import most_written


@dataclass(frozen=True)
class Corpus:
    """What there is to answer from. ``problems`` are the files that were left out, and why."""

    documents: Mapping[str, Document]
    passages: tuple[Passage, ...]
    entries: tuple[BankEntry, ...]
    offers: tuple[BankEntry, ...] = ()
    """Questions of the banks that may be offered, starters first."""
    own: frozenset[BankEntry] = frozenset()
    """Questions that the owner has placed: their word is the last."""
    banked: frozenset[str] = frozenset()
    """Ids of the documents that have a question bank about most of what they say."""
    vector_files: tuple[Path, ...] = field(default=(), compare=False)
    """What training left beside the banks."""
    orphans: int = 0
    problems: tuple[DocumentError, ...] = field(default=(), compare=False)
    parsed: Mapping[str, Parsed] = field(default_factory=dict, compare=False)
    """The documents with their blocks, by their ids."""
    naming: Naming = field(default=UNNAMED, compare=False)
    """What ``corpus.toml`` gave."""
    notes: Notes = field(default=Notes(), compare=False)
    """What is written beside the documents to help tell them."""
    folder: str = field(default="", compare=False)
    """Name of the folder it was read from."""
    told: Told | None = field(default=None, compare=False)
    """Language and abbreviations, where they were worked out before."""

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
        if self.told is not None:
            return self.told.abbreviations
        texts = [document.text for document in self.documents.values()]
        return abbreviations_of(texts, self.naming.names)

    @cached_property
    def language(self) -> str:
        """ISO 639-1 code of its language: what ``corpus.toml`` gives, or what its text tells."""
        if self.naming.language:
            return self.naming.language
        if self.told is not None:
            return self.told.language
        return most_written([document.text for document in self.documents.values()]) or "en"

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


def read_corpus(folder: Path, added: Path | None = None, kept: Path | None = None) -> Corpus:
    """Reads all documents of a folder and its sub-folders, in order of their paths.

    A file that cannot be read is left out and listed in ``problems``; hidden files, question banks
    and what ``corpus.toml`` leaves out are no documents. A document that says nothing beyond one
    before it is left out too, so that every sentence is there once. ``added`` is a folder of what
    the owner has put beside them (``own``). In the folder ``kept`` the documents lie as they were
    read last time, and are parsed anew only where they have changed (``shelf``).

    Raises:
        CorpusError: the folder is missing or holds no readable document.
    """
    problems: list[DocumentError] = []
    naming = _naming_of(folder, problems)
    shelf = Shelf.at(kept)
    files = _all_files(folder, naming, documents_of(added))
    found = _documents(files, naming, shelf, problems)
    if not found:
        raise CorpusError(
            f"There is nothing to answer from in {folder}.",
            " ".join(str(problem) for problem in problems[:3])
            or "Put an article in it (.md, .txt, .html, .pdf or .docx).",
        )
    banks, notes, vector_files = _beside(found, problems)
    passages = tuple(passage for parsed, _ in found for passage in parsed.passages)
    own = _own_bank(questions_of(added), passages, problems)
    corpus = Corpus(
        documents={parsed.document.id: parsed.document for parsed, _ in found},
        passages=passages,
        entries=_entries(banks, own),
        offers=tuple(entry for bank in banks.values() for entry in bank.offers),
        own=frozenset(own.entries),
        banked=frozenset(
            parsed.document.id
            for parsed, _ in found
            if (bank := banks.get(parsed.document.id)) and bank.is_whole(parsed.passages)
        ),
        vector_files=(*vector_files, *(p for p in [vectors_path(ACTS_FILE)] if p.is_file())),
        orphans=own.orphans + sum(bank.orphans for bank in banks.values()),
        problems=tuple(problems),
        parsed={parsed.document.id: parsed for parsed, _ in found},
        naming=naming,
        notes=together(notes),
        folder=folder.resolve().name,
        told=shelf.told,
    )
    if shelf.needs_writing:
        shelf.write(files, Told(corpus.language, corpus.abbreviations))
    return corpus


def _documents(
    files: Sequence[Listed], naming: Naming, shelf: Shelf, problems: list[DocumentError]
) -> list[tuple[Parsed, Path]]:
    """The documents of the files with their paths, each under an id of its own."""
    found: list[tuple[Parsed, Path]] = []
    before: dict[str, Parsed] = {}
    told_by: dict[str, set[str]] = {}
    same = shelf.knows(files, (naming.language, *naming.names))
    for file in files:
        try:
            if same:
                parsed = shelf.taken(file)
            else:
                parsed = shelf.read(file)
                own_id = parsed.document.id
                parsed = _with_id_of_its_own(parsed, file.path, before)
                shelf.put(file, parsed, own_id)
                _check_says_something_new(parsed, file.name, before, told_by)
        except DocumentError as error:
            shelf.leave(file, error)
            problems.append(error)
            continue
        before[parsed.document.id] = parsed
        problems.extend(_pages_left_out(parsed, file.name))
        found.append((parsed, file.path))
    return found


def _beside(
    found: Sequence[tuple[Parsed, Path]], problems: list[DocumentError]
) -> tuple[dict[str, Bank], list[Notes], list[Path]]:
    """The banks by their documents' ids, the notes, and what training left, beside the files."""
    banks: dict[str, Bank] = {}
    notes: list[Notes] = []
    vector_files: list[Path] = []
    for parsed, path in found:
        notes.extend(_notes_of(path, parsed.passages, problems))
        bank = _bank_of(path, parsed.passages, problems)
        if bank is not None:
            banks[parsed.document.id] = bank
            vector_files.extend(p for p in [vectors_path(path)] if p.is_file())
    return banks, notes, vector_files


def _entries(banks: Mapping[str, Bank], own: Bank) -> tuple[BankEntry, ...]:
    entries = [entry for bank in banks.values() for entry in bank.entries]
    entries.extend(read_bank(ACTS_FILE).entries)
    entries = list(placed_before(own.entries, entries))
    # Two banks may hold the same question; the index has room for it once.
    unique = {(entry.kind, entry.text, entry.passages): entry for entry in reversed(entries)}
    return tuple(reversed(unique.values()))


def document_files(folder: Path, naming: Naming = UNNAMED) -> list[Path]:
    """The files that are meant as documents, in order of their paths; they may be unreadable.

    What a browser puts beside a page that it saves (``page_files``) is part of that page.

    Raises:
        CorpusError: there is no such folder.
    """
    if folder.is_file():
        raise CorpusError(
            f"{folder} is a file, and a corpus is a folder.",
            "Give the folder that it lies in; what else is in that is read, too.",
        )
    if not folder.is_dir():
        raise CorpusError(
            f"There is no corpus folder at {folder}.",
            "Make it and put documents in it (.md, .txt, .html, .pdf, .docx …), "
            "or set ASSISTANT_CORPUS_DIR.",
        )
    found: list[Path] = []
    try:
        _collect(folder, folder, naming, found)
    except OSError as error:
        raise CorpusError(
            f"The corpus folder {folder} cannot be read ({error.strerror}).",
            "Check its permissions.",
        ) from None
    return found


def _collect(folder: Path, root: Path, naming: Naming, found: list[Path]) -> None:
    """Adds the documents of one folder, files before folders."""
    paths = sorted(folder.iterdir())
    pages = {path.stem for path in paths if path.suffix.lower() in (".html", ".htm")}
    for path in paths:
        dangling = path.is_symlink() and not path.exists()  # Said to be missing, not passed over.
        if (path.is_file() or dangling) and not _is_aside(path, root, naming):
            found.append(path)
    for path in paths:
        beside = re.sub(r"[_-](?:files|Dateien|archivos|fichiers)$", "", path.name)
        hidden = path.name.startswith((".", "__")) or path.name == "node_modules"
        # A link to a folder above would never end.
        if path.is_dir() and not path.is_symlink() and not hidden and beside not in pages:
            _collect(path, root, naming, found)


def _is_aside(path: Path, root: Path, naming: Naming) -> bool:
    """Whether a file belongs to the corpus without being a document of it."""
    return (
        path.name.startswith((".", "~$"))
        or path.name in (NAMING_FILE, "Thumbs.db", "desktop.ini")
        or path.name.endswith((BANK_SUFFIX, VECTORS_SUFFIX, NOTES_SUFFIX, SIDECAR_SUFFIX))
        or naming.leaves_out(path.relative_to(root).as_posix())
    )


def _with_id_of_its_own(found: Parsed, path: Path, before: Mapping[str, Parsed]) -> Parsed:
    """A namesake ("prices.md" and "prices.pdf") gets its suffix into its id."""
    identity = found.document.id
    if identity not in before:
        return found
    identity = f"{identity}-{path.suffix[1:].lower()}"
    while identity in before:
        identity += "-2"
    return replace(found, document=replace(found.document, id=identity))


def _check_says_something_new(
    found: Parsed, name: str, before: Mapping[str, Parsed], told_by: dict[str, set[str]]
) -> None:
    """Notes who says what; a document whose every sentence is in one other is left out.

    ``told_by`` holds the ids of the documents that say a sentence.
    """
    said = {" ".join(passage.text.split()) for passage in found.passages}
    others = set.intersection(*(told_by.get(words, set()) for words in said))
    if others:
        title = before[min(others)].document.title
        raise left_out(
            name,
            f"all that it says is in “{title}” already",
            "Remove one of the two, or name it in corpus.toml under leave_out.",
        )
    for words in said:
        told_by.setdefault(words, set()).add(found.document.id)


def _pages_left_out(found: Parsed, name: str) -> list[DocumentError]:
    return [pages_left_out(name, found.scanned)] if found.scanned else []


def _naming_of(folder: Path, problems: list[DocumentError]) -> Naming:
    try:
        return read_naming(folder)
    except DocumentError as error:
        problems.append(error)
        return UNNAMED


def _all_files(folder: Path, naming: Naming, beside: Path | None) -> list[Listed]:
    """The files that are meant as documents, each with the folder that it is named in."""
    files = listed(document_files(folder, naming), folder)
    if beside is not None:
        files.extend(listed(document_files(beside), beside, added=True))
    return files


def _own_bank(
    path: Path | None, passages: tuple[Passage, ...], problems: list[DocumentError]
) -> Bank:
    try:
        return read_bank(path, passages) if path is not None else Bank(())
    except DocumentError as error:
        problems.append(error)
        return Bank(())


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


def _notes_of(
    path: Path, passages: tuple[Passage, ...], problems: list[DocumentError]
) -> list[Notes]:
    if not notes_path(path).is_file():
        return []
    try:
        return [read_notes(notes_path(path), passages)]
    except DocumentError as error:
        problems.append(error)
        return []
