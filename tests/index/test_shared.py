"""Several machines on one Chroma server, and an index on a disk that cannot be written."""

from __future__ import annotations

import threading
from contextlib import closing
from pathlib import Path

import pytest

from assistant.errors import IndexBusyError, StoreError
from assistant.index import shared
from assistant.index.chroma import collection_name, connect, let_go
from assistant.index.ingestion import IngestReport, ingest
from assistant.index.shared import building
from assistant.index.store import Store
from assistant.sources.corpus import read_corpus
from tests.conftest import MakeSettings
from tests.index.test_store import chroma_url
from tests.support.fake_embedding import WordCountEmbedding

__all__ = ["chroma_url"]  # the fixture


def corpus_of(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "notes.md").write_text(f"# Notes\n\n{text}\n", encoding="utf-8")
    return folder


def test_of_several_machines_that_start_at_once_one_builds(
    chroma_url: str,
    settings: MakeSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared, "POLL_SECONDS", 0.05)
    corpus = read_corpus(corpus_of(tmp_path / "c", "Saws cut wood. Hammers drive nails."))
    embeddings = [WordCountEmbedding() for _ in range(4)]
    reports: list[IngestReport] = []

    def start(number: int) -> None:
        mine = settings(chroma_url=chroma_url, index_dir=tmp_path / f"index-{number}")
        reports.append(ingest(corpus, embeddings[number], mine))

    threads = [threading.Thread(target=start, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert len(reports) == 4
    assert sum(bool(embedding.embedded) for embedding in embeddings) == 1
    assert sum(report.changed for report in reports) == 1
    for number in range(4):
        place = tmp_path / f"index-{number}"
        with closing(Store.open(place, reports[0].fingerprint, chroma_url)) as opened:
            opened.probe()


def test_a_builder_that_was_killed_stops_nobody(
    chroma_url: str,
    settings: MakeSettings,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(shared, "STILL_SECONDS", 0.5)
    client = connect(None, chroma_url)
    client.create_collection("lock-dead", metadata={"holder": "x", "beat": 3})
    with building(chroma_url, "dead", lambda: False):
        assert client.get_collection("lock-dead").metadata["holder"] != "x"
    with pytest.raises(Exception, match=r"lock-dead|not exist"):
        client.get_collection("lock-dead")
    let_go(client, None)


def test_a_builder_that_lives_is_waited_for(
    chroma_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(shared, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(shared, "BEAT_SECONDS", 0.1)
    monkeypatch.setattr(shared, "STILL_SECONDS", 0.6)
    monkeypatch.setattr(shared, "PATIENCE_SECONDS", 1.5)
    done = False
    with building(chroma_url, "alive", lambda: False):
        with (
            pytest.raises(IndexBusyError),
            building(chroma_url, "alive", lambda: False),
        ):
            pytest.fail("two builders at once")
        done = True
        with building(chroma_url, "alive", lambda: done):
            pass


def test_a_server_that_goes_away_is_a_fault_of_the_store(
    chroma_url: str,
    settings: MakeSettings,
    tmp_path: Path,
) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "c", "Files smooth metal."))
    mine = settings(chroma_url=chroma_url)
    report = ingest(corpus, WordCountEmbedding(), mine)
    with closing(Store.open(mine.index_dir, report.fingerprint, chroma_url)) as opened:
        vector = WordCountEmbedding().get_text_embedding("metal")
        assert opened.nearest_passages(vector, 1).ids
        client = connect(None, chroma_url)
        for kind in ("passages", "questions"):
            client.delete_collection(collection_name(kind, report.fingerprint))
        let_go(client, None)
        with pytest.raises(StoreError, match="does not answer now"):
            opened.nearest_passages(vector, 1)
        with pytest.raises(StoreError):
            opened.probe()


def test_built_again_under_the_same_fingerprint_no_question_of_another_machine_fails(
    chroma_url: str, settings: MakeSettings, tmp_path: Path
) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "c", "Chisels carve stone. Saws cut wood."))
    mine = settings(chroma_url=chroma_url, index_dir=tmp_path / "mine")
    report = ingest(corpus, WordCountEmbedding(), mine)
    vector = WordCountEmbedding().get_text_embedding("stone")
    other = settings(chroma_url=chroma_url, index_dir=tmp_path / "other")
    ingest(corpus, WordCountEmbedding(), other)
    with closing(Store.open(other.index_dir, report.fingerprint, chroma_url)) as opened:
        before = opened.nearest_passages(vector, 2)
        found: list[tuple[str, ...]] = []
        ended = threading.Event()

        def ask() -> None:
            while not ended.is_set():
                found.append(opened.nearest_passages(vector, 2).ids)

        asking = threading.Thread(target=ask)
        asking.start()
        try:
            assert ingest(corpus, WordCountEmbedding(), mine, rebuild=True).changed
        finally:
            ended.set()
            asking.join(60)
        assert set(found) == {before.ids}
        opened.probe()


def test_a_collection_that_was_made_anew_is_found_again(
    chroma_url: str, settings: MakeSettings, tmp_path: Path
) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "c", "Anvils are heavy. Tongs hold iron."))
    mine = settings(chroma_url=chroma_url)
    report = ingest(corpus, WordCountEmbedding(), mine)
    vector = WordCountEmbedding().get_text_embedding("iron")
    with closing(Store.open(mine.index_dir, report.fingerprint, chroma_url)) as opened:
        before = opened.nearest_passages(vector, 2).ids
        client = connect(None, chroma_url)
        client.delete_collection(collection_name("passages", report.fingerprint))
        let_go(client, None)
        ingest(corpus, WordCountEmbedding(), mine, rebuild=True)
        assert opened.nearest_passages(vector, 2).ids == before


def test_rows_that_do_not_belong_are_taken_out_by_a_rebuild(
    chroma_url: str, settings: MakeSettings, tmp_path: Path
) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "c", "Planes smooth boards."))
    mine = settings(chroma_url=chroma_url)
    report = ingest(corpus, WordCountEmbedding(), mine)
    vector = WordCountEmbedding().get_text_embedding("boards")
    client = connect(None, chroma_url)
    name = collection_name("passages", report.fingerprint)
    client.get_collection(name, embedding_function=None).upsert(ids=["x"], embeddings=[vector])
    let_go(client, None)
    ingest(corpus, WordCountEmbedding(), mine, rebuild=True)
    with closing(Store.open(mine.index_dir, report.fingerprint, chroma_url)) as opened:
        assert "x" not in opened.nearest_passages(vector, 2).ids
        opened.probe()


def test_on_a_disk_that_cannot_be_written_chroma_reads_a_copy_where_it_is_needed(
    settings: MakeSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus = read_corpus(corpus_of(tmp_path / "c", "Chisels carve stone."))
    mine = settings()
    report = ingest(corpus, WordCountEmbedding(), mine)
    monkeypatch.setattr("assistant.index.database.os.access", lambda *_: False)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))
    opened = Store.open(mine.index_dir, report.fingerprint)
    assert opened.nearest_passages(WordCountEmbedding().get_text_embedding("stone"), 1).ids
    assert list(elsewhere.iterdir()) == []
    assert opened.collection("passages").count() == 1
    assert len(list(elsewhere.iterdir())) == 1
    opened.close()
    assert list(elsewhere.iterdir()) == []
