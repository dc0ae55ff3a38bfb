"""Others on the same questions: LlamaIndex as it comes out of the box, and BM25 alone.

Each is a ``Subject``. Those that only retrieve answer with what they would hand to a model (their
first passages), and never refuse: that is what they do. All use the same embedding and the same
article, so the table compares what is built on top.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np

from eval.errors import SubjectError
from eval.reply import Cited, Reply, Span
from eval.statements import MARKER
from eval.subject import Asked, Reaction, Said, Whole

if TYPE_CHECKING:
    from llama_index.core import VectorStoreIndex
    from llama_index.core.embeddings import BaseEmbedding
    from llama_index.core.llms import LLM

    from assistant.index.embedding import QuestionEncoder

Search = Callable[[str], list[Span]]
"""Question → spans, best first."""
DEEPEST = 10


class Engine(Protocol):
    """The part of a LlamaIndex query engine that is used."""

    def query(self, question: str, /) -> Any:
        """A response with ``source_nodes``; its text is ``str`` of it."""
        ...


class Retriever:
    """A retriever that answers with its first ``shown`` passages.

    Args:
        search: question → spans, best first.
    """

    def __init__(self, name: str, texts: Mapping[str, str], search: Search, shown: int) -> None:
        self._name = name
        self._texts = texts
        self._search = search
        self._shown = shown

    @property
    def name(self) -> str:
        return self._name

    @property
    def texts(self) -> Mapping[str, str]:
        return self._texts

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        spans = self._search(question)[: self._shown]
        if not spans:
            return Reply(status="not_covered", text="Nothing found.", engine=self._name)
        cited = _cited(spans, self._texts)
        text = "\n\n".join(f"{one.quote} [{one.number}]" for one in cited)
        return Reply(status="answered", text=text, citations=cited, engine=self._name)

    def inside(
        self, question: str, history: Sequence[Said] = ()
    ) -> tuple[tuple[Span, ...] | None, float | None]:
        return tuple(self._search(question)[:DEEPEST]), None

    def bare_ms(self, question: str) -> float | None:
        return None

    def stored_cosines(self) -> Mapping[str, float]:
        return {}

    def first_event_ms(self, question: str) -> float:
        start = time.perf_counter()
        self._search(question)
        return (time.perf_counter() - start) * 1000

    def post_all(self, bodies: Sequence[bytes]) -> list[Reaction]:
        raise SubjectError(f"{self._name} has no HTTP interface.")


class CitationEngine(Retriever):
    """LlamaIndex's ``CitationQueryEngine`` with its own defaults and prompts.

    It never says that the article is silent in a way that can be told apart from an answer, so a
    reply without a marker counts as a refusal, which is in its favour.
    """

    def __init__(self, texts: Mapping[str, str], engine: Engine, search: Search) -> None:
        super().__init__("LlamaIndex CitationQueryEngine", texts, search, shown=DEEPEST)
        self._engine = engine

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        try:
            response = self._engine.query(question)
        except Exception as error:
            return Reply(error=f"{type(error).__name__}: {error}")
        text = str(response)
        used = sorted({int(number) for number in MARKER.findall(text)})
        nodes = response.source_nodes
        spans = [
            span
            for number in used
            if 1 <= number <= len(nodes)
            for span in _find_node(nodes[number - 1].get_content(), self._texts)
        ]
        if not spans:
            return Reply(status="not_covered", text=text, engine=self._name)
        cited = _cited(spans, self._texts)
        return Reply(status="answered", text=text, citations=cited, engine=self._name)


def bm25_alone(assistant: Whole) -> Retriever:
    """BM25 over our passages (sentences and table rows), nothing else; it shows the first one."""
    import bm25s

    passages = assistant.corpus.passages
    index = bm25s.BM25()
    index.index(
        bm25s.tokenize([p.text for p in passages], show_progress=False), show_progress=False
    )
    texts = _texts(assistant)

    def search(question: str) -> list[Span]:
        tokens = bm25s.tokenize([question], show_progress=False)
        most = min(DEEPEST, len(passages))
        found, scores = index.retrieve(tokens, k=most, show_progress=False)
        return [
            Span(passages[i].document_id, passages[i].start, passages[i].end)
            for i, score in zip(found[0].tolist(), scores[0].tolist(), strict=True)
            if score > 0
        ]

    return Retriever("BM25 alone", texts, search, shown=1)


def minilm_alone(assistant: Whole, encoder: QuestionEncoder) -> Retriever:
    """The published MiniLM over our passages, nothing else; it shows the first one."""
    passages = assistant.corpus.passages
    vectors = encoder.encode([passage.text for passage in passages])

    def search(question: str) -> list[Span]:
        order = np.argsort(-(vectors @ encoder.encode_one(question)), kind="stable")
        chosen = (passages[index] for index in order[:DEEPEST].tolist())
        return [Span(passage.document_id, passage.start, passage.end) for passage in chosen]

    return Retriever("MiniLM alone", _texts(assistant), search, shown=1)


WHOLE_PROMPT = """Answer the question from the numbered passages alone. After every sentence, give
the number of its passage in square brackets, like [12]. If the passages do not answer it, say
"The passages do not say." and give no number.

