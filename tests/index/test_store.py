"""The store finds the true neighbours, in one order, and knows damage before Chroma sees it."""

from __future__ import annotations

import errno
import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import httpx
import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.assistant import Assistant
from assistant.errors import IndexBusyError, IndexMissingError, IndexStaleError, StoreError
from assistant.index.chroma import connect
from assistant.index.embedding import make_embedding
from assistant.index.folder import remove_old_generations, writing
from assistant.index.ingestion import ingest
from assistant.index.manifest import MANIFEST, PREFIX, Manifest, damage, read_manifest
from assistant.index.store import Store, write_generation
from assistant.settings import load_settings
from assistant.sources.corpus import read_corpus
from tests.conftest import MakeSettings
from tests.support.fake_embedding import WordCountEmbedding

Vectors = NDArray[np.float32]
MARK = "0123456789ab"


def unit(vectors: Vectors) -> Vectors:
    scaled: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return scaled


PASSAGES = unit(np.random.default_rng(1).normal(size=(40, 16)).astype(np.float32))
QUESTIONS = unit(np.random.default_rng(2).normal(size=(300, 16)).astype(np.float32))


def build(folder: Path, passages: Vectors = PASSAGES, questions: Vectors = QUESTIONS) -> Manifest:
    manifest = Manifest(MARK, "corpus", "model", len(passages), len(questions), {"d": "0"})
    folder.mkdir(parents=True, exist_ok=True)
    with writing(folder):
        write_generation(
            folder,
            manifest,
            {
                kind: ([f"{kind[0]}{i:03}" for i in range(len(rows))], rows,
                       [{"row": i} for i in range(len(rows))])
                for kind, rows in (("passages", passages), ("questions", questions))
            },
        )  # fmt: skip
    written = read_manifest(folder)
    assert written is not None
    return written


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store") / "index"
    build(folder)
    return folder


@pytest.fixture
def copy(built: Path, tmp_path: Path) -> Path:
    """A copy that may be damaged."""
    return Path(shutil.copytree(built, tmp_path / "copy"))


@pytest.fixture
def store(built: Path) -> Iterator[Store]:
    with closing(Store.open(built, MARK)) as opened:
        yield opened


def exact(vectors: Vectors, query: Vectors, count: int) -> list[int]:
    return [int(i) for i in np.argsort(-(vectors @ query), kind="stable")[:count]]


def test_neighbours_are_the_true_ones_most_similar_first(store: Store) -> None:
    for query in unit(np.random.default_rng(3).normal(size=(50, 16)).astype(np.float32)):
        found = store.nearest_questions(query.tolist(), 10)
        rows = exact(QUESTIONS, query, 10)
        assert found.ids == tuple(f"q{row:03}" for row in rows)
        np.testing.assert_allclose(found.similarities, (QUESTIONS @ query)[rows], atol=1e-5)
        assert store.nearest_passages(query.tolist(), 1).ids == (
            f"p{exact(PASSAGES, query, 1)[0]:03}",
        )


def test_the_length_of_a_vector_does_not_matter(store: Store) -> None:
    query = QUESTIONS[7]
    short, long = (store.nearest_questions((query * k).tolist(), 5) for k in (0.01, 100))
    assert short.ids == long.ids
    np.testing.assert_allclose(short.similarities, long.similarities, atol=1e-5)


def test_ties_are_in_order_of_id(tmp_path: Path) -> None:
    same = np.tile(QUESTIONS[:1], (7, 1))
    build(tmp_path, same[::-1], same)
    with closing(Store.open(tmp_path, MARK)) as opened:
        ids = opened.nearest_questions(QUESTIONS[0].tolist(), 7).ids
    assert ids == tuple(sorted(ids))


