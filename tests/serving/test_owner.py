"""The owner's desk on the real application: who gets in, what is shown, what can be done."""

from __future__ import annotations

import csv
import io
import json
import re
import time
from collections.abc import Callable, Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator
from pydantic import SecretStr

from assistant.assistant import Assistant
from assistant.keeping.keeper import Keeper
from assistant.owner.passwords import hashed
from assistant.serving.owner.builder import fields
from assistant.serving.owner.commands import export, write_report
from assistant.serving.server import create_app
from assistant.settings import Settings, load_settings
from assistant.sources.own import DOCUMENTS, QUESTIONS
from eval.sets import load_sets
from tests.conftest import FRUIT, TOOLS
from tests.support.counting_limiter import CountingLimiter

MakeSettings = Callable[..., Settings]
PASSWORD = "correct horse battery"
TOKEN = "a-token-of-sixteen"
HASH = hashed(PASSWORD)
ASKED = ("How long do pears keep?", "how long do pears keep", "<b>Who</b> won?")
PAGES = ("/owner/", "/owner/questions", "/owner/groups", "/owner/ratings", "/owner/passages",
         "/owner/export.csv", "/owner/export.jsonl")  # fmt: skip


@pytest.fixture(scope="module")
def chosen(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    here = tmp_path_factory.mktemp("desk")
    (here / "corpus").mkdir()
    (here / "corpus" / "fruit.md").write_text(FRUIT, encoding="utf-8")
    (here / "corpus" / "tools.md").write_text(TOOLS, encoding="utf-8")
    return load_settings(
        index_dir=here / "index", data_dir=here / "data", corpus_dir=here / "corpus",
        store_questions="all", owner_password_hash=SecretStr(HASH), owner_token=SecretStr(TOKEN),
        reload_seconds=0, rate_per_minute=10_000, owner_uploads=True, owner_upload_mb=1,
        widget_origins=("https://jobs.example",),
    )  # fmt: skip


@pytest.fixture(scope="module")
def opened(chosen: Settings) -> Iterator[tuple[TestClient, Passing]]:
    """One server for all tests of this file; its clock is passed on between them."""
    clock = Passing()
    with Assistant.open(chosen) as assistant:
        app = create_app(assistant, CountingLimiter(lambda: clock.now))
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as made:
            yield made, clock


@pytest.fixture
def client(opened: tuple[TestClient, Passing], chosen: Settings) -> TestClient:
    """Nobody is signed in, and three questions were asked."""
    made, clock = opened
    clock.now += 1_000
    made.cookies.clear()
    keeper: Keeper = made.app.state.keeper  # type: ignore[attr-defined]
    keeper.flush()
    keeper.store.delete_before(time.time() + 100_000)
    for question in ASKED:
        answer = made.post("/api/chat", json={"message": question}).json()
    rated = {"answer_id": answer["id"], "rating": "down", "comment": "no help"}
    assert made.post("/api/feedback", json=rated).status_code == 204
    keeper.flush()
    return made


class Passing:
    """A time that a test lets pass."""

    now = 0.0


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
        assert reply.headers["location"].split("?")[0] == "/owner/login"
        assert "pears" not in reply.text


def test_a_wrong_password_is_refused_and_slowed_down(client: TestClient) -> None:
    codes = [client.post("/owner/login", data={"password": f"x{n}"}).status_code for n in range(12)]
    assert codes[0] == 403
    assert codes[-1] == 429
    reply = client.post("/owner/login", data={"password": PASSWORD})
    assert reply.status_code == 429
    assert 0 < int(reply.headers["retry-after"]) <= 60


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
            assert ("script" in Links(reply.text).tags) is path.startswith("/owner/widget")
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


def test_mark_export_and_forget(client: TestClient, chosen: Settings) -> None:
    sign_in(client)
    html = client.get("/owner/questions?q=pears").text
    one = next(link for link in Links(html).hrefs if re.search(r"/questions/.+", link))
    token = form_token(client.get(one).text)
    assert client.post(one, data={"act": "done", "form_token": token}).status_code == 303
    assert "Not done yet" in client.get(one).text
    for said in ("Case a001 added to answerable.jsonl", "Case a001 is already in"):
        assert said in client.post(one, data={"act": "case", "form_token": token}).text
    cases = load_sets(chosen.added_dir / "sets")
    assert [case.needed for case in cases.answerable] == [(("Pears keep for a week.",),)]
    table = client.get("/owner/export.csv").text.removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(table)))
    assert len(rows) == 3
    assert "1 question with answers" in client.get(f"{one}/forget").text
    assert client.post(f"{one}/forget", data={"form_token": "0" * 64}).status_code == 403
    assert client.get(one).status_code == 200
    assert client.post(f"{one}/forget", data={"form_token": token}).status_code == 303
    assert client.get(one).status_code == 404
    assert client.post(one, data={"act": "odd", "form_token": token}).status_code == 404


