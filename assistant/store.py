"""The index on disk: Chroma, one generation per folder. The only importer of chromadb.

    index_store/
      manifest.json            which generation is current, and what it was made of
      tpm-<fingerprint>/       a Chroma database: collections ``passages-…`` and ``questions-…``
      .lock                    held while a generation is written

A generation is never changed. A new one is built beside it and becomes current when the manifest
is replaced, in one step of the file system; a kill before that leaves the old one working, and a
process that still reads the old one is not disturbed. What is damaged, foreign or of another
version is simply built again: the index holds nothing that the corpus does not.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusyError, IndexMissingError, IndexStaleError, StoreError

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

FORMAT = 1
MANIFEST = "manifest.json"
PREFIX = "tpm-"
ADD_BATCH = 2_000
# Wide enough a search that the approximate graph returns the true neighbours: a test compares it
# with the exact ones. The same question must find the same neighbours on any machine.
HNSW = {"space": "cosine", "ef_construction": 200, "max_neighbors": 32, "ef_search": 400}


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the current generation was made of."""

    fingerprint: str
    corpus: str
    embedding: str
    passages: int
    questions: int
    documents: Mapping[str, str]
    """Document id to the sha256 of its text."""
    format: int = FORMAT


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ids and cosine similarities of what was found, most similar first (ties by id)."""

    ids: tuple[str, ...]
    similarities: NDArray[np.float64]


def read_manifest(folder: Path) -> Manifest | None:
    """The manifest of an index folder; ``None`` where there is none that can be used."""
    try:
        loaded = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        manifest = Manifest(**loaded)
    except (OSError, ValueError, TypeError):
        return None
    return manifest if manifest.format == FORMAT else None


class Store:
    """One generation, open for reading. Close it when done."""

    def __init__(self, manifest: Manifest, client: Any, lock: int | None) -> None:
        self.manifest = manifest
        self._client = client
        self._lock = lock
        self._passages: Collection = self._collection("passages")
        self._questions: Collection = self._collection("questions")

    @classmethod
    def open(cls, folder: Path, fingerprint: str, chroma_url: str | None = None) -> Store:
        """Opens the current generation.

        Raises:
            IndexMissingError: nothing was ingested yet, or it cannot be read.
            IndexStaleError: it was made of another corpus, model or settings.
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
        lock = None
        if chroma_url is None:
            lock = _share(folder / (PREFIX + fingerprint))
        try:
            store = cls(manifest, _client(folder / (PREFIX + fingerprint), chroma_url), lock)
            store._check_counts()
        except StoreError:
            raise
        except Exception as error:  # a damaged database raises whatever its layers raise
            raise IndexMissingError(
                f"The index cannot be read ({type(error).__name__}).",
                "Run `python -m assistant ingest --rebuild`.",
            ) from error
        return store

    def _collection(self, kind: str) -> Collection:
        collection: Collection = self._client.get_collection(
            collection_name(kind, self.manifest.fingerprint), embedding_function=None
        )
        return collection

    def _check_counts(self) -> None:
        counts = (self._passages.count(), self._questions.count())
        if counts != (self.manifest.passages, self.manifest.questions):
            raise IndexMissingError(
                "The index is incomplete.", "Run `python -m assistant ingest --rebuild`."
            )

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
                f"The index cannot be read ({type(error).__name__}).", "Start again."
            ) from error

    def nearest_passages(self, vector: Sequence[float], count: int) -> Neighbours:
        """The passages nearest to a vector."""
        return _query(self._passages, vector, count)

    def nearest_questions(self, vector: Sequence[float], count: int) -> Neighbours:
        """The bank's questions nearest to a vector."""
        return _query(self._questions, vector, count)

    def vectors(self, kind: str) -> dict[str, NDArray[np.float32]]:
        """All vectors of ``passages`` or ``questions`` by id, to build the next generation."""
        found: dict[str, NDArray[np.float32]] = {}
        collection = self._passages if kind == "passages" else self._questions
        for offset in range(0, collection.count(), ADD_BATCH):
            page = collection.get(include=["embeddings"], limit=ADD_BATCH, offset=offset)
            embeddings = page["embeddings"]
            if embeddings is None:
                break
            rows = np.asarray(embeddings, dtype=np.float32)
            found.update(zip(page["ids"], rows, strict=True))
        return found

    def close(self) -> None:
        """Lets go of the database; the store is of no use afterwards."""
        with suppress(Exception):  # Chroma's own shutdown may fail on a folder that is gone
            self._client.close()
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None


