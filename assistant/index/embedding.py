"""Text into vectors: the local question encoder, and OpenAI's, as LlamaIndex embeddings.

The local one is a small transformer that ships with the package (assistant/models). Every text
is run on its own, not in a batch: int8 activations are scaled by the largest value of a run, so
a vector would otherwise depend on its neighbours, and the same question would not give the same
answer. Texts are short; spreading them over threads is as fast.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from llama_index.core.base.embeddings.base import BaseEmbedding
from llama_index.core.bridge.pydantic import PrivateAttr
from numpy.typing import NDArray

from assistant.errors import ModelRefusedError, SettingsError
from assistant.inference import open_session, open_tokenizer, path_to_outputs
from assistant.settings import Settings
from assistant.text.forms import FORM, Abbreviations, shown

MODEL_DIR = Path(__file__).resolve().parent.parent / "models" / "question_encoder"
LONGEST_INPUT = 128
"""Tokens; the rest of a longer text is not read."""

Vectors = NDArray[np.float32]
Progress = Callable[[int, int], None]
"""Called with (done, total) during long work."""


@dataclass(frozen=True, slots=True)
class Heard:
    """All that one run says of a question about the document that the encoder was trained on.

    Attributes:
        vector: what is searched with, shape (384,), unit length.
        outcomes: logits: the document answers it, answers it in part, is silent; shape (3,).
        passages: logits of each of its passages to tell it, in their order; shape (passages,).
    """

    vector: Vectors
    outcomes: Vectors
    passages: Vectors


class QuestionEncoder:
    """The ONNX model: texts to unit vectors, and what its document does with a question.

    Args:
        folder: holds ``model.onnx``, ``tokenizer.json`` and ``vote.json``.
        threads: texts that are encoded at the same time.
    """

    dimensions = 384

    def __init__(self, folder: Path = MODEL_DIR, threads: int = 2) -> None:
        if not (folder / "model.onnx").is_file():
            raise SettingsError(
                f"The question encoder is missing in {folder}.", "Install the package again."
            )
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="encoding")
        # To sum up 27 MB takes as long as a quarter of what is opened meanwhile.
        self._sum = self._pool.submit(_sha256, folder / "model.onnx")
        self._session = open_session(folder / "model.onnx")
        self._tokenizer = open_tokenizer(folder / "tokenizer.json", LONGEST_INPUT)
        self._no_more = path_to_outputs()

    @property
    def sha256(self) -> str:
        """Hash of the weights."""
        return self._sum.result()

    @property
    def mark(self) -> str:
        """What stored vectors of questions depend on: the weights and the form."""
        return f"{self.sha256}-{FORM}"

    def encode_one(self, text: str) -> Vectors:
        """The unit vector of one text, shape (384,)."""
        vector: Vectors = self._session.run(["embedding"], self._inputs(text), self._no_more)[0][0]
        return vector

    def hear(self, text: str) -> Heard:
        """The unit vector of one text, the very one of ``encode_one``, and what else is known."""
        found = self._session.run(["embedding", "outcomes", "passages"], self._inputs(text))
        return Heard(*(rows[0] for rows in found))

    def _inputs(self, text: str) -> dict[str, NDArray[np.int64]]:
        encoding = self._tokenizer.encode(text)
        return {
            "input_ids": np.array([encoding.ids], dtype=np.int64),
            "attention_mask": np.array([encoding.attention_mask], dtype=np.int64),
        }

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Unit vectors of many texts, shape (len(texts), 384), in their order."""
        vectors = np.empty((len(texts), self.dimensions), dtype=np.float32)
        step = 64

        def run(start: int) -> None:
            for index in range(start, min(start + step, len(texts))):
                vectors[index] = self.encode_one(texts[index])

        starts = range(0, len(texts), step)
        for done, _ in enumerate(self._pool.map(run, starts), start=1):
            if progress is not None:
                progress(min(done * step, len(texts)), len(texts))
        return vectors


def _sha256(file: Path) -> str:
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


class LocalEmbedding(BaseEmbedding):
    """The question encoder as a LlamaIndex embedding."""

    _encoder: QuestionEncoder = PrivateAttr()

    def __init__(self, encoder: QuestionEncoder, **kwargs: Any) -> None:
        super().__init__(model_name=f"question-encoder-{FORM}-{encoder.sha256[:12]}", **kwargs)
        self._encoder = encoder

    @classmethod
    def class_name(cls) -> str:
        return "LocalEmbedding"

    @property
    def encoder(self) -> QuestionEncoder:
        """The model behind it."""
        return self._encoder

    def _get_text_embedding(self, text: str) -> list[float]:
        return [float(value) for value in self._encoder.encode_one(text)]

    def _get_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)

    async def _aget_query_embedding(self, query: str) -> list[float]:
        return self._get_text_embedding(query)


