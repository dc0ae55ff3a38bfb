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
version is simply built again: the index holds nothing that the corpus does not. What questions are
answered from is compared with the sums in the manifest when a generation is opened, and Chroma's
files before Chroma sees them, because it answers wrongly or ends the process when one is damaged.

On a Chroma server the collections lie there instead, and only the manifest is local: a machine
that finds the collections of its fingerprint complete takes them as they are.
"""

from __future__ import annotations

import secrets
import shutil
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
    FOLDER_BATCH,
    Neighbours,
    Rows,
    connect,
    fill,
    let_go,
    nearest,
)
from assistant.index.database import KINDS, Database, unusable
from assistant.index.exact import ExactVectors, is_exact, write_exact
from assistant.index.folder import share
from assistant.index.keywords import KeywordIndex
from assistant.index.manifest import (
    PREFIX,
    Manifest,
    damage,
    read_manifest,
    sums,
    write_manifest,
)


class Store:
    """One generation, open for reading. Close it when done."""

    def __init__(
        self,
        manifest: Manifest,
        database: Database,
        lock: int | None = None,
        exact: Mapping[str, ExactVectors] | None = None,
        place: Path | None = None,
    ) -> None:
        """``exact`` are asked instead of Chroma's graph, by kind, where there are any; ``place``
        is the folder of the generation, where it has one."""
        self.manifest = manifest
        self._place = place
        self._exact = exact or {}
        self._database = database
        self._lock = lock

    @classmethod
    def open(cls, folder: Path, fingerprint: str, chroma_url: str | None = None) -> Store:
        """Opens the current generation, and looks whether what questions are answered from is
        whole: the arrays and the keyword index, and Chroma only where there is no array.

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
        database = Database(folder, manifest, chroma_url)
        place = folder / manifest.generation if chroma_url is None else None
        lock = share(place) if place is not None else None
        try:
            if place is not None and (fault := damage(folder, manifest, segments=False)):
                raise unusable(fault)
            store = cls(manifest, database, lock, _exact(place) if place else {}, place)
            store._check_counts()
        except Exception as error:  # a damaged database raises whatever its layers raise
            database.close()
            let_go(None, lock)
            if isinstance(error, StoreError):
                raise
            raise _unreadable(error) from error
        return store

    def check(self) -> None:
        """Looks at all of it, Chroma's part too, whether or not a question needs it.

        Raises:
            IndexMissingError: something is damaged or incomplete.
            StoreError: the Chroma server cannot be reached.
        """
        try:
            self._check_counts()
            for kind in KINDS:
                # A single row tells whether Chroma answers: to count many takes it a moment.
                found = self._database.collection(kind).get(limit=1, include=[])["ids"]
                if bool(found) != bool(getattr(self.manifest, kind)):
                    raise _incomplete()
        except StoreError:
            raise
        except Exception as error:  # see ``open``
            raise _unreadable(error) from error

    def _check_counts(self) -> None:
        counts = tuple(self._count(kind) for kind in KINDS)
        if counts != (self.manifest.passages, self.manifest.questions):
            raise _incomplete()

    def _count(self, kind: str) -> int:
        if (exact := self._exact.get(kind)) is not None:
            return len(exact)
        count: int = self._database.collection(kind).count()
        return count

    def probe(self) -> None:
        """Looks whether the database still answers, where questions are put to one.

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
            return nearest(self._database.collection(kind), vector, count)
        except StoreError:
            if self.manifest.generation:
                raise
            with suppress(Exception):
                return nearest(self._database.found_anew(kind), vector, count)
            raise

    def collection(self, kind: str) -> Any:
        """Chroma's own collection of ``passages`` or ``questions``; raises as
        ``Database.collection``."""
        return self._database.collection(kind)

    def keywords(self, language: str) -> KeywordIndex | None:
        """The keyword index of the passages, where the generation keeps it."""
        return KeywordIndex.load(self._place, language) if self._place is not None else None

    def question_ids(self) -> list[str] | None:
        """The ids of the bank's questions in the order of the corpus that it was made of; ``None``
        where no array has them."""
        exact = self._exact.get("questions")
        return exact.ids if exact is not None else None

    def vectors(self, kind: str, by: str = "") -> dict[str, NDArray[np.float32]]:
        """All vectors of ``passages`` or ``questions``, to build the next generation: by id, or by
        what their metadata has under the name ``by``."""
        if not by and (exact := self._exact.get(kind)) is not None:
            return exact.by_id()
        found: dict[str, NDArray[np.float32]] = {}
        collection = self._database.collection(kind)
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
        self._database.close()
        let_go(None, self._lock)
        self._lock = None
        self._exact = {}  # their files are open as long as somebody holds them


def _incomplete() -> IndexMissingError:
    return IndexMissingError(
        "The index is incomplete.", "Run `python -m assistant ingest --rebuild`."
    )


def _unreadable(error: Exception) -> IndexMissingError:
    return IndexMissingError(
        f"The index cannot be read ({type(error).__name__}).", "Run `python -m assistant ingest`."
    )


def _exact(place: Path) -> dict[str, ExactVectors]:
    found = {kind: ExactVectors.load(place, kind) for kind in KINDS}
    return {kind: vectors for kind, vectors in found.items() if vectors is not None}


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
        batch = FOLDER_BATCH if chroma_url is None else ADD_BATCH
        fill(client, manifest.fingerprint, collections, progress, elsewhere, batch)
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
    database = Database(folder, manifest, chroma_url)
    try:
        Store(manifest, database)._check_counts()
    except StoreError as error:
        if isinstance(error, IndexMissingError):  # not complete: it will be built
            return False
        raise
    except Exception:  # Chroma's own, by version: not there
        return False
    finally:
        database.close()
    write_manifest(folder, manifest)
    return True
