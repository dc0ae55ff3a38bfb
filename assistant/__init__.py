"""A chat assistant that proves each answer with the exact words of its source.

The public names, in the order in which a question meets them. They are loaded on first use, so
that importing the package costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from assistant.sparing import spare

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.errors import AssistantError
    from assistant.index.embedding import LocalEmbedding, QuestionEncoder
    from assistant.index.ingestion import IngestReport, ingest
    from assistant.index.retrieval import PassageRetriever
    from assistant.index.store import Store
    from assistant.query_engine import CitedQueryEngine
    from assistant.reading.reader import Reader
    from assistant.reading.readings import Reading
    from assistant.records import Answer, Citation, Document, Evidence, Passage, Quote, Turn
    from assistant.settings import Settings, load_settings
    from assistant.sources.corpus import Corpus, read_corpus
    from assistant.sources.parsed import Parsed
    from assistant.sources.readers import read_document

spare()  # before anything imports LlamaIndex

_HOMES = {
    "settings": ("Settings", "load_settings"),
    "errors": ("AssistantError",),
    "records": ("Document", "Passage", "Evidence", "Quote", "Citation", "Answer", "Turn"),
    "sources.readers": ("read_document",),
    "sources.parsed": ("Parsed",),
    "sources.corpus": ("Corpus", "read_corpus"),
    "index.embedding": ("QuestionEncoder", "LocalEmbedding"),
    "index.store": ("Store",),
    "index.ingestion": ("ingest", "IngestReport"),
    "index.retrieval": ("PassageRetriever",),
    "reading.reader": ("Reader",),
    "reading.readings": ("Reading",),
    "assistant": ("Assistant",),
    "query_engine": ("CitedQueryEngine",),
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names}

__all__ = [
    "Answer",
    "Assistant",
    "AssistantError",
    "Citation",
    "CitedQueryEngine",
    "Corpus",
    "Document",
    "Evidence",
    "IngestReport",
    "LocalEmbedding",
    "Parsed",
    "Passage",
    "PassageRetriever",
    "QuestionEncoder",
    "Quote",
    "Reader",
    "Reading",
    "Settings",
    "Store",
    "Turn",
    "ingest",
    "load_settings",
    "read_corpus",
    "read_document",
]


def __getattr__(name: str) -> Any:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f"{__name__}.{_HOME_OF[name]}"), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