def test_a_session_that_was_ended_stays_so_whoever_has_its_cookie(client: TestClient) -> None:
    sign_in(client)
    stolen = client.cookies["owner_session"]
    token = form_token(client.get("/owner/").text)
    assert client.post("/owner/logout", data={"form_token": token}).status_code == 303
    client.cookies.set("owner_session", stolen)
    assert client.get("/owner/").status_code == 303
    client.cookies.clear()
    sign_in(client)
    assert client.cookies["owner_session"] != stolen
    assert client.get("/owner/").status_code == 200


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("questions?q=pears", "/owner/questions?q=pears"),
        ("//evil.example", "/owner/"),
        ("../../evil", "/owner/"),
        ("https://evil.example/", "/owner/"),
        ("\\evil", "/owner/"),
    ],
)
def test_after_signing_in_one_is_where_one_wanted_to_be(
    client: TestClient, wanted: str, there: str
) -> None:
    if there != "/owner/":
        sent = client.get(there).headers["location"]
        assert sent == "/owner/login?next=questions%3Fq%3Dpears"
    reply = client.post("/owner/login", data={"password": PASSWORD, "next": wanted})
    assert (reply.status_code, reply.headers["location"]) == (303, there)


def test_delete_by_age_asks_once(client: TestClient) -> None:
    sign_in(client)
    page = client.get("/owner/old?days=30").text
    assert "0 questions were asked before" in page
    data = {"form_token": form_token(page), "days": "30"}
    assert client.post("/owner/old", data={**data, "days": "0"}).status_code == 422
    assert client.post("/owner/old", data={"days": "30"}).status_code == 403
    assert client.post("/owner/old", data=data).status_code == 303
    assert "How long do pears keep?" in client.get("/owner/questions").text


def test_a_group_is_marked_as_done_at_once(client: TestClient) -> None:
    sign_in(client)
    page = client.get("/owner/groups?all=yes").text
    ids = re.findall(r'name="visit" value="([^"]+)"', page)
    data = {"form_token": form_token(page), "visit": ids, "next": "groups?days=30&all=yes"}
    reply = client.post("/owner/questions", data=data)
    assert reply.headers["location"] == "/owner/groups?days=30&all=yes"
    assert client.get("/owner/questions?done=no").text.count('class="outcome') == 0


def test_an_allowed_site_is_seen(client: TestClient) -> None:
    sign_in(client)
    assert (
        client.get("/api/suggestions", headers={"origin": "https://evil.example"}).status_code
        == 403
    )
    row = r'<th scope="row">https://jobs.example</th><td>(\w+)'
    assert re.search(row, client.get("/owner/widget").text)
    client.get("/api/suggestions", headers={"origin": "https://jobs.example"})
    keeper: Keeper = client.app.state.keeper  # type: ignore[attr-defined]
    for _ in range(200):
        if keeper.store.notes("site "):
            break
        time.sleep(0.05)
    assert set(keeper.store.notes("site ")) == {"site https://jobs.example"}
    assert "<time>" in client.get("/owner/widget").text


def test_the_builder_makes_a_line_and_says_what_its_colour_does(client: TestClient) -> None:
    sign_in(client)
    page = client.get(
        "/owner/widget", params={"title": '"><script>x', "accent": "#ffee00", "theme": "odd"}
    ).text
    line = unescape(page.split('aria-label="The line to paste">')[1].split("</textarea>")[0])
    assert 'data-title="&quot;&gt;&lt;script&gt;x"' in line
    assert 'integrity="sha384-' in line
    assert "data-theme" not in line
    assert "the widget takes black" in page
    floating = client.get("/owner/widget?line=floating&nonce=yes&address=nonsense").text
    assert "is not" in floating
    floating = client.get("/owner/widget?line=floating&nonce=yes").text
    line = unescape(floating.split('aria-label="The line to paste">')[1].split("</textarea>")[0])
    assert line.startswith('<script nonce="NONCE" src="http://127.0.0.1/widget/v1.js" defer')
    preview = client.get("/owner/widget/preview?on=dark&title=Hi")
    assert 'data-theme="dark" data-title="Hi"' in preview.text
    kinds = "launcher=icon&memory=shared&measure=words&avoid=%23ours"
    shown = client.get(f"/owner/widget/preview?{kinds}&size=huge").text
    for said in ("launcher='icon'", "memory='shared'", "measure='words'", "avoid='#ours'"):
        assert said.replace("'", '"') in shown
    assert "huge" not in shown
    labels = [field.label for field in fields()]
    assert not {"measure", "avoid", "memory", "launcher"} & {label.lower() for label in labels}
    assert len(set(labels)) == len(labels)
    assert "frame-ancestors 'self'" in preview.headers["content-security-policy"]
    client.cookies.clear()
    assert client.get("/owner/widget/preview?on=dark").status_code == 303