def encoder_of(embedding: BaseEmbedding) -> QuestionEncoder | None:
    """What an embedding can do beyond any other: the encoder behind it, which runs here, knows the
    form of a question, and to which what training left belongs; ``None`` where it has none."""
    encoder: QuestionEncoder | None = getattr(embedding, "encoder", None)
    return encoder


@cache
def _encoder(threads: int) -> QuestionEncoder:
    """The encoder of a process: all corpora that are open in it share it, and its threads."""
    return QuestionEncoder(threads=threads)


@cache
def word_list(folder: Path = MODEL_DIR) -> Callable[[str], bool]:
    """Tells whether a lower-case word is common enough to be whole in the encoder's vocabulary."""
    tokens = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    return frozenset(token for token in tokens if token.isalpha()).__contains__


def make_embedding(settings: Settings) -> BaseEmbedding:
    """The embedding that the settings ask for.

    Raises:
        SettingsError: ``embedding=openai`` without a key or an address.
    """
    if settings.embedding == "local":
        return LocalEmbedding(_encoder(settings.threads))
    if not settings.uses_model:
        raise SettingsError(
            "ASSISTANT_EMBEDDING=openai needs OPENAI_API_KEY or OPENAI_BASE_URL.",
            "Set one of them, or leave ASSISTANT_EMBEDDING unset for the local encoder.",
        )
    from llama_index.embeddings.openai import OpenAIEmbedding

    key = settings.openai_api_key
    remote: BaseEmbedding = OpenAIEmbedding(
        model_name=settings.embedding_model,
        api_key=key.get_secret_value() if key else "none",
        api_base=settings.openai_base_url,
        timeout=settings.total_timeout,
        max_retries=2,
        embed_batch_size=256,
    )
    return remote


def embed_question(
    embedding: BaseEmbedding, question: str, abbreviations: Abbreviations
) -> Vectors:
    """The unit vector of a question, shape (dimensions,).

    With the local encoder all variants of one question (``text.forms``) have the same vector. A
    remote embedding is asked for the question as it is.
    """
    if encoder := encoder_of(embedding):
        return encoder.encode_one(shown(question, abbreviations))
    return np.asarray(embedding.get_query_embedding(question), dtype=np.float32)


def embed_questions(
    embedding: BaseEmbedding,
    questions: Sequence[str],
    abbreviations: Abbreviations,
    progress: Progress | None = None,
) -> Vectors:
    """``embed_question`` for many, shape (n, dimensions); errors as in ``embed_texts``."""
    encoder = encoder_of(embedding)
    if encoder is None or not questions:
        return embed_texts(embedding, questions, progress)
    return encoder.encode([shown(question, abbreviations) for question in questions], progress)


def unit(vectors: Vectors) -> Vectors:
    """The vectors at length one; what has no length stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    scaled: Vectors = vectors / np.maximum(lengths, 1e-12)
    return scaled.astype(np.float32, copy=False)


def embed_texts(
    embedding: BaseEmbedding, texts: Sequence[str], progress: Progress | None = None
) -> Vectors:
    """Vectors of many texts, shape (n, dimensions), float32, unit length.

    Raises:
        ModelRefusedError: a remote embedding did not deliver.
    """
    if encoder := encoder_of(embedding):
        return encoder.encode(texts, progress)
    rows: list[list[float]] = []
    vectors: Vectors = np.empty((0, 0), dtype=np.float32)
    for start in range(0, len(texts), 256):
        batch = list(texts[start : start + 256])
        try:
            rows.extend(embedding.get_text_embedding_batch(batch))
            vectors = np.asarray(rows, dtype=np.float32).reshape(start + len(batch), -1)
        except Exception as error:  # whatever a remote client raises, the person needs one sentence
            raise ModelRefusedError(
                f"The embedding server did not deliver ({type(error).__name__}).",
                "Check OPENAI_API_KEY and OPENAI_BASE_URL, or unset ASSISTANT_EMBEDDING.",
            ) from error
        if progress is not None:
            progress(len(rows), len(texts))
    return unit(vectors)
