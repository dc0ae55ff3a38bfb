"""The tools of the Model Context Protocol, asked by its reference client: over HTTP and stdio."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from mcp import Client, StdioServerParameters

from assistant.assistant import Assistant
from assistant.serving.mcp_tools import tools
from assistant.serving.running import server_of
from assistant.serving.server import create_app
from assistant.settings import PROJECT, Settings, load_settings
from tests.conftest import FRUIT, TOOLS

PEARS = "How long do pears keep?"


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    here = tmp_path_factory.mktemp("tools")
    (here / "corpus").mkdir()
    (here / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    (here / "corpus" / "tools.md").write_text(TOOLS, encoding="utf-8")
    return load_settings(
        corpus_dir=here / "corpus", index_dir=here / "index", data_dir=here / "data", mcp=True,
        reload_seconds=0,
    )  # fmt: skip


@pytest.fixture(scope="module")
def opened(chosen: Settings) -> Iterator[Assistant]:
    with Assistant.open(chosen) as assistant:
        yield assistant


async def all_tools(server: Any) -> None:
    """Everything that a client can do, whatever lies between."""
    async with Client(server) as client:
        assert client.server_info is not None
        assert client.server_info.version
        listed = (await client.list_tools()).tools
        assert sorted(tool.name for tool in listed) == ["ask", "document", "passages"]
        assert all(tool.description and tool.output_schema for tool in listed)
        answer = (await client.call_tool("ask", {"question": PEARS})).structured_content
        assert answer is not None
        assert answer["status"] == "answered"
        cited = answer["citations"][0]
        part = (await client.call_tool("document", {})).structured_content
        assert part is not None
        assert part["text"][cited["start"] : cited["end"]] == cited["quote"]
        assert (part["id"], part["next"]) == ("fruit", None)
        assert set(part["documents"]) == {"fruit", "tools"}
        found = await client.call_tool("passages", {"query": "wood", "limit": 2})
        assert found.structured_content is not None
        assert found.structured_content["passages"][0]["text"] == "Saws cut wood."
        assert len(found.structured_content["passages"]) == 2
        for name, wrong in (
            ("ask", {"question": " "}),
            ("document", {"document_id": "none"}),
            ("passages", {"query": "x", "limit": 99}),
        ):
            assert (await client.call_tool(name, wrong)).is_error is True


def test_in_process(opened: Assistant) -> None:
    asyncio.run(all_tools(tools(lambda: opened, opened.aask)))


def test_over_http(opened: Assistant) -> None:
    async def served() -> None:
        with socket.create_server(("127.0.0.1", 0)) as listening:
            ready = asyncio.Event()
            server = server_of(create_app(opened), ready.set, stop_seconds=1)
            running = asyncio.create_task(server.serve(sockets=[listening]))
            await ready.wait()
            try:
                await all_tools(f"http://127.0.0.1:{listening.getsockname()[1]}/mcp")
            finally:
                server.should_exit = True
                await running

    asyncio.run(served())


def test_over_standard_input_and_output(chosen: Settings, opened: Assistant) -> None:
    assert opened.index
    where = {
        "ASSISTANT_CORPUS_DIR": str(chosen.corpus_dir),
        "ASSISTANT_INDEX_DIR": str(chosen.index_dir),
        "ASSISTANT_DATA_DIR": str(chosen.data_dir),
        "PATH": os.environ["PATH"],
    }
    program = StdioServerParameters(
        command=sys.executable, args=["-m", "assistant", "mcp"], env=where, cwd=PROJECT
    )
    asyncio.run(all_tools(program))


def test_it_is_off_unless_wanted_and_keeps_to_the_gates(opened: Assistant) -> None:
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list"}
    strange = {"origin": "https://evil.example", "accept": "application/json, text/event-stream"}
    with TestClient(create_app(opened), base_url="http://127.0.0.1") as client:
        assert client.post("/mcp", json=call, headers=strange).status_code == 403
        told = client.get("/llms.txt")
        assert told.headers["content-type"] == "text/plain; charset=utf-8"
        assert "/mcp" in told.text
        assert "[About Fruit](/source/fruit)" in told.text
    off = opened.settings.model_copy(update={"mcp": False})
    original, opened.settings = opened.settings, off
    try:
        client = TestClient(create_app(opened), base_url="http://127.0.0.1")
        assert client.post("/mcp", json=call).status_code == 404
        assert "/mcp" not in client.get("/llms.txt").text
    finally:
        opened.settings = original