def collection_name(kind: str, fingerprint: str) -> str:
    """The name of a collection carries the fingerprint, so that a stale one is never opened."""
    return f"{kind}-{fingerprint}"


def write_generation(
    folder: Path,
    manifest: Manifest,
    collections: Mapping[str, tuple[Sequence[str], NDArray[np.float32], Sequence[dict[str, Any]]]],
    chroma_url: str | None = None,
    progress: Any = None,
) -> None:
    """Builds a generation beside the current one, checks it, and makes it current.

    ``collections`` maps ``passages`` and ``questions`` to ids, vectors and metadata.
    The caller holds ``writing(folder)``.
    """
    place = folder / (PREFIX + manifest.fingerprint)
    if chroma_url is None:
        shutil.rmtree(place, ignore_errors=True)
    client = _client(place, chroma_url)
    total = sum(len(ids) for ids, _, _ in collections.values())
    done = 0
    for kind, (ids, vectors, metadata) in collections.items():
        name = collection_name(kind, manifest.fingerprint)
        with suppress(Exception):  # left over from an attempt that was killed
            client.delete_collection(name)
        collection = client.create_collection(
            name, embedding_function=None, configuration={"hnsw": HNSW}
        )
        for start in range(0, len(ids), ADD_BATCH):
            stop = start + ADD_BATCH
            collection.upsert(
                ids=list(ids[start:stop]),
                embeddings=vectors[start:stop],
                metadatas=list(metadata[start:stop]),
            )
            done += len(ids[start:stop])
            if progress is not None:
                progress(done, total)
    client.close()
    temporary = folder / (MANIFEST + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST)


def remove_old_generations(folder: Path, keep: str) -> None:
    """Removes generations other than ``keep`` that no process holds open."""
    for place in folder.glob(PREFIX + "*"):
        if place.name == PREFIX + keep or not place.is_dir():
            continue
        lock = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(place, ignore_errors=True)
        except BlockingIOError:
            pass
        finally:
            os.close(lock)


@contextmanager
def writing(folder: Path, patience: float = 180.0) -> Iterator[None]:
    """Holds the right to write an index folder; waits for another process that does.

    Raises:
        IndexBusyError: it was not given up within ``patience`` seconds.
        StoreError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StoreError(
            f"The index folder {folder} cannot be written ({error.strerror}).",
            "Check its permissions, or set ASSISTANT_INDEX_DIR to another folder.",
        ) from None
    try:
        deadline = time.monotonic() + patience
        while True:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise IndexBusyError(
                        "Another process is writing the index.", "Wait for it, or stop it."
                    ) from None
                time.sleep(0.2)
        yield
    finally:
        os.close(lock)


def _share(place: Path) -> int | None:
    if not place.is_dir():
        return None
    lock = os.open(place / ".lock", os.O_RDWR | os.O_CREAT, 0o644)
    fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def _client(place: Path, chroma_url: str | None) -> Any:
    # Imported here: chromadb takes a second, and most errors are found without it.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False, allow_reset=False)
    if chroma_url is not None:
        from urllib.parse import urlsplit

        url = urlsplit(chroma_url)
        return chromadb.HttpClient(
            host=url.hostname or "localhost",
            port=url.port or 8000,
            ssl=url.scheme == "https",
            settings=settings,
        )
    return chromadb.PersistentClient(path=str(place), settings=settings)


def _query(collection: Collection, vector: Sequence[float], count: int) -> Neighbours:
    count = min(count, collection.count())
    if count == 0:
        return Neighbours((), np.empty(0))
    found = collection.query(
        query_embeddings=np.asarray([vector], dtype=np.float32),
        n_results=count,
        include=["distances"],
    )
    distances = found["distances"]
    pairs = sorted(zip(found["ids"][0], distances[0] if distances else [], strict=True),
                   key=lambda pair: (pair[1], pair[0]))  # fmt: skip
    # Cosine distance is 1 - cosine.
    return Neighbours(
        tuple(identity for identity, _ in pairs),
        np.array([1.0 - distance for _, distance in pairs]),
    )