def test_a_collection_too_large_for_that_is_searched_by_chroma(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.exact.EXACT_MOST", len(QUESTIONS) - 1)
    build(tmp_path)
    assert not list(tmp_path.rglob("questions*.npy"))
    with closing(Store.open(tmp_path, MARK)) as opened:
        found = opened.nearest_questions(QUESTIONS[7].tolist(), 10)
    assert found.ids == tuple(f"q{row:03}" for row in exact(QUESTIONS, QUESTIONS[7], 10))


def test_more_than_there_is_gives_what_there_is(store: Store) -> None:
    assert len(store.nearest_passages(PASSAGES[0].tolist(), 1000).ids) == len(PASSAGES)


@pytest.mark.parametrize(("passages", "questions"), [(0, 0), (1, 0), (1, 1), (3, 2_500)])
def test_every_size_works(tmp_path: Path, passages: int, questions: int) -> None:
    rows = unit(np.random.default_rng(4).normal(size=(2_500, 4)).astype(np.float32))
    build(tmp_path, rows[:passages], rows[:questions])
    with closing(Store.open(tmp_path, MARK)) as opened:
        assert len(opened.nearest_passages(rows[0].tolist(), 5).ids) == min(5, passages)
        assert len(opened.nearest_questions(rows[0].tolist(), 5).ids) == min(5, questions)
        assert len(opened.vectors("questions")) == questions
        opened.probe()


def test_a_vector_that_is_no_number_is_not_taken_for_a_full_disk(tmp_path: Path) -> None:
    damaged = QUESTIONS.copy()
    damaged[3, 5] = np.nan
    with pytest.raises(StoreError, match="1 of the 300 vectors of the questions are no numbers"):
        build(tmp_path, questions=damaged)
    assert not list(tmp_path.glob(f"{PREFIX}*"))


def test_vectors_come_back_as_they_went_in(store: Store) -> None:
    """From the array, and from Chroma by what their metadata has."""
    for kind, rows in (("questions", QUESTIONS), ("passages", PASSAGES)):
        back = store.vectors(kind)
        assert list(back) == [f"{kind[0]}{row:03}" for row in range(len(rows))]
        np.testing.assert_array_equal(np.array(list(back.values())), rows)
        by_row = store.vectors(kind, "row")
        kept = np.array([by_row[str(row)] for row in range(len(rows))])
        np.testing.assert_allclose(kept, rows, atol=1e-6)


def test_reading_changes_nothing_that_is_summed(copy: Path) -> None:
    manifest = read_manifest(copy)
    assert manifest is not None
    assert len(manifest.files) == 14
    for _ in range(2):
        with closing(Store.open(copy, MARK)) as opened:
            opened.nearest_questions(QUESTIONS[0].tolist(), 5)
            opened.nearest_passages(QUESTIONS[0].tolist(), 5)
        assert damage(copy, manifest) == ""


def test_one_reader_closing_does_not_end_another(built: Path) -> None:
    first, second = Store.open(built, MARK), Store.open(built, MARK)
    first.close()
    first.close()
    with closing(second):
        assert second.nearest_questions(QUESTIONS[0].tolist(), 1).ids == ("q000",)


def test_a_missing_and_a_stale_index_are_told_apart(tmp_path: Path, built: Path) -> None:
    with pytest.raises(IndexMissingError, match="no usable index"):
        Store.open(tmp_path / "gone", MARK)
    assert not (tmp_path / "gone").exists()
    with pytest.raises(IndexStaleError, match="ba9876543210"):
        Store.open(built, "ba9876543210")


@pytest.mark.parametrize(
    "changes",
    [
        "", "{", "[]", "null", "{}", '{"format": 3}', "\x00\xff",
        {"format": 1}, {"format": "2"}, {"fingerprint": 5}, {"documents": []}, {"files": None},
        {"passages": "many"}, {"generation": 7}, {"generation": "../x"}, {"extra": 1},
    ],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_is_none(copy: Path, changes: str | dict[str, object]) -> None:
    path = copy / MANIFEST
    if isinstance(changes, dict):
        changes = json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes})
    path.write_text(changes, encoding="latin-1")
    assert read_manifest(copy) is None
    with pytest.raises(IndexMissingError):
        Store.open(copy, MARK)


@pytest.mark.parametrize(
    "changes", [{"generation": "tpm-gone"}, {"generation": ""}, {"generation": MANIFEST},
                {"files": {"a/b": "0"}}, {"passages": 99}, {"questions": 0}],
    ids=str,
)  # fmt: skip
def test_a_manifest_that_does_not_fit(copy: Path, changes: dict[str, object]) -> None:
    path = copy / MANIFEST
    before = sorted(copy.iterdir())
    loaded = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**loaded, **changes}), encoding="utf-8")
    with pytest.raises(IndexMissingError) as caught:
        Store.open(copy, MARK)
    assert "assistant ingest" in caught.value.hint
    assert sorted(copy.iterdir()) == before


SEGMENT = ("data_level0.bin", "header.bin", "length.bin", "index_metadata.pickle", "link_lists.bin")


