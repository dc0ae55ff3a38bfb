"""corpus/ → index: split, embed, write. Skips what is unchanged, and says what it did."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from numpy.typing import NDArray

from assistant.errors import IndexMissingError
from assistant.index.bank_vectors import read_questions, text_key
from assistant.index.chroma import Rows
from assistant.index.embedding import Progress, embed_questions, embed_texts, encoder_of
from assistant.index.folder import remove_old_generations, writing
from assistant.index.keywords import KeywordIndex
from assistant.index.manifest import FORMAT, Manifest, read_manifest
from assistant.index.shared import building
from assistant.index.store import Store, adopt, write_generation
from assistant.records import Passage
from assistant.settings import Settings
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus
from assistant.text.markdown import named_cells

KEY = "key"
"""Name in a passage's metadata: hash of the text that was embedded for it."""
Stage = Callable[[str, int, int], None]
"""Called with (what is being done, done, total)."""


class Embed(Protocol):
    """Texts into unit vectors, in their order."""

    def __call__(
        self, texts: Sequence[str], /, *, progress: Progress | None
    ) -> NDArray[np.float32]: ...


@dataclass(frozen=True, slots=True)
class IngestReport:
    """What an ingestion did. ``changed`` is false when the index was up to date already."""

    changed: bool
    fingerprint: str
    documents: int
    passages: int
    questions: int
    embedded: int
    """Texts that had to be embedded; the vectors of the others were taken over."""
    added: tuple[str, ...]
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    problems: tuple[str, ...]
    seconds: float


def fingerprint(corpus: Corpus, embedding: BaseEmbedding, settings: Settings) -> str:
    """12 hex digits over everything that an index depends on."""
    parts = [str(FORMAT), settings.fingerprint, embedding.model_name, corpus.sha256]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:12]


def passage_text(passage: Passage, title: str) -> str:
    """What is embedded and searched for a passage: its words in the context of its headings.

    A table row is spelled out with its header, so that a question about a column finds the cell.
    """
    heading = passage.section[-1] if passage.section else title
    words = passage.text
    if passage.cells:
        names = passage.header if passage.kind == "table_row" else ()
        words = "; ".join(named_cells(names, [cell.text for cell in passage.cells]))
    return f"{heading}: {words}" if heading else words


def searched_texts(corpus: Corpus) -> list[str]:
    """``passage_text`` of every passage, in their order."""
    titles = {key: document.title for key, document in corpus.documents.items()}
    return [passage_text(passage, titles[passage.document_id]) for passage in corpus.passages]


def question_id(entry: BankEntry) -> str:
    """Id of a bank entry: equal entries have equal ids."""
    key = f"{entry.kind}\x1f{entry.text}\x1f{entry.passages}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def ingest(
    corpus: Corpus,
    embedding: BaseEmbedding,
    settings: Settings,
    *,
    rebuild: bool = False,
    stage: Stage | None = None,
) -> IngestReport:
    """Brings the index up to date with the corpus.

    Raises:
        StoreError: the index folder cannot be written, or another process writes it.
        ModelRefusedError: a remote embedding did not deliver.
    """
    began = time.monotonic()
    folder = settings.index_dir
    mark = fingerprint(corpus, embedding, settings)
    wanted = _manifest(corpus, embedding, mark)
    with writing(folder), _alone_on_the_server(settings, wanted, rebuild=rebuild) as before:
        old = _open_old(folder, settings)
        try:
            if old is not None and old.manifest.fingerprint == mark and not rebuild:
                return _report(corpus, before, mark, 0, False, began)
            known = None if rebuild else old
            embedded = _build(corpus, embedding, settings, wanted, known, stage)
        finally:
            if old is not None:
                old.close()
            # Also what a killed attempt left; never what is current or in use.
            remove_old_generations(folder)
    return _report(corpus, before, mark, embedded, True, began)


@contextmanager
def _alone_on_the_server(
    settings: Settings, wanted: Manifest, *, rebuild: bool
) -> Iterator[Manifest | None]:
    """Holds the lock of a Chroma server while the index is built, unless it is there already;
    gives the manifest as it was before."""
    folder, url = settings.index_dir, settings.chroma_url
    before = read_manifest(folder)
    if url is None:
        yield before
        return
    with building(url, wanted.fingerprint, partial(adopt, folder, wanted, url), rebuild=rebuild):
        yield before


def _manifest(corpus: Corpus, embedding: BaseEmbedding, mark: str) -> Manifest:
    return Manifest(
        fingerprint=mark,
        corpus=corpus.sha256,
        embedding=embedding.model_name,
        passages=len(corpus.passages),
        questions=len(corpus.entries),
        documents={key: document.sha256 for key, document in corpus.documents.items()},
    )


