"""The assistant as tools for other programs' language models: the Model Context Protocol.

Three tools: ``ask`` gives an answer with its citations, ``passages`` what the search finds, and
``document`` the text that every offset counts in. Over HTTP they stand at ``/mcp`` beside
everything else (``ASSISTANT_MCP=true``), under the same gates and limits, without sessions; over
standard input and output ``tpm-assistant mcp`` serves one program. https://modelcontextprotocol.io
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, nullcontext
from importlib import metadata
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.routing import BaseRoute, Route

from assistant.accepting import check_message
from assistant.assistant import Assistant
from assistant.errors import AssistantError, SettingsError
from assistant.records import Answer
from assistant.serving.schema import AnswerModel
from assistant.settings import NAME

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

PATH = "/mcp"
PASSAGES_MOST = 20
PART_MOST = 20_000
"""Characters of a document in one reply."""
Ask = Callable[[str], Awaitable[Answer]]


class FoundModel(BaseModel):
    """A passage that the search found, best first; it need not answer the question."""

    model_config = ConfigDict(extra="forbid")
    document_id: str
    section: str
    start: int
    end: int
    text: str
    score: float


class FoundListModel(BaseModel):
    """What the search found."""

    passages: list[FoundModel]


class PartModel(BaseModel):
    """A part of a document's text; ``next`` is where the next one begins, or nothing."""

    model_config = ConfigDict(extra="forbid")
    id: str
    title: str
    sha256: str
    start: int
    end: int
    length: int
    next: int | None
    text: str
    documents: Annotated[dict[str, str], Field(description="Titles of all documents by their ids")]


def _version() -> str:
    """The version of what is installed; empty where this runs from files that are not."""
    try:
        return metadata.version(NAME)
    except metadata.PackageNotFoundError:
        return ""


def tools(assistant: Callable[[], Assistant], ask: Ask) -> MCPServer:
    """The server with its three tools.

    Args:
        assistant: gives the one that answers now.
        ask: answers one question.

    Raises:
        SettingsError: the extra ``mcp`` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
        from mcp.server.mcpserver.exceptions import ToolError
    except ModuleNotFoundError:
        raise SettingsError(
            "The Model Context Protocol needs a package that is not installed.",
            "Install it: `pip install 'tpm-assistant[mcp]'`",
        ) from None

    naming = assistant().naming
    server = MCPServer(
        naming.assistant,
        version=_version(),
        instructions=(
            f"Answers questions about {naming.subject} from its documents alone. Quote the "
            "citations word for word; where the status is not_covered, say that it is not there."
        ),
    )

    @server.tool(name="ask", structured_output=True)
    async def ask_tool(
        question: Annotated[str, Field(description="One question, in any words")],
    ) -> AnswerModel:
        """Answer a question from the documents, each statement with the exact words it rests on."""
        try:
            return AnswerModel(**(await ask(check_message(question))).to_json())
        except AssistantError as error:
            raise ToolError(str(error)) from None

    @server.tool(structured_output=True)
    async def passages(
        query: Annotated[str, Field(description="What to look for")],
        limit: Annotated[int, Field(ge=1, le=PASSAGES_MOST)] = 5,
    ) -> FoundListModel:
        """Find the passages nearest to a question, without an answer."""
        try:
            found = await asyncio.to_thread(assistant().retrieve, check_message(query))
        except AssistantError as error:
            raise ToolError(str(error)) from None
        return FoundListModel(passages=[_found(item) for item in found[:limit]])

    @server.tool(structured_output=True)
    async def document(
        document_id: Annotated[str, Field(description="Its id; empty for the first one")] = "",
        start: Annotated[int, Field(ge=0, description="First character")] = 0,
    ) -> PartModel:
        """Read a document, from a character on; the offsets of citations count in this text."""
        return _part(assistant(), document_id, start, ToolError)

    return server


def _found(item: Any) -> FoundModel:
    passage = item.passage
    return FoundModel(
        document_id=passage.document_id, section=" › ".join(passage.section), start=passage.start,
        end=passage.end, text=passage.text, score=round(item.score, 4),
    )  # fmt: skip


def _part(assistant: Assistant, document_id: str, start: int, error: type[Exception]) -> PartModel:
    documents = assistant.documents
    titles = {key: document.title for key, document in documents.items()}
    found = documents.get(document_id or next(iter(documents)))
    if found is None:
        raise error(f"There is no such document. There are: {', '.join(titles)}.")
    text = found.text[start : start + PART_MOST]
    end = min(start, len(found.text)) + len(text)
    return PartModel(
        id=found.id, title=found.title, sha256=found.sha256, start=start, end=end, text=text,
        length=len(found.text), next=end if end < len(found.text) else None, documents=titles,
    )  # fmt: skip


class OverHttp:
    """The tools at ``/mcp``; nothing where the settings do not say so."""

    def __init__(self, wanted: bool, assistant: Callable[[], Assistant], ask: Ask) -> None:
        self._server = tools(assistant, ask) if wanted else None
        self.routes: list[BaseRoute] = []
        if self._server is not None:
            from mcp.server.transport_security import TransportSecuritySettings

            made = self._server.streamable_http_app(
                streamable_http_path=PATH,
                json_response=True,
                stateless_http=True,
                # Names and origins are looked at by ``access``, for every route alike.
                transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
            )
            # Nothing is ever said unasked here, so nobody needs the stream that a GET would open:
            # it never ends, and no limit counts it. The protocol has 405 for that.
            self.routes = [
                Route(route.path, endpoint=route.endpoint, methods=["POST"])
                for route in made.routes
                if isinstance(route, Route)
            ]

    def running(self) -> AbstractAsyncContextManager[None]:
        """What must be entered while requests are answered."""
        if self._server is None:
            return nullcontext()
        return self._server.session_manager.run()


def serve_stdio(assistant: Assistant) -> None:
    """Serves one program over standard input and output, until it closes them.

    Raises:
        SettingsError: the extra ``mcp`` is not installed.
    """
    server = tools(lambda: assistant, assistant.aask)
    asyncio.run(server.run_stdio_async())
