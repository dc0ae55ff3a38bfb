"""The assistant inside LlamaIndex."""

from __future__ import annotations

import asyncio

from llama_index.core.schema import TextNode

from assistant import CitedQueryEngine
from assistant.assistant import Assistant


def test_the_engine_answers_with_the_cited_passages(assistant: Assistant) -> None:
    response = CitedQueryEngine(assistant).query("How long does it take to hire a good TPM?")
    assert "17 days" in str(response)
    assert response.metadata is not None
    assert len(response.source_nodes) == len(response.metadata["citations"])
    for found, citation in zip(response.source_nodes, response.metadata["citations"], strict=True):
        node = found.node
        assert isinstance(node, TextNode)
        assert (node.start_char_idx, node.end_char_idx) == (citation["start"], citation["end"])
        assert node.text == citation["quote"]


def test_a_refusal_has_no_nodes(assistant: Assistant) -> None:
    response = asyncio.run(CitedQueryEngine(assistant).aquery("what is the capital of Australia?"))
    assert response.source_nodes == []


def test_the_retriever_is_a_llamaindex_retriever(assistant: Assistant) -> None:
    nodes = assistant.retriever.retrieve("who manages the engineers?")
    scores = [node.score or 0.0 for node in nodes]
    assert scores == sorted(scores, reverse=True)
    assert "engineering manager’s job" in " ".join(node.text for node in nodes[:3])
