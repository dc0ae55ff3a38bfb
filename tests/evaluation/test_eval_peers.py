"""Peers are subjects like ours, and what they cite is found in the article."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from llama_index.core import MockEmbedding
from llama_index.core.llms import CompletionResponse, MockLLM

from assistant.index.embedding import QuestionEncoder
from eval.compare import COLUMNS, Comparison, compare_all, measure_peer
from eval.errors import EvalError
from eval.meanings import MEANINGS
from eval.peers import CitationEngine, Retriever, WholeDocument, bm25_alone, minilm_alone
from eval.published import PublishedEncoder
from eval.reply import Reply, Span
from eval.scores import contract_breaches, is_verbatim
from eval.sets import Sets, load_sets
from eval.subject import InProcess
from tests.support.scripted import Scripted

SETS = load_sets().limited(6)
FEW = Sets(answerable=SETS.answerable, unanswerable=SETS.unanswerable)
TEXTS = {"zoo": "Cats sleep for 15 hours. Dogs bark at night."}


class ScriptedEngine:
    """A LlamaIndex query engine that says what it is told."""

    def __init__(self, text: str) -> None:
        self._text = text

    def query(self, question: str) -> Any:
        from llama_index.core.base.response.schema import Response
        from llama_index.core.schema import NodeWithScore, TextNode

        if self._text == "raise":
            raise RuntimeError("no model")
        nodes = [
            NodeWithScore(node=TextNode(text=f"Source {number}:\n{words}\n"))
            for number, words in enumerate(("Cats sleep for\n15 hours.", "Invented words."), 1)
        ]
        return Response(self._text, source_nodes=nodes)


def test_bm25_finds_a_passage_by_its_words() -> None:
    peer = bm25_alone(Scripted(FEW))
    reply = peer.ask("Who does a project manager make sure ships on time?")
    assert "ships on time" in reply.text
    assert contract_breaches(reply) == []
    assert all(is_verbatim(cited, peer.texts) for cited in reply.citations)
    assert peer.ask("xyzzy").status == "not_covered"
    assert peer.inside("xyzzy") == ((), None)


@pytest.mark.parametrize(
    ("text", "status", "spans"),
    [
        ("They sleep [1].", "answered", [Span("zoo", 0, 24)]),
        ("They sleep [2] [9].", "not_covered", []),
        ("I do not know.", "not_covered", []),
        ("raise", "", []),
    ],
)
def test_the_citation_engine_is_read_fairly(text: str, status: str, spans: list[Span]) -> None:
    peer = CitationEngine(TEXTS, ScriptedEngine(text), lambda _: [])
    reply = peer.ask("?")
    assert reply.status == status
    assert [cited.span for cited in reply.citations] == spans
    assert bool(reply.error) is (text == "raise")


def test_the_table_has_a_row_for_each() -> None:
    scripted = Scripted(FEW)

    def ignore(what: str, done: int, total: int) -> None:
        assert done <= total

    nothing = Retriever("finds nothing", InProcess(scripted).texts, lambda _: [], 1)
    rows = tuple(measure_peer(s, FEW, ignore) for s in (InProcess(scripted, "ours"), nothing))
    assert rows[0].figures["fully_right"].value == 1.0
    assert rows[1].figures["wrong_refusal"].value == 1.0
    assert rows[1].cited_characters == 0.0
    text = Comparison(FEW.sizes(), rows, ("somebody was left out",)).markdown()
    assert "| ours | 100.0 % |" in text
    assert "- somebody was left out" in text
    assert all(MEANINGS[key].label in text for key in COLUMNS)


def test_the_stock_parts_are_still_where_they_were() -> None:
    from llama_index.core import Document, VectorStoreIndex
    from llama_index.core.node_parser import TokenTextSplitter
    from llama_index.core.query_engine import CitationQueryEngine

    embedding = MockEmbedding(embed_dim=8)
    index = VectorStoreIndex.from_documents(
        [Document(text=TEXTS["zoo"])], embed_model=embedding, transformations=[TokenTextSplitter()]
    )
    engine = CitationQueryEngine.from_args(
        index, llm=MockLLM(), embed_model=embedding, text_splitter=TokenTextSplitter()
    )
    reply = CitationEngine(TEXTS, engine, lambda _: []).ask("How long do cats sleep?")
    assert reply.error == ""


def test_a_model_with_the_whole_document_is_read_fairly() -> None:
    scripted = Scripted(FEW)
    first = scripted.corpus.passages[0]
    document = "\n".join(f"[{n}] {p.text}" for n, p in enumerate(scripted.corpus.passages, 1))

    class Canned(MockLLM):
        """Checks that it got everything, and says one sentence."""

        def complete(self, prompt: str, formatted: bool = False, **_: Any) -> CompletionResponse:
            assert document in prompt
            return CompletionResponse(text=self.system_prompt or "")

    def said(text: str) -> Reply:
        llm = Canned(max_tokens=9, system_prompt=text)
        return WholeDocument(scripted, llm, "small").ask("Who?")

    reply = said("It is there. [1] [99999]")
    assert [cited.quote for cited in reply.citations] == [first.text]
    assert said("The passages do not say.").status == "not_covered"
    assert said("").status == "not_covered"


def test_the_nearest_passage_of_an_encoder_is_shown() -> None:
    scripted = Scripted(FEW)
    peer = minilm_alone(scripted, QuestionEncoder())
    passage = scripted.corpus.passages[10]
    reply = peer.ask(passage.text)
    assert [cited.quote for cited in reply.citations] == [passage.text]
    assert len(peer.inside(passage.text)[0] or ()) == 10


def test_peers_that_cannot_be_had_are_left_out_with_a_reason() -> None:
    so_far: list[Comparison] = []
    left = compare_all(1, "minilm,whole-document", lambda *_: None, kept=so_far.append)
    # What is known is handed on after each, as a model takes long and may be interrupted.
    assert [len(table.notes) for table in so_far] == [1, 2]
    assert left.rows == ()
    assert "--minilm" in " ".join(left.notes) or "MiniLM" in left.notes[0]
    assert "no language model" in left.notes[1]
    with pytest.raises(EvalError, match="no peer nobody"):
        compare_all(1, "nobody", lambda *_: None)


class _Named:
    def __init__(self, name: str) -> None:
        self.name = name


class _Graph:
    """An ONNX session that gives a vector for each token: its id, and whether it has a type."""

    def __init__(self, *inputs: str) -> None:
        self._inputs = [_Named(name) for name in inputs]

    def get_inputs(self) -> list[_Named]:
        return self._inputs

    def get_outputs(self) -> list[_Named]:
        return [_Named("last_hidden_state")]

    def run(self, names: list[str], feed: dict[str, Any]) -> list[Any]:
        assert names == ["last_hidden_state"]
        assert set(feed) == {one.name for one in self._inputs}
        ids = feed["input_ids"].astype(float)
        return [np.stack([ids, np.ones_like(ids)], axis=-1)]


@pytest.mark.parametrize("more", [(), ("token_type_ids",)])
def test_the_published_encoder_is_read_as_others_export_it(more: tuple[str, ...]) -> None:
    encoder = PublishedEncoder()
    encoder._session = _Graph("input_ids", "attention_mask", *more)
    vector = encoder.encode_one("two words")
    ids = encoder._tokenizer.encode("two words").ids
    assert vector[0] / vector[1] == pytest.approx(sum(ids) / len(ids))
    assert np.linalg.norm(vector) == pytest.approx(1.0)
