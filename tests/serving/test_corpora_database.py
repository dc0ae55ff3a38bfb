"""Many corpora that keep their visitors in one PostgreSQL: each in a schema that is its alone."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from fastapi.testclient import TestClient
from pydantic import SecretStr

from assistant.keeping.keeper import DAY, open_store
from assistant.keeping.postgres import postgres_engine, schemas_at
from assistant.keeping.sql_store import SqlVisitStore
from assistant.keeping.visits import Rated
from assistant.serving.corpora.front import create_corpora_app
from assistant.serving.corpora.known import FILE, KnownCorpora
from assistant.serving.corpora.retention import prune_all
from assistant.serving.late_page import LatePage
from tests.conftest import FRUIT, TOOLS, MakeSettings
from tests.support.databases import postgres
from tests.support.page_first import AS_EVER

TOKEN = "the token of the owner"


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture
def known(tmp_path: Path, settings: MakeSettings, database: str) -> KnownCorpora:
    folder = tmp_path / "corpora"
    for name, text in (("fruit", FRUIT), ("to-ols", TOOLS)):
        (folder / name).mkdir(parents=True)
        (folder / name / "text.md").write_text(text, encoding="utf-8")
    own = f"store_questions = {json.dumps('all')}\nowner_token = {json.dumps(TOKEN)}\n"
    (folder / FILE).write_text(f"[fruit]\n{own}[to-ols]\n{own}retention_days = 10\n", "utf-8")
    return KnownCorpora(
        settings(
            corpora_dir=folder,
            database_url=database,
            database_schema=f"t{tmp_path.name[-20:].replace('-', '_')}".lower(),
            reload_seconds=0,
        )
    )


def rating(name: str, at: float) -> Rated:
    return Rated(name, "talk", at, "up", "", "", "answered", "api", "")


def test_what_visitors_leave_at_one_is_in_no_other(
    known: KnownCorpora, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(LatePage, "running", AS_EVER)
    asked = {"fruit": "How long do pears keep?", "to-ols": "Who sharpens a chisel?"}
    with TestClient(create_corpora_app(known.settings), base_url="http://127.0.0.1") as client:
        identities = {}
        for name, question in asked.items():
            reply = client.post(f"/c/{name}/api/chat", json={"message": question})
            identities[name] = reply.json()["id"]
            rated = {"answer_id": identities[name], "rating": "up"}
            assert client.post(f"/c/{name}/api/feedback", json=rated).status_code < 300
        strange = {"answer_id": identities["fruit"], "rating": "up"}
        assert client.post("/c/to-ols/api/feedback", json=strange).status_code == 422
        for tenant in client.app.state.registry.open_now:  # type: ignore[attr-defined]
            tenant.app.state.keeper.flush()
        for name, question in asked.items():
            headers = {"authorization": f"Bearer {TOKEN}"}
            told = client.get(f"/c/{name}/api/owner/questions", headers=headers).text
            assert question in told
            assert not any(other in told for other in asked.values() if other != question)
    for name, question in asked.items():
        store = open_store(known.settings_of(name))
        assert [visit.question for visit in store.visits()] == [question]
        assert len(store.ratings()) == 1
        store.close()
    engine = postgres_engine(database)
    assert not sa.inspect(engine).has_table("visits", schema="public")
    engine.dispose()


def test_many_threads_at_once_never_see_another_schema(known: KnownCorpora, database: str) -> None:
    prefix = known.schema_prefix
    stores = [SqlVisitStore.at(database, f"{prefix}{number}") for number in range(4)]

    def write(turn: int) -> None:
        stores[turn % 4].rated(rating(f"{turn % 4}-{turn}", 1_000.0 + turn))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(48)))
    for number, store in enumerate(stores):
        found = [rated.answer_id for rated in store.ratings()]
        assert len(found) == 12
        assert {identity.partition("-")[0] for identity in found} == {str(number)}
        store.close()
    assert len({store.secret() for store in stores}) == 4
    assert set(schemas_at(database, prefix)) == {f"{prefix}{number}" for number in range(4)}


def test_a_role_that_may_make_no_schema_uses_those_that_are_there(
    known: KnownCorpora, database: str
) -> None:
    schema = known.settings_of("fruit").database_schema
    SqlVisitStore.at(database, schema).rated(rating("a", 1.0))
    engine = postgres_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("CREATE ROLE visitor LOGIN")
        connection.exec_driver_sql(f'GRANT USAGE ON SCHEMA "{schema}" TO visitor')
        connection.exec_driver_sql(f'GRANT ALL ON ALL TABLES IN SCHEMA "{schema}" TO visitor')
    engine.dispose()
    store = SqlVisitStore.at(database.replace("assistant@", "visitor@"), schema)
    assert [rated.answer_id for rated in store.ratings()] == ["a"]
    store.close()


def test_what_is_old_is_deleted_also_of_a_corpus_that_was_taken_away(known: KnownCorpora) -> None:
    now, url = time.time(), known.settings.database_url
    assert url is not None
    names = ("fruit", "to-ols", "taken-away")
    for name in names:
        store = SqlVisitStore.at(url.get_secret_value(), f"{known.schema_prefix}{name}")
        for days in (1, 20, 400):
            store.rated(rating(f"{name}{days}", now - days * DAY))
        store.prune(now, 4_000 * DAY)  # what a clock says is believed once it was seen
        store.close()
    assert prune_all(known, now) == 3
    left = {}
    for name in names:
        store = SqlVisitStore.at(url.get_secret_value(), f"{known.schema_prefix}{name}")
        left[name] = len(store.ratings())
        store.close()
    assert left == {"fruit": 2, "to-ols": 1, "taken-away": 2}


def test_a_database_that_is_gone_is_told_in_the_log_and_answers_go_on(
    known: KnownCorpora, caplog: pytest.LogCaptureFixture
) -> None:
    address = SecretStr("postgresql://a@127.0.0.1:9/x")
    gone = known.settings.model_copy(update={"database_url": address})
    assert prune_all(KnownCorpora(gone), time.time()) == 0
    assert "The database does not answer" in caplog.text
