"""The documents that an owner adds: names made safe, sizes held, and nothing kept that cannot be
read. They lie in the owner's folder and never in the corpus."""

from __future__ import annotations

import os
import secrets
import unicodedata
from pathlib import Path

from assistant.errors import DocumentError, StoreError
from assistant.settings import Settings
from assistant.sources.own import DOCUMENTS
from assistant.sources.readers import SUFFIXES, read_bytes
from assistant.text import patterns as re

FILES_MOST = 100
ALL_MOST = 200_000_000
"""Bytes of all added documents together."""
NAME_MOST = 80


class Shelf:
    """The folder of added documents."""

    def __init__(self, settings: Settings) -> None:
        self._folder: Path = settings.added_dir / DOCUMENTS
        self._most = settings.owner_upload_mb * 1_000_000
        self.kinds = tuple(sorted(SUFFIXES))

    def names(self) -> list[str]:
        """The files that are there, in order."""
        if not self._folder.is_dir():
            return []
        return sorted(p.name for p in self._folder.iterdir() if p.suffix.lower() in SUFFIXES)

    def put(self, name: str, raw: bytes, *, replace: bool = False) -> str:
        """Adds a document under a safe form of its name, which is returned.

        Raises:
            DocumentError: its kind is not read, it is too large, damaged, or there already.
            StoreError: the folder cannot be written.
        """
        safe = safe_name(name)
        if len(raw) > self._most:
            raise DocumentError(
                f"{safe} has more than {self._most // 1_000_000} MB.",
                "Split it into several documents, or raise ASSISTANT_OWNER_UPLOAD_MB.",
            )
        there = self.names()
        if safe in there and not replace:
            raise DocumentError(
                f"There is a {safe} already.", "Tick “replace it”, or give the file another name."
            )
        if safe not in there and len(there) >= FILES_MOST:
            raise DocumentError(f"There are {FILES_MOST} documents already.", "Remove one first.")
        read_bytes(raw, safe)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            held = sum((self._folder / name).stat().st_size for name in there if name != safe)
            if held + len(raw) > ALL_MOST:
                raise DocumentError("The documents together are too large.", "Remove one first.")
            fresh = self._folder / f".{secrets.token_hex(8)}.new"
            descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(raw)
            fresh.replace(self._folder / safe)
        except OSError as error:
            raise StoreError(
                f"The document cannot be kept ({error.strerror}).",
                "Check the permissions of ASSISTANT_OWNER_DIR, or of ASSISTANT_DATA_DIR.",
            ) from None
        return safe

    def take_away(self, name: str) -> bool:
        """Removes a document; whether there was one of this name."""
        if name not in self.names():
            return False
        (self._folder / name).unlink(missing_ok=True)
        return True


def safe_name(name: str) -> str:
    """A file name of letters, digits, dashes and dots, with a suffix that is read.

    Raises:
        DocumentError: files of this kind are not read.
    """
    last = unicodedata.normalize("NFKC", name).replace("\\", "/").rsplit("/", 1)[-1]
    stem, dot, suffix = last.rpartition(".")
    suffix = f".{suffix.strip().lower()}" if dot else ""
    if suffix not in SUFFIXES:
        raise DocumentError(
            f"Files of the kind {suffix[:12] or 'without a suffix'} are not read.",
            f"Save it as one of {', '.join(sorted(SUFFIXES))}.",
        )
    words = re.sub(r"[^\w]+", "-", stem).strip("-_")[:NAME_MOST].strip("-_")
    return f"{words or 'document'}{suffix}"
