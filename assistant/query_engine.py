"""The assistant as a LlamaIndex query engine, for use inside other LlamaIndex applications.

The response's text is the answer with its markers, ``source_nodes`` are the cited passages with
their exact offsets, and ``metadata`` is the answer's JSON.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from llama_index.core.base.base_query_engine import BaseQueryEngine
from llama_index.core.base.response.schema import Response
from llama_index.core.prompts.mixin import PromptMixinType
from llama_index.core.schema import QueryBundle

from assistant.index.retrieval import to_node
from assistant.records import Evidence

if TYPE_CHECKING:
    from assistant.assistant import Assistant


class CitedQueryEngine(BaseQueryEngine):
    """Answers a query with citations that were checked character by character."""

    def __init__(self, assistant: Assistant) -> None:
        super().__init__(callback_manager=None)
        self._assistant = assistant

    def _query(self, query_bundle: QueryBundle) -> Response:
        answer = self._assistant.ask(query_bundle.query_str)
        spans = {(c.source.document_id, c.source.start): c.number for c in answer.citations}
        cited = sorted(
            (spans[passage.document_id, passage.start], passage)
            for passage in self._assistant.corpus.passages
            if (passage.document_id, passage.start) in spans
        )
        nodes = [to_node(Evidence(passage, number, 1.0 / number)) for number, passage in cited]
        return Response(answer.text, source_nodes=nodes, metadata=answer.to_json())

    async def _aquery(self, query_bundle: QueryBundle) -> Response:
        return await asyncio.to_thread(self._query, query_bundle)

    def _get_prompt_modules(self) -> dict[str, Any] | PromptMixinType:
        return {}