{passages}

Question: {question}
Answer:"""
"""What a model is told that gets the whole document; the document first, so that it is kept."""


class WholeDocument(Retriever):
    """A language model with the whole document in its prompt, its passages numbered.

    A reply without a marker counts as a refusal, which is in its favour.
    """

    def __init__(self, assistant: Whole, llm: LLM, name: str) -> None:
        super().__init__(name, _texts(assistant), lambda _: [], shown=0)
        self._llm = llm
        self._passages = assistant.corpus.passages
        lines = (f"[{n}] {p.text}" for n, p in enumerate(self._passages, 1))
        self._document = "\n".join(lines)

    def ask(self, question: str, history: Sequence[Said] = ()) -> Reply:
        prompt = WHOLE_PROMPT.format(passages=self._document, question=question)
        try:
            text = str(self._llm.complete(prompt))
        except Exception as error:  # whatever the server does is a wrong answer, not the end
            return Reply(error=f"{type(error).__name__}: {error}")
        used = dict.fromkeys(int(number) for number in MARKER.findall(text))
        chosen = [self._passages[n - 1] for n in used if 1 <= n <= len(self._passages)]
        if not chosen:
            return Reply(status="not_covered", text=text or "Nothing.", engine=self._name)
        spans = [Span(passage.document_id, passage.start, passage.end) for passage in chosen]
        cited = _cited(spans, self._texts)
        return Reply(status="answered", text=text, citations=cited, engine=self._name)

    def inside(
        self, question: str, history: Sequence[Said] = ()
    ) -> tuple[tuple[Span, ...] | None, float | None]:
        return None, None


def stock_index(assistant: Asked, embedding: BaseEmbedding) -> VectorStoreIndex:
    """LlamaIndex's in-memory vector index with its default splitter, on our embedding.

    Raises:
        SubjectError: the default splitter does not run in this installation.
    """
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import SentenceSplitter

    documents = [
        Document(text=document.text, id_=key) for key, document in assistant.documents.items()
    ]
    try:
        return VectorStoreIndex.from_documents(
            documents, embed_model=embedding, transformations=[SentenceSplitter()]
        )
    except Exception as error:
        # nltk refuses files that share an inode, as some installers leave them (llama_index 22839).
        raise SubjectError(
            f"LlamaIndex's splitter does not run here ({type(error).__name__}).",
            "Install with UV_LINK_MODE=copy and try again.",
        ) from error


def stock_retriever(
    assistant: Asked, embedding: BaseEmbedding, name: str = "LlamaIndex stock retriever"
) -> Retriever:
    """``index.as_retriever()`` with its defaults: two chunks of 1,024 tokens."""
    texts = _texts(assistant)
    retriever = stock_index(assistant, embedding).as_retriever()

    def search(question: str) -> list[Span]:
        found = retriever.retrieve(question)
        return [span for node in found for span in _find_node(node.get_content(), texts)]

    return Retriever(name, texts, search, shown=2)


def stock_citation_engine(assistant: Asked, embedding: BaseEmbedding, llm: LLM) -> CitationEngine:
    """``CitationQueryEngine.from_args(index)`` with its defaults and the given model."""
    from llama_index.core.query_engine import CitationQueryEngine

    index = stock_index(assistant, embedding)
    stock = stock_retriever(assistant, embedding)
    engine = CitationQueryEngine.from_args(index, llm=llm, embed_model=embedding)
    return CitationEngine(
        _texts(assistant), engine, lambda question: list(stock.inside(question)[0] or ())
    )


def _texts(assistant: Asked) -> dict[str, str]:
    return {key: document.text for key, document in assistant.documents.items()}


def _cited(spans: Sequence[Span], texts: Mapping[str, str]) -> tuple[Cited, ...]:
    return tuple(
        Cited(number, texts[span.document_id][span.start : span.end], span, "")
        for number, span in enumerate(spans, 1)
    )


def _find_node(content: str, texts: Mapping[str, str]) -> list[Span]:
    """Where a node's words stand: its offsets are lost, so they are looked up.

    White space may differ, because the splitter joins sentences anew.
    """
    body = re.sub(r"^Source \d+:\s*", "", content).strip()
    pattern = re.compile(r"\s+".join(re.escape(word) for word in body.split()))
    for document_id, text in texts.items():
        if body and (match := pattern.search(text)):
            return [Span(document_id, match.start(), match.end())]
    return []
