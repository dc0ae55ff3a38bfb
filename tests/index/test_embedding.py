"""The same text has the same vector, whoever asks for it and whatever stands beside it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from llama_index.embeddings.openai import OpenAIEmbedding

from assistant.errors import ModelRefusedError, SettingsError
from assistant.index.embedding import (
    LONGEST_INPUT,
    MODEL_DIR,
    LocalEmbedding,
    QuestionEncoder,
    embed_texts,
    make_embedding,
)  # fmt: skip
from assistant.settings import load_settings
from tests.support.fake_embedding import WordCountEmbedding

TEXTS = ["do TPMs write code?", "", "what does a TPM do all day " * 40, "naïve café 日本語 🙂", "a"]


@pytest.fixture(scope="module")
def encoder() -> QuestionEncoder:
    return QuestionEncoder()


def test_vectors_are_unit_and_finite(encoder: QuestionEncoder) -> None:
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (len(TEXTS), encoder.dimensions)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)


def test_a_vector_does_not_depend_on_its_neighbours(encoder: QuestionEncoder) -> None:
    alone = np.array([encoder.encode_one(text) for text in TEXTS])
    many = [*TEXTS, *(f"filler {number}" for number in range(130)), *reversed(TEXTS)]
    together = encoder.encode(many)
    np.testing.assert_array_equal(together[: len(TEXTS)], alone)
    np.testing.assert_array_equal(together[-len(TEXTS) :], alone[::-1])
    other = QuestionEncoder(threads=1).encode(TEXTS)
    np.testing.assert_array_equal(other, alone)


def test_meaning_is_nearer_than_words(encoder: QuestionEncoder) -> None:
    asked, same, other = encoder.encode(
        ["do TPMs write code?", "is programming part of the job", "how long does hiring take?"]
    )
    assert asked @ same > asked @ other


def test_only_the_beginning_of_a_long_text_is_read(encoder: QuestionEncoder) -> None:
    words = "word " * LONGEST_INPUT
    np.testing.assert_array_equal(encoder.encode_one(words), encoder.encode_one(words + "end"))


def test_no_texts_are_no_vectors(encoder: QuestionEncoder) -> None:
    assert encoder.encode([]).shape == (0, encoder.dimensions)


def test_progress_ends_at_the_total(encoder: QuestionEncoder) -> None:
    told: list[tuple[int, int]] = []
    encoder.encode(["x"] * 65, lambda done, total: told.append((done, total)))
    assert told == [(64, 65), (65, 65)]


def test_the_hash_is_of_the_weights(encoder: QuestionEncoder) -> None:
    expected = hashlib.sha256((MODEL_DIR / "model.onnx").read_bytes()).hexdigest()
    assert encoder.sha256 == expected
    assert LocalEmbedding(encoder).model_name.endswith(expected[:12])


def test_as_a_llama_index_embedding(encoder: QuestionEncoder) -> None:
    embedding = LocalEmbedding(encoder)
    expected = encoder.encode_one(TEXTS[0]).tolist()
    assert embedding.get_text_embedding(TEXTS[0]) == expected
    assert embedding.get_query_embedding(TEXTS[0]) == expected
    assert embedding.get_text_embedding_batch(TEXTS[:2])[0] == expected
    np.testing.assert_array_equal(embed_texts(embedding, TEXTS), encoder.encode(TEXTS))


def test_a_missing_model_is_said_in_a_sentence(tmp_path: Path) -> None:
    shutil.copy(MODEL_DIR / "tokenizer.json", tmp_path)
    with pytest.raises(SettingsError, match="missing"):
        QuestionEncoder(tmp_path)


@pytest.mark.parametrize("count", [0, 1, 300])
def test_any_embedding_gives_unit_vectors(count: int) -> None:
    told: list[tuple[int, int]] = []
    vectors = embed_texts(
        WordCountEmbedding(), ["some words"] * count, lambda done, total: told.append((done, total))
    )
    assert len(vectors) == count
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-5)
    assert [done for done, _ in told] == [256, 300][: len(told)] or told == [(1, 1)]


class Misshapen(WordCountEmbedding):
    """A server that gives a vector too few, or one that is shorter."""

    def get_text_embedding_batch(self, texts: list[str], **kwargs: Any) -> list[list[float]]:
        return [[1.0, 0.0]] * (len(texts) - 1) + ([[1.0]] if "ragged" in texts else [])


@pytest.mark.parametrize("text", ["few", "ragged"])
def test_a_server_that_gives_something_else_is_an_error_of_ours(text: str) -> None:
    with pytest.raises(ModelRefusedError, match="did not deliver") as caught:
        embed_texts(Misshapen(), ["a", "b", text])
    assert caught.value.hint


def test_the_settings_choose() -> None:
    assert isinstance(make_embedding(load_settings()), LocalEmbedding)
    with pytest.raises(SettingsError, match="OPENAI_API_KEY"):
        make_embedding(load_settings(embedding="openai"))
    remote = make_embedding(
        load_settings(embedding="openai", openai_base_url="http://127.0.0.1:9/v1")
    )
    assert isinstance(remote, OpenAIEmbedding)
    assert remote.model_name == "text-embedding-3-small"
    assert remote.api_base == "http://127.0.0.1:9/v1"
