"""Find passages for a question: dense (Chroma) and keyword (BM25), fused.

The ranking functions are pure. ``PassageRetriever`` is an ordinary LlamaIndex retriever: its
nodes carry the passage id, the span and the section, so it can be used in any LlamaIndex engine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode
from numpy.typing import NDArray

from assistant.corpus import Corpus
from assistant.ingest import passage_text, question_id
from assistant.records import Evidence, Passage
from assistant.store import Neighbours, Store
from assistant.vote import BankEntry

FUSION_K = 20
"""Damping of reciprocal rank fusion; smaller trusts the first ranks more."""


@dataclass(frozen=True, slots=True)
class Found:
    """Everything the search has to say about one question.

    Attributes:
        question: what was looked for.
        evidence: the fused ranking, best first.
        similarity: cosine of the best passage, in [-1, 1].
        keyword: BM25 score of the best passage, divided by what a passage that holds every word
            of the question once would get; 0 when no word of it occurs.
        neighbours: the nearest questions of the bank with their cosines, nearest first.
        vector: the question's unit vector.
    """

    question: str
    evidence: tuple[Evidence, ...]
    similarity: float
    keyword: float
    neighbours: tuple[tuple[BankEntry, float], ...]
    vector: tuple[float, ...] = ()


def fuse(rankings: Sequence[Sequence[str]], k: float = FUSION_K) -> list[tuple[str, float]]:
    """Reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009).

    Returns ids with their scores, best first; ties in order of id, so that the order of the
    rankings does not matter.
    """
    shares: dict[str, list[float]] = {}
    for ranking in rankings:
        for rank, identity in enumerate(ranking, start=1):
            shares.setdefault(identity, []).append(1.0 / (k + rank))
    # fsum: a plain sum differs in the last digit with the order.
    scores = {identity: math.fsum(parts) for identity, parts in shares.items()}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))


class KeywordIndex:
    """BM25 over the passages with their headings (bm25s, Snowball stems, no stop words)."""

    def __init__(self, texts: Sequence[str]) -> None:
        import bm25s
        import Stemmer

        self._tokenize = bm25s.tokenize
        self._stem = Stemmer.Stemmer("english")
        self._index = bm25s.BM25()
        tokens = self._tokens(texts)
        # An index without a single word (a corpus of punctuation) is legal and finds nothing.
        self._empty = not any(tokens)
        if not self._empty:
            self._index.index(tokens, show_progress=False)

    def _tokens(self, texts: Sequence[str]) -> list[list[str]]:
        tokens: list[list[str]] = self._tokenize(
            list(texts), stopwords="en", stemmer=self._stem, return_ids=False, show_progress=False
        )
        return tokens

    def scores(self, question: str) -> tuple[NDArray[np.float32], float]:
        """BM25 score of every passage, and the largest share of the question one of them covers."""
        # Each word once: one that is repeated is no more of the question.
        words = list(dict.fromkeys([] if self._empty else self._tokens([question])[0]))
        known = [word for word in words if word in self._index.vocab_dict]
        if not known:
            return np.zeros(0, dtype=np.float32), 0.0
        scores: NDArray[np.float32] = self._index.get_scores(known)
        ceiling = sum(float(self._index.get_scores([word]).max()) for word in known)
        # A word that no passage has counts like the average of the others.
        return scores, float(scores.max()) / (ceiling * len(words) / len(known))


class PassageRetriever(BaseRetriever):
    """Dense and keyword search over one index, fused."""

    def __init__(
        self,
        corpus: Corpus,
        store: Store,
        embedding: BaseEmbedding,
        *,
        neighbours: int,
        top: int = 20,
    ) -> None:
        """``neighbours`` questions of the bank and ``top`` passages are returned."""
        super().__init__()
        self._corpus = corpus
        self._store = store
        self._embedding = embedding
        self._neighbours = neighbours
        self._top = top
        self._entries: Mapping[str, BankEntry] = {
            question_id(entry): entry for entry in corpus.entries
        }
        self._keywords = KeywordIndex(
            [
                passage_text(passage, corpus.documents[passage.document_id].title)
                for passage in corpus.passages
            ]
        )

    def search(self, question: str) -> Found:
        """Both searches, and the nearest questions of the bank."""
        vector = self._embedding.get_query_embedding(question)
        dense = self._store.nearest_passages(vector, 2 * self._top)
        asked = self._store.nearest_questions(vector, self._neighbours)
        scores, share = self._keywords.scores(question)
        order: list[int] = np.argsort(-scores, kind="stable")[: 2 * self._top].tolist()
        worded = [self._corpus.passages[i].id for i in order if scores[i] > 0]
        fused = fuse([list(dense.ids), worded])[: self._top]
        return Found(
            question=question,
            evidence=tuple(
                Evidence(self._corpus.by_id[identity], rank, score)
                for rank, (identity, score) in enumerate(fused, start=1)
                if identity in self._corpus.by_id
            ),
            similarity=float(dense.similarities.max(initial=-1.0)),
            keyword=share,
            neighbours=self._known(asked),
            vector=tuple(vector),
        )

    def _known(self, asked: Neighbours) -> tuple[tuple[BankEntry, float], ...]:
        return tuple(
            (self._entries[identity], float(similarity))
            for identity, similarity in zip(asked.ids, asked.similarities, strict=True)
            if identity in self._entries
        )

    def _retrieve(self, query_bundle: QueryBundle) -> list[NodeWithScore]:
        return [to_node(found) for found in self.search(query_bundle.query_str).evidence]


def to_node(evidence: Evidence) -> NodeWithScore:
    """A piece of evidence as a LlamaIndex node with its exact offsets."""
    passage = evidence.passage
    node = TextNode(
        id_=passage.id,
        text=passage.text,
        start_char_idx=passage.start,
        end_char_idx=passage.end,
        metadata=_node_metadata(passage),
    )
    return NodeWithScore(node=node, score=evidence.score)


def _node_metadata(passage: Passage) -> dict[str, Any]:
    return {
        "document_id": passage.document_id,
        "section": " › ".join(passage.section),
        "kind": passage.kind,
    }
