"""What there is: corpus, index and settings, for ``status`` and for people who look for a fault."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit, urlunsplit

from pydantic import SecretStr

from assistant.index.embedding import make_embedding
from assistant.index.ingestion import fingerprint
from assistant.index.manifest import damage, read_manifest
from assistant.settings import Settings
from assistant.sources.corpus import read_corpus


def _shown(value: object) -> str:
    """A setting without what nobody should read: keys, and the password of an address."""
    if isinstance(value, SecretStr):
        return "set"
    if not isinstance(value, str) or "://" not in value:
        return str(value)
    parts = urlsplit(value)
    if "@" not in parts.netloc:
        return value if not parts.query else urlunsplit(parts._replace(query="…"))
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"…@{host}", query="…" if parts.query else ""))


def status(settings: Settings) -> dict[str, Any]:
    """The state of the assistant as JSON-ready values; nothing in it is secret.

    Raises:
        CorpusError: there is nothing to answer from.
    """
    # Whoever only looks makes no folder for what was read.
    kept = settings.index_dir if settings.index_dir.is_dir() else None
    corpus = read_corpus(settings.corpus_dir, settings.added_dir, kept)
    mark = fingerprint(corpus, make_embedding(settings), settings)
    manifest = read_manifest(settings.index_dir)
    if manifest is None:
        index = "missing; `ingest`, `ask` and `serve` build it"
    elif manifest.fingerprint != mark:
        index = f"stale ({manifest.fingerprint}, wanted {mark}); `ingest` builds it anew"
    elif settings.chroma_url is None and (fault := damage(settings.index_dir, manifest)):
        index = f"damaged ({fault}); `ingest` builds it anew"
    else:
        index = f"ready ({mark})"
    plain = sorted(set(corpus.documents) - corpus.banked)
    return {
        "index": index,
        "documents": {key: document.title for key, document in corpus.documents.items()},
        "passages": len(corpus.passages),
        "questions": len(corpus.entries),
        "without a question bank about most of it": plain or "none",
        "questions that point to nothing": corpus.orphans,
        "left out": [str(problem) for problem in corpus.problems] or "none",
        "answers by": settings.model if settings.uses_model else "extractive (no language model)",
        **_spent(settings),
        "embedding": settings.embedding,
        "corpus folder": str(settings.corpus_dir),
        "index folder": str(settings.index_dir),
        "settings": {
            name: _shown(getattr(settings, name))
            for name in type(settings).model_fields
            if name not in ("corpus_dir", "index_dir")
        },
    }


def _spent(settings: Settings) -> dict[str, str]:
    """What the language model has cost, all processes together; nothing where none is used."""
    if not settings.uses_model:
        return {}
    from assistant.language_model.spending import ledger_of, told

    spent = ledger_of(settings)
    return {
        "tokens of the model today": told(spent.today, settings.model_tokens_day),
        "tokens of the model this month": told(spent.month, settings.model_tokens_month),
    }
