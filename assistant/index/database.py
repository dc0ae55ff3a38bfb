"""The Chroma database of one generation, opened when something is first asked of it.

Where a generation has its vectors as arrays (``exact``), questions are answered without Chroma, and
to import it, open its files and compare their sums takes a third of a second and 40 MB that nobody
would need. So reading the index costs what is read of it; who wants the rest, an ingestion that
takes vectors over or whoever uses the collections elsewhere, has it at the first call.
"""

from __future__ import annotations

import os
import tempfile
import threading
from pathlib import Path
from typing import Any

from assistant.errors import IndexMissingError
from assistant.index.chroma import collection_of, connect, let_go
from assistant.index.folder import writable_copy
from assistant.index.manifest import Manifest, damage

KINDS = ("passages", "questions")
"""What the collections of an index hold."""


class Database:
    """The collections of a generation. Safe to share; close it when done.

    Args:
        folder: the index folder; what the database lies in is named by ``manifest``.
        manifest: what the generation was made of.
        chroma_url: a server that has the collections instead of the folder.
    """

    def __init__(self, folder: Path, manifest: Manifest, chroma_url: str | None = None) -> None:
        self._folder = folder
        self._manifest = manifest
        self._url = chroma_url
        self._opening = threading.Lock()
        self._client: Any = None
        self._copy: tempfile.TemporaryDirectory[str] | None = None
        self._held: dict[str, Any] = {}

    def collection(self, kind: str) -> Any:
        """Chroma's collection of ``passages`` or ``questions``.

        Raises:
            IndexMissingError: a file of the database is damaged, or it cannot be read.
            StoreError: the server cannot be reached.
            Exception: of Chroma's own; the server has no such collection.
        """
        with self._opening:
            if kind not in self._held:
                self._held[kind] = collection_of(
                    self._connected(), kind, self._manifest.fingerprint
                )
            return self._held[kind]

    def found_anew(self, kind: str) -> Any:
        """The collection after another machine may have made it anew: the same name, another id.
        Raises as ``collection``."""
        with self._opening:
            self._held.pop(kind, None)
        return self.collection(kind)

    def close(self) -> None:
        """Lets go of the database; it is opened again by who asks it again."""
        let_go(self._client, None)
        self._client, self._held = None, {}
        if self._copy is not None:
            self._copy.cleanup()
            self._copy = None

    def _connected(self) -> Any:
        if self._client is None:
            if self._url is not None:
                self._client = connect(None, self._url)
                return self._client
            # Chroma answers wrongly or ends the process when a segment is damaged.
            if fault := damage(self._folder, self._manifest):
                raise unusable(fault)
            self._client = self._in_folder(self._folder / self._manifest.generation)
        return self._client

    def _in_folder(self, place: Path) -> Any:
        """A client of the folder, or of a copy where it takes no writing: Chroma writes even to
        read, so on a full disk it fails as on one that is read only."""
        if os.access(place, os.W_OK):
            client: Any = None
            try:
                client = connect(place, None)
                collection_of(client, KINDS[0], self._manifest.fingerprint)
                return client
            except Exception:  # a full disk looks different in each layer of Chroma
                let_go(client, None)
        copy = writable_copy(place)
        try:
            client = connect(Path(copy.name), None)
        except BaseException:
            copy.cleanup()
            raise
        self._copy = copy
        return client


def unusable(fault: str) -> IndexMissingError:
    """The error of an index that is damaged in a way that is known."""
    return IndexMissingError(
        f"The index cannot be used: {fault}.", "Run `python -m assistant ingest`."
    )
