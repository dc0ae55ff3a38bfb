"""The index on disk: Chroma, one generation per folder. The only importer of chromadb.

    index_store/
      manifest.json                  which generation is current, and what it was made of
      tpm-<fingerprint>-<random>/    a Chroma database with the collections
                                     ``passages-<fingerprint>`` and ``questions-<fingerprint>``
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

import fcntl
import hashlib
import json
import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.errors import IndexBusyError, IndexMissingError, IndexStaleError, StoreError

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

FORMAT = 3
MANIFEST = "manifest.json"
LOCK = ".lock"
PREFIX = "tpm-"
ADD_BATCH = 2_000
# Chroma builds the graph a little differently each time, and a vector may end up where no search
# comes by. So the search is wide: of 400 questions to the shipped bank, the 32 neighbours were not
# all the true ones for 11 to 15 with ef_search 400, for 2 with 800, for 0 or 1 with 1,600. A denser
# graph (32 and 200) doubles the time to build for the same. A test compares with exact search.
HNSW = {
    "space": "cosine",
    "ef_construction": 100,
    "max_neighbors": 16,
    "ef_search": 1_600,
    # Everything goes into the segment files at once. What is left in Chroma's queue would be
    # indexed again at every start, into files whose sums differ each time.
    "batch_size": 2,
    "sync_threshold": 2,
}


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
    generation: str = ""
    """Name of the folder; empty on a Chroma server."""
    files: Mapping[str, str] = field(default_factory=dict)
    """Path of a segment file in the folder to its sha256."""
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
    kinds = {"int": int, "str": str, "Mapping[str, str]": dict}
    for item in fields(Manifest):
        if not isinstance(getattr(manifest, item.name), kinds[str(item.type)]):
            return None
    # The name becomes a path, and a manifest may have been edited.
    if Path(manifest.generation).name != manifest.generation:
        return None
    return manifest if manifest.format == FORMAT else None


def damage(folder: Path, manifest: Manifest) -> str:
    """What is wrong with the files of the current generation; empty if nothing is."""
    place = folder / manifest.generation
    if not manifest.generation.startswith(PREFIX) or not place.is_dir():
        return "the generation that the manifest names is not there"
    try:
        found = _sums(place)
    except OSError as error:
        return f"it cannot be read ({error.strerror})"
    for name, expected in manifest.files.items():
        if found.get(name) != expected:
            return f"{name} is damaged"
    return ""


def _sums(place: Path) -> dict[str, str]:
    """The sha256 of the segment files. The sqlite file is not among them: Chroma writes to it even
    when it only reads, and sqlite finds damage by itself. Nor are segments that Chroma keeps in
    sqlite alone, which it does with a single vector."""
    sums: dict[str, str] = {}
    for segment in sorted(place.iterdir()):
        if (segment / "index_metadata.pickle").is_file():
            for path in sorted(segment.iterdir()):
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                sums[f"{segment.name}/{path.name}"] = digest
    return sums


class Store:
    """One generation, open for reading. Close it when done."""

    def __init__(
        self,
        manifest: Manifest,
        client: Any,
        lock: int | None,
        copy: tempfile.TemporaryDirectory[str] | None = None,
    ) -> None:
        self.manifest = manifest
        self._copy = copy
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
        lock = _share(place) if chroma_url is None else None
        client: Any = None
        copy: tempfile.TemporaryDirectory[str] | None = None
        try:
            if chroma_url is None and (fault := damage(folder, manifest)):
                raise IndexMissingError(
                    f"The index cannot be used: {fault}.", "Run `python -m assistant ingest`."
                )
            if chroma_url is None and not os.access(place, os.W_OK):
                copy = _writable_copy(place)
                place = Path(copy.name)
            client = connect(place, chroma_url)
            store = cls(manifest, client, lock, copy)
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
        return _query(self._passages, vector, min(count, self.manifest.passages))

    def nearest_questions(self, vector: Sequence[float], count: int) -> Neighbours:
        """The bank's questions nearest to a vector."""
        return _query(self._questions, vector, min(count, self.manifest.questions))

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
        let_go(self._client, self._lock)
        self._lock = None
        if self._copy is not None:
            self._copy.cleanup()


def _writable_copy(place: Path) -> tempfile.TemporaryDirectory[str]:
    """A copy of a generation on a disk that cannot be written: Chroma writes even to read."""
    copy = tempfile.TemporaryDirectory(prefix="assistant-index-")
    shutil.copytree(place, copy.name, dirs_exist_ok=True, copy_function=shutil.copyfile)
    return copy


def collection_name(kind: str, fingerprint: str) -> str:
    """The name of a collection carries the fingerprint, so that a stale one is never opened."""
    return f"{kind}-{fingerprint}"


Rows: TypeAlias = tuple[Sequence[str], NDArray[np.float32], Sequence[dict[str, Any]]]
"""Ids, vectors and metadata of one collection."""


