"""Many corpora behind one address: each answers from its own words, and keeps its own visitors."""

from __future__ import annotations

import gc
import json
import logging
import os
import shutil
import time
import weakref
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from assistant.owner.passwords import hashed
from assistant.serving.corpora.commands import ingest_all, status_of_all
from assistant.serving.corpora.front import create_corpora_app
from assistant.serving.corpora.known import FILE
from assistant.serving.corpora.registry import Registry
from assistant.serving.corpora.tenant import Tenant
from assistant.serving.late_page import LatePage
from assistant.serving.owner.recent_errors import CORPUS
from assistant.settings import Settings, load_settings
from tests.conftest import FRUIT, TOOLS
from tests.support.page_first import AS_EVER

PASSWORD = "a long enough password"
TOKENS = {"fruit": "the token of the fruit", "tools": "the token of the tools"}
SITE = "https://fruit.example"
QUESTION = {"message": "How long do pears keep?"}


def part(name: str, **more: Any) -> str:
    values = {"owner_token": TOKENS[name], "store_questions": "all", **more}
    return f"[{name}]\n" + "".join(f"{key} = {json.dumps(v)}\n" for key, v in values.items())


@pytest.fixture(scope="module")
def settings_of_all(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Three corpora, one of them broken, of which two have an owner; two may be open."""
    here = tmp_path_factory.mktemp("many")
    folder = here / "corpora"
    for name, text in (("fruit", FRUIT), ("tools", TOOLS), ("stars", "Stars shine at night.\n")):
        (folder / name).mkdir(parents=True)
        (folder / name / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "empty").mkdir()
    (folder / "fruit" / "corpus.toml").write_text('title = "Fruit & more"\n', encoding="utf-8")
    own = part("fruit", listed=True, owner_password_hash=hashed(PASSWORD), widget_origins=[SITE])
    (folder / FILE).write_text(own + part("tools"), encoding="utf-8")
    return load_settings(
        corpora_dir=folder, index_dir=here / "index", data_dir=here / "data", corpora_open=2,
        rate_per_minute=10_000, reload_seconds=0, root_path="/ask", secret="a secret of the server",
    )  # fmt: skip


@pytest.fixture(scope="module")
def client(settings_of_all: Settings) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(LatePage, "running", AS_EVER)
        app = create_corpora_app(settings_of_all)
        with TestClient(app, base_url="http://127.0.0.1", follow_redirects=False) as opened:
            yield opened


def registry(client: TestClient) -> Registry[Tenant]:
    found: Registry[Tenant] = client.app.state.registry  # type: ignore[attr-defined]
    return found


def asked(client: TestClient, name: str, **more: object) -> dict[str, Any]:
    reply = client.post(f"/c/{name}/api/chat", json={**QUESTION, **more})
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def kept(client: TestClient, name: str, token: str) -> tuple[int, str]:
    headers = {"authorization": f"Bearer {token}"}
    for tenant in registry(client).open_now:
        tenant.app.state.keeper.flush()
    reply = client.get(f"/c/{name}/api/owner/questions", headers=headers)
    return reply.status_code, reply.text


def test_each_answers_from_its_own_words_under_its_own_path(client: TestClient) -> None:
    answer = asked(client, "fruit")
    assert answer["status"] == "answered"
    citation = answer["citations"][0]
    assert citation["quote"] == "Pears keep for a week."
    assert citation["url"].startswith("/ask/c/fruit/source/fruit#c=")
    assert client.get(citation["url"].partition("#")[0]).status_code == 200
    assert client.get("/c/tools/source/fruit").status_code == 404
    assert asked(client, "tools")["status"] == "not_covered"
    documents = client.get("/c/tools/api/documents").json()["documents"]
    assert [document["id"] for document in documents] == ["tools"]
    # With or without the path that a proxy may have taken off.
    assert client.get("/ask/c/tools/api/documents").json()["documents"] == documents


def test_an_answer_of_one_is_nothing_to_another(client: TestClient) -> None:
    identity = asked(client, "fruit")["id"]
    rating = {"answer_id": identity, "rating": "up"}
    forgotten = {"answer_ids": [identity]}
    assert client.post("/c/tools/api/feedback", json=rating).status_code == 422
    assert client.post("/c/tools/api/forget", json=forgotten).status_code == 422
    turns = [
        {"role": "user", "content": "How long do apples keep?"},
        {"role": "assistant", "content": "A month.", "answer_id": identity},
    ]
    begun = asked(client, "tools", history=turns)["id"]
    gone_on = asked(client, "fruit", history=turns)["id"]
    conversation = identity.split("-")[0]
    assert conversation in gone_on
    assert conversation not in begun
    assert client.post("/c/fruit/api/feedback", json=rating).status_code == 204
    assert client.post("/c/fruit/api/forget", json=forgotten).json()["forgotten"] >= 1


def test_an_owner_sees_the_visitors_of_his_own_corpus_alone(client: TestClient) -> None:
    asked(client, "fruit", message="Do pears keep for a week?")
    asked(client, "tools", message="Do saws cut planks?")
    code, fruit = kept(client, "fruit", TOKENS["fruit"])
    assert code == 200
    assert "Do pears keep" in fruit
    assert "Do saws cut" not in fruit
    code, tools = kept(client, "tools", TOKENS["tools"])
    assert code == 200
    assert "Do saws cut" in tools
    assert "Do pears keep" not in tools
    assert kept(client, "tools", TOKENS["fruit"])[0] == 401
    assert client.get("/c/stars/api/owner/questions").status_code == 404  # it has no owner


def test_the_session_of_one_owner_opens_no_other_desk(client: TestClient) -> None:
    reply = client.post("/c/fruit/owner/login", data={"password": PASSWORD})
    assert reply.status_code == 303
    cookie = reply.headers["set-cookie"]
    assert "Path=/ask/c/fruit/owner" in cookie
    sent = {"cookie": cookie.partition(";")[0]}
    assert client.get("/c/fruit/owner/", headers=sent).status_code == 200
    assert client.get("/c/tools/owner/", headers=sent).status_code != 200


def test_a_site_may_embed_the_corpus_that_allows_it(client: TestClient) -> None:
    sent = {"origin": SITE}
    allowed = client.post("/c/fruit/api/chat", json=QUESTION, headers=sent)
    assert allowed.headers["access-control-allow-origin"] == SITE
    assert client.post("/c/tools/api/chat", json=QUESTION, headers=sent).status_code == 403


@pytest.mark.parametrize(
    "path", ["/c/nope/api/chat", "/c/Fruit/", "/c/..%2Ffruit/", "/c/%2e%2e/", "/c/.hidden/",
             "/c/fruit%00/", "/c/fruit/gradio_api/heartbeat/abc"],
)  # fmt: skip
def test_an_unknown_name_is_a_problem_with_a_hint(path: str, client: TestClient) -> None:
    for reply in (client.get(path), client.post(path, json=QUESTION)):
        assert reply.status_code == 404
        assert reply.headers["content-type"] == "application/problem+json"
        assert reply.json()["detail"].endswith(".")
    page = client.get(path, headers={"accept": "text/html"})
    assert page.status_code == 404
    assert "<h1>" in page.text
    assert "content-security-policy" in page.headers


def test_a_broken_corpus_is_told_and_the_others_go_on(
    client: TestClient, settings_of_all: Settings
) -> None:
    reply = client.post("/c/empty/api/chat", json=QUESTION)
    assert reply.status_code == 503
    assert reply.headers["retry-after"]
    assert "cannot be opened" in reply.json()["detail"]
    assert str(settings_of_all.corpora_dir) not in reply.text
    assert asked(client, "fruit")["status"] == "answered"


def test_what_may_be_seen_is_listed_and_nothing_else(client: TestClient) -> None:
    found = client.get("/api/corpora").json()["corpora"]
    assert found == [{"name": "fruit", "title": "Fruit & more", "url": "/ask/c/fruit/"}]
    page = client.get("/", headers={"accept-language": "de"})
    assert '<html lang="de"' in page.text
    assert 'href="/ask/c/fruit/">Fruit &amp; more</a>' in page.text
    assert "tools" not in page.text
    assert client.get("/c/fruit").headers["location"] == "/ask/c/fruit/"


def test_the_chat_page_and_the_widget_are_there_for_each(client: TestClient) -> None:
    page = client.get("/c/tools/")
    assert page.status_code == 200
    assert "planks" not in page.text
    assert client.get("/c/tools/config").json()["dependencies"]
    assert client.get("/c/tools/widget/v1.js").status_code == 200
    assert client.get("/c/tools/api/suggestions").json() == {"suggestions": []}  # it has no bank


def test_closed_ones_are_opened_again_with_what_has_changed(
    client: TestClient, settings_of_all: Settings
) -> None:
    assert settings_of_all.corpora_dir is not None
    answers: list[dict[str, Any]] = []
    for name in ("stars", "fruit", "tools", "stars", "fruit"):
        answers.append(asked(client, name))
        assert len(registry(client).open_now) <= 2
    assert answers[1]["text"] == answers[4]["text"]
    asked(client, "tools")
    asked(client, "stars")  # fruit is closed now
    path = settings_of_all.corpora_dir / "fruit" / "fruit.md"
    path.write_text(FRUIT.replace("for a week", "for nine days"), encoding="utf-8")
    try:
        assert "nine days" in asked(client, "fruit")["text"]
        path.write_text(FRUIT.replace("for a week", "for a fortnight"), encoding="utf-8")
        assert registry(client).open_now[-1].app.state.current.refresh() is True  # as time does
        assert "fortnight" in asked(client, "fruit")["text"]
    finally:
        path.write_text(FRUIT, encoding="utf-8")


def test_many_first_questions_to_closed_corpora_all_have_answers(client: TestClient) -> None:
    with ThreadPoolExecutor(12) as threads:
        names = ["fruit", "tools", "stars"] * 4
        found = list(threads.map(lambda name: asked(client, name), names))
    assert {answer["status"] for answer in found[::3]} == {"answered"}
    assert len(registry(client).open_now) <= 2


def test_how_many_there_are_is_told_and_no_figure_names_one(client: TestClient) -> None:
    asked(client, "fruit")
    ready = client.get("/readyz").json()
    assert ready["corpora"]["known"] == 4
    assert 1 <= ready["corpora"]["open"] <= 2
    assert client.get("/healthz").json() == {"status": "alive"}
    assert client.get("/c/fruit/metrics").status_code == 404


def test_figures_are_bounded(settings_of_all: Settings) -> None:
    token = "a token for the figures"
    chosen = settings_of_all.model_copy(
        update={"metrics_token": load_settings(metrics_token=token).metrics_token}
    )
    with TestClient(create_corpora_app(chosen)) as client:
        for path in ("/c/fruit/healthz", "/c/empty/healthz", "/c/nope/healthz"):
            client.get(path)
        told = client.get("/metrics", headers={"authorization": f"Bearer {token}"}).text
    assert "assistant_corpora_known 4.0" in told
    assert "assistant_corpora_open 1.0" in told
    assert "assistant_corpus_failures_total 1.0" in told
    assert not any(name in told for name in ("fruit", "tools", "nope"))


@pytest.fixture
def nothing_collected() -> Iterator[None]:
    """Python collects no circles meanwhile: what is let go of is so by whoever held it."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.usefixtures("nothing_collected")
def test_a_corpus_that_was_closed_leaves_no_open_file(
    settings_of_all: Settings, tmp_path: Path
) -> None:
    # Chroma shares what lies at one path, so nobody else may have these open.
    own = settings_of_all.model_copy(update={"index_dir": tmp_path / "index"})

    def open_files() -> Counter[str]:
        found: Counter[str] = Counter()
        for place in Path("/proc/self/fd").iterdir():
            with suppress(OSError):  # it was closed meanwhile
                found[os.readlink(place).removesuffix(" (deleted)")] += 1
        return Counter({link: count for link, count in found.items() if str(tmp_path) in link})

    with TestClient(create_corpora_app(own)) as client:
        for name in ("fruit", "tools", "stars", "fruit"):
            asked(client, name)
        assert open_files()
    assert not open_files()


def test_a_corpus_that_was_closed_leaves_nothing_in_memory(client: TestClient) -> None:
    asked(client, "fruit")
    client.get("/c/fruit/")
    held = [weakref.ref(tenant.app.state.current.now) for tenant in registry(client).open_now]
    assert held
    for name in ("tools", "stars"):
        asked(client, name)
    asked(client, "fruit")
    asked(client, "tools")
    ended = time.monotonic() + 60  # Gradio's queue ends when it next looks for work
    while any(assistant() is not None for assistant in held) and time.monotonic() < ended:
        time.sleep(0.1)
        gc.collect()
    assert [assistant() for assistant in held] == [None] * len(held)


def test_one_visitor_cannot_keep_the_server_opening(settings_of_all: Settings) -> None:
    chosen = settings_of_all.model_copy(update={"corpora_open": 1, "rate_per_minute": 3})
    with TestClient(create_corpora_app(chosen)) as client:
        paths = [f"/c/{name}/healthz" for name in ("fruit", "fruit", "tools", "stars", "fruit")]
        replies = [client.get(path) for path in paths]
        assert [reply.status_code for reply in replies] == [200, 200, 200, 200, 429]
        assert int(replies[-1].headers["retry-after"]) >= 1
        assert client.get("/c/stars/healthz").status_code == 200  # it is open


def test_an_owner_is_shown_what_was_logged_of_his_own_corpus(client: TestClient) -> None:
    sent = {"cookie": client.post(
        "/c/fruit/owner/login", data={"password": PASSWORD}
    ).headers["set-cookie"].partition(";")[0]}  # fmt: skip
    log = logging.getLogger("assistant.serving")
    for name in ("fruit", "tools"):
        token = CORPUS.set(name)
        log.warning("Something odd of %s.", name)
        CORPUS.reset(token)
    log.warning("Something odd of all.")
    page = client.get("/c/fruit/owner/state", headers=sent).text
    assert "odd of fruit" in page
    assert "odd of tools" not in page
    assert "odd of all" not in page


def test_all_are_taken_in_at_once_and_the_broken_one_is_told(
    settings_of_all: Settings, tmp_path: Path
) -> None:
    assert settings_of_all.corpora_dir is not None
    folder = tmp_path / "corpora"
    shutil.copytree(settings_of_all.corpora_dir, folder)
    (folder / "Odd Name").mkdir()
    chosen = settings_of_all.model_copy(
        update={"corpora_dir": folder, "index_dir": tmp_path / "index"}
    )
    found = dict(ingest_all(chosen, rebuild=False, stage=lambda *_: None))
    assert sorted(found) == ["Odd Name", "empty", "fruit", "stars", "tools"]
    assert "nothing to answer from" in str(found["empty"])
    assert getattr(found["fruit"], "passages", 0) > 2
    told = status_of_all(chosen)
    assert told["corpora known"] == 4
    assert "passages" in told["corpora"]["fruit"]
    assert "no index" in told["corpora"]["empty"]
    assert "Odd Name" in told["left out"]
    again = dict(ingest_all(chosen, rebuild=False, stage=lambda *_: None))
    assert getattr(again["fruit"], "changed", True) is False
