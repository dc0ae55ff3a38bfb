"""The stores of what visitors leave keep one contract: SQLite, PostgreSQL and the fake."""

from __future__ import annotations

import json
import os
import stat
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from assistant.errors import SettingsError, StoreError
from assistant.keeping import sql_store, tables
from assistant.keeping.journal import import_journal
from assistant.keeping.sql_store import SqlVisitStore
from assistant.keeping.visits import Count, Rated, Visit, VisitStore, Wanted
from tests.support.databases import postgres
from tests.support.list_store import ListStore

NOW = 1_800_000_000.0
DAY = 86_400.0
VISIT = Visit(
    "a1", "c1", NOW, "not_covered", "widget", "https://jobs.example", "extractive", "f00", 12.5,
    "🙂 salary in Ōsaka? 100 %", {"text": "The article does not say.", "citations": []},
)  # fmt: skip
COUNTED = replace(VISIT, id="a2", conversation="c2", outcome="answered", question="", answer={})
RATED = Rated("a1", "c1", NOW, "down", "wrong", "not that", "not_covered", "widget")


@pytest.fixture(scope="module")
def database() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["fake", "sqlite", "postgres"])
def store(request: pytest.FixtureRequest, tmp_path: Path, database: str) -> Iterator[VisitStore]:
    if request.param == "fake":
        yield ListStore()
        return
    with opened(request.param, tmp_path, database) as made:
        yield made


@contextmanager
def opened(kind: str, folder: Path, database: str) -> Iterator[SqlVisitStore]:
    made = SqlVisitStore.in_folder(folder) if kind == "sqlite" else SqlVisitStore.at(database)
    made.delete_before(1e12)
    with made._open() as connection:
        connection.execute(sa.delete(tables.facts))
    yield made
    made.close()


@pytest.mark.parametrize("together", [False, True])
def test_words_are_kept_where_there_are_any_and_all_is_counted(
    store: VisitStore, together: bool
) -> None:
    some = (VISIT, COUNTED, replace(COUNTED, asked_at=NOW + 10), VISIT)
    for written in [some] if together else [(visit,) for visit in some]:
        store.asked(*written)
    assert store.visits() == [VISIT]
    assert store.visit("a1") == VISIT
    assert store.visit("a2") is None
    hour = int(NOW) // 3_600 * 3_600
    counted = [
        Count(hour, "answered", "widget", "https://jobs.example", 2),
        Count(hour, "not_covered", "widget", "https://jobs.example", 2),
    ]
    assert sorted(store.counts(), key=lambda c: c.outcome) == counted
    assert store.counts(since=NOW + 3_600) == []
    assert store.counts(until=NOW - 3_600) == []


def test_visits_are_found(store: VisitStore) -> None:
    other = replace(VISIT, id="b", asked_at=NOW + 5, surface="page", site="", outcome="partial",
                    question="a_b")  # fmt: skip
    store.asked(VISIT)
    store.asked(other)
    assert store.visits() == [other, VISIT]
    assert store.visits(limit=1, offset=1) == [VISIT]
    assert store.visits(Wanted(since=NOW + 1)) == [other]
    assert store.visits(Wanted(until=NOW + 1)) == [VISIT]
    assert store.visits(Wanted(outcomes=["partial", "answered"])) == [other]
    assert store.visits(Wanted(surface="page")) == [other]
    assert store.visits(Wanted(site="https://jobs.example")) == [VISIT]
    assert store.visits(Wanted(contains="SALARY")) == [VISIT]
    assert store.visits(Wanted(contains="0 %")) == [VISIT]
    assert store.visits(Wanted(contains="a%b")) == []
    assert store.mark_done("b")
    assert not store.mark_done("nobody")
    assert store.visits(Wanted(done=True)) == [replace(other, done=True)]
    assert store.visits(Wanted(done=False)) == [VISIT]