def write_generation(
    folder: Path,
    manifest: Manifest,
    collections: Mapping[str, Rows],
    chroma_url: str | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> None:
    """Builds a generation beside the current one, checks it, and makes it current.

    ``collections`` maps ``passages`` and ``questions`` to their rows.
    The caller holds ``writing(folder)``.

    Raises:
        StoreError: it cannot be written, or the Chroma server cannot be reached.
    """
    if chroma_url is None:
        name = f"{PREFIX}{manifest.fingerprint}-{secrets.token_hex(4)}"
        manifest = replace(manifest, generation=name)
    place = folder / manifest.generation
    client: Any = None
    try:
        client = connect(place, chroma_url)
        _fill(client, manifest, collections, progress)
        let_go(client, None)
        if chroma_url is None:
            manifest = replace(manifest, files=_sums(place))
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


def _fill(
    client: Any,
    manifest: Manifest,
    collections: Mapping[str, Rows],
    progress: Callable[[int, int], None] | None,
) -> None:
    total = sum(len(ids) for ids, _, _ in collections.values())
    done = 0
    for kind, (ids, vectors, metadata) in collections.items():
        name = collection_name(kind, manifest.fingerprint)
        with suppress(Exception):  # on a server: left over from an attempt that was killed
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
        if collection.count() != len(ids):
            raise StoreError(
                f"The database kept {collection.count()} of {len(ids)} {kind}.", "Try again."
            )


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Makes a generation current, in one step of the file system."""
    temporary = folder / (MANIFEST + ".new")
    with temporary.open("w", encoding="utf-8") as file:
        json.dump(asdict(manifest), file, indent=2, ensure_ascii=False)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(folder / MANIFEST)


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


def remove_old_generations(folder: Path) -> None:
    """Removes every generation but the current one, unless a process holds it open."""
    manifest = read_manifest(folder)
    for place in folder.glob(PREFIX + "*"):
        if manifest is not None and place.name == manifest.generation:
            continue
        with suppress(OSError):  # in use, or somebody else's; it only takes up room
            lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place, ignore_errors=True)
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
        lock = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
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
    """Marks a generation as in use. On a folder that cannot be written nobody can remove it."""
    try:
        lock = os.open(place / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        return None
    with suppress(OSError):  # a file system without locks
        fcntl.flock(lock, fcntl.LOCK_SH)
    return lock


def let_go(client: Any, lock: int | None) -> None:
    """Closes a client and gives back the mark of a generation in use."""
    with suppress(Exception):  # Chroma's own shutdown may fail on a folder that is gone
        if client is not None:
            both = (client, getattr(client, "_admin_client", None))
            servers = [getattr(part, "_server", None) for part in both]
            client.close()
            for server in servers:  # its connections, which ``close`` leaves open
                if (session := getattr(server, "_session", None)) is not None:
                    session.close()
    if lock is not None:
        os.close(lock)


def connect(place: Path | None, chroma_url: str | None) -> Any:
    """A client of the database in a folder, or of a server; give it to ``let_go`` when done.

    Raises:
        StoreError: the server cannot be reached.
    """
    # Imported here: chromadb takes a second, and most errors are found without it.
    import chromadb
    from chromadb.config import Settings as ChromaSettings

    settings = ChromaSettings(anonymized_telemetry=False, allow_reset=False)
    if chroma_url is not None:
        from urllib.parse import urlsplit

        url = urlsplit(chroma_url)
        try:
            return chromadb.HttpClient(
                host=url.hostname or "localhost",
                port=url.port or (443 if url.scheme == "https" else 8000),
                ssl=url.scheme == "https",
                settings=settings,
            )
        except Exception as error:  # httpx, ValueError or Chroma's own, by the kind of fault
            raise StoreError(
                f"The Chroma server at {url.hostname} cannot be reached ({type(error).__name__}).",
                "Start it, or unset ASSISTANT_CHROMA_URL to keep the index in a folder.",
            ) from error
    return chromadb.PersistentClient(path=str(place), settings=settings)


def _query(collection: Collection, vector: Sequence[float], count: int) -> Neighbours:
    """The nearest of a collection, which holds at least ``count``: to ask it takes as long again
    as a third of the search, and a generation never changes."""
    if count == 0:
        return Neighbours((), np.empty(0))
    try:
        found = collection.query(
            query_embeddings=np.asarray([vector], dtype=np.float32),
            n_results=count,
            include=["distances"],
        )
    except Exception as error:  # a server that is gone raises whatever its layers raise
        raise StoreError(
            f"The index does not answer now ({type(error).__name__}).",
            "Ask again in a moment; if it stays so, look after the Chroma server.",
        ) from error
    distances = found["distances"]
    pairs = sorted(zip(found["ids"][0], distances[0] if distances else [], strict=True),
                   key=lambda pair: (pair[1], pair[0]))  # fmt: skip
    # Cosine distance is 1 - cosine.
    return Neighbours(
        tuple(identity for identity, _ in pairs),
        np.array([1.0 - distance for _, distance in pairs]),
    )