@contextmanager
def whole(folder: Path) -> Iterator[Store]:
    """The store of a folder after all of it was looked at."""
    with closing(Store.open(folder, MARK)) as opened:
        opened.check()
        yield opened


@pytest.mark.parametrize("name", [*SEGMENT, "questions.npy", "questions.ids.npy", "chroma.sqlite3"])
@pytest.mark.parametrize("how", ["cut", "overwritten", "one bit", "deleted"])
def test_damage_is_an_error_of_ours_and_never_a_crash(copy: Path, name: str, how: str) -> None:
    path = max(copy.rglob(name), key=lambda path: path.stat().st_size)
    content = bytearray(path.read_bytes())
    if how == "deleted" or not content:
        path.unlink()
    elif how == "cut":
        os.truncate(path, len(content) // 2)
    elif how == "overwritten" or name == "chroma.sqlite3":
        path.write_bytes(b"\x5a" * len(content))
    else:
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
    with pytest.raises(IndexMissingError, match=r"cannot be (used|read)"), whole(copy):
        pass


@pytest.mark.parametrize("name", SEGMENT)
def test_what_is_damaged_and_not_needed_stands_in_no_question_s_way(copy: Path, name: str) -> None:
    """It is found, and mended, by the next ingestion."""
    path = max(copy.rglob(name), key=lambda path: path.stat().st_size)
    path.write_bytes(b"\x5a" * (path.stat().st_size + 1))
    with closing(Store.open(copy, MARK)) as opened:
        assert opened.nearest_questions(QUESTIONS[7].tolist(), 1).ids == ("q007",)
        opened.probe()
        with pytest.raises(IndexMissingError, match="is damaged"):
            opened.check()
        with pytest.raises(IndexMissingError, match="is damaged"):
            opened.collection("questions")


def test_without_arrays_damage_is_found_before_a_question_is_asked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.index.exact.EXACT_MOST", len(PASSAGES))
    build(tmp_path)
    path = max(tmp_path.rglob("data_level0.bin"), key=lambda path: path.stat().st_size)
    path.write_bytes(b"\x5a" * path.stat().st_size)
    with pytest.raises(IndexMissingError, match="is damaged"):
        Store.open(tmp_path, MARK)


def test_what_could_not_be_opened_is_not_held(copy: Path) -> None:
    loaded = json.loads((copy / MANIFEST).read_text(encoding="utf-8"))
    (copy / MANIFEST).write_text(json.dumps({**loaded, "passages": 99}), encoding="utf-8")
    with pytest.raises(IndexMissingError, match="incomplete"):
        Store.open(copy, MARK)
    (copy / MANIFEST).unlink()
    remove_old_generations(copy)
    assert list(copy.glob(PREFIX + "*")) == []


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    with writing(tmp_path), pytest.raises(IndexBusyError), writing(tmp_path, patience=0):
        pass
    with writing(tmp_path, patience=0):
        pass


# --- the shipped index ---------------------------------------------------------------------------


def test_on_the_shipped_index_neighbours_are_the_true_ones(assistant: Assistant) -> None:
    folder, mark = assistant.settings.index_dir, assistant.index
    bank = [entry.text for entry in assistant.corpus.entries]
    asked = bank[:: len(bank) // 100][:100]
    # Questions that nobody wrote down: two halves of different ones.
    asked += [
        " ".join([*a.split()[: len(a.split()) // 2], *b.split()[len(b.split()) // 2 :]])
        for a, b in zip(asked, reversed(asked), strict=True)
    ]
    embedding = make_embedding(assistant.settings)
    with closing(Store.open(folder, mark)) as opened:
        stored = opened.collection("questions").get(include=["embeddings"])
        ids, vectors = stored["ids"], np.asarray(stored["embeddings"], dtype=np.float32)
        for question in asked:
            query = np.asarray(embedding.get_query_embedding(question), dtype=np.float32)
            similarities = vectors @ query
            found = opened.nearest_questions(query.tolist(), 32)
            place = [ids.index(identity) for identity in found.ids]
            np.testing.assert_allclose(found.similarities, similarities[place], atol=1e-5)
            # Compared by similarity: which of two equal vectors comes first is not the question.
            least = np.sort(similarities)[-32] - 1e-5
            assert (similarities[place] >= least).all()


# --- a Chroma server -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def chroma_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Chroma server on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("chroma")), "run", "--host", "127.0.0.1"]
    server = subprocess.Popen(
        [*command, "--port", str(port), "--path", str(tmp_path_factory.mktemp("chroma"))],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        while server.poll() is None:
            with suppress(httpx.TransportError):
                if httpx.get(f"{url}/api/v2/heartbeat").is_success:
                    break
        assert server.poll() is None
        yield url
    finally:
        server.terminate()
        server.wait()


def test_on_a_server_machines_share_what_one_has_built(
    chroma_url: str, settings: MakeSettings, small_corpus: Path, tmp_path: Path
) -> None:
    corpus = read_corpus(small_corpus)
    one = settings(chroma_url=chroma_url)
    report = ingest(corpus, WordCountEmbedding(), one)
    assert report.changed
    assert not list(one.index_dir.glob(PREFIX + "*"))
    with closing(Store.open(one.index_dir, report.fingerprint, chroma_url)) as opened:
        two = settings(chroma_url=chroma_url, index_dir=tmp_path / "two")
        unneeded = WordCountEmbedding()
        assert not ingest(corpus, unneeded, two).changed
        assert unneeded.embedded == []
        vector = WordCountEmbedding().get_text_embedding("What cuts wood?")
        (found,) = opened.nearest_questions(vector, 1).similarities
        assert found == pytest.approx(1.0, abs=1e-5)
        with closing(Store.open(two.index_dir, report.fingerprint, chroma_url)) as other:
            other.probe()
    assert not ingest(corpus, WordCountEmbedding(), one).changed
    again = ingest(corpus, WordCountEmbedding(), one, rebuild=True)
    assert again.changed
    # Back to a folder: what lies on the server is not taken for it.
    assert ingest(corpus, WordCountEmbedding(), settings()).changed
    assert list(settings().index_dir.glob(PREFIX + "*"))


def test_a_server_that_is_not_there_is_said_before_anything_is_embedded(
    settings: MakeSettings, small_corpus: Path
) -> None:
    embedding = WordCountEmbedding()
    with pytest.raises(StoreError, match="cannot be reached") as caught:
        ingest(read_corpus(small_corpus), embedding, settings(chroma_url="http://127.0.0.1:9"))
    assert "ASSISTANT_CHROMA_URL" in caught.value.hint
    assert embedding.embedded == []


def test_settings_name_the_shipped_folder() -> None:
    assert load_settings().index_dir.name == "index_store"


@pytest.mark.parametrize("room", [True, False], ids=["room elsewhere", "no room at all"])
@pytest.mark.parametrize("arrays", [True, False], ids=["arrays", "Chroma"])
def test_on_a_full_disk_the_index_that_is_there_still_answers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, room: bool, arrays: bool
) -> None:
    """Chroma writes even to read; what it cannot do in a full folder it does in a copy."""
    folder, elsewhere = tmp_path / "index", tmp_path / "elsewhere"
    if not arrays:
        monkeypatch.setattr("assistant.index.exact.EXACT_MOST", 0)
    build(folder)
    elsewhere.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(elsewhere))

    def on_a_full_disk(place: Path, chroma_url: str | None) -> object:
        if place.is_relative_to(folder) or not room:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return connect(place, chroma_url)

    monkeypatch.setattr("assistant.index.database.connect", on_a_full_disk)
    if room or arrays:
        with closing(Store.open(folder, MARK)) as store:
            assert store.nearest_passages(PASSAGES[3].tolist(), 1).ids == ("p003",)
            assert len(list(elsewhere.iterdir())) == (0 if arrays else 1)
        assert read_manifest(folder) is not None
    else:
        with pytest.raises(IndexMissingError):
            Store.open(folder, MARK)
    assert list(elsewhere.iterdir()) == []


def test_an_index_that_finds_no_room_costs_nothing_that_was_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "index"
    before = build(folder)

    def no_room(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("assistant.index.store.write_exact", no_room)
    with pytest.raises(StoreError, match="could not be written") as caught:
        build(folder, PASSAGES[:20])
    assert "full" in caught.value.hint
    assert read_manifest(folder) == before
    assert [p.name for p in folder.glob(PREFIX + "*")] == [before.generation]
    with closing(Store.open(folder, MARK)) as store:
        assert store.nearest_passages(PASSAGES[30].tolist(), 1).ids == ("p030",)
