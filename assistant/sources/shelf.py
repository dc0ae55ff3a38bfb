"""The documents as they were read last time, kept so that opening does not parse them anew.

A corpus of 50,000 passages takes ten seconds to parse and half a second to read from here. Nothing
is believed that may be old: a document is taken only for a file of the same name with the same
bytes (and the same facts beside it), and nothing at all when the rules of reading are others, which
is a hash over their own source and the versions of the libraries that they use. What hangs on all
documents together (which of them says nothing new, the language, the abbreviations) is taken only
where every file is the same, in the same order.

``documents.jsonl`` begins with a sum over the rest of it. A file that is missing, cut off, damaged
or of another version is not used, and made anew by whoever reads the corpus next; where it cannot
be written, nothing is lost but the time. It lies beside the index and holds nothing that the corpus
does not.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from assistant.errors import DocumentError
from assistant.sources.parsed import Parsed
from assistant.sources.readers import MAX_BYTES, SUFFIXES, read_document
from assistant.sources.reading import shown_name
from assistant.sources.sidecar import sidecar_path
from assistant.sources.written import read_back, written

FILE = "documents.jsonl"
_ROOMS = ("sources", "text")
_LIBRARIES = (
    *("lxml", "markdown-it-py", "mdit-py-plugins", "pyyaml", "py3langid"),
    *("pdfplumber", "pdfminer.six", "pypdfium2", "mammoth"),
)
"""What documents are read with; one that is not installed is a version, too."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of a corpus.

    Attributes:
        path: where it is.
        root: the folder that it is named in.
        name: its path inside that.
        key: a hash over what it holds, empty where it cannot be read.
        added: it lies in the owner's own folder, where it may be called like one of the corpus.
    """

    path: Path
    root: Path
    name: str
    key: str
    added: bool = False

    @property
    def label(self) -> str:
        """What it is known by here."""
        return f"+{self.name}" if self.added else self.name


def listed(paths: Iterable[Path], root: Path, *, added: bool = False) -> list[Listed]:
    """The files with their names and hashes, in their order."""
    return [
        Listed(path, root, shown_name(path.relative_to(root)), _key_of(path), added)
        for path in paths
    ]


@dataclass(frozen=True, slots=True)
class Told:
    """What only all documents together tell."""

    language: str
    abbreviations: Mapping[str, str]


@dataclass(slots=True)
class _Kept:
    """One file: the two lines of its document, or why it was left out."""

    key: str
    lines: tuple[bytes, bytes] | None = None
    left: tuple[str, str] | None = None
    own_id: str = ""
    """The id that the reader gave it, before namesakes were told apart."""


@dataclass
class Shelf:
    """What is kept of one corpus, and what is found out about it now. Write it when it has changed.

    Attributes:
        told: what all documents together tell, where that is known.
        changed: something was read that was not here.
    """

    place: Path | None = None
    told: Told | None = None
    changed: bool = False
    _whole: str = ""
    _kept: dict[str, _Kept] = field(default_factory=dict)
    _repeats: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Why documents that were read were left out all the same."""
    _now: dict[str, _Kept] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path | None) -> Shelf:
        """What is kept in a folder; an empty shelf where nothing is, or nothing that can be used.
        Without a folder nothing is kept."""
        rules = _rules()
        if folder is None or not rules:
            return cls()
        place = folder / FILE
        try:
            return cls(place, **_unpacked(place.read_bytes(), rules))
        except (OSError, ValueError, KeyError, TypeError, IndexError):
            return cls(place)

    def knows(self, files: Sequence[Listed], beside: Iterable[str]) -> bool:
        """Whether it is of exactly these files, and of what else tells how they are read
        (``beside``); then ``taken`` is all that has to be asked."""
        whole = _hash("\n".join([*(f"{f.label}\x1f{f.key}" for f in files), *beside]).encode())
        same = whole == self._whole and all(f.key and f.label in self._kept for f in files)
        if not same:
            self.changed, self.told, self._repeats = True, None, {}
        self._whole = whole
        return same

    @property
    def needs_writing(self) -> bool:
        """Whether it has a place, and there is something new."""
        return self.place is not None and self.changed

    def taken(self, file: Listed) -> Parsed:
        """The document of a file that is kept.

        Raises:
            DocumentError: it was left out.
        """
        kept = self._kept[file.label]
        if left := kept.left or self._repeats.get(file.label):
            message, hint = left
            raise DocumentError(message, hint)
        assert kept.lines is not None
        return read_back(*kept.lines)

    def read(self, file: Listed) -> Parsed:
        """The document of a file, from here or from the file itself; ``put`` it when it has its id.

        Raises:
            DocumentError: it cannot be read.
        """
        kept = self._kept.get(file.label)
        # A namesake's id hangs on the documents before it.
        if kept is not None and file.key and kept.key == file.key:
            if kept.left is not None:
                self._now[file.label] = kept
                message, hint = kept.left
                raise DocumentError(message, hint)
            if kept.lines is not None:
                found = read_back(*kept.lines)
                if found.document.id == kept.own_id:
                    return found
        try:
            return read_document(file.path, file.root)
        except DocumentError as error:
            self._now[file.label] = _Kept(file.key, left=(error.message, error.hint))
            raise

    def put(self, file: Listed, found: Parsed, own_id: str) -> None:
        """Keeps the document of a file; ``own_id`` is the id that its reader gave it."""
        kept = self._kept.get(file.label)
        if kept is None or kept.key != file.key or found.document.id != own_id:
            kept = _Kept(file.key, written(found), own_id=own_id)
        self._now[file.label] = kept

    def leave(self, file: Listed, error: DocumentError) -> None:
        """Keeps why a document that was ``put`` is left out all the same."""
        self._repeats[file.label] = (error.message, error.hint)

    def write(self, files: Sequence[Listed], told: Told) -> None:
        """Writes what was found out, in one step of the file system; nothing where that is not
        possible, or where a file has changed while it was read."""
        unchanged = all(f.key and _key_of(f.path) == f.key for f in files)
        if self.place is None or not unchanged:
            return
        with suppress(OSError):
            self.place.parent.mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(prefix=f"{FILE}.", dir=self.place.parent)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(self._packed(told))
                os.chmod(name, 0o644)
                os.replace(name, self.place)
            except OSError:
                Path(name).unlink(missing_ok=True)
                raise
            self.changed = False

    def _packed(self, told: Told) -> bytes:
        files = [
            {"name": name, "key": kept.key, "id": kept.own_id, "left": kept.left}
            for name, kept in self._now.items()
        ]
        head = {
            "whole": self._whole,
            "language": told.language,
            "abbreviations": dict(told.abbreviations),
            "repeats": self._repeats,
            "files": files,
        }
        lines = [json.dumps(head, ensure_ascii=False).encode()]
        for kept in self._now.values():
            lines.extend(kept.lines or (b"", b""))
        rest = b"\n".join(lines)
        return f"{_rules()} {_hash(rest)}\n".encode() + rest


