"""What a person sees where a program gets a problem document."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi import FastAPI
from fastapi.responses import HTMLResponse
from starlette.exceptions import HTTPException
from starlette.testclient import TestClient

from assistant.serving import problems
from assistant.serving.error_page import ErrorPage

HTML = {"accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()
    problems.add_handlers(app)

    @app.get("/busy")
    def busy() -> None:
        raise HTTPException(503, "Busy.", {"retry-after": "2"})

    @app.get("/owner")
    def owner() -> None:
        raise HTTPException(401, "Who are you?", {"www-authenticate": "Basic"})

    @app.get("/fine", response_class=HTMLResponse)
    def fine() -> str:
        return "fine"

    app.add_middleware(ErrorPage, root="/under")
    with TestClient(app) as opened:
        yield opened


def test_a_browser_gets_a_page_with_a_way_back(client: TestClient) -> None:
    reply = client.get("/a/b", headers={**HTML, "accept-language": "de"})
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html")
    assert '<html lang="de" dir="ltr">' in reply.text
    assert "Hier gibt es keine Seite" in reply.text
    assert 'href="/under/"' in reply.text
    assert reply.headers["content-length"] == str(len(reply.content))


def test_a_program_gets_the_problem_document(client: TestClient) -> None:
    for headers in ({}, {"accept": "application/json"}, {"accept": "*/*"}):
        reply = client.get("/a/b", headers=headers)
        assert reply.headers["content-type"] == problems.MEDIA_TYPE
        assert reply.json()["status"] == 404
    assert client.post("/a/b", headers=HTML).headers["content-type"] == problems.MEDIA_TYPE


def test_status_and_headers_stay_and_what_is_no_error_too(client: TestClient) -> None:
    busy = client.get("/busy", headers=HTML)
    assert (busy.status_code, busy.headers["retry-after"]) == (503, "2")
    assert "This did not work" in busy.text
    asked = client.get("/owner", headers=HTML)
    assert asked.headers["content-type"] == problems.MEDIA_TYPE
    assert client.get("/fine", headers=HTML).text == "fine"
