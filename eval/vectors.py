"""Whether the vectors that are searched are what the encoder gives for their texts.

A damaged file still loads: a tenth of the vectors may be noise and most answers stay right. So a
sample is computed anew and compared: of the vectors that are shipped beside a question bank, and
of the passages in the index, which every corpus has.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from assistant.index.chroma import Neighbours
    from assistant.sources.corpus import Corpus

SAMPLE = 100
ALIKE = 0.98
"""Cosine from which on two vectors are the same; the shipped ones are rounded to eight bits."""
NEAREST = 20
"""Neighbours among which a passage is looked for; equal passages lie equally near."""


def stored_cosines(corpus: Corpus, sample: int = SAMPLE) -> dict[str, float]:
    """Question → cosine between its shipped vector and the encoder's, for a spread of the bank.

    Empty where no vectors are shipped, or none that belong to this encoder. A vector that has no
    direction has cosine 0.
    """
    from assistant.index.bank_vectors import read_questions, text_key
    from assistant.index.embedding import LocalEmbedding, QuestionEncoder, embed_questions

    encoder = QuestionEncoder()
    with np.errstate(divide="ignore", invalid="ignore"):
        stored = read_questions(corpus.vector_files, encoder.mark)
    texts = [entry.text for entry in corpus.entries if text_key(entry.text) in stored]
    chosen = texts[:: max(1, len(texts) // sample)]
    if not chosen:
        return {}
    fresh = embed_questions(LocalEmbedding(encoder), chosen, abbreviations=corpus.abbreviations)
    kept = np.nan_to_num(np.stack([stored[text_key(text)] for text in chosen]))
    cosines = (np.asarray(fresh) * kept).sum(axis=1)
    return dict(zip(chosen, cosines.astype(float).tolist(), strict=True))


def indexed_cosines(assistant: Assistant, sample: int = SAMPLE) -> dict[str, float]:
    """Text of a passage, as it is embedded, → cosine between its vector in the index and the
    encoder's, for a spread of the passages.

    The index is searched with the fresh vector, so this is what an answer is found by. A passage
    that is not among the nearest of its own vector has cosine 0. Empty where the vectors come from
    a service: asking it again costs money.
    """
    from assistant.index.embedding import embed_texts, encoder_of, make_embedding
    from assistant.index.ingestion import passage_text
    from assistant.index.store import Store

    corpus, settings = assistant.corpus, assistant.settings
    embedding = make_embedding(settings)
    if encoder_of(embedding) is None:
        return {}
    passages = corpus.passages[:: max(1, len(corpus.passages) // sample)]
    titles = {key: document.title for key, document in corpus.documents.items()}
    texts = [passage_text(passage, titles[passage.document_id]) for passage in passages]
    store = Store.open(settings.index_dir, assistant.index, settings.chroma_url)
    try:
        found: Iterable[Neighbours] = [
            store.nearest_passages(vector.tolist(), NEAREST)
            for vector in embed_texts(embedding, texts, progress=None)
        ]
    finally:
        store.close()
    return {
        text: _similarity(passage.id, near)
        for passage, text, near in zip(passages, texts, found, strict=True)
    }


def _similarity(identity: str, near: Neighbours) -> float:
    similar = dict(zip(near.ids, near.similarities.tolist(), strict=True))
    least = min(similar.values(), default=0.0)
    # Where all that was found is equal, more of the same may have been cut off.
    return float(similar.get(identity, least if least >= ALIKE else 0.0))
