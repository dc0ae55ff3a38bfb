"""Whether the shipped vectors of the question bank are what the encoder gives for its questions.

A damaged file still loads: a tenth of the vectors may be noise and most answers stay right. So a
sample is computed anew and compared.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from assistant.sources.corpus import Corpus

SAMPLE = 100
ALIKE = 0.98
"""Cosine from which on two vectors are the same; the shipped ones are rounded to eight bits."""


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