# --- a question is placed ------------------------------------------------------------------------


def waited(client: TestClient, path: str, words: str) -> str:
    """The page once it says so; what it waits for runs in a thread of its own."""
    for _ in range(600):
        page = client.get(path).text
        if words in page:
            return page
        time.sleep(0.1)
    raise AssertionError(f"{words!r} never came: {page}")


def test_a_question_is_placed_checked_in_force_and_undone(
    client: TestClient, chosen: Settings
) -> None:
    sign_in(client)
    asked = {"message": ASKED[2]}
    assert client.post("/api/chat", json=asked).json()["status"] == "not_covered"
    html = client.get("/owner/questions?outcome=not_covered").text
    visit = next(link for link in Links(html).hrefs if re.search(r"/questions/.+", link))
    form = client.get(f"/owner/entries/new?visit={visit.rsplit('/', 1)[1]}").text
    passage = re.search(r'value="([^"]+)"><span>Saws cut wood.', form)
    assert passage
    data: dict[str, object] = {
        "form_token": form_token(form), "questions": f"{ASKED[2]}\nwho won it",
        "visit": visit.rsplit("/", 1)[1], "kind": "answer",
    }  # fmt: skip
    lacking = client.post("/owner/entries", data=data)
    assert (lacking.status_code, "No passage is chosen" in lacking.text) == (422, True)
    assert client.post("/owner/entries", data={**data, "form_token": "x"}).status_code == 403
    reply = client.post("/owner/entries", data={**data, "passage": [passage[1]]})
    entry = reply.headers["location"].split("?")[0]
    page = waited(client, entry, "Take it over")
    assert "then" in page
    assert not (chosen.added_dir / QUESTIONS).exists()
    taking = {"form_token": form_token(page), "act": "take", "anyway": "yes"}
    assert client.post(entry, data=taking).status_code == 303
    waited(client, entry, "<h2>In force</h2>")
    answer = client.post("/api/chat", json=asked).json()
    assert [c["quote"] for c in answer["citations"]] == ["Saws cut wood."]
    assert client.post("/api/chat", json={"message": ASKED[0]}).json()["status"] == "answered"
    assert "Not done yet" in client.get(visit).text
    assert ASKED[0] not in (chosen.added_dir / QUESTIONS).read_text(encoding="utf-8")
    undoing = {"form_token": taking["form_token"], "act": "undo"}
    assert client.post(entry, data=undoing).status_code == 303
    for _ in range(600):
        if client.post("/api/chat", json=asked).json()["status"] == "not_covered":
            break
        time.sleep(0.1)
    assert client.post("/api/chat", json=asked).json()["status"] == "not_covered"
    assert client.post(entry, data={**undoing, "act": "drop"}).status_code == 303
    assert client.get(entry).status_code == 404


# --- documents -----------------------------------------------------------------------------------


