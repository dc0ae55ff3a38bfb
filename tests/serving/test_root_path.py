"""The path of a proxy: off the request, before the links of the JSON, and nowhere else."""

from __future__ import annotations

import pytest
from starlette.responses import JSONResponse
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from assistant.serving.root_path import RootPath, under


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    raw = scope["raw_path"].decode()
    await JSONResponse([scope["path"], raw])(scope, receive, send)


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ("/tpm/api/chat", ["/api/chat", "/api/chat"]),
        ("/tpm/source/a%20b", ["/source/a b", "/source/a%20b"]),
        ("/tpm/", ["/", "/"]),
        ("/tpm", ["/", "/"]),
        ("/api/chat", ["/api/chat", "/api/chat"]),  # a proxy that takes it off itself
        ("/tpmx/api", ["/tpmx/api", "/tpmx/api"]),
    ],
)
def test_the_path_is_taken_off(asked: str, seen: list[str]) -> None:
    assert TestClient(RootPath(echo, "/tpm")).get(asked).json() == seen


def test_links_of_the_json_get_the_path() -> None:
    body = {"text": "/source/x", "citations": [{"url": "/source/d#c=1-2", "number": 1}]}
    assert under("/tpm", body)["citations"] == [{"url": "/tpm/source/d#c=1-2", "number": 1}]
    assert under("/tpm", body)["text"] == "/source/x"
    assert under("", body) == body
    assert body["citations"][0]["url"] == "/source/d#c=1-2"  # type: ignore[index]
