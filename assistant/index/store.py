"""The index on disk: Chroma, one generation per folder.

    index_store/
      manifest.json                  which generation is current, and what it was made of
      tpm-<fingerprint>-<random>/    a Chroma database with the collections
                                     ``passages-<fingerprint>`` and ``questions-<fingerprint>``,
                                     and beside it their vectors as arrays (exact.py)
      .lock                          held while a generation is written

A generation is never changed. A new one is built beside it and becomes current when the manifest
is replaced, in one step of the file system; a kill before that leaves the old one working, and a
process that still reads the old one is not disturbed. What is damaged, foreign or of another
version is simply built again: the index holds nothing that the corpus does not. Chroma answers
wrongly or ends the process when a segment is damaged, so the files are compared with the sums in
the manifest before it sees them.

On a Chroma server the collections lie there instead, and only the manifest is local: a machine
that finds the collections of its fingerprint complete takes them as they are.
"""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexMissingError, IndexStaleError, StoreError
from assistant.index.chroma import (
    ADD_BATCH,
    Neighbours,
    Rows,
    collection_of,
    connect,
    fill,
    let_go,
    nearest,
)
from assistant.index.exact import ExactVectors, is_exact, write_exact
from assistant.index.folder import share, writable_copy
from assistant.index.keywords import KeywordIndex
from assistant.index.manifest import (
    PREFIX,
    Manifest,
    damage,
    read_manifest,
    sums,
    write_manifest,
)

KINDS = ("passages", "questions")
"""What the collections of an index hold."""


class Store:
    """One generation, open for reading. Close it when done."""

    def __init__(
        self,
        manifest: Manifest,
        client: Any,
        lock: int | None,
        copy: tempfile.TemporaryDirectory[str] | None = None,
        exact: Mapping[str, ExactVectors] | None = None,
        place: Path | None = None,
    ) -> None:
        """``exact`` are asked instead of Chroma's graph, by kind, where there are any; ``place``
        is the folder of the generation, where it has one."""
        self.manifest = manifest
        self._place = place
        self._exact = exact or {}
        self._copy = copy
        self._client = client
        self._lock = lock
        self._held = {k: collection_of(client, k, manifest.fingerprint) for k in KINDS}

    @classmethod
    def open(cls, folder: Path, fingerprint: str, chroma_url: str | None = None) -> Store:
        """Opens the current generation.

        Raises:
            IndexMissingError: nothing was ingested yet, or it cannot be read.
            IndexStaleError: it was made of another corpus, model or settings.
            StoreError: the Chroma server cannot be reached.
        """
        manifest = read_manifest(folder)
        if manifest is None:
            raise IndexMissingError(
                "There is no usable index yet.", "Run `python -m assistant ingest`."
            )
        if manifest.fingerprint != fingerprint:
            raise IndexStaleError(
                f"The index ({manifest.fingerprint}) does not fit the corpus and the settings "
                f"({fingerprint}).",
                "Run `python -m assistant ingest`.",
            )
        if bool(manifest.generation) != (chroma_url is None):
            raise IndexMissingError(
                "The index is kept elsewhere now.", "Run `python -m assistant ingest`."
            )
        place = folder / manifest.generation
        lock = share(place) if chroma_url is None else None
        client: Any = None
        copy: tempfile.TemporaryDirectory[str] | None = None
        try:
            if chroma_url is None and (fault := damage(folder, manifest)):
                raise IndexMissingError(
                    f"The index cannot be used: {fault}.", "Run `python -m assistant ingest`."
                )
            if chroma_url is None:
                client, copy = _connected(place, manifest.fingerprint)
                place = Path(copy.name) if copy is not None else place
            else:
                client = connect(place, chroma_url)
            exact = _exact(place) if chroma_url is None else {}
            store = cls(manifest, client, lock, copy, exact, place if chroma_url is None else None)
            store._check_counts()
        except Exception as error:  # a damaged database raises whatever its layers raise
            let_go(client, lock)
            if copy is not None:
                copy.cleanup()
            if isinstance(error, StoreError):
                raise
            raise IndexMissingError(
                f"The index cannot be read ({type(error).__name__}).",
                "Run `python -m assistant ingest`.",
            ) from error
        return store

    def _check_counts(self) -> None:
        # Chroma takes a moment to count many, so an array is asked instead where there is one.
        # Whether Chroma answers, a single passage tells: to look at one question of the shipped
        # bank it would read all of them, 80 MB and 0.4 s that nobody needs.
        counts = tuple(self._count(kind) for kind in KINDS)
        if counts != (self.manifest.passages, self.manifest.questions):
            raise IndexMissingError(
                "The index is incomplete.", "Run `python -m assistant ingest --rebuild`."
            )

    def _count(self, kind: str) -> int:
        exact = self._exact.get(kind)
        if exact is None:
            return self._held[kind].count()
        answers = kind != "passages" or self._held[kind].get(limit=1, include=[])["ids"]
        return len(exact) if answers else 0

    def probe(self) -> None:
        """Looks whether the database still answers.

        Raises:
            StoreError: it does not.
        """
        try:
            self._check_counts()
        except StoreError:
            raise
        except Exception as error:  # see ``open``
            raise IndexMissingError(
                f"The index cannot be read now ({type(error).__name__}).",
                "Look after the Chroma server, or the folder of the index; once it is back, "
                "questions are answered again without a restart.",
            ) from error

    def nearest_passages(self, vector: Sequence[float], count: int) -> Neighbours:
        """The passages nearest to a vector."""
        return self._nearest("passages", vector, min(count, self.manifest.passages))

    def nearest_questions(self, vector: Sequence[float], count: int) -> Neighbours:
        """The bank's questions nearest to a vector."""
        return self._nearest("questions", vector, min(count, self.manifest.questions))

    def _nearest(self, kind: str, vector: Sequence[float], count: int) -> Neighbours:
        if (exact := self._exact.get(kind)) is not None:
            return exact.nearest(vector, count)
        try:
            return nearest(self._held[kind], vector, count)
        except StoreError:
            if self.manifest.generation:
                raise
            # Another machine may have made the collection anew: the same name, another id.
            with suppress(Exception):
                self._held[kind] = collection_of(self._client, kind, self.manifest.fingerprint)
                return nearest(self._held[kind], vector, count)
            raise

    def keywords(self, language: str) -> KeywordIndex | None:
        """The keyword index of the passages, where the generation keeps it."""
        return KeywordIndex.load(self._place, language) if self._place is not None else None

    def vectors(self, kind: str, by: str = "") -> dict[str, NDArray[np.float32]]:
        """All vectors of ``passages`` or ``questions``, to build the next generation: by id, or by
        what their metadata has under the name ``by``."""
        found: dict[str, NDArray[np.float32]] = {}
        collection = self._held[kind]
        for offset in range(0, collection.count(), ADD_BATCH):
            page = collection.get(
                include=["embeddings", "metadatas"] if by else ["embeddings"],
                limit=ADD_BATCH,
                offset=offset,
            )
            embeddings = page["embeddings"]
            if embeddings is None:
                break
            keys = [str(row.get(by, "")) for row in page["metadatas"] or ()] if by else page["ids"]
            rows = np.asarray(embeddings, dtype=np.float32)
            found.update(zip(keys, rows, strict=True))
        return found

    def close(self) -> None:
        """Lets go of the database; the store is of no use afterwards."""
        let_go(self._client, self._lock)
        self._lock = None
        self._exact = {}  # their files are open as long as somebody holds them
        if self._copy is not None:
            self._copy.cleanup()