def _key_of(path: Path) -> str:
    """A hash over a file and the facts beside it; empty where it cannot be read. What is no
    document by its name or its size is not read for it."""
    if path.suffix.lower() not in SUFFIXES:
        return "another kind"
    try:
        if path.stat().st_size > MAX_BYTES:
            return "too large"
        digest = hashlib.sha256(path.read_bytes())
        beside = sidecar_path(path)
        digest.update(b"\x1f" + beside.read_bytes() if beside.is_file() else b"")
    except OSError:
        return ""
    return digest.hexdigest()


def _unpacked(raw: bytes, rules: str) -> dict[str, Any]:
    first, _, rest = raw.partition(b"\n")
    if first.decode("ascii") != f"{rules} {_hash(rest)}":
        raise ValueError("it is damaged, or made by other rules")
    head, *lines = rest.split(b"\n")
    found = json.loads(head)
    kept = {}
    for number, file in enumerate(found["files"]):
        whole, blocks = lines[2 * number : 2 * number + 2]
        left = tuple(file["left"]) if file["left"] else None
        both = (whole, blocks) if whole else None
        kept[file["name"]] = _Kept(file["key"], both, left, file["id"])
    return {
        "told": Told(found["language"], found["abbreviations"]),
        "_whole": found["whole"],
        "_kept": kept,
        "_repeats": {name: tuple(why) for name, why in found["repeats"].items()},
    }


def _hash(value: bytes) -> str:
    return hashlib.sha256(value).hexdigest()


@cache
def _rules() -> str:
    """A hash over all that decides how a file is read; empty where that cannot be told, as in an
    installation without its sources."""
    here = Path(__file__).parent
    digest = hashlib.sha256(f"{sys.version}\n{unicodedata.unidata_version}\n".encode())
    sources = [here.parent / "records.py"]
    for room in _ROOMS:
        sources += sorted(p for p in (here.parent / room).iterdir() if p.suffix in (".py", ".txt"))
    if Path(__file__) not in sources:
        return ""
    for source in sources:
        digest.update(source.name.encode() + b"\x1f" + source.read_bytes())
    for library in _LIBRARIES:
        try:
            digest.update(f"{library} {version(library)}\n".encode())
        except PackageNotFoundError:
            digest.update(f"{library} none\n".encode())
    return digest.hexdigest()[:16]
