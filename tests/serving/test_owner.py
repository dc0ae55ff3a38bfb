"""The owner's desk on the real application: who gets in, what is shown, what can be done."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.owner.passwords import hashed
from assistant.serving.owner.commands import export, write_report
from assistant.serving.server import create_app
from assistant.settings import Settings

MakeSettings = Callable[..., Settings]
PASSWORD = "correct horse battery"
TOKEN = "a-token-of-sixteen"
HASH = hashed(PASSWORD)
ASKED = ("How long do pears keep?", "how long do pears keep", "<b>Who</b> won?")
PAGES = ("/owner/", "/owner/questions", "/owner/groups", "/owner/ratings", "/owner/passages",
         "/owner/export.csv", "/owner/export.jsonl")  # fmt: skip


@pytest.fixture
def chosen(settings: MakeSettings, plain_corpus: Path) -> Settings:
    return settings(
        corpus_dir=plain_corpus, store_questions="all",
        owner_password_hash=SecretStr(HASH), owner_token=SecretStr(TOKEN),
    )  # fmt: skip


@pytest.fixture
def client(chosen: Settings) -> Iterator[TestClient]:
    with Assistant.open(chosen) as assistant:
        app = create_app(assistant)
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as made:
            for question in (
                "How long do pears keep?",
                "how long do pears keep",
                "<b>Who</b> won?",
            ):
                answer = made.post("/api/chat", json={"message": question}).json()
            rated = {"answer_id": answer["id"], "rating": "down", "comment": "no help"}
            assert made.post("/api/feedback", json=rated).status_code == 204
            app.state.keeper.flush()
            yield made


def sign_in(client: TestClient) -> None:
    reply = client.post("/owner/login", data={"password": PASSWORD})
    assert (reply.status_code, reply.headers["location"]) == (303, "/owner/")


def form_token(html: str) -> str:
    found = re.search(r'name="form_token" value="([0-9a-f]+)"', html)
    assert found
    return found[1]


class Links(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.tags: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.hrefs += [value for name, value in attrs if name == "href" and value]


# --- who gets in ---------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_nobody_gets_a_byte_of_data_without_signing_in(client: TestClient, path: str) -> None:
    for cookies in ({}, {"owner_session": "forged"}):
        client.cookies.clear()
        client.cookies.update(cookies)
        reply = client.get(path)
        assert reply.status_code == 303
        assert reply.headers["location"] == "/owner/login"
        assert "pears" not in reply.text


def test_a_wrong_password_is_refused_and_slowed_down(client: TestClient) -> None:
    codes = [client.post("/owner/login", data={"password": f"x{n}"}).status_code for n in range(12)]
    assert codes[0] == 403
    assert codes[-1] == 429
    assert client.post("/owner/login", data={"password": PASSWORD}).status_code == 429


def test_the_cookie_is_for_the_desk_only(client: TestClient) -> None:
    reply = client.post("/owner/login", data={"password": PASSWORD})
    cookie = reply.headers["set-cookie"].lower()
    for part in ("httponly", "samesite=strict", "path=/owner"):
        assert part in cookie
    page = client.get("/owner/")
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith("default-src 'none'")


def test_an_act_needs_the_token_of_its_session(client: TestClient) -> None:
    sign_in(client)
    links = Links(client.get("/owner/questions").text).hrefs
    one = next(link for link in links if re.search(r"/questions/.+", link))
    for token in ({}, {"form_token": "0" * 64}):
        assert client.post(one, data={"act": "done", **token}).status_code == 403


def test_signing_out_ends_the_session(client: TestClient) -> None:
    sign_in(client)
    token = form_token(client.get("/owner/").text)
    assert client.post("/owner/logout", data={"form_token": token}).status_code == 303
    assert client.get("/owner/").status_code == 303


def test_without_a_password_there_is_no_desk(settings: MakeSettings, plain_corpus: Path) -> None:
    with Assistant.open(settings(corpus_dir=plain_corpus)) as assistant:
        client = TestClient(create_app(assistant), base_url="http://127.0.0.1")
        assert client.get("/owner/").status_code == 404
        assert client.get("/api/owner/questions.csv").status_code == 404


def test_programs_need_the_token(client: TestClient) -> None:
    path = "/api/owner/questions.jsonl"
    assert client.get(path).status_code == 401
    assert client.get(path, headers={"authorization": "Bearer wrong"}).status_code == 401
    reply = client.get(path, headers={"authorization": f"Bearer {TOKEN}"})
    rows = [json.loads(line) for line in reply.text.splitlines()]
    assert {row["question"] for row in rows} == set(ASKED)
    assert [row["comment"] for row in rows if row["question"] == ASKED[-1]] == ["no help"]


# --- what is shown -------------------------------------------------------------------------------


def test_every_page_is_whole_and_its_links_lead_somewhere(client: TestClient) -> None:
    sign_in(client)
    seen: set[str] = set()
    todo = ["/owner/"]
    while todo:
        path = todo.pop()
        reply = client.get(path)
        assert reply.status_code == 200, path
        if path.startswith("/owner"):
            assert "script" not in Links(reply.text).tags
        if not path.startswith("/owner") or "export" in path:
            continue
        for href in Links(reply.text).hrefs:
            target = str(client.base_url.join(path).join(href.split("#")[0]).raw_path, "ascii")
            if not href.startswith(("#", "data:")) and target not in seen:
                seen.add(target)
                todo.append(target)
    assert len(seen) > 12


def test_questions_are_counted_grouped_and_shown_as_they_were_seen(client: TestClient) -> None:
    sign_in(client)
    overview = client.get("/owner/?days=7").text
    assert "<td>3</td>" in overview
    groups = client.get("/owner/groups?all=yes").text
    assert re.search(r"<strong>2×</strong> [Hh]ow long do pears keep", groups)
    questions = client.get("/owner/questions?outcome=not_covered").text
    assert "&lt;b&gt;Who&lt;/b&gt; won?" in questions
    assert "pears" not in questions
    asked = client.get("/owner/questions?q=pears").text
    one = next(link for link in Links(asked).hrefs if re.search(r"/questions/.+", link))
    page = client.get(one).text
    assert "Pears keep for a week." in page
    assert "no help" in client.get("/owner/ratings").text
    assert "Pears keep for a week." in client.get("/owner/passages").text


# --- what can be done ----------------------------------------------------------------------------


def test_mark_export_and_forget(client: TestClient) -> None:
    sign_in(client)
    html = client.get("/owner/questions?q=pears").text
    one = next(link for link in Links(html).hrefs if re.search(r"/questions/.+", link))
    token = form_token(client.get(one).text)
    assert client.post(one, data={"act": "done", "form_token": token}).status_code == 303
    assert "Not done yet" in client.get(one).text
    case = client.post(one, data={"act": "case", "form_token": token})
    assert json.loads(case.text)["quotes"] == ["Pears keep for a week."]
    table = client.get("/owner/export.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 3
    assert client.post(one, data={"act": "forget", "form_token": token}).status_code == 303
    assert client.get(one).status_code == 404
    assert client.post(one, data={"act": "odd", "form_token": token}).status_code == 404


def test_files_without_a_browser(client: TestClient, chosen: Settings, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert export(chosen, tmp_path / "asked.csv", 30) == 3
    assert "pears" in (tmp_path / "asked.csv").read_text(encoding="utf-8-sig")
    write_report(chosen, tmp_path / "week.html", 7)
    html = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert "3 questions from" in html
    assert "&lt;b&gt;Who&lt;/b&gt; won?" in html