def test_the_last_rating_of_an_answer_counts(store: VisitStore) -> None:
    for number in range(30):
        store.rated(replace(RATED, rated_at=NOW + number, rating="up", comment="", reason=""))
    store.rated(replace(RATED, rated_at=NOW + 99))
    assert store.ratings() == [replace(RATED, rated_at=NOW + 99)]
    assert store.rating_of("a1") == replace(RATED, rated_at=NOW + 99)
    assert store.rating_of("nobody") is None
    assert store.ratings(rating="up") == []
    assert store.ratings(since=NOW + 100) == []


def test_a_rating_is_taken_back(store: VisitStore) -> None:
    store.rated(RATED)
    store.rated(replace(RATED, answer_id="another"))
    store.unrated(RATED.answer_id)
    store.unrated("nobody")
    assert store.ratings() == [replace(RATED, answer_id="another")]


def test_a_conversation_is_forgotten(store: VisitStore) -> None:
    store.asked(VISIT)
    store.rated(RATED)
    store.asked(replace(VISIT, id="b", conversation="c9"))
    assert store.forget(["c1", "nobody"]) == 2
    assert [visit.id for visit in store.visits()] == ["b"]
    assert store.ratings() == []


def test_everything_can_be_exported(store: VisitStore) -> None:
    store.asked(VISIT)
    store.rated(RATED)
    rows = list(store.rows())
    assert [row["kind"] for row in rows] == ["visits", "ratings", "counts"]
    json.dumps(rows)


def test_what_is_old_is_deleted_and_a_clock_that_jumps_deletes_nothing(store: VisitStore) -> None:
    store.asked(VISIT)
    store.rated(RATED)
    assert store.prune(NOW + DAY, 90 * DAY) == 0
    assert store.prune(NOW + 3_650 * DAY, 90 * DAY) == 0  # ten years ahead, at one start
    assert store.prune(NOW + 3_650 * DAY + 60, 90 * DAY) == 0
    assert store.prune(NOW + 2 * DAY, 90 * DAY) == 0
    assert store.visits() == [VISIT]
    for day in range(3, 90, 3):
        assert store.prune(NOW + day * DAY, 90 * DAY) == 0
    assert store.prune(NOW + 91 * DAY, 90 * DAY) == 3


def test_what_was_left_in_the_future_is_not_kept_for_ever(store: VisitStore) -> None:
    store.prune(NOW, 90 * DAY)
    store.asked(replace(VISIT, asked_at=NOW + 3_650 * DAY))
    store.prune(NOW, 90 * DAY)
    assert store.visits()[0].asked_at == NOW


def test_facts_are_shared_and_forgotten(store: VisitStore) -> None:
    store.note("site https://a.example", "1")
    store.note("site https://a.example", "2")
    store.note("site_", "3")
    store.note("other", "4")
    assert store.notes("site ") == {"site https://a.example": "2"}
    store.note("site https://a.example", None)
    assert store.notes("site ") == {}
    assert store.notes("other") == {"other": "4"}


def test_the_key_is_made_once(store: VisitStore) -> None:
    assert store.secret() == store.secret()
    assert len(store.secret()) >= 16


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_several_processes_share_it(kind: str, tmp_path: Path, database: str) -> None:
    def fresh() -> SqlVisitStore:
        return SqlVisitStore.in_folder(tmp_path) if kind == "sqlite" else SqlVisitStore.at(database)

    if kind == "postgres":
        emptied = sa.create_engine(database.replace("postgresql", "postgresql+psycopg"))
        with emptied.begin() as connection:
            connection.execute(sa.text("DROP SCHEMA public CASCADE"))
            connection.execute(sa.text("CREATE SCHEMA public"))
        emptied.dispose()
    stores = [fresh() for _ in range(4)]
    keys: list[str] = []

    def use(number: int) -> None:
        keys.append(stores[number].secret())
        for each in range(10):
            stores[number].asked(replace(VISIT, id=f"{number}-{each}"))

    run_at_once([lambda number=number: use(number) for number in range(4)])  # type: ignore[misc]
    assert len(set(keys)) == 1
    assert len(stores[0].visits()) == 40
    assert sum(count.number for count in stores[1].counts()) == 40
    for store in stores:
        store.close()