def _open_old(folder: Path, settings: Settings) -> Store | None:
    manifest = read_manifest(folder)
    if manifest is None:
        return None
    store: Store | None = None
    try:
        store = Store.open(folder, manifest.fingerprint, settings.chroma_url)
        store.check()
    except IndexMissingError:  # damaged: everything is embedded again
        if store is not None:
            store.close()
        return None
    return store


def _build(
    corpus: Corpus,
    embedding: BaseEmbedding,
    settings: Settings,
    manifest: Manifest,
    old: Store | None,
    stage: Stage | None,
) -> int:
    titles = {key: document.title for key, document in corpus.documents.items()}
    sources: dict[str, tuple[list[str], list[str], list[dict[str, Any]] | None]] = {
        "passages": (
            [passage.id for passage in corpus.passages],
            searched_texts(corpus),
            [_passage_metadata(p, titles[p.document_id]) for p in corpus.passages],
        ),
        "questions": (
            [question_id(entry) for entry in corpus.entries],
            [entry.text for entry in corpus.entries],
            # Nothing beside its vector: what an id means, the bank says, and three columns for each
            # of 38,000 questions took Chroma longer than the vectors.
            None,
        ),
    }
    same_model = old is not None and old.manifest.embedding == embedding.model_name
    embedded = 0
    collections: dict[str, Rows] = {}
    for kind, (ids, texts, metadata) in sources.items():
        embed: Embed = partial(embed_texts, embedding)
        if metadata is not None:
            # A passage keeps its id when it moves under another heading, but its embedded text
            # changes with the heading: its vector is known by that text.
            keys: Sequence[str] = [str(row[KEY]) for row in metadata]
            known = old.vectors(kind, KEY) if old is not None and same_model else {}
        else:
            keys, known = ids, old.vectors(kind) if old is not None and same_model else {}
            embed = partial(embed_questions, embedding, abbreviations=corpus.abbreviations)
            _take_trained(known, corpus, embedding, keys, texts)
        told = partial(stage, f"embedding {kind}") if stage else None
        vectors, count = _vectors(embed, keys, texts, known, told)
        embedded += count
        collections[kind] = (ids, vectors, metadata)
    write_generation(
        settings.index_dir,
        manifest,
        collections,
        settings.chroma_url,
        lambda: KeywordIndex(sources["passages"][1], corpus.language),
        (lambda done, total: stage("writing the index", done, total)) if stage else None,
    )
    return embedded


def _take_trained(
    known: dict[str, NDArray[np.float32]],
    corpus: Corpus,
    embedding: BaseEmbedding,
    keys: Sequence[str],
    texts: Sequence[str],
) -> None:
    """Adds the vectors that training left beside the bank."""
    encoder = encoder_of(embedding)
    trained = read_questions(corpus.vector_files, encoder.mark) if encoder is not None else {}
    for key, text in zip(keys, texts, strict=True):
        if key not in known and text_key(text) in trained:
            known[key] = trained[text_key(text)]


def _vectors(
    embed: Embed,
    keys: Sequence[str],
    texts: Sequence[str],
    known: dict[str, NDArray[np.float32]],
    told: Progress | None,
) -> tuple[NDArray[np.float32], int]:
    missing = [index for index, key in enumerate(keys) if key not in known]
    fresh = embed([texts[index] for index in missing], progress=told)
    rows: list[NDArray[np.float32] | None] = [known.get(key) for key in keys]
    for index, vector in zip(missing, fresh, strict=True):
        rows[index] = vector
    return np.asarray(rows, dtype=np.float32), len(missing)


def _passage_metadata(passage: Passage, title: str) -> dict[str, Any]:
    return {
        KEY: f"{text_key(passage_text(passage, title)):016x}",
        "document": passage.document_id,
        "kind": passage.kind,
        "section": " › ".join(passage.section),
        "start": passage.start,
        "end": passage.end,
        "text": passage.text,
    }


def _report(
    corpus: Corpus,
    before: Manifest | None,
    mark: str,
    embedded: int,
    changed: bool,
    began: float,
) -> IngestReport:
    old = before.documents if before is not None else {}
    now = {key: document.sha256 for key, document in corpus.documents.items()}
    return IngestReport(
        changed=changed,
        fingerprint=mark,
        documents=len(now),
        passages=len(corpus.passages),
        questions=len(corpus.entries),
        embedded=embedded,
        added=tuple(sorted(now.keys() - old.keys())),
        replaced=tuple(key for key in sorted(now.keys() & old.keys()) if now[key] != old[key]),
        removed=tuple(sorted(old.keys() - now.keys())),
        problems=tuple(str(problem) for problem in corpus.problems),
        seconds=time.monotonic() - began,
    )
