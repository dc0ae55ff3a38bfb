"""Find passages for a question: dense (Chroma) and keyword (BM25), fused.

The ranking functions are pure. ``PassageRetriever`` is an ordinary LlamaIndex retriever: its
nodes carry the passage id, the span and the section, so it can be used in any LlamaIndex engine.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from llama_index.core.base.base_retriever import BaseRetriever
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.schema import NodeWithScore, QueryBundle, TextNode

from assistant.index.chroma import Neighbours
from assistant.index.embedding import Vectors, embed_question, encoder_of
from assistant.index.ingestion import question_id, searched_texts
from assistant.index.keywords import KeywordIndex, highest
from assistant.index.store import Store
from assistant.records import Evidence, Passage
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus

KEYWORD_WEIGHT = 0.4
"""What the best keyword score is worth beside a cosine; chosen on SQuAD articles (eval/LOG.md)."""

FOREIGN_KEYWORD_WEIGHT = 2.0
"""The same where the encoder does not know the language and its cosines say little."""


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


def fuse(
    similar: Mapping[str, float], worded: Mapping[str, float], weight: float = KEYWORD_WEIGHT
) -> list[tuple[str, float]]:
    """A convex combination of scores (Bruch, Gai and Ingber, TOIS 2023), up to a constant factor.

    Measured against reciprocal rank fusion, which throws the distances away, in eval/LOG.md.

    Args:
        similar: cosines by id. An id that only the keywords found counts as the least of them.
        worded: keyword scores by id, positive; only their proportions matter.
        weight: what the best keyword score is worth, in units of cosine.

    Returns:
        Ids with their scores, best first; ties in order of id.
    """
    least = min(similar.values(), default=0.0)
    top = max(worded.values(), default=0.0) or 1.0
    scores = {
        identity: similar.get(identity, least) + weight * worded.get(identity, 0.0) / top
        for identity in {*similar, *worded}
    }
    return sorted(scores.items(), key=lambda item: (-round(item[1], 12), item[0]))


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
        self._entries = _entries_by_id(corpus, store)
        self._keywords = store.keywords(corpus.language) or KeywordIndex(
            searched_texts(corpus), corpus.language
        )
        # The local encoder reads English; where it does not, the words count for more.
        foreign = corpus.language != "en" and encoder_of(embedding) is not None
        self._keyword_weight = FOREIGN_KEYWORD_WEIGHT if foreign else KEYWORD_WEIGHT

    def close(self) -> None:
        """Lets go of the files of the keyword index; words find nothing afterwards."""
        self._keywords.close()

    def vector_of(self, question: str) -> Sequence[float]:
        """The vector that a question is searched with."""
        embedded = embed_question(self._embedding, question, self._corpus.abbreviations)
        found: list[float] = embedded.tolist()
        return found

    def search(self, question: str, known: Vectors | None = None) -> Found:
        """Both searches, and the nearest questions of the bank; ``known`` is its vector."""
        embedded = known
        if embedded is None:
            embedded = embed_question(self._embedding, question, self._corpus.abbreviations)
        vector: list[float] = embedded.tolist()
        dense = self._store.nearest_passages(vector, 2 * self._top)
        asked = self._store.nearest_questions(vector, self._neighbours)
        scores, share = self._keywords.scores(question)
        best = highest(scores, 2 * self._top)
        worded = {self._corpus.passages[i].id: float(scores[i]) for i in best}
        similar = dict(zip(dense.ids, dense.similarities.tolist(), strict=True))
        fused = fuse(similar, worded, self._keyword_weight)[: self._top]
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


def _entries_by_id(corpus: Corpus, store: Store) -> Mapping[str, BankEntry]:
    """The questions of the bank by the ids that the search finds. A store of this corpus has them
    in their order; to work 38,000 out anew takes longer than to answer."""
    entries = corpus.entries
    kept = store.question_ids()
    same = kept is not None and len(kept) == len(entries)
    if kept and same and kept[-1] == question_id(entries[-1]):
        return dict(zip(kept, entries, strict=True))
    return {question_id(entry): entry for entry in entries}


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