def _exact(place: Path) -> dict[str, ExactVectors]:
    found = {kind: ExactVectors.load(place, kind) for kind in KINDS}
    return {kind: vectors for kind, vectors in found.items() if vectors is not None}


def _connected(
    place: Path, fingerprint: str
) -> tuple[Any, tempfile.TemporaryDirectory[str] | None]:
    """A client of a generation, and the copy that it reads where the folder takes no writing.

    Chroma writes even to read, so on a full disk it fails as on one that is read only.
    """
    if os.access(place, os.W_OK):
        client: Any = None
        try:
            client = connect(place, None)
            collection_of(client, KINDS[0], fingerprint)
            return client, None
        except Exception:  # a full disk looks different in each layer of Chroma
            let_go(client, None)
    copy = writable_copy(place)
    try:
        return connect(Path(copy.name), None), copy
    except BaseException:
        copy.cleanup()
        raise


def write_generation(
    folder: Path,
    manifest: Manifest,
    collections: Mapping[str, Rows],
    chroma_url: str | None = None,
    keywords: Callable[[], KeywordIndex] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Builds a generation beside the current one, checks it, and makes it current.

    ``collections`` maps ``passages`` and ``questions`` to their rows; what ``keywords`` makes is
    kept beside them.
    The caller holds ``writing(folder)``.

    Raises:
        StoreError: it cannot be written, a vector is none, or the Chroma server cannot be reached.
    """
    if chroma_url is None:
        name = f"{PREFIX}{manifest.fingerprint}-{secrets.token_hex(4)}"
        manifest = replace(manifest, generation=name)
    place = folder / manifest.generation
    client: Any = None
    try:
        _check_numbers(collections)
        client = connect(place, chroma_url)
        exact = chroma_url is None
        elsewhere = [kind for kind in collections if exact and is_exact(len(collections[kind][0]))]
        fill(client, manifest.fingerprint, collections, progress, elsewhere)
        let_go(client, None)
        if chroma_url is None:
            for kind, (ids, vectors, _) in collections.items():
                write_exact(place, kind, ids, vectors)
            if keywords is not None:
                keywords().write(place)
            manifest = replace(manifest, files=sums(place))
        write_manifest(folder, manifest)
    except Exception as error:  # a full disk looks different in each layer of Chroma
        let_go(client, None)
        if chroma_url is None:
            shutil.rmtree(place, ignore_errors=True)
        if isinstance(error, StoreError):
            raise
        raise StoreError(
            f"The index could not be written to {chroma_url or folder} ({type(error).__name__}).",
            "Look whether the disk is full; the index that was there before still works.",
        ) from error


def _check_numbers(collections: Mapping[str, Rows]) -> None:
    for kind, (_, vectors, _) in collections.items():
        if wrong := int((~np.isfinite(vectors)).any(axis=-1).sum()):
            raise StoreError(
                f"{wrong} of the {len(vectors)} vectors of the {kind} are no numbers.",
                "The embedding gave them: look after its server, or ingest with `--rebuild`.",
            )


def adopt(folder: Path, manifest: Manifest, chroma_url: str) -> bool:
    """Takes over what another machine has built on the Chroma server, if it is complete; whether
    it was.

    Collections of earlier fingerprints stay there: other machines may still ask them.

    Raises:
        StoreError: the server cannot be reached.
    """
    client = connect(folder, chroma_url)
    try:
        Store(manifest, client, None)._check_counts()
    except Exception:  # not there, or not complete: it will be built
        return False
    finally:
        let_go(client, None)
    write_manifest(folder, manifest)
    return True