def test_a_document_is_added_answers_and_is_removed(client: TestClient, chosen: Settings) -> None:
    sign_in(client)
    token = {"form_token": form_token(client.get("/owner/documents").text)}
    nuts = ("../../Über nuts.md", b"Nuts keep for a year.\n", "text/markdown")
    assert client.post("/owner/documents", files={"document": nuts}).status_code == 403
    bad = {"document": ("x.exe", b"MZ", "application/octet-stream")}
    refused = client.post("/owner/documents", data=token, files=bad)
    assert (refused.status_code, "are not read" in refused.text) == (422, True)
    empty = {"document": ("x.md", b"", "text/markdown")}
    assert "it is empty" in client.post("/owner/documents", data=token, files=empty).text
    added = client.post("/owner/documents", data=token, files={"document": nuts})
    assert added.headers["location"] == "/owner/documents?follow=yes"
    assert [p.name for p in (chosen.added_dir / DOCUMENTS).iterdir()] == ["Über-nuts.md"]
    waited(client, "/owner/documents", "3 documents with 8 passages answer.")
    listed = client.get("/api/documents").json()["documents"]
    (nut,) = (d for d in listed if d["title"] == "Über nuts")
    assert "Nuts keep for a year." in client.get(nut["url"]).text
    again = client.post("/owner/documents", data=token, files={"document": nuts})
    assert "There is a Über-nuts.md already" in again.text
    gone = {**token, "name": "Über-nuts.md"}
    assert client.get("/owner/documents/remove?name=../x").status_code == 404
    assert client.post("/owner/documents/remove", data={**token, "name": "x"}).status_code == 404
    assert client.post("/owner/documents/remove", data=gone).status_code == 303
    waited(client, "/owner/documents", "2 documents with 7 passages answer.")
    renewing = client.post("/owner/documents/renew", data={**token, "how": "anew"})
    assert renewing.status_code == 303
    waited(client, "/owner/documents", "2 documents with 7 passages answer.")


def test_only_who_is_signed_in_may_send_much(client: TestClient) -> None:
    much = {"document": ("big.txt", b"word " * 350_000, "text/plain")}
    assert client.post("/owner/documents", files=much).status_code == 413
    sign_in(client)
    token = {"form_token": form_token(client.get("/owner/documents").text)}
    page = client.post("/owner/documents", data=token, files=much)
    assert (page.status_code, "has more than 1 MB" in page.text) == (422, True)
    assert client.post("/owner/login", content=b"x" * 1_100_000).status_code == 413


# --- programs ------------------------------------------------------------------------------------


def test_what_programs_get_is_what_openapi_tells(client: TestClient) -> None:
    document = client.get("/openapi.json").json()
    bearer = {"authorization": f"Bearer {TOKEN}"}
    for path in ("overview", "questions", "groups?gaps=false", "passages", "state"):
        assert client.get(f"/api/owner/{path}").status_code == 401
        reply = client.get(f"/api/owner/{path}", headers=bearer)
        told = document["paths"][f"/api/owner/{path.split('?')[0]}"]["get"]["responses"]["200"]
        wanted = told["content"]["application/json"]["schema"]
        Draft202012Validator({**wanted, "components": document["components"]}).validate(
            reply.json()
        )
    assert "/owner/questions" not in document["paths"]
    rows = client.get("/api/owner/questions?q=pears", headers=bearer).json()["questions"]
    one = f"/api/owner/questions/{rows[0]['id']}"
    assert client.put(f"{one}/done", headers=bearer).json() == {"done": True}
    assert client.delete(one).status_code == 401
    assert client.delete(one, headers=bearer).json()["deleted"] >= 1
    assert client.delete(one, headers=bearer).status_code == 404
    assert client.delete("/api/owner/questions", headers=bearer).status_code == 422
    kept = client.delete("/api/owner/questions?older_than_days=9", headers=bearer)
    assert kept.json() == {"deleted": 0}
    assert "questions from" in client.get("/api/owner/report.html", headers=bearer).text


def test_files_without_a_browser(client: TestClient, chosen: Settings, tmp_path: Path) -> None:
    assert client.get("/healthz").status_code == 200
    assert export(chosen, tmp_path / "asked.csv", 30) == 3
    assert "pears" in (tmp_path / "asked.csv").read_text(encoding="utf-8-sig")
    write_report(chosen, tmp_path / "week.html", 7)
    html = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert "3 questions from" in html
    assert "&lt;b&gt;Who&lt;/b&gt; won?" in html


def test_a_question_without_an_end_is_cut_where_questions_are_listed(client: TestClient) -> None:
    endless = "pears " + "e\u0301" * 900
    assert client.post("/api/chat", json={"message": endless}).status_code == 200
    client.app.state.keeper.flush()  # type: ignore[attr-defined]
    sign_in(client)
    for page in ("/owner/questions", "/owner/groups?all=yes"):
        html = client.get(page).text
        assert "e\u0301" * 80 in html
        assert "e\u0301" * 100 not in html
    one = re.search(r'href="(/owner/questions/[^"?]+)">pears', client.get("/owner/questions").text)
    assert one
    assert endless in client.get(one[1]).text
