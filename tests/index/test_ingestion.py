"""Ingestion does what is needed and no more, and whatever happens the old index goes on working."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ModelRefusedError, StoreError
from assistant.index.ingestion import IngestReport, fingerprint, ingest, passage_text, question_id
from assistant.index.manifest import MANIFEST, PREFIX, read_manifest
from assistant.index.store import Store
from assistant.settings import PROJECT, Settings
from assistant.sources.bank import BankEntry
from assistant.sources.corpus import Corpus, read_corpus
from tests.conftest import MakeSettings
from tests.support.fake_embedding import WordCountEmbedding

EMBEDDING = WordCountEmbedding()


@pytest.fixture
def here(settings: MakeSettings, small_corpus: Path) -> Settings:
    return settings(corpus_dir=small_corpus)


def run(here: Settings, embedding: WordCountEmbedding = EMBEDDING, **options: Any) -> IngestReport:
    return ingest(read_corpus(here.corpus_dir), embedding, here, **options)


def opened(here: Settings) -> Store:
    return Store.open(here.index_dir, fingerprint(read_corpus(here.corpus_dir), EMBEDDING, here))


def assert_answers(store: Store, corpus: Corpus) -> None:
    """What was asked for is found, by its own words."""
    for entry in corpus.entries[:5]:
        vector = EMBEDDING.get_text_embedding(entry.text)
        # As many as there are: words that the counting embedding does not know are all alike.
        found = store.nearest_questions(vector, len(corpus.entries))
        assert question_id(entry) in found.ids
        assert found.similarities[0] == pytest.approx(1.0, abs=1e-5)
    passage = corpus.passages[0]
    words = passage_text(passage, corpus.documents[passage.document_id].title)
    vector = EMBEDDING.get_text_embedding(words)
    assert store.nearest_passages(vector, 1).ids == (passage.id,)


def assert_works(here: Settings) -> None:
    store = opened(here)
    try:
        assert_answers(store, read_corpus(here.corpus_dir))
    finally:
        store.close()


def generations(here: Settings) -> list[str]:
    return sorted(path.name for path in here.index_dir.glob(PREFIX + "*"))


def edit(here: Settings, name: str, old: str, new: str) -> None:
    path = here.corpus_dir / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def child(here: Settings, end: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.support.ingest_child", str(here.corpus_dir)]
    return subprocess.Popen(
        [*command, str(here.index_dir), end],
        cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip


def test_the_first_time_everything_goes_in(here: Settings) -> None:
    corpus = read_corpus(here.corpus_dir)
    report = run(here)
    assert report.changed
    assert report.added == ("fruit", "tools")
    assert (report.replaced, report.removed, report.problems) == ((), (), ())
    assert (report.documents, report.passages, report.questions) == (
        2, len(corpus.passages), len(corpus.entries),
    )  # fmt: skip
    assert report.embedded == len(corpus.passages) + len(corpus.entries)
    assert_works(here)


def test_the_second_time_nothing_happens(here: Settings) -> None:
    run(here)
    manifest = (here.index_dir / MANIFEST).read_bytes()
    before = generations(here)
    embedding = WordCountEmbedding()
    report = run(here, embedding)
    assert not report.changed
    assert (report.added, report.replaced, report.removed, report.embedded) == ((), (), (), 0)
    assert embedding.embedded == []
    assert (here.index_dir / MANIFEST).read_bytes() == manifest
    assert generations(here) == before
    assert_works(here)


def test_a_changed_file_is_replaced_a_removed_one_goes_and_nothing_is_there_twice(
    here: Settings,
) -> None:
    run(here)
    edit(here, "tools.md", "Hammers drive nails.", "Hammers drive nails. Drills make holes.")
    (here.corpus_dir / "fruit.md").unlink()
    (here.corpus_dir / "new.txt").write_text("New words.\n", encoding="utf-8")
    report = run(here)
    assert (report.added, report.replaced, report.removed) == (("new",), ("tools",), ("fruit",))
    corpus = read_corpus(here.corpus_dir)
    store = opened(here)
    try:
        assert set(store.vectors("passages")) == set(corpus.by_id)
        assert set(store.vectors("questions")) == {question_id(e) for e in corpus.entries}
    finally:
        store.close()
    assert_works(here)
    assert len(generations(here)) == 1


def test_only_new_questions_are_embedded(here: Settings) -> None:
    run(here)
    edit(here, "tools.questions.jsonl", '["which tool for planks"]', '["planks?", "boards?"]')
    embedding = WordCountEmbedding()
    report = run(here, embedding)
    corpus = read_corpus(here.corpus_dir)
    assert {"planks?", "boards?"} <= set(embedding.embedded)
    assert "What cuts wood?" not in embedding.embedded
    assert report.embedded == len(embedding.embedded) == 2
    assert corpus.passages  # none of which changed
    assert_works(here)


def test_of_a_changed_file_only_what_changed_is_embedded(here: Settings) -> None:
    run(here)
    edit(here, "fruit.md", "a month", "two months")
    embedding = WordCountEmbedding()
    report = run(here, embedding)
    (changed,) = embedding.embedded
    assert "two months" in changed
    assert report.embedded == 1
    assert_works(here)


def test_under_another_heading_passages_are_embedded_anew(here: Settings) -> None:
    run(here)
    edit(here, "fruit.md", "## Prices", "## Costs")
    embedding = WordCountEmbedding()
    run(here, embedding)
    assert embedding.embedded
    assert all(text.startswith("Costs: ") for text in embedding.embedded)
    assert_works(here)


def test_a_rebuild_embeds_everything_again(here: Settings) -> None:
    run(here)
    corpus = read_corpus(here.corpus_dir)
    report = run(here, rebuild=True)
    assert report.embedded == len(corpus.passages) + len(corpus.entries)


def test_another_model_embeds_everything_again(here: Settings) -> None:
    run(here)
    corpus = read_corpus(here.corpus_dir)
    report = run(here, WordCountEmbedding("other"))
    assert report.changed
    assert report.embedded == len(corpus.passages) + len(corpus.entries)
    assert (report.added, report.replaced, report.removed) == ((), (), ())


def test_a_rebuild_disturbs_nobody_who_reads(here: Settings) -> None:
    first = run(here)
    reading = opened(here)
    try:
        second = run(here, rebuild=True)
        assert second.changed
        assert second.fingerprint == first.fingerprint
        assert_answers(reading, read_corpus(here.corpus_dir))
        reading.probe()
        assert len(generations(here)) == 2
    finally:
        reading.close()
    assert_works(here)
    run(here)
    assert len(generations(here)) == 1


def test_progress_is_told_and_ends_at_the_total(here: Settings) -> None:
    told: dict[str, tuple[int, int]] = {}
    run(here, stage=lambda what, done, total: told.update({what: (done, total)}))
    assert set(told) == {"embedding passages", "embedding questions", "writing the index"}
    assert all(done == total > 0 for done, total in told.values())


def test_a_kill_in_the_middle_and_an_ingestion_elsewhere_leave_readers_alone(
    here: Settings,
) -> None:
    old = read_corpus(here.corpus_dir)
    run(here)
    reading = opened(here)
    try:
        edit(here, "fruit.md", "a month", "two months")
        killed = child(here, "kill")
        killed.communicate()
        assert killed.returncode == -signal.SIGKILL
        assert len(generations(here)) == 2
        manifest = read_manifest(here.index_dir)
        assert manifest is not None
        assert manifest.fingerprint == reading.manifest.fingerprint
        assert_answers(reading, old)
        another = Store.open(here.index_dir, manifest.fingerprint)
        assert_answers(another, old)
        another.close()

        done = child(here)
        out, _ = done.communicate()
        assert done.returncode == 0
        assert out.strip() == fingerprint(read_corpus(here.corpus_dir), EMBEDDING, here)
        assert_answers(reading, old)
        reading.probe()
    finally:
        reading.close()
    assert_works(here)
    run(here)
    assert len(generations(here)) == 1


def test_two_processes_at_once(here: Settings) -> None:
    both = [child(here), child(here)]
    outs = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0]
    assert outs[0] == outs[1]
    assert len(generations(here)) == 1
    assert_works(here)


def test_a_full_disk_is_said_in_a_sentence_and_the_old_index_works(here: Settings) -> None:
    run(here)
    before = generations(here)
    text = (here.corpus_dir / "fruit.md").read_text(encoding="utf-8")
    edit(here, "fruit.md", "a month", "two months")
    failed = child(here, "full")
    out, _ = failed.communicate()
    assert failed.returncode == 1
    assert "could not be written" in out
    assert generations(here) == before
    (here.corpus_dir / "fruit.md").write_text(text, encoding="utf-8")
    assert not run(here).changed
    assert_works(here)


class BrokenEmbedding(WordCountEmbedding):
    """Fails as a remote one may."""

    def _get_text_embedding(self, text: str) -> list[float]:
        raise TimeoutError("secret address")


def test_an_embedding_that_fails_leaves_the_old_index(here: Settings) -> None:
    run(here)
    with pytest.raises(ModelRefusedError, match="did not deliver") as caught:
        run(here, BrokenEmbedding(), rebuild=True)
    assert "secret" not in str(caught.value)
    assert_works(here)


@pytest.mark.parametrize("name", ["manifest.json", "data_level0.bin", "chroma.sqlite3"])
def test_what_is_damaged_is_built_again(here: Settings, name: str) -> None:
    run(here)
    path = max(here.index_dir.rglob(name), key=lambda path: path.stat().st_size)
    os.truncate(path, path.stat().st_size // 2)
    with pytest.raises(StoreError), closing(opened(here)) as store:
        store.check()  # Questions need no part of Chroma's to be whole.
    assert run(here).changed
    assert_works(here)
    assert len(generations(here)) == 1


def test_foreign_files_are_left_alone(here: Settings) -> None:
    here.index_dir.mkdir()
    (here.index_dir / "README.md").write_text("mine", encoding="utf-8")
    (here.index_dir / "chroma.sqlite3").write_text("of another program", encoding="utf-8")
    (here.index_dir / "tpm-notes.txt").write_text("mine", encoding="utf-8")
    run(here)
    edit(here, "fruit.md", "a month", "two months")
    run(here)
    assert_works(here)
    for name in ("README.md", "chroma.sqlite3", "tpm-notes.txt"):
        assert (here.index_dir / name).is_file()


def test_an_index_that_was_moved_still_works(here: Settings, tmp_path: Path) -> None:
    run(here)
    there = here.model_copy(update={"index_dir": tmp_path / "elsewhere"})
    shutil.copytree(here.index_dir, there.index_dir)
    assert not run(there).changed
    assert_works(there)


def test_a_file_in_the_place_of_the_folder(here: Settings, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="cannot be written") as caught:
        run(here.model_copy(update={"index_dir": tmp_path / "file" / "index"}))
    assert "ASSISTANT_INDEX_DIR" in caught.value.hint


@contextmanager
def unprivileged(*folders: Path) -> Iterator[None]:
    """Takes the right to write these folders away, from the superuser too."""
    user = os.geteuid()
    for folder in folders:
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o555 if path.is_dir() else 0o444)
        for parent in [*folder.parents][:3]:  # pytest's own folders are closed to others
            if parent.stat().st_uid == user and user == 0 and parent != Path("/tmp"):
                parent.chmod(0o755)
    if user == 0:
        os.seteuid(65_534)
    try:
        yield
    finally:
        if user == 0:
            os.seteuid(0)
        for folder in folders:
            for path in [folder, *folder.rglob("*")]:
                path.chmod(0o755)


def test_a_folder_that_may_only_be_read_answers_and_its_fault_is_said_in_a_sentence(
    here: Settings, tmp_path: Path
) -> None:
    # Once with the right to write: nobody else may be allowed to load what is loaded on demand.
    run(here)
    empty = tmp_path / "empty"
    empty.mkdir()
    with unprivileged(here.index_dir, empty):
        with pytest.raises(StoreError, match="cannot be written"):
            run(here.model_copy(update={"index_dir": empty}))
        with pytest.raises(StoreError, match="cannot be written"):
            run(here)
        assert_works(here)  # Only Chroma writes to read, and no question needs it.
    run(here)
    assert_works(here)


def test_what_is_embedded_for_a_passage(here: Settings) -> None:
    corpus = read_corpus(here.corpus_dir)
    texts = [passage_text(p, corpus.documents[p.document_id].title) for p in corpus.passages]
    assert texts == [
        "About Fruit: Apples keep for a month.",
        "About Fruit: Pears keep for a week.",
        "Prices: Fruit; Price",
        "Prices: Fruit: Apple; Price: $2",
        "Prices: Fruit: Pear; Price: $3",
        "Tools: Hammers drive nails.",
        "Tools: Saws cut wood.",
    ]


def test_equal_entries_have_equal_ids() -> None:
    entry = BankEntry("q", "answer", ("p",))
    assert question_id(entry) == question_id(BankEntry("q", "answer", ("p",), topic="x"))
    others = [BankEntry("q", "premise", ("p",)), BankEntry("q", "answer"), BankEntry("r", "answer")]
    assert len({question_id(other) for other in [entry, *others]}) == 4


def test_the_fingerprint_follows_corpus_model_and_settings(here: Settings) -> None:
    corpus = read_corpus(here.corpus_dir)
    base = fingerprint(corpus, EMBEDDING, here)
    assert base == fingerprint(read_corpus(here.corpus_dir), WordCountEmbedding(), here)
    assert base != fingerprint(corpus, WordCountEmbedding("other"), here)
    assert base != fingerprint(corpus, EMBEDDING, here.model_copy(update={"embedding": "openai"}))
    edit(here, "fruit.md", "a month", "two months")
    assert base != fingerprint(read_corpus(here.corpus_dir), EMBEDDING, here)
