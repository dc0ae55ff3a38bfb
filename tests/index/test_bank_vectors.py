"""What training leaves beside a bank."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.assistant import Assistant
from assistant.errors import StoreError
from assistant.index import bank_vectors
from assistant.index.bank_vectors import (
    WHOLE,
    _checksum,
    read_anchors,
    read_questions,
    text_key,
    write_vectors,
)
from assistant.index.embedding import MODEL_DIR, LocalEmbedding, QuestionEncoder, embed_question
from assistant.settings import CORPUS
from assistant.sources.bank import ACTS_FILE, KINDS, read_bank, vectors_path

RANDOM = np.random.default_rng(5)


def unit(rows: int) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    vectors = RANDOM.normal(size=(rows, 384)).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return vectors


def written(folder: Path, encoder: str = "e1") -> Path:
    path = folder / "a.vectors.npz"
    names = ["answer:p1", "near:p2", "topic:fees", "act:greeting", "answer:gone"]
    write_vectors(path, encoder, ["one?", "two?"], unit(2), names, unit(5))
    return path


def test_vectors_come_back_nearly_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "a.vectors.npz"
    vectors = unit(2)
    write_vectors(path, "e1", ["one?", "two?"], vectors, [], unit(0))
    known = read_questions([path], "e1")
    for text, vector in zip(["one?", "two?"], vectors, strict=True):
        assert float(known[text_key(text)] @ vector) > 0.9999


def test_anchors_of_passages_that_are_gone_are_left_out(tmp_path: Path) -> None:
    anchors = read_anchors([written(tmp_path)], "e1", ["p1", "p2"], ["fees"])
    assert anchors is not None
    without = read_anchors([written(tmp_path)], "e1", ["p1", "p2"], [])
    assert without is not None
    assert [entry.topic for entry in without.entries if entry.topic] == []
    assert [entry.kind for entry in anchors.entries] == ["answer", "uncovered", "uncovered", "act"]
    assert anchors.vectors.shape == (4, 384)


def test_a_file_of_another_encoder_is_ignored(tmp_path: Path) -> None:
    path = written(tmp_path, encoder="e2")
    assert read_questions([path], "e1") == {}
    assert read_anchors([path], "e1", ["p1"], ["fees"]) is None


def test_a_damaged_file_is_ignored(tmp_path: Path) -> None:
    path = written(tmp_path)
    whole = path.read_bytes()
    for at in range(0, len(whole), 97):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :])
        read_questions([path], "e1")
        read_anchors([path], "e1", ["p1"], ["fees"])
    path.write_bytes(whole[:200])
    assert read_questions([path, tmp_path / "missing.npz"], "e1") == {}


def test_the_shipped_file_belongs_to_the_shipped_encoder_and_bank(assistant: Assistant) -> None:
    encoder = QuestionEncoder(MODEL_DIR)
    known = read_questions(assistant.corpus.vector_files, encoder.mark)
    embedding, short = LocalEmbedding(encoder), assistant.corpus.abbreviations
    entries = assistant.corpus.entries
    assert all(text_key(entry.text) in known for entry in entries)
    for entry in entries[:: len(entries) // 20]:
        vector = embed_question(embedding, entry.text, short)
        assert float(known[text_key(entry.text)] @ vector) > 0.999
    topics = {entry.topic for entry in entries if entry.topic}
    anchors = read_anchors(
        assistant.corpus.vector_files, encoder.mark, assistant.corpus.by_id, topics
    )
    assert anchors is not None
    assert {entry.kind for entry in anchors.entries} == set(KINDS)


def test_small_talk_comes_with_its_vectors() -> None:
    known = read_questions([vectors_path(ACTS_FILE)], QuestionEncoder().mark)
    assert {text_key(entry.text) for entry in read_bank(ACTS_FILE).entries} <= known.keys()


def test_vectors_that_were_changed_are_noticed(tmp_path: Path) -> None:
    path = written(tmp_path)
    with np.load(path) as file:
        members = {name: file[name] for name in file.files}
    for change in (
        {"vectors": np.zeros_like(members["vectors"])},
        {"vectors": members["vectors"] + np.int8(1)},
        {"anchors": members["anchors"] * np.float32(0.99)},
        {"keys": members["keys"][::-1]},
        {"names": np.array(["answer:p2", *members["names"][1:]])},
    ):
        np.savez_compressed(path, allow_pickle=False, **{**members, **change})
        assert read_questions([path], "e1") == {}
        assert read_anchors([path], "e1", ["p1"], ["fees"]) is None


def test_a_file_that_was_whole_is_not_unpacked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(tmp_path)
    first = read_anchors([path], "e1", ["p1"], ["fees"], tmp_path)
    monkeypatch.setattr(bank_vectors, "_checksum", lambda members: pytest.fail("unpacked"))
    again = read_anchors([path], "e1", ["p1"], ["fees"], tmp_path)
    assert first is not None
    assert again is not None
    assert first.entries == again.entries
    assert np.array_equal(first.vectors, again.vectors)


def test_a_file_that_changed_since_it_was_whole_is_looked_at_anew(tmp_path: Path) -> None:
    path = written(tmp_path)
    assert read_anchors([path], "e1", ["p1"], ["fees"], tmp_path) is not None
    with np.load(path) as file:
        members = {name: file[name] for name in file.files}
    members["anchors"] = members["anchors"] * np.float32(0.99)
    np.savez_compressed(path, allow_pickle=False, **members)
    for _ in range(2):
        assert read_anchors([path], "e1", ["p1"], ["fees"], tmp_path) is None


def test_where_nothing_can_be_kept_a_file_is_read_all_the_same(tmp_path: Path) -> None:
    path = written(tmp_path)
    (tmp_path / WHOLE).mkdir()  # in the way
    assert read_anchors([path], "e1", ["p1"], ["fees"], tmp_path) is not None


def test_vectors_that_are_zero_are_told_by_the_name_of_their_file(tmp_path: Path) -> None:
    path = written(tmp_path)
    with np.load(path) as file:
        members = {name: file[name] for name in file.files if name != "checksum"}
    members["vectors"] = members["vectors"] * np.array([[0], [1]], dtype=np.int8)
    np.savez_compressed(path, **members)
    with pytest.raises(StoreError, match=r"1 of the 2 vectors in a\.vectors\.npz are zero"):
        read_questions([path], "e1")


def test_the_shipped_file_carries_its_checksum() -> None:
    with np.load(vectors_path(CORPUS / "technical-product-manager.md")) as file:
        assert str(file["checksum"]) == _checksum(file)
