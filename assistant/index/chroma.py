"""Chroma: clients, the settings of a search, filling a collection and asking it. The only importer
of chromadb.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StoreError

if TYPE_CHECKING:
    from chromadb.api.models.Collection import Collection

ADD_BATCH = 2_000
FOLDER_BATCH = 5_000
"""Rows written at once into a folder, where each batch is a commit; a server takes 40 MB."""
# Chroma builds the graph a little differently each time, and a vector may end up where no search
# comes by. So the search is wide: of 400 questions to the shipped bank, the 32 neighbours were not
# all the true ones for 11 to 15 with ef_search 400, for 2 with 800, for 0 or 1 with 1,600. A denser
# graph (32 and 200) doubles the time to build for the same. In a folder the bank is searched
# exactly (index/exact.py); this is for a Chroma server, and for very large banks.
HNSW: Mapping[str, str | int] = {
    "space": "cosine",
    "ef_construction": 100,
    "max_neighbors": 16,
    "ef_search": 1_600,
    # Everything goes into the segment files at once. What is left in Chroma's queue would be
    # indexed again at every start, into files whose sums differ each time.
    "batch_size": 2,
    "sync_threshold": 2,
}
UNSEARCHED: Mapping[str, str | int] = {**HNSW, "ef_construction": 2, "max_neighbors": 2}
"""The graph of a collection that is searched elsewhere: Chroma makes one in any case, and a thin
one takes 0.1 instead of 0.36 ms for a vector."""
Rows: TypeAlias = tuple[Sequence[str], NDArray[np.float32], Sequence[dict[str, Any]] | None]
"""Ids, vectors and metadata of one collection."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Ids and cosine similarities of what was found, most similar first (ties by id)."""

    ids: tuple[str, ...]
    similarities: NDArray[np.float64]


def collection_name(kind: str, fingerprint: str) -> str:
    """The name of a collection carries the fingerprint, so that a stale one is never opened."""
    return f"{kind}-{fingerprint}"


def collection_of(client: Any, kind: str, fingerprint: str) -> Collection:
    """A collection as it is in the database; raises what Chroma raises where there is none."""
    found: Collection = client.get_collection(
        collection_name(kind, fingerprint), embedding_function=None
    )
    return found


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


def nearest(collection: Collection, vector: Sequence[float], count: int) -> Neighbours:
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


def fill(
    client: Any,
    fingerprint: str,
    collections: Mapping[str, Rows],
    progress: Callable[[int, int], None] | None,
    elsewhere: Sequence[str] = (),
    batch: int = ADD_BATCH,
) -> None:
    """Writes the collections of a fingerprint, ``batch`` rows at a time. Kinds in ``elsewhere``
    will not be searched here.

    On a server they may be there: left by a builder that was killed, or whole and asked by other
    machines while they are built again. So they are written over in place, which nobody notices
    who asks, and only one that cannot be written over is made anew.

    Raises:
        StoreError: not everything was kept.
    """
    total = sum(len(ids) for ids, _, _ in collections.values())
    done = 0

    def told(count: int) -> None:
        if progress is not None:
            progress(min(done + count, total), total)

    for kind, rows in collections.items():
        name = collection_name(kind, fingerprint)
        graph = UNSEARCHED if kind in elsewhere else HNSW
        try:
            _written(client, name, rows, told, graph, batch)
        except Exception:  # damaged, or with vectors of another length
            with suppress(Exception):
                client.delete_collection(name)
            _written(client, name, rows, told, graph, batch)
        done += len(rows[0])


def _written(
    client: Any,
    name: str,
    rows: Rows,
    told: Callable[[int], None],
    graph: Mapping[str, str | int],
    batch: int,
) -> None:
    ids, vectors, metadata = rows
    collection = client.get_or_create_collection(
        name, embedding_function=None, configuration={"hnsw": dict(graph)}
    )
    for start in range(0, len(ids), batch):
        stop = start + batch
        collection.upsert(
            ids=list(ids[start:stop]),
            embeddings=_rows(vectors[start:stop]),
            metadatas=list(metadata[start:stop]) if metadata is not None else None,
        )
        told(min(stop, len(ids)))
    if collection.count() > len(ids):
        _without_others(collection, frozenset(ids))
    if collection.count() != len(ids):
        raise StoreError(
            f"The database kept {collection.count()} of {len(ids)} rows of {name}.", "Try again."
        )


class _Row(np.ndarray[tuple[int], np.dtype[np.float32]]):
    """A vector that gives Python's own numbers to who goes through it. Chroma does, number by
    number, and of numpy's takes four times as long: a tenth of the first ingestion."""

    def __iter__(self) -> Iterator[float]:  # type: ignore[override]  # of numpy's, by default
        return iter(self.tolist())


def _rows(vectors: NDArray[np.float32]) -> list[_Row]:
    """The vectors one by one, in the form that Chroma takes fastest."""
    return [row.view(_Row) for row in vectors]


def _without_others(collection: Collection, ids: frozenset[str]) -> None:
    """Takes out the rows that do not belong to a collection."""
    there = collection.get(include=[])["ids"]
    others = [identity for identity in there if identity not in ids]
    for start in range(0, len(others), ADD_BATCH):
        collection.delete(ids=others[start : start + ADD_BATCH])