def run_at_once(work: list[Callable[[], None]]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_migrations_make_the_tables(kind: str, tmp_path: Path, database: str) -> None:
    with opened(kind, tmp_path, database) as store, store._open() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, tables.metadata) == []


def test_only_the_owner_may_read_the_file(tmp_path: Path) -> None:
    store = SqlVisitStore.in_folder(tmp_path / "data")
    store.asked(VISIT)
    assert stat.S_IMODE(os.stat(tmp_path / "data" / "visitors.db").st_mode) == 0o600


def test_the_disk_is_not_filled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sql_store, "ROWS_MOST", 3)
    store = SqlVisitStore.in_folder(tmp_path)
    for number in range(6):
        store.asked(replace(VISIT, id=str(number), asked_at=NOW + number))
    store.prune(NOW, 90 * DAY)
    assert [visit.id for visit in store.visits()] == ["5", "4", "3"]


def test_a_full_disk_costs_what_is_refused_and_nothing_else(tmp_path: Path) -> None:
    store = SqlVisitStore.in_folder(tmp_path)
    store.asked(VISIT)
    store.rated(RATED)
    room = [1]

    @sa.event.listens_for(store._engine, "connect")
    def limit(connection: Any, _: object) -> None:  # SQLite then says that the disk is full
        connection.execute(f"PRAGMA max_page_count = {room[0]}")

    large = replace(VISIT, id="large", question="x" * 500_000)
    for _ in range(2):
        with pytest.raises(StoreError, match="cannot be stored now") as caught:
            store.asked(large)
        assert "xxx" not in str(caught.value)
    # What was acknowledged is there and can be read and deleted; nothing is there by halves.
    assert store.visits() == [VISIT]
    assert store.rating_of(RATED.answer_id) == RATED
    store.unrated(RATED.answer_id)
    assert store.rating_of(RATED.answer_id) is None
    room[0] = 1_000_000
    store.asked(large)
    assert {visit.id for visit in store.visits()} == {VISIT.id, "large"}


def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    store = SqlVisitStore.in_folder(tmp_path / "file" / "data")
    with pytest.raises(StoreError, match="cannot be stored now") as caught:
        store.asked(VISIT)
    assert "ASSISTANT_DATA_DIR" in caught.value.hint


def test_a_database_that_is_gone_is_a_sentence_without_its_password() -> None:
    store = SqlVisitStore.at("postgresql://user:topsecret@127.0.0.1:9/nothing")
    with pytest.raises(StoreError) as caught:
        store.secret()
    assert "topsecret" not in str(caught.value)
    store.close()


@pytest.mark.parametrize("url", ["mysql://host/db", "nonsense", "postgresql:/"])
def test_an_address_that_is_none_is_a_sentence(url: str) -> None:
    with pytest.raises(SettingsError, match="ASSISTANT_DATABASE_URL"):
        SqlVisitStore.at(url)


def test_the_journal_of_an_earlier_version_is_taken_over_once(tmp_path: Path) -> None:
    line = {"kind": "refusal", "time": NOW, "answer_id": "r1", "question": "mail a@b.example?",
            "status": "not_covered"}  # fmt: skip
    down = {**line, "kind": "feedback", "answer_id": "r2", "rating": "down", "comment": "no"}
    text = f"{json.dumps(line)}\n{json.dumps(down)}\n{json.dumps(line)[:40]}" + json.dumps(
        {**line, "answer_id": "r3"}
    )
    (tmp_path / "journal.jsonl").write_text(f"{text}\n[]\n", encoding="utf-8")
    store = SqlVisitStore.in_folder(tmp_path)
    assert import_journal(tmp_path, store) == 3
    assert {visit.id: visit.question for visit in store.visits()} == {
        "r1": "mail [mail]?",
        "r3": "mail [mail]?",
    }
    assert [(rated.answer_id, rated.rating) for rated in store.ratings()] == [("r2", "down")]
    assert not (tmp_path / "journal.jsonl").exists()
    assert import_journal(tmp_path, store) == 0
    (tmp_path / "journal.jsonl").write_text(f"{json.dumps(line)}\n", encoding="utf-8")
    assert import_journal(tmp_path, store) == 0
